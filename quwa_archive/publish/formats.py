"""Writers of rows: CSV for spreadsheets, JSON lines for programs.  Parquet has a module of its own."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Protocol

from quwa_archive.store.tables import Table

#: What a spreadsheet would run: OWASP's list, with white space or apostrophes before it.  Apostrophes are in it so
#: that taking one off again always gives the text as it was.
_FORMULA = re.compile(r"'*\s*[=+\-@＝＋－＠]|'*[\t\r\n]")


class Writer(Protocol):
    """Writes rows in batches; `close` finishes the file."""

    def write(self, rows: Sequence[Sequence[Any]]) -> None:
        """Adds rows, in order."""

    def close(self) -> None:
        """Finishes the file."""


def guarded(value: Any) -> Any:
    """A cell that no spreadsheet runs: text that looks like a formula gets an apostrophe in front."""
    return f"'{value}" if isinstance(value, str) and _FORMULA.match(value) else value


def unguarded(text: str) -> str:
    """What a guarded cell said."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text


class CsvWriter:
    """RFC 4180, UTF-8 without mark; null and empty text are both an empty cell."""

    def __init__(self, path: Path, table: Table, *, raw: bool) -> None:
        self._file = path.open("w", encoding="utf-8", newline="")
        self._csv = csv.writer(self._file, lineterminator="\r\n")
        self._csv.writerow([column.name for column in table.columns])
        self._raw = raw

    def write(self, rows: Sequence[Sequence[Any]]) -> None:
        """Adds rows."""
        self._csv.writerows(rows if self._raw else [tuple(map(guarded, row)) for row in rows])

    def close(self) -> None:
        """Closes the file."""
        self._file.close()


class JsonLinesWriter:
    """One JSON object a line, UTF-8, columns in the order of the table, null where there is no value."""

    def __init__(self, path: Path, table: Table) -> None:
        self._file = path.open("w", encoding="utf-8", newline="\n")
        self._names = [column.name for column in table.columns]

    def write(self, rows: Sequence[Sequence[Any]]) -> None:
        """Adds rows."""
        self._file.writelines(self._lines(rows))

    def _lines(self, rows: Iterable[Sequence[Any]]) -> Iterable[str]:
        for row in rows:
            # U+2028 and U+2029 end a line for some readers.
            line = json.dumps(dict(zip(self._names, row, strict=True)), ensure_ascii=False)
            yield line.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029") + "\n"

    def close(self) -> None:
        """Closes the file."""
        self._file.close()
