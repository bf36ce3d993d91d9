"""What an article's page testifies about the site's clock: printed wall clocks beside machine times."""

from __future__ import annotations

from datetime import UTC, datetime

from quwa_archive.items import ClockItem, CommentItem, PageItem
from quwa_archive.normalize.dates import ReadDate, read_date
from quwa_archive.normalize.instants import languages_of_dates
from quwa_archive.normalize.machine_times import CONTRADICTS, judge, wall_clock


def evidence_of_page(page: PageItem, *, captured_at: str) -> list[ClockItem]:
    """Pairs of wall clock and instant that one page states.

    ``time[datetime]`` of comments and of the article, where it carries an offset; and the printed day of
    publication beside an instant in UTC (JSON-LD, ``article:published_time``): every offset that makes the
    instant this day is possible.  `captured_at` (UTC) is what relative dates are read by; they are no evidence.
    A machine time of a comment that contradicts the printed one is none either: it may be of the page; nor is a
    `+00:00` at the printed wall clock (`machine_times.wall_clock`).
    """
    raws = [comment.posted_raw for comment in page.comments if comment.posted_raw]
    raws += [date.raw for date in page.dates if date.source == "printed"]
    languages = languages_of_dates(page.language, raws, captured_at=captured_at)
    stamps: list[tuple[str, str | None]] = [
        (f"comment {comment.id}", comment.posted_machine)
        for comment in page.comments
        if comment.posted_machine and _is_borne_out(comment, captured_at, languages)
    ]
    stated = {date.source: date.raw for date in reversed(page.dates) if date.kind == "published"}
    subject = f"post {page.post_id}"
    own = stated.get("time")
    if own and not _is_zero(own):
        stamps.append((subject, own))
    items = [pair for about, raw in stamps if raw and (pair := _pair(about, raw))]
    instant = next((utc for name in ("json-ld", "meta") if (utc := _instant(stated.get(name)))), None)
    if instant and (printed := stated.get("printed")):
        read = read_date(printed, captured_at=captured_at, languages=languages)
        if read.precision == "day" and not read.relative:
            items.append(ClockItem("page", subject, local=read.local, utc=instant))
    return items


def _is_borne_out(comment: CommentItem, captured_at: str, languages: list[str]) -> bool:
    stamp = _stamp(comment.posted_machine or "")
    offset = stamp.utcoffset() if stamp is not None else None
    if stamp is None or offset is None:
        return False
    local = stamp.replace(tzinfo=None).isoformat(timespec="seconds")
    machine = ReadDate(local, int(offset.total_seconds()) // 60, "second")
    printed = read_date(comment.posted_raw or "", captured_at=captured_at, languages=languages)
    return judge(machine, printed) != CONTRADICTS and wall_clock(machine, printed) == machine


def _is_zero(raw: str) -> bool:
    """Whether a time says `+00:00`, which WordPress before 5.3 printed behind the wall clock of every zone."""
    stamp = _stamp(raw)
    return stamp is not None and not stamp.utcoffset()


def _pair(subject: str, raw: str) -> ClockItem | None:
    stamp = _stamp(raw)
    if stamp is None:
        return None
    local = stamp.replace(tzinfo=None).isoformat(timespec="seconds")
    return ClockItem("page", subject, local=local, utc=_utc(stamp))


def _instant(raw: str | None) -> str | None:
    """The instant of a time that is stated in UTC; another offset would be the site's own, computed, clock."""
    stamp = _stamp(raw) if raw else None
    return (
        _utc(stamp) if stamp is not None and stamp.utcoffset() is not None and not stamp.utcoffset() else None
    )


def _stamp(raw: str) -> datetime | None:
    try:
        stamp = datetime.fromisoformat(raw)
    except ValueError:
        return None
    return stamp if stamp.tzinfo is not None else None


def _utc(stamp: datetime) -> str:
    return stamp.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
