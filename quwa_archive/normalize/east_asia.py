"""Dates of Japanese, Chinese and Korean pages, whose words stand without spaces: `2017年1月12日 午前0:50`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class EastAsian:
    """Words of one language; ``units`` are those of second, minute, hour, day, week, month and year."""

    am: str
    pm: str
    units: tuple[str, ...]
    ago: re.Pattern[str]
    now: frozenset[str]
    today: tuple[str, ...]
    yesterday: tuple[str, ...]


def _language(am: str, pm: str, units: str, ago: str, now: str, today: str, yesterday: str) -> EastAsian:
    forms = tuple(units.split())
    words = "|".join(sorted((word for form in forms for word in form.split("/")), key=len, reverse=True))
    return EastAsian(
        am,
        pm,
        tuple(forms),
        re.compile(rf"約?(\d{{1,4}})({words})(?:{ago}|ago)"),
        frozenset(now.split("/")),
        tuple(today.split("/")),
        tuple(yesterday.split("/")),
    )


EAST_ASIA: Final = {
    "ja": _language(
        "午前",
        "午後",
        "秒 分 時間 日 週/週間 か月/ヶ月/カ月/ヵ月/月 年",
        "前",
        "たった今/今",
        "今日/本日",
        "昨日",
    ),
    "zh": _language(
        "上午|凌晨|早上|清晨",
        "下午|晚上|傍晚",
        "秒/秒钟/秒鐘 分钟/分鐘/分 小时/小時/个小时/個小時 天/日 周/週/星期/个星期/個星期 个月/個月/月 年",
        "前",
        "刚刚/剛剛",
        "今天",
        "昨天",
    ),
    "ko": _language(
        "오전", "오후", "초 분 시간 일 주/주일 개월/달/월 년", "전", "방금/방금전/방금 전", "오늘", "어제"
    ),
}
"""By language."""

_CHINESE_MONTHS = re.compile(r"(十[一二]?|[一二三四五六七八九])月")
_CHINESE_DIGITS: Final = {
    name: number
    for number, name in enumerate(
        ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"], 1
    )
}
_DATE = re.compile(
    r"(?P<year>\d{4}) ?[年년] ?(?P<month>\d{1,2}) ?[月월] ?(?P<day>\d{1,2}) ?[日일号號]"
    r"|(?P<month2>\d{1,2}) ?[月월] ?(?P<day2>\d{1,2})[日일]?, ?(?P<year2>\d{4})"
    r"|(?P<year3>\d{4})(?P<sep>[-/.])(?P<month3>\d{1,2})(?P=sep)(?P<day3>\d{1,2})\.?"
)
_MONTH_ALONE = re.compile(r"(\d{4}) ?[年년] ?(\d{1,2}) ?[月월]")
_WEEKDAY = re.compile(
    r"[(（]?(?:[月火水木金土日](?:曜日?)?[)）]|[月火水木金土日]曜日|(?:星期|周|週|礼拜)[一二三四五六日天]|[월화수목금토일]요일)[)）]?|[(（][월화수목금토일][)）]"
)
_TIME = re.compile(
    r"(?:(?P<half>\D{2}) ?)?(?P<hour>\d{1,2})(?:(?::| ?[時时시点點] ?)(?:(?P<minute>\d{1,2})(?::(?P<second>\d\d)| ?[分분](?: ?(?P<second2>\d{1,2}) ?[秒초])?)?)?)"
    r"(?: ?(?P<after>[ap]\.?m\.?|\D{2}))?"
)


def plain(said: str, language: str) -> str | None:
    """``said`` (spelt by `languages.spell`) as `2017-01-12 00:50`, in 24 hours; ``None`` if it is no date alone."""
    table = EAST_ASIA[language]
    text = _CHINESE_MONTHS.sub(lambda name: f"{_CHINESE_DIGITS[name[1]]}月", said)
    text = " ".join(_WEEKDAY.sub(" ", text).split())
    if month := _MONTH_ALONE.fullmatch(text):
        return f"{month[1]}-{int(month[2]):02}"
    date = _DATE.match(text)
    if date is None:
        return None
    found = date.groupdict()
    year, number, day = (
        next(found[f"{name}{n}"] for n in ("", "2", "3") if found.get(f"{name}{n}"))
        for name in ("year", "month", "day")
    )
    written = f"{year}-{int(number):02}-{int(day):02}"
    rest = text[date.end() :].strip(" ,.|-–—@·に於于在에").removeprefix("at ")
    if not rest:
        return written
    clock = _clock(rest, table)
    return f"{written} {clock}" if clock else None


def _clock(text: str, table: EastAsian) -> str | None:
    """A time of day in 24 hours; hours are read as `0 pm` (Japanese) or `12 pm` (the others) alike."""
    time = _TIME.fullmatch(text)
    if time is None:
        return None
    hour = int(time["hour"])
    half = (time["half"] or time["after"] or "").strip()
    if half:
        afternoon = half in table.pm.split("|") or half.replace(".", "") == "pm"
        if not afternoon and half not in table.am.split("|") and half.replace(".", "") != "am":
            return None
        if hour > 12:
            return None
        hour = hour % 12 + (12 if afternoon else 0)
    if time["minute"] is None:
        return f"{hour} uhr"
    second = time["second"] or time["second2"]
    return f"{hour}:{int(time['minute']):02}" + (f":{int(second):02}" if second else "")
