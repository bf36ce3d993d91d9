"""The site's clock: instants are UTC, what WordPress prints is wall clock of the site's zone.

WordPress stores both clocks when something is posted.  When the owner later changes the zone, old wall clocks
stay as they were, but the offset it prints beside them (``<time datetime>``) is that of the NEW zone: wrong.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

SETTINGS_READ_AT = datetime(2026, 1, 15, tzinfo=UTC)
"""When ``/wp-json/`` is thought to be asked: its ``gmt_offset`` is the zone's offset of that moment."""


def iso_utc(instant: datetime) -> str:
    """UTC as the archive writes it: ``2017-01-12T04:41:07Z``."""
    return instant.strftime("%Y-%m-%dT%H:%M:%SZ")


class SiteClock:
    """Turns instants (aware, UTC) into the site's wall clock and its printed forms."""

    def __init__(self, zone: str, change: tuple[date | str, str] | None = None) -> None:
        """``change``: the day (midnight by the old zone) from which on the site keeps another zone."""
        self.names = [zone]
        self._zone = ZoneInfo(zone)
        self._new_zone = self._zone
        self._changes_at: datetime | None = None
        if change is not None:
            day, name = change
            if isinstance(day, str):
                day = date.fromisoformat(day)
            self.names.append(name)
            self._new_zone = ZoneInfo(name)
            self._changes_at = datetime(day.year, day.month, day.day, tzinfo=self._zone).astimezone(UTC)

    @property
    def current_name(self) -> str:
        """The zone of the site's settings now."""
        return self.names[-1]

    @property
    def changes_at(self) -> datetime | None:
        """The instant of the change of zone (UTC), or ``None``."""
        return self._changes_at

    def current_offset_hours(self) -> float:
        """``gmt_offset`` of the settings, in hours."""
        offset = SETTINGS_READ_AT.astimezone(self._new_zone).utcoffset()
        return 0.0 if offset is None else offset.total_seconds() / 3600

    def wall(self, instant: datetime) -> datetime:
        """The wall clock (naive) the site had at ``instant``: what WordPress stored and prints."""
        before = self._changes_at is None or instant < self._changes_at
        return instant.astimezone(self._zone if before else self._new_zone).replace(tzinfo=None)

    def instant(self, wall: datetime) -> datetime:
        """The instant (UTC) of a wall clock, by the zone before any change; ``fold`` tells the repeated hour."""
        return wall.replace(tzinfo=self._zone).astimezone(UTC)

    def reading(self, text: str) -> datetime:
        """A REST date parameter as wall clock (naive): without an offset it already is one."""
        parsed = datetime.fromisoformat(text)
        return parsed if parsed.tzinfo is None else parsed.astimezone(self._new_zone).replace(tzinfo=None)

    def with_offset(self, instant: datetime) -> str:
        """``2019-02-20T10:00:00-05:00`` as ``<time datetime>`` has it: old wall clock, offset of the new zone."""
        before = self._changes_at is None or instant < self._changes_at
        local = instant.astimezone(self._zone if before else self._new_zone)
        if before and self._changes_at is not None:
            local = local.replace(tzinfo=self._new_zone)
        return local.isoformat(timespec="seconds")

    def with_current_offset(self, instant: datetime) -> str:
        """The instant in the zone of the settings: ``2013-04-17T07:11:10-04:00``, as sitemaps have it."""
        return instant.astimezone(self._new_zone).isoformat(timespec="seconds")

    def local_iso(self, instant: datetime) -> str:
        """Wall clock to the second: ``2019-02-20T10:00:00``."""
        return self.wall(instant).isoformat(timespec="seconds")


def print_date(wall: datetime) -> str:
    """``January 12, 2017``, as WordPress's default date format ``F j, Y``."""
    return f"{_MONTHS[wall.month - 1]} {wall.day}, {wall.year}"


def print_time(wall: datetime) -> str:
    """``12:50 am``, as WordPress's default time format ``g:i a``."""
    return f"{wall.hour % 12 or 12}:{wall.minute:02d} {'am' if wall.hour < 12 else 'pm'}"


def http_date(instant: datetime) -> str:
    """``Wed, 04 Dec 2024 15:27:51 GMT``, for headers."""
    return f"{_rfc_822(instant)} GMT"


def feed_date(instant: datetime) -> str:
    """``Wed, 04 Dec 2024 15:27:51 +0000``, as ``pubDate`` has it: UTC."""
    return f"{_rfc_822(instant)} +0000"


def _rfc_822(instant: datetime) -> str:
    day = _DAYS[instant.weekday()]
    return f"{day}, {instant.day:02d} {_MONTHS[instant.month - 1][:3]} {instant:%Y %H:%M:%S}"


_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
