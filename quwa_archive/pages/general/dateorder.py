"""Whether dates rise: a key that sorts them as they are printed, where that is certain."""

from __future__ import annotations

import re
from functools import lru_cache

from quwa_archive.pages.general.datewords import bare, month_numbers, primary


@lru_cache(maxsize=4096)
def order_of(said: str, language: str | None) -> tuple[int, ...] | None:
    """A key that sorts dates by time (year, month, day, hour, minute); ``None`` where that is not certain.

    Enough to see whether dates rise; reading them is done elsewhere.
    """
    if iso := re.match(r"(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d))?)?", said):
        return tuple(int(part or 0) for part in iso.groups())
    months = month_numbers(primary(language))
    named = next(
        (
            months[word]
            for word in map(bare, re.findall(r"[^\s\d.,:;/|()\-،年月日]+", said))
            if word in months
        ),
        None,
    )
    clock = re.search(r"(\d{1,2})[:h٫](\d\d)\s*([^\s\d]*)", said)
    day_part = said[: clock.start()] if clock and clock.start() > 3 else said
    numbers = [int(digits) for digits in re.findall(r"\d+", day_part)]
    year = next((number for number in numbers if number > 1300), None)
    if year is None:
        return None
    rest = [number for number in numbers if number <= 31]
    if named is not None and rest:
        date = (year, named, rest[0])
    elif "年" in said and len(rest) >= 2:
        date = (year, rest[0], rest[1])
    elif len(rest) >= 2 and rest[0] > 12:
        date = (year, rest[1], rest[0])
    elif len(rest) >= 2 and rest[1] > 12:
        date = (year, rest[0], rest[1])
    else:
        return None
    hour, minute = (int(clock.group(1)), int(clock.group(2))) if clock else (0, 0)
    if clock and bare(clock.group(3)) in ("pm", "p") and hour < 12:
        hour += 12
    elif clock and bare(clock.group(3)) in ("am", "a") and hour == 12:
        hour = 0
    return (*date, hour, minute)
