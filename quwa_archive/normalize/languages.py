"""The words of dates in the languages that WordPress prints: facts alone, no reading.

Month names are those of WordPress's translations, in the cases that dates take (`12 января`, `Январь 2017`), with
the abbreviations and the spellings that other plugins print.  In each table a space parts entries, `/` parts words
of one meaning and `_` stands for a space in a word.  All words are lower case; `spell` brings a text to the same form.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Final


@dataclass(frozen=True, slots=True)
class Language:
    """Words of one language.

    ``months`` twelve entries; ``units`` seven: second, minute, hour, day, week, month, year.  ``am``, ``pm``, ``ago``
    (before or behind the span), ``one`` (the number), ``yesterday``, ``today``, ``now``, ``weekdays`` and ``joints`` (what stands
    between the parts and means nothing) are words parted by spaces.  ``pairs`` are units with the number two in
    them (Arabic duals), in the order of ``units``.  ``jalali``: months of the Iranian calendar, which some sites print.
    """

    months: str
    units: str
    ago: str
    joints: str
    am: str = ""
    pm: str = ""
    one: str = ""
    yesterday: str = ""
    today: str = ""
    now: str = ""
    weekdays: str = ""
    pairs: str = ""
    jalali: str = ""


_ROMAN_HALVES = {"am": "am a.m.", "pm": "pm p.m."}

LANGUAGES: Final[dict[str, Language]] = {
    "de": Language(
        months="januar/jänner/jan/jän februar/feber/feb märz/mär/mrz april/apr mai juni/jun juli/jul august/aug "
        "september/sept/sep oktober/okt november/nov dezember/dez",
        units="sekunde/sekunden/sek minute/minuten/min stunde/stunden/std tag/tage/tagen woche/wochen "
        "monat/monate/monaten jahr/jahre/jahren",
        ago="vor her",
        joints="um den der dem vom geschrieben veröffentlicht gepostet etwa ungefähr ca",
        one="ein eine einer einem",
        yesterday="gestern",
        today="heute",
        now="jetzt gerade_eben soeben",
        weekdays="montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag mo di mi do fr sa so",
        **_ROMAN_HALVES,
    ),
    "fr": Language(
        months="janvier/janv/jan février/fevrier/févr/fév/fev mars/mar avril/avr mai juin/jui juillet/juil août/aout/aoû "
        "septembre/sept/sep octobre/oct novembre/nov décembre/decembre/déc/dec",
        units="seconde/secondes/sec minute/minutes/min/mins heure/heures/h jour/jours/j semaine/semaines mois an/ans/année/années",
        ago="il_y_a",
        joints="à a le la du de publié posté environ",
        one="un une",
        yesterday="hier",
        today="aujourd’hui aujourd'hui",
        now="maintenant à_l’instant à_l'instant",
        weekdays="lundi mardi mercredi jeudi vendredi samedi dimanche lun mar mer jeu ven sam dim",
        **_ROMAN_HALVES,
    ),
    "es": Language(
        months="enero/ene febrero/feb marzo/mar abril/abr mayo/may junio/jun julio/jul agosto/ago "
        "septiembre/setiembre/sept/sep/set octubre/oct noviembre/nov diciembre/dic",
        units="segundo/segundos/seg minuto/minutos/min/mins hora/horas día/días/dia/dias semana/semanas mes/meses año/años",
        ago="hace",
        joints="a las la los el de del publicado h hs horas hrs hora",
        one="un una uno",
        yesterday="ayer",
        today="hoy",
        now="ahora ahora_mismo",
        weekdays="lunes martes miércoles jueves viernes sábado domingo lun mié jue vie sáb dom",
        am="am a.m. a._m.",
        pm="pm p.m. p._m.",
    ),
    "it": Language(
        months="gennaio/gen febbraio/feb marzo/mar aprile/apr maggio/mag giugno/giu luglio/lug agosto/ago "
        "settembre/set/sett ottobre/ott novembre/nov dicembre/dic",
        units="secondo/secondi/sec minuto/minuti/min ora/ore giorno/giorni settimana/settimane mese/mesi anno/anni",
        ago="fa",
        joints="alle all’ all' ore il di del circa pubblicato h",
        one="un una un’ un'",
        yesterday="ieri",
        today="oggi",
        now="adesso proprio_ora",
        weekdays="lunedì martedì mercoledì giovedì venerdì sabato domenica lun mer gio ven sab dom",
        **_ROMAN_HALVES,
    ),
    "pt": Language(
        months="janeiro/jan fevereiro/fev março/marco/mar abril/abr maio/mai junho/jun julho/jul agosto/ago "
        "setembro/set outubro/out novembro/nov dezembro/dez",
        units="segundo/segundos/seg minuto/minutos/min/mins hora/horas dia/dias semana/semanas mês/mes/meses ano/anos",
        ago="há atrás",
        joints="às as à a a_partir_do a_partir_das de do em no publicado h hs horas cerca",
        one="um uma",
        yesterday="ontem",
        today="hoje",
        now="agora agora_mesmo",
        weekdays="segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado domingo seg ter qua qui sex sáb dom",
        **_ROMAN_HALVES,
    ),
    "nl": Language(
        months="januari/jan februari/feb maart/mrt april/apr mei juni/jun juli/jul augustus/aug september/sep/sept "
        "oktober/okt november/nov december/dec",
        units="seconde/seconden/sec minuut/minuten/min uur/uren dag/dagen week/weken maand/maanden jaar/jaren",
        ago="geleden",
        joints="om op de van ongeveer geplaatst",
        one="een één",
        yesterday="gisteren",
        today="vandaag",
        now="nu zojuist",
        weekdays="maandag dinsdag woensdag donderdag vrijdag zaterdag zondag ma di wo do vr za zo",
        **_ROMAN_HALVES,
    ),
    "pl": Language(
        months="stycznia/styczeń/sty lutego/luty/lut marca/marzec/mar kwietnia/kwiecień/kwi maja/maj czerwca/czerwiec/cze "
        "lipca/lipiec/lip sierpnia/sierpień/sie września/wrzesień/wrz października/październik/paź "
        "listopada/listopad/lis grudnia/grudzień/gru",
        units="sekunda/sekundy/sekundę/sekund/sek minuta/minuty/minutę/minut/min godzina/godziny/godzinę/godzin/godz "
        "dzień/dni tydzień/tygodnie/tygodni miesiąc/miesiące/miesięcy rok/lata/lat",
        ago="temu",
        joints="o godz godzinie dnia r roku około",
        one="jeden jedną",
        yesterday="wczoraj",
        today="dzisiaj dziś",
        now="teraz przed_chwilą",
        weekdays="poniedziałek wtorek środa czwartek piątek sobota niedziela pon wt śr czw pt sob niedz",
        **_ROMAN_HALVES,
    ),
    "ru": Language(
        months="января/январь/янв февраля/февраль/фев/февр марта/март/мар апреля/апрель/апр мая/май июня/июнь/июн "
        "июля/июль/июл августа/август/авг сентября/сентябрь/сен/сент октября/октябрь/окт ноября/ноябрь/ноя/нояб "
        "декабря/декабрь/дек",
        units="секунда/секунды/секунду/секунд/сек минута/минуты/минуту/минут/мин час/часа/часов/ч день/дня/дней/дн "
        "неделя/недели/неделю/недель/нед месяц/месяца/месяцев/мес год/года/лет",
        ago="назад",
        joints="в г года около примерно",
        am="дп утра ночи",
        pm="пп дня вечера",
        one="один одну",
        yesterday="вчера",
        today="сегодня",
        now="только_что сейчас",
        weekdays="понедельник вторник среда четверг пятница суббота воскресенье пн вт ср чт пт сб вс",
    ),
    "uk": Language(
        months="січня/січень/січ лютого/лютий/лют березня/березень/бер квітня/квітень/квіт/кві травня/травень/трав/тра "
        "червня/червень/чер липня/липень/лип серпня/серпень/сер вересня/вересень/вер жовтня/жовтень/жов "
        "листопада/листопад/лис грудня/грудень/гру",
        units="секунда/секунди/секунду/секунд/сек хвилина/хвилини/хвилину/хвилин/хв година/години/годину/годин/год "
        "день/дня/дні/днів тиждень/тижні/тижнів місяць/місяці/місяців рік/роки/років",
        ago="тому",
        joints="о об в у р року приблизно",
        one="один одну",
        yesterday="вчора",
        today="сьогодні",
        now="щойно зараз",
        weekdays="понеділок вівторок середа четвер п'ятниця п’ятниця субота неділя пн вт ср чт пт сб нд",
        **_ROMAN_HALVES,
    ),
    "cs": Language(
        months="ledna/leden/led února/únor/úno března/březen/bře dubna/duben/dub května/květen/kvě června/červen/čvn "
        "července/červenec/čvc srpna/srpen/srp září/zář října/říjen/říj listopadu/listopad/lis prosince/prosinec/pro",
        units="sekunda/sekundy/sekundou/sekundami/sekund minuta/minuty/minutou/minutami/minut hodina/hodiny/hodinou/hodinami/hodin "
        "den/dny/dnem/dní týden/týdny/týdnem/týdnů měsíc/měsíce/měsícem/měsíci/měsíců rok/roky/rokem/lety/let",
        ago="před",
        joints="v ve dne hod asi",
        one="jeden jednou jedním",
        yesterday="včera",
        today="dnes",
        now="teď právě_teď",
        weekdays="pondělí úterý středa čtvrtek pátek sobota neděle po út st čt pá so ne",
        **_ROMAN_HALVES,
    ),
    "sv": Language(
        months="januari/jan februari/feb mars/mar april/apr maj juni/jun juli/jul augusti/aug september/sep/sept "
        "oktober/okt november/nov december/dec",
        units="sekund/sekunder/sek minut/minuter/min timme/timmar/tim dag/dagar vecka/veckor månad/månader år",
        ago="sedan för",
        joints="kl klockan den ungefär cirka",
        am="f_m fm f.m.",
        pm="e_m em e.m.",
        one="en ett",
        yesterday="igår i_går",
        today="idag i_dag",
        now="nu just_nu",
        weekdays="måndag tisdag onsdag torsdag fredag lördag söndag mån tis ons tors fre lör sön",
    ),
    "da": Language(
        months="januar/jan februar/feb marts/mar april/apr maj juni/jun juli/jul august/aug september/sep/sept "
        "oktober/okt november/nov december/dec",
        units="sekund/sekunder/sek minut/minutter/min time/timer dag/dage uge/uger måned/måneder år",
        ago="siden for",
        joints="kl klokken den d ca cirka omkring",
        one="en et",
        yesterday="i_går",
        today="i_dag",
        now="nu lige_nu",
        weekdays="mandag tirsdag onsdag torsdag fredag lørdag søndag man tirs ons tors fre lør søn",
        **_ROMAN_HALVES,
    ),
    "nb": Language(
        months="januar/jan februar/feb mars/mar april/apr mai juni/jun juli/jul august/aug september/sep/sept "
        "oktober/okt november/nov desember/des",
        units="sekund/sekunder/sek minutt/minutter/min time/timer dag/dager uke/uker måned/måneder år",
        ago="siden for",
        joints="kl klokka klokken den ca cirka omtrent",
        one="en et ett",
        yesterday="i_går",
        today="i_dag",
        now="nå akkurat_nå",
        weekdays="mandag tirsdag onsdag torsdag fredag lørdag søndag man tir ons tor fre lør søn",
        **_ROMAN_HALVES,
    ),
    "vi": Language(
        months="tháng_một/tháng_giêng tháng_hai tháng_ba tháng_tư tháng_năm tháng_sáu tháng_bảy tháng_tám tháng_chín "
        "tháng_mười tháng_mười_một tháng_mười_hai/tháng_chạp",
        units="giây phút giờ ngày tuần tháng năm",
        ago="trước",
        joints="lúc ngày vào",
        am="sáng",
        pm="chiều",
        one="một",
        yesterday="hôm_qua",
        today="hôm_nay",
        now="vừa_xong bây_giờ",
        weekdays="thứ_hai thứ_ba thứ_tư thứ_năm thứ_sáu thứ_bảy chủ_nhật",
    ),
    "tr": Language(
        months="ocak/oca şubat/şub mart/mar nisan/nis mayıs/may haziran/haz temmuz/tem ağustos/ağu eylül/eyl ekim/eki "
        "kasım/kas aralık/ara",
        units="saniye/sn dakika/dk saat gün hafta ay yıl",
        ago="önce",
        joints="saat tarihinde günü yaklaşık",
        am="öö am",
        pm="ös pm",
        one="bir",
        yesterday="dün",
        today="bugün",
        now="şimdi az_önce şu_anda",
        weekdays="pazartesi salı çarşamba perşembe cuma cumartesi pazar",
    ),
    "ar": Language(
        months="يناير/كانون_الثاني/جانفي فبراير/شباط/فيفري مارس/آذار أبريل/ابريل/إبريل/نيسان/أفريل مايو/أيار/ماي "
        "يونيو/يونيه/حزيران/جوان يوليو/يوليه/تموز/جويلية أغسطس/اغسطس/آب/أوت سبتمبر/أيلول أكتوبر/اكتوبر/تشرين_الأول "
        "نوفمبر/تشرين_الثاني ديسمبر/كانون_الأول",
        units="ثانية/ثوان/ثواني دقيقة/دقائق ساعة/ساعات يوم/أيام/ايام/يوما/يومًا أسبوع/أسابيع/اسبوع/اسابيع "
        "شهر/أشهر/اشهر/شهور/شهرا/شهرًا سنة/سنوات/عام/أعوام/عاما/عامًا",
        pairs="ثانيتين/ثانيتان دقيقتين/دقيقتان ساعتين/ساعتان يومين/يومان أسبوعين/أسبوعان شهرين/شهران سنتين/سنتان/عامين/عامان",
        ago="منذ قبل مضت",
        joints="الساعة في على بتاريخ عند تمام حوالي نشر",
        am="ص صباحا صباحًا صباح",
        pm="م مساء مساءً",
        one="واحدة واحد",
        yesterday="أمس امس",
        today="اليوم",
        now="الآن",
        weekdays="الإثنين الاثنين الثلاثاء الأربعاء الاربعاء الخميس الجمعة السبت الأحد الاحد",
    ),
    "fa": Language(
        months="ژانویه/ژانویهٔ فوریه/فوریهٔ مارس آوریل/آپریل می/مه/مهٔ ژوئن/جون ژوئیه/جولای/ژوئیهٔ آگوست/اوت سپتامبر اکتبر نوامبر دسامبر",
        jalali="فروردین اردیبهشت خرداد تیر مرداد/امرداد شهریور مهر آبان آذر دی بهمن اسفند",
        units="ثانیه دقیقه ساعت روز هفته ماه سال",
        ago="پیش قبل",
        joints="در ساعت تاریخ حدود",
        am="ق.ظ ق.ظ. ق_ظ صبح قبل_از_ظهر",
        pm="ب.ظ ب.ظ. ب_ظ عصر بعدازظهر بعد_از_ظهر",
        one="یک",
        yesterday="دیروز",
        today="امروز",
        now="اکنون همین_حالا هم_اکنون",
        weekdays="شنبه یکشنبه یک_شنبه دوشنبه دو_شنبه سهشنبه سه_شنبه چهارشنبه چهار_شنبه پنجشنبه پنج_شنبه جمعه",
    ),
    "ur": Language(
        months="جنوری فروری مارچ اپریل مئی جون جولائی اگست ستمبر اکتوبر نومبر دسمبر",
        units="سیکنڈ/سیکنڈز منٹ/منٹس گھنٹے/گھنٹہ/گھنٹا/گھنٹوں دن/دنوں ہفتے/ہفتہ/ہفتوں مہینے/مہینہ/ماہ/مہینوں سال/سالوں/برس",
        ago="پہلے قبل",
        joints="ء بوقت وقت کو بجکر پر بتاریخ تقریبا",
        am="صبح ق.د قبل_دوپہر am",
        pm="شام دوپہر سہ_پہر ب.د بعد_دوپہر pm",
        one="ایک",
        today="آج",
        yesterday="گزشتہ_روز کل",
        now="ابھی ابھی_ابھی",
        weekdays="پیر منگل بدھ جمعرات جمعہ ہفتہ اتوار سوموار سنیچر",
    ),
    "hi": Language(
        months="जनवरी/जन फ़रवरी/फरवरी/फ़र मार्च अप्रैल/अप्रेल मई जून जुलाई अगस्त/अग सितम्बर/सितंबर/सित अक्टूबर/अक्तूबर/अक्टू "
        "नवम्बर/नवंबर/नव दिसम्बर/दिसंबर/दिस",
        units="सेकंड/सेकेंड मिनट घंटे/घंटा/घण्टे/घण्टा दिन/दिनों सप्ताह/हफ्ते/हफ़्ते महीने/महीना/माह/महीनों साल/वर्ष/वर्षों",
        ago="पहले पूर्व",
        joints="को पर समय लगभग",
        am="पूर्वाह्न सुबह am",
        pm="अपराह्न शाम दोपहर pm",
        one="एक",
        yesterday="कल",
        today="आज",
        now="अभी अभी_अभी",
        weekdays="सोमवार मंगलवार बुधवार गुरुवार बृहस्पतिवार शुक्रवार शनिवार रविवार",
    ),
    "bn": Language(
        months="জানুয়ারি/জানুয়ারী/জানু ফেব্রুয়ারি/ফেব্রুয়ারী/ফেব্রু মার্চ এপ্রিল মে জুন জুলাই আগস্ট/আগষ্ট/অগাষ্ট/অগাস্ট "
        "সেপ্টেম্বর অক্টোবর নভেম্বর ডিসেম্বর",
        units="সেকেন্ড মিনিট ঘন্টা/ঘণ্টা দিন সপ্তাহ মাস বছর",
        ago="আগে পূর্বে পূর্ব",
        joints="এ সময় তারিখে প্রায়",
        am="পূর্বাহ্ন পুর্বাহ্ন সকাল am",
        pm="অপরাহ্ন বিকাল বিকেল সন্ধ্যা pm",
        one="এক ১টি",
        yesterday="গতকাল",
        today="আজ",
        now="এখন এইমাত্র",
        weekdays="সোমবার মঙ্গলবার বুধবার বৃহস্পতিবার শুক্রবার শনিবার রবিবার",
    ),
    "id": Language(
        months="januari/jan februari/feb/peb maret/mar april/apr mei juni/jun juli/jul agustus/agu/agt september/sep "
        "oktober/okt november/nov/nop desember/des",
        units="detik menit jam hari minggu/pekan bulan tahun",
        ago="lalu yang_lalu",
        joints="pukul jam pada tanggal wib wita wit sekitar",
        one="satu",
        yesterday="kemarin",
        today="hari_ini",
        now="sekarang baru_saja",
        weekdays="senin selasa rabu kamis jumat jum'at sabtu minggu",
        am="am",
        pm="pm",
    ),
    "el": Language(
        months="ιανουαρίου/ιανουάριος/ιαν φεβρουαρίου/φεβρουάριος/φεβ μαρτίου/μάρτιος/μαρ απριλίου/απρίλιος/απρ "
        "μαΐου/μαϊου/μάιος/μαι ιουνίου/ιούνιος/ιουν ιουλίου/ιούλιος/ιουλ αυγούστου/αύγουστος/αυγ "
        "σεπτεμβρίου/σεπτέμβριος/σεπ οκτωβρίου/οκτώβριος/οκτ νοεμβρίου/νοέμβριος/νοε δεκεμβρίου/δεκέμβριος/δεκ",
        units="δευτερόλεπτο/δευτερόλεπτα λεπτό/λεπτά ώρα/ώρες ημέρα/ημέρες/μέρα/μέρες εβδομάδα/εβδομάδες "
        "μήνα/μήνες/μήνας έτος/έτη/χρόνο/χρόνια",
        ago="πριν πριν_από",
        joints="στις στο ώρα περίπου",
        am="πμ π.μ. π.μ",
        pm="μμ μ.μ. μ.μ",
        one="ένα μία έναν",
        yesterday="χθες χτες",
        today="σήμερα",
        now="τώρα μόλις_τώρα",
        weekdays="δευτέρα τρίτη τετάρτη πέμπτη παρασκευή σάββατο κυριακή δευ τρι τετ πεμ παρ σαβ κυρ",
    ),
}
"""Languages whose words stand apart; those of East Asia, which are written in one run, are in `east_asia`."""

_MARKS = dict.fromkeys(
    map(ord, "\u061c\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
)
_SAME = str.maketrans(
    {"ي": "ی", "ى": "ی", "ك": "ک", "ۀ": "ه", "ة": "ہ", "ه": "ہ", "ھ": "ھ", "،": ",", "٫": ":", "：": ":"}
)


@lru_cache(maxsize=8192)
def spell(text: str) -> str:
    """One spelling for what looks the same: ASCII digits, lower case, composed letters, no direction marks.

    Arabic letters that keyboards of Urdu, Persian and Arabic give different code points are made one.
    """
    text = unicodedata.normalize("NFC", text).translate(_MARKS).replace("İ", "i")
    if not text.isascii():
        text = "".join(str(unicodedata.decimal(char, char)) for char in text)
    return unicodedata.normalize("NFC", text.lower().translate(_SAME))


def language_named(code: str | None) -> str:
    """The key of `LANGUAGES` that a tag such as `de-AT`, `pt_BR`, `no` means; other codes come back in short."""
    short = (code or "").replace("_", "-").partition("-")[0].strip().lower()
    return {"in": "id", "iw": "he", "no": "nb", "nn": "nb", "prs": "fa"}.get(short, short)
