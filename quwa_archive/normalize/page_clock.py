"""What an article's page testifies about the site's clock: printed wall clocks beside machine times."""

from __future__ import annotations

from datetime import UTC, datetime

from quwa_archive.items import ClockItem, PageItem


def evidence_of_page(page: PageItem) -> list[ClockItem]:
    """Pairs of wall clock and instant from ``time[datetime]`` of comments, where it carries an offset."""
    items: list[ClockItem] = []
    for comment in page.comments:
        if comment.posted_machine is None:
            continue
        try:
            stamp = datetime.fromisoformat(comment.posted_machine)
        except ValueError:
            continue
        if stamp.tzinfo is None:
            continue
        items.append(
            ClockItem(
                source="page",
                subject=f"comment {comment.id}",
                local=stamp.replace(tzinfo=None).isoformat(timespec="seconds"),
                utc=stamp.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            )
        )
    return items
