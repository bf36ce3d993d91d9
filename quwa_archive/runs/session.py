"""One run from its lock to its report."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from scrapy.settings import BaseSettings

from quwa_archive.archive import Archive
from quwa_archive.errors import QuwaError
from quwa_archive.ingest import Intake
from quwa_archive.judging import LOOKS_BEFORE_A_CHANGE
from quwa_archive.replay import replay_tail
from quwa_archive.runs.claim import Claim
from quwa_archive.runs.report import RunReport
from quwa_archive.store import frontier, queries
from quwa_archive.store.database import storage_errors
from quwa_archive.timekeeping import settle_clock

VANISHED_ALARM = 3
"""Articles without any of their comments, in one run, from which on it is an alarm."""


class RunSession:
    """Holds the archive's lock, the open archive and the report of one run.

    It is opened with the lock taken (see `claim`), and takes in what an earlier, killed run had captured but not stored.  Raises the errors that
    end a run before it starts: StorageError, UsageError.
    """

    def __init__(self, settings: BaseSettings, claimed: Claim) -> None:
        arguments = self.arguments = claimed.arguments
        self.report = RunReport()
        self.on_fatal: Callable[[], None] | None = None
        self.after_finish: Callable[[], object] | None = None
        self.chosen_by_lastmod: set[str] = set()
        self._lock = claimed.lock
        try:
            self.archive = Archive(
                claimed.folder,
                site=arguments.site,
                site_time_zone=settings["SITE_TIME_ZONE"] or None,
                rotate_bytes=settings.getint("WARC_ROTATE_BYTES"),
            )
            replay_tail(self.archive)
            with self.archive.transaction() as connection:
                self.run_id = int(
                    connection.execute(
                        "INSERT INTO runs (started_at, site) VALUES (?, ?) RETURNING id",
                        [self.archive.now(), self.archive.site],
                    ).fetchone()[0]
                )
        except BaseException:
            self._lock.release()
            raise

    def count(self, intake: Intake) -> None:
        """Counts a visit that was taken in."""
        self.report.add(intake)
        if intake.visit.url in self.chosen_by_lastmod:
            self.report.lastmod_looks += 1
            self.report.lastmod_changed += intake.outcome != "unchanged"

    def fail(self, error: QuwaError) -> None:
        """Ends the run because of `error`."""
        self.report.fail(error)
        if self.on_fatal is not None:
            self.on_fatal()

    def alarm(self, message: str) -> None:
        """Ends the run before bad data lands; what was done stays, and the exit code is that of an incomplete run."""
        self.report.alarms.append(message)
        if self.on_fatal is not None:
            self.on_fatal()

    def finish(self, *, requests: int = 0) -> RunReport:
        """Writes the report to `runs` and `logs/`, closes the archive and frees the lock."""
        report = self.report
        report.requests = requests
        if report.vanished >= VANISHED_ALARM:
            report.alarms.append(
                f"{report.vanished} articles show none of the comments they had: the site may have moved them;"
                " nothing was marked gone"
            )
        if report.displaced >= LOOKS_BEFORE_A_CHANGE:
            report.alarms.append(
                f"{report.displaced} articles that a layout knew are in none that it knows now: the site has another look;"
                " they are read by the general layout, see `quwa check` and the recipe in CONTRIBUTING.md"
            )
        try:
            with self.archive.transaction() as connection:
                frontier.judge_lastmod(connection, looks=report.lastmod_looks, changed=report.lastmod_changed)
            report.times_corrected = settle_clock(self.archive)
            report.state = frontier.state_counts(self.archive.connection)
            report.short = queries.count_short(self.archive.connection)
            report.quarantined = queries.count_quarantined(self.archive.connection)
            self._write(report.as_json())
        except QuwaError as error:
            report.fail(error)
        finally:
            try:
                self.archive.close()
            except QuwaError as error:
                report.fail(error)
            finally:
                self._lock.release()
        if self.after_finish is not None:
            try:
                self.after_finish()
            except QuwaError as error:
                report.fail(error)
        return report

    def _write(self, report: dict[str, Any]) -> None:
        text = json.dumps(report, ensure_ascii=False, sort_keys=True)
        ended_at = self.archive.now()
        log = self.archive.folder / "logs" / f"run-{self.run_id:06d}.json"
        with storage_errors(log):
            log.write_text(json.dumps({"run": self.run_id, "ended_at": ended_at, **report}, indent=1) + "\n")
        with self.archive.transaction() as connection:
            connection.execute(
                "UPDATE runs SET ended_at = ?, exit_code = ?, outcome = ?, report = ? WHERE id = ?",
                [ended_at, report["exit_code"], report["outcome"], text, self.run_id],
            )
