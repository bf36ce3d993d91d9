"""The words that dates are made of, in many languages: those that dateparser knows, and what it leaves out."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib import import_module

LANGUAGES = (
    "en", "de", "fr", "es", "it", "pt", "nl", "pl", "ru", "uk", "tr", "ar", "fa", "ur", "hi", "bn", "id", "ja",
    "zh", "ko", "sv", "da", "nb", "fi", "cs", "sk", "hu", "ro", "el", "he", "bg", "hr", "sr", "vi", "th",
)  # fmt: skip
_DAYS = "monday tuesday wednesday thursday friday saturday sunday"
_MONTHS = "january february march april may june july august september october november december"
_UNITS = "year month week day hour minute second"
MONTH, WEEKDAY, UNIT, AGO, HALF, NUMBER, JOINT = range(1, 8)
# What stands between the parts of a date and is none itself: `at`, `um`, `à`, `de`, `г.`, ordinal endings.
_JOINTS_TEXT = (
    "at on the of st nd rd th de del la le les à a las los às as um uhr den am der dem om op kl klo o ora "
    "alle il dell' di partir do das в г года р о кі год y को بجے کو في الساعة ساعت ، pukul jam saat tarihinde dne v ve "
    "dnia godz godzinie t m h u era min n. hrs uur hs u. lúc vào ngày tháng năm เวลา น. που στις στο ώρα "
    "i"
)
_JOINTS = frozenset(_JOINTS_TEXT.split())
_HALVES_TEXT = (
    "am pm a.m p.m a p ap पूर्वाह्न अपराह्न صباحًا صباحا مساءً مساء ص م ق.ظ ب.ظ صبح عصر شام دوپہر رات 上午 "
    "下午 午前 午後 오전 오후 πμ μμ অপরাহ্ন পূর্বাহ্ন ب ظ ق sáng chiều tối trưa"
)
HALVES = frozenset(_HALVES_TEXT.split())
_AGO_WORDS_TEXT = (
    "ago vor her il y a hace fa há atrás temu назад тому önce geleden منذ قبل پیش پہلے पहले yang lalu 前 전 "
    "sedan siden sitten před πριν לפני преди pre trước ที่แล้ว আগে în urmă ezelőtt واحدة واحد"
)
AGO_WORDS = frozenset(_AGO_WORDS_TEXT.split())


@lru_cache(maxsize=64)
def primary(language: str | None) -> str:
    """The language of a tag, as the tables name it: `pt` for `pt-BR`."""
    name = (language or "").replace("_", "-").partition("-")[0].casefold()
    return {"no": "nb", "nn": "nb", "in": "id", "iw": "he"}.get(name, name)


@lru_cache(maxsize=64)
def words_of(language: str) -> dict[str, int]:
    """Word -> what it is in a date, of one language and English, or of all where the language is not known."""
    words: dict[str, int] = dict.fromkeys(_JOINTS, JOINT)
    for name in (language, "en") if language in LANGUAGES else LANGUAGES:
        info = import_module(f"dateparser.data.date_translation_data.{name}").info
        for kind, keys in ((WEEKDAY, _DAYS), (UNIT, _UNITS), (MONTH, _MONTHS)):
            for key in keys.split():
                for form in info.get(key, ()):
                    for word in form.split() if kind != UNIT else [form]:
                        if len(word.strip(".")) > 1 or not word.isascii():
                            words[word.casefold().strip(".")] = kind
        for patterns in info.get("relative-type-regex", {}).values():
            for pattern in patterns:
                for word in re.findall(r"[^\s\d.()+\\|\[\]?]+", pattern.replace("(\\d+", "")):
                    if word != "d":
                        words.setdefault(word.casefold().strip("."), UNIT)
    words.update(dict.fromkeys(AGO_WORDS, AGO))
    words.update(dict.fromkeys(HALVES, HALF))
    for joint in ("a", "à", "y", "il", "m", "o"):
        words[joint] = JOINT
    for half in ("am", "pm"):
        words[half] = HALF
    words.update(dict.fromkeys(("hace", "vor", "há", "fa", "منذ", "قبل"), AGO))
    for one in ("an", "one", "ein", "einer", "einem", "eine", "un", "une", "una", "um", "uma", "een", "ett"):
        words.setdefault(one, JOINT)
    return words


def bare(word: str) -> str:
    """A word as the tables have it."""
    return word.casefold().strip(".'’`")


@lru_cache(maxsize=64)
def month_numbers(language: str) -> dict[str, int]:
    """Name of a month -> its number, in one language and English, or in all."""
    found: dict[str, int] = {}
    for name in (language, "en") if language in LANGUAGES else LANGUAGES:
        info = import_module(f"dateparser.data.date_translation_data.{name}").info
        for number, month in enumerate(_MONTHS.split(), 1):
            for form in info.get(month, ()):
                found.setdefault(bare(form), number)
    return found
