"""LibreOffice reads the CSV export; every cell is what Python's csv module reads.

Usage: ``python -m tests.browser.sheet ARCHIVE``.  All columns are imported as text: what a spreadsheet makes of a
number or a date by itself is its own affair.
"""

from __future__ import annotations

import csv
import subprocess
import sys
import tempfile
from pathlib import Path

from quwa_archive.publish.export import export_archive

TEXT = 2


def main(archive: Path) -> int:
    """Compares all tables; returns 1 where a cell differs."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        export_archive(archive, "csv", out=folder / "in")
        different = compared = 0
        for source in sorted((folder / "in").glob("*.csv")):
            ours = _read(source)
            theirs = _through_libreoffice(source, folder / "out", len(ours[0]))
            for row, (a, b) in enumerate(zip(ours, theirs, strict=True)):
                for column, (x, y) in enumerate(zip(a, b, strict=True)):
                    compared += 1
                    if x != y:
                        different += 1
                        sys.stdout.write(
                            f"{source.name} row {row} column {a[column]!r:.40}: {x!r:.200} {y!r:.200}\n"
                        )
    sys.stdout.write(f"{compared:,} cells read by LibreOffice and by csv: {different} differ\n")
    return int(different > 0)


def _read(path: Path) -> list[list[str]]:
    csv.field_size_limit(10_000_000)
    # A line break within a cell is a newline in LibreOffice, however it was written.
    with path.open(encoding="utf-8", newline="") as file:
        return [[cell.replace("\r\n", "\n").replace("\r", "\n") for cell in row] for row in csv.reader(file)]


def _through_libreoffice(source: Path, out: Path, columns: int) -> list[list[str]]:
    kinds = "/".join(f"{column}/{TEXT}" for column in range(1, columns + 1))
    command = [
        *("soffice", "--headless", f"-env:UserInstallation={out.parent.as_uri()}/profile"),
        *(f"--infilter=Text - txt - csv (StarCalc):44,34,76,1,{kinds}", "--convert-to"),
        *(
            "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false",
            "--outdir",
            str(out),
            str(source),
        ),
    ]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, timeout=300)
    rows = _read(out / source.name)
    return [row + [""] * (columns - len(row)) for row in rows]


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
