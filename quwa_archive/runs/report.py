"""What one run did, and how it ended: the truth that cron hears."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, fields
from typing import Any

from quwa_archive.errors import QuwaError
from quwa_archive.ingest import Intake

EXIT_COMPLETE = 0
EXIT_UNEXPECTED = 1
EXIT_INCOMPLETE = 3
EXIT_INTERRUPTED = 130

OUTCOMES = {
    0: "complete",
    1: "unexpected error",
    2: "wrong usage",
    3: "incomplete",
    4: "site unreachable",
    5: "storage error",
    75: "archive locked",
    130: "interrupted",
}


@dataclass(slots=True)
class RunReport:
    """Counts of one run; ``ways`` says for each way of discovery what it gave, ``chosen`` why pages were fetched."""

    articles: Counter[str] = field(default_factory=Counter)
    comments: Counter[str] = field(default_factory=Counter)
    ways: dict[str, str] = field(default_factory=dict)
    chosen: Counter[str] = field(default_factory=Counter)
    requests: int = 0
    failed: dict[str, str] = field(default_factory=dict)
    unexpected: list[str] = field(default_factory=list)
    alarms: list[str] = field(default_factory=list)
    fatal: str | None = None
    fatal_code: int = 0
    interrupted: bool = False
    out_of_time: bool = False
    state: dict[str, int] = field(default_factory=dict)
    short: int = 0
    vanished: int = 0
    displaced: int = 0
    """Articles that a specific layout had read and that only the general one could read."""
    times_corrected: int = 0
    quarantined: int = 0
    lastmod_looks: int = 0
    """Articles looked at because the sitemap alone called them modified,"""
    lastmod_changed: int = 0
    """and how many of them were."""

    def add(self, intake: Intake) -> None:
        """Counts a visit that was taken in."""
        if intake.visit.kind not in ("article", "gone"):
            return
        self.articles[intake.outcome] += 1
        self.vanished += intake.vanished
        self.displaced += intake.displaced
        decided = intake.comments
        for name in ("new", "changed", "missing", "gone", "back"):
            if ids := getattr(decided, name):
                self.comments[name] += len(ids)

    def fail(self, error: QuwaError) -> None:
        """Notes the error that ends the run; the first one counts."""
        if self.fatal is None:
            self.fatal, self.fatal_code = str(error), error.exit_code

    @property
    def exit_code(self) -> int:
        """The contract with cron: the gravest of what happened."""
        if self.fatal is not None:
            return self.fatal_code
        if self.unexpected:
            return EXIT_UNEXPECTED
        if self.interrupted:
            return EXIT_INTERRUPTED
        unfinished = (
            self.failed
            or self.state.get("failed")
            or self.quarantined
            or self.short
            or self.out_of_time
            or self.alarms
        )
        return EXIT_INCOMPLETE if unfinished else EXIT_COMPLETE

    @property
    def outcome(self) -> str:
        """The exit code in words."""
        return OUTCOMES[self.exit_code]

    def as_json(self) -> dict[str, Any]:
        """The report as stored in `runs` and in `logs/`."""
        counted = {part.name: getattr(self, part.name) for part in fields(self)}
        return {**counted, "exit_code": self.exit_code, "outcome": self.outcome}
