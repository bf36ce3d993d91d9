"""Which code turned a capture into rows: the version of the extractor, exact to the byte of its source."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

import quwa_archive

#: What decides how bytes become rows: a change in any of these is another extractor.
EXTRACTOR_SOURCES = (
    *("discovery", "normalize", "pages"),
    *("extraction.py", "ingest.py", "items.py", "records.py", "urls.py", "versions.py"),
)


@cache
def extractor_version() -> str:
    """``0.1.0+3f9a…``: the package's version and a digest of the extractor's source.

    Where the source cannot be read (a package without its ``.py`` files) only the first half.
    """
    root = Path(quwa_archive.__file__).parent
    digest = hashlib.sha256()
    found = False
    for name in EXTRACTOR_SOURCES:
        path = root / name
        for source in sorted(path.rglob("*.py")) if path.is_dir() else [path]:
            if source.is_file():
                found = True
                digest.update(f"{source.relative_to(root).as_posix()}\n".encode())
                digest.update(source.read_bytes())
    version = quwa_archive.__version__
    return f"{version}+{digest.hexdigest()[:12]}" if found else version
