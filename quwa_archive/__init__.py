"""Quwa Archive keeps what a WordPress news site published and what its readers wrote under it.

The flow, and where each step lives::

    discover  -> fetch    -> capture   -> extract -> normalize  -> version     -> store  -> search, export, serve
    discovery/   spiders/    captures/    pages/     normalize/    versions.py    store/    cli.py, publish/

Captures (WARC files) are the truth and the SQLite file is derived from them: every response that a row
rests on is on disk before the row is.  An *item* (`items.py`) is what a page says, as strings; a *record*
(`records.py`) is what we mean by it, typed.  The stages between them are pure functions that import no
crawler; Scrapy is glue around them.
"""

__version__ = "0.1.0"
