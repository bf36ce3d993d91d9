"""Times that are counted back from the time of capture, as coarse as the text that counts them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from quwa_archive.normalize.formats import UNREADABLE, ReadDate


def before(base: datetime, count: int, unit: str) -> ReadDate:
    """Go ``count`` units back from ``base`` (UTC). A week has the precision `month`; `UNREADABLE` before 1970."""
    if unit in ("month", "year"):
        months = base.year * 12 + base.month - 1 - count * (12 if unit == "year" else 1)
        year, month = divmod(months, 12)
        return back(datetime(year, month + 1, 1), unit) if year > 0 else UNREADABLE  # noqa: DTZ001 - naive UTC
    try:
        return back(base - timedelta(**{f"{unit}s": count}), "month" if unit == "week" else unit)
    except OverflowError:
        return UNREADABLE


def back(moment: datetime, precision: str) -> ReadDate:
    """Return a time that was counted back, in UTC."""
    found = cut(moment, precision, 0)
    return replace(found, relative=True) if found.local else found


def cut(moment: datetime, precision: str, offset: int | None) -> ReadDate:
    """Write ``moment`` to ``precision``; an hour is written with its minutes, for they are the best estimate."""
    if not 1970 <= moment.year <= 2199:
        return UNREADABLE
    length = {"year": 4, "month": 7, "day": 10, "hour": 16, "minute": 16, "second": 19}[precision]
    return ReadDate(moment.isoformat(timespec="seconds")[:length], offset, precision)
