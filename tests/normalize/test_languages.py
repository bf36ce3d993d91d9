"""Dates as pages of other languages print them: months, halves of the day, numerals, joints, spans."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quwa_archive.normalize.dates import read_date
from quwa_archive.normalize.formats import UNREADABLE, ReadDate
from quwa_archive.normalize.jalali import gregorian
from quwa_archive.normalize.languages import LANGUAGES
from quwa_archive.normalize.translation import UNITS, counted_back

CAPTURED_AT = "2024-06-15T12:00:00Z"


def read(raw: str, language: str) -> ReadDate:
    return read_date(raw, captured_at=CAPTURED_AT, languages=[language, "en"])


@pytest.mark.parametrize(
    ("language", "raw", "local"),
    [
        ("de-DE", "12. März 2017 um 0:50 Uhr", "2017-03-12T00:50"),
        ("de-AT", "am 3. Jänner 2017 um 17 Uhr", "2017-01-03T17:00"),
        ("de", "9. August 2017 um 5:30 pm", "2017-08-09T17:30"),
        ("fr-FR", "9 août 2017 à 17 h 30 min", "2017-08-09T17:30"),
        ("fr", "le 1 févr. 2017 à 5h", "2017-02-01T05:00"),
        ("es-ES", "9 agosto, 2017 a las 12:05 am", "2017-08-09T00:05"),
        ("es-MX", "9 de agosto de 2017 a las 12:05 p. m.", "2017-08-09T12:05"),
        ("it-IT", "martedì 9 maggio 2017 alle 17:30", "2017-05-09T17:30"),
        ("pt-BR", "9 de março de 2017 às 17:30", "2017-03-09T17:30"),
        ("pt-PT", "9 Março, 2017 às 17:30", "2017-03-09T17:30"),
        ("nl-NL", "9 mrt 2017 om 17:30 uur", "2017-03-09T17:30"),
        ("pl-PL", "9 października 2017 o 17:30", "2017-10-09T17:30"),
        ("ru-RU", "9 августа 2017 г. в 17:30", "2017-08-09T17:30"),
        ("ru-RU", "09.08.2017 в 5:30 пп", "2017-08-09T17:30"),
        ("uk", "9 серпня 2017 о 17:30", "2017-08-09T17:30"),
        ("cs-CZ", "9.8.2017 v 17.30", "2017-08-09T17:30"),
        ("sv-SE", "9 augusti, 2017 kl. 17:30", "2017-08-09T17:30"),
        ("da-DK", "23. marts 2023 kl. 19:10", "2023-03-23T19:10"),
        ("da-DK", "marts 23, 2023 at 7:10 pm", "2023-03-23T19:10"),
        ("nb-NO", "4. mai 2020 kl. 14.50", "2020-05-04T14:50"),
        ("pt-BR", "janeiro 21, 2020 a partir do 8:50 am", "2020-01-21T08:50"),
        ("vi", "4 Tháng Năm, 2020 lúc 2:50 chiều", "2020-05-04T14:50"),
        ("vi", "Tháng Mười Hai 4, 2020 lúc 2:50 sáng", "2020-12-04T02:50"),
        ("el", "9 Αυγούστου 2017 στις 5:30 μμ", "2017-08-09T17:30"),
        ("tr-TR", "09 Ağustos 2017, 17:30", "2017-08-09T17:30"),
        ("tr-TR", "9 ŞUBAT 2017 saat 17:30", "2017-02-09T17:30"),
        ("ar", "٩ أغسطس، ٢٠١٧ الساعة ٥:٣٠ م", "2017-08-09T17:30"),
        ("ar", "12 كانون الثاني 2017 الساعة 12:50 ص", "2017-01-12T00:50"),
        ("ar", "12 يناير 2017م", "2017-01-12"),
        ("ar", "12 يناير 2017 م الساعة 5:30 م", "2017-01-12T17:30"),
        ("ur", "12 جنوری 2017ء", "2017-01-12"),
        ("fa-IR", "۹ آگوست ۲۰۱۷ در ۵:۳۰ ب.ظ", "2017-08-09T17:30"),
        ("fa-IR", "۲۲ دی ۱۳۹۵ ساعت ۰:۵۰", "2017-01-11T00:50"),
        ("fa-IR", "۱۳۹۵/۱۰/۲۲", "2017-01-11"),
        ("ur", "۹ اگست، ۲۰۱۷ بوقت ۵:۳۰ شام", "2017-08-09T17:30"),
        ("ur-PK", "اگست 9, 2017 12:05 صبح", "2017-08-09T00:05"),
        ("hi-IN", "९ अगस्त २०१७ को ५:३० अपराह्न", "2017-08-09T17:30"),
        ("hi-IN", "12 फरवरी 2017", "2017-02-12"),
        ("ur", "5 مئی 2017 رات 11:30", "2017-05-05T23:30"),
        ("hi", "5 मई 2017 रात 1:30 बजे", "2017-05-05T01:30"),
        ("hi", "5 मई 2017 12:30 रात", "2017-05-05T00:30"),
        ("zh-CN", "5 月 5, 2017 at 5:30 下午", "2017-05-05T17:30"),
        ("bn-BD", "আগস্ট ৯, ২০১৭ ৫:৩০ অপরাহ্ন", "2017-08-09T17:30"),
        ("id-ID", "9 Agustus 2017 pukul 17.30", "2017-08-09T17:30"),
        ("ja", "2017年8月9日 午後0:05", "2017-08-09T12:05"),
        ("ja", "2017年8月9日(水) 午前0時5分", "2017-08-09T00:05"),
        ("ja", "2017年8月9日 5:30 PM", "2017-08-09T17:30"),
        ("zh-CN", "2017年8月9日下午5:30", "2017-08-09T17:30"),
        ("zh-TW", "2017 年 8 月 9 日 上午 12:05", "2017-08-09T00:05"),
        ("zh-CN", "十二月 9, 2017", "2017-12-09"),
        ("ko-KR", "2017년 8월 9일 오후 12:05", "2017-08-09T12:05"),
        ("ko-KR", "2017년 8월 9일 (수) 오전 5:30", "2017-08-09T05:30"),
        ("ko-KR", "8월 9, 2017", "2017-08-09"),
        ("ja", "2017年8月", "2017-08"),
        ("de", "August 9, 2017 5:30 pm", "2017-08-09T17:30"),
    ],
)
def test_a_date_is_read_in_the_language_of_the_page(language: str, raw: str, local: str) -> None:
    found = read(raw, language)
    assert (found.local, found.offset_minutes) == (local, None)


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_name_of_a_month_is_that_month_and_no_other(code: str) -> None:
    for number, entry in enumerate(LANGUAGES[code].months.split(), start=1):
        for name in entry.split("/"):
            raw = f"12 {name.replace('_', ' ')} 2017"
            assert read(raw, code).local == f"2017-{number:02}-12", (code, raw)


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_unit_is_counted_back(code: str) -> None:
    known = LANGUAGES[code]
    for unit, entry in zip(UNITS, known.units.split(), strict=True):
        for name in entry.split("/"):
            for marker in known.ago.split():
                marker = marker.replace("_", " ")
                assert counted_back(f"{marker} 5 {name}", code) == (5, unit)
                assert counted_back(f"5 {name} {marker}", code) == (5, unit)


@pytest.mark.parametrize(
    ("language", "raw", "local", "precision"),
    [
        ("de", "vor einer Stunde", "2024-06-15T11:00", "hour"),
        ("fr", "il y a 2 semaines", "2024-06", "month"),
        ("es", "hace 5 mins", "2024-06-15T11:55", "minute"),
        ("es", "5 horas ago", "2024-06-15T07:00", "hour"),
        ("pt-BR", "3 dias atrás", "2024-06-12", "day"),
        ("pt-PT", "há 3 dias", "2024-06-12", "day"),
        ("ru", "2 года назад", "2022", "year"),
        ("pl", "5 godzin temu", "2024-06-15T07:00", "hour"),
        ("ar", "منذ ساعتين", "2024-06-15T10:00", "hour"),
        ("ar", "منذ سنة واحدة", "2023", "year"),
        ("fa", "۴ ساعت پیش", "2024-06-15T08:00", "hour"),
        ("ur", "۳ گھنٹے پہلے", "2024-06-15T09:00", "hour"),
        ("hi", "२ दिन पहले", "2024-06-13", "day"),
        ("bn", "৭ মাস আগে", "2023-11", "month"),
        ("id", "4 jam yang lalu", "2024-06-15T08:00", "hour"),
        ("tr", "4 saat önce", "2024-06-15T08:00", "hour"),
        ("ja", "4時間前", "2024-06-15T08:00", "hour"),
        ("zh", "3 天前", "2024-06-12", "day"),
        ("ko", "2개월 전", "2024-04", "month"),
        ("de", "gestern um 14:30", "2024-06-14", "day"),
        ("nl", "vandaag", "2024-06-15", "day"),
        ("ru", "только что", "2024-06-15T12:00", "minute"),
        ("ja", "昨日", "2024-06-14", "day"),
    ],
)
def test_a_span_is_counted_from_the_capture_with_its_own_precision(
    language: str, raw: str, local: str, precision: str
) -> None:
    assert read(raw, language) == ReadDate(local, 0, precision, relative=True)


@pytest.mark.parametrize(
    ("language", "raw"),
    [
        ("de", "30. Februar 2017"),
        ("fr", "03/04/2017 à 5h"),
        ("bn", "আগস্ট ৯, ২০১৭ ১২:৫০ কিছু"),  # a word that no date has: it might be a half of the day
        ("ja", "2017年8月9日 午後13:05"),
        ("ja", "2017年13月9日"),
        ("ar", "محرم 1438"),
        ("fa-IR", "۳۰ اسفند ۱۳۹۶"),  # not a leap year
        ("ur", "کاشف کہتے ہیں"),
        ("de", "vor dem 5. Mai"),
        ("de", "vor 3 Stunden 20 Kommentare"),
        ("zh", "3天"),
        ("de", "vor 9999 Wochen"),
    ],
)
def test_what_is_no_date_of_the_language_is_unread(language: str, raw: str) -> None:
    assert read(raw, language) == UNREADABLE


def test_the_calendar_of_iran() -> None:
    assert gregorian(1396, 1, 1) == "2017-03-21"
    assert gregorian(1395, 12, 30) == "2017-03-20"  # a leap year
    assert gregorian(1399, 1, 1) == "2020-03-20"
    assert gregorian(1403, 12, 30) == "2025-03-20"
    assert gregorian(1404, 1, 1) == "2025-03-21"
    assert gregorian(1357, 11, 22) == "1979-02-11"
    assert gregorian(1396, 12, 30) is None
    assert gregorian(1396, 13, 1) is None


WORDS = sorted(
    {
        word.replace("_", " ")
        for known in LANGUAGES.values()
        for field in (known.months, known.units, known.ago, known.am, known.pm, known.joints, known.jalali)
        for entry in field.split()
        for word in entry.split("/")
    }
    | set("年月日前午後上午下午오전오후년월일시時分")
)


@settings(deadline=None, max_examples=300)
@given(
    st.lists(
        st.one_of(
            st.sampled_from(WORDS), st.integers(0, 99_999).map(str), st.sampled_from([*"/-.:,، ٠۱९১²"])
        ),
        max_size=9,
    ),
    st.sampled_from([*LANGUAGES, "ja", "zh", "ko", "en", "xx"]),
)
def test_no_text_is_an_error(parts: list[str], language: str) -> None:
    for raw in ("".join(parts), " ".join(parts)):
        found = read(raw, language)
        assert (found.local is None) == (found.precision is None)
