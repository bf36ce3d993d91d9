"""The calendar of Iran, which Persian sites print beside the Gregorian one."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

_NEW_YEAR_1395: Final = date(2016, 3, 20)
_LEAP: Final = frozenset({1, 5, 9, 13, 17, 22, 26, 30})
"""Years with 366 days, by their place in a cycle of 33; the rule holds for 1244 to 1472, which is 1865 to 2093."""
_FIRST, _LAST = 1300, 1472


def gregorian(year: int, month: int, day: int) -> str | None:
    """The Gregorian day (ISO) of a day of the Iranian calendar; ``None`` for a day that it does not have."""
    if not (_FIRST <= year <= _LAST and 1 <= month <= 12 and 1 <= day <= _length(year, month)):
        return None
    years = range(1395, year) if year >= 1395 else range(year, 1395)
    days = sum(_days(other) for other in years) * (1 if year >= 1395 else -1)
    days += sum(_length(year, other) for other in range(1, month)) + day - 1
    return (_NEW_YEAR_1395 + timedelta(days=days)).isoformat()


def _days(year: int) -> int:
    return 366 if year % 33 in _LEAP else 365


def _length(year: int, month: int) -> int:
    if month <= 6:
        return 31
    return 30 if month < 12 or _days(year) == 366 else 29
