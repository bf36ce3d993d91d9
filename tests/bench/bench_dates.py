"""How fast comment times are read, beside plain dateparser: `python tests/bench/bench_dates.py`."""

from __future__ import annotations

import random
import time
from collections.abc import Callable

import dateparser

from quwa_archive.normalize.dates import read_date
from quwa_archive.normalize.formats import format_date

CAPTURED_AT = "2024-01-01T00:00:00Z"
OURS, PLAIN = 100_000, 1_000


def comment_times(count: int, *, distinct: bool, fmt: str = "F j, Y g:i a") -> list[str]:
    """Printed times: all different, or drawn from a few hundred as on the pages of one thread."""
    rng = random.Random(7)
    minutes = rng.sample(range(336 * 24 * 60 * 8), count if distinct else 300)
    chosen = minutes if distinct else rng.choices(minutes, k=count)
    return [format_date(_wall(minute), fmt) for minute in chosen]


def _wall(minute: int) -> str:
    days, rest = divmod(minute, 1440)
    year, day = divmod(days, 336)
    month, day = divmod(day, 28)
    return f"{2016 + year}-{month + 1:02}-{day + 1:02}T{rest // 60:02}:{rest % 60:02}"


def seconds(read: Callable[[str], object], texts: list[str]) -> float:
    """Seconds that reading ``texts`` takes, the best of three."""
    best = float("inf")
    for _ in range(3):
        start = time.perf_counter()
        for text in texts:
            read(text)
        best = min(best, time.perf_counter() - start)
    return best


def main() -> None:
    """Print both readers side by side, per time read."""

    def ours(text: str) -> object:
        return read_date(text, captured_at=CAPTURED_AT)

    print(f"{'what':<44}{'times':>9}{'seconds':>10}{'µs each':>10}")
    for label, texts in (
        ("read_date, F j, Y g:i a, all different", comment_times(OURS, distinct=True)),
        ("read_date, F j, Y g:i a, 300 different", comment_times(OURS, distinct=False)),
        ("read_date, d.m.Y H:i, all different", comment_times(OURS, distinct=True, fmt="d.m.Y H:i")),
        ("read_date, Y-m-d\\TH:i:s, all different", comment_times(OURS, distinct=True, fmt="Y-m-d\\TH:i:s")),
    ):
        took = seconds(ours, texts)
        print(f"{label:<44}{len(texts):>9,}{took:>10.3f}{took / len(texts) * 1e6:>10.1f}")
    sample = comment_times(OURS, distinct=True)[:PLAIN]
    took = seconds(dateparser.parse, sample)
    print(
        f"{'dateparser.parse, the first of the same':<44}{PLAIN:>9,}{took:>10.3f}{took / PLAIN * 1e6:>10.1f}"
    )


if __name__ == "__main__":
    main()
