"""Everything that can go wrong, in one tree; each docstring says what happens next.

`exit_code` is the process's exit code when the error reaches a command; `str(error)` is the one line a
person reads, and says what to do.
"""

from __future__ import annotations


class QuwaError(Exception):
    """The root of all errors of this project. Stops the run with exit code 1."""

    exit_code = 1


class UsageError(QuwaError):
    """The caller asked for something that cannot be done: a bad date, an unknown address. Stops before work starts."""

    exit_code = 2


class SiteError(QuwaError):
    """The site could not be reached, refused us, or is no WordPress. Stops the run; nothing is written over."""

    exit_code = 4


class StorageError(QuwaError):
    """The archive cannot be read or written: disk full, file damaged, not our database. Stops the run."""

    exit_code = 5


class ArchiveLocked(QuwaError):
    """Another run holds the archive. Stops at once and disturbs nothing; try again when it has ended."""

    exit_code = 75


class PageError(QuwaError):
    """One page cannot be archived. The page goes to quarantine with its capture, the run goes on and exits 3."""

    exit_code = 3
    reason = "page_error"


class UnknownLayout(PageError):
    """No layout recognises the page: the site was redesigned, or this is no article. Quarantine, never a row."""

    reason = "unknown_layout"


class MissingField(PageError):
    """A layout recognised the page, but what every article has (id, body) is not where it should be. Quarantine."""

    reason = "missing_field"
