"""`quwa serve`: Datasette on an archive, read-only, on loopback."""

from __future__ import annotations

import asyncio
import importlib.util
import socket
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import click

from quwa_archive.errors import StorageError, UsageError
from quwa_archive.publish.reading import reading
from quwa_archive.publish.schema import RECORDS, field_docs
from quwa_archive.store import notes, queries
from quwa_archive.store.database import BUSY_TIMEOUT_MS

if TYPE_CHECKING:
    from datasette.app import Datasette

HOST = "127.0.0.1"
_HERE = Path(__file__).parent / "site"
_SETTINGS = {
    "sql_time_limit_ms": 5000,
    "facet_time_limit_ms": 1000,
    "max_returned_rows": 1000,
    "default_page_size": 50,
    "truncate_cells_html": 300,
    "template_debug": False,
    "default_cache_ttl": 0,
    "allow_download": False,
}
_FACETS = {
    "articles": ["access", "layout", "author_id"],
    "comments": ["posted_certainty", "parent_source"],
    "links": ["domain"],
    "edits_and_deletions": ["kind"],
    "completeness": ["status"],
    "captures": ["status"],
}


def serve_archive(folder: Path, port: int) -> int:
    """Serves until Ctrl-C; returns 0.

    Raises StorageError where there is no archive or one of an older schema, UsageError for a port in use.
    """
    if importlib.util.find_spec("datasette") is None or importlib.util.find_spec("nh3") is None:
        raise UsageError("the site needs Datasette: pip install 'quwa-archive[serve]'")
    with reading(folder) as connection:
        site = queries.site(connection)
    import uvicorn

    listening = _listen(port)
    app = make_datasette(folder, site)
    number = listening.getsockname()[1]
    click.echo(f"{folder}: read it at http://{HOST}:{number}/   (Ctrl-C ends it)")
    config = uvicorn.Config(app.app(), log_level="warning", lifespan="on", access_log=False)
    server = uvicorn.Server(config)
    try:
        asyncio.run(server.serve(sockets=[listening]))
    except KeyboardInterrupt:
        pass
    finally:
        listening.close()
    return 0


def _listen(port: int) -> socket.socket:
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((HOST, port))
        listening.listen(128)
    except OSError as error:
        listening.close()
        raise UsageError(
            f"port {port} cannot be used ({error.strerror}); choose another with --port, 0 for any that is free"
        ) from None
    return listening


def make_datasette(folder: Path, site: str) -> Datasette:
    """Datasette with the desk's pages on the archive in `folder`; opens it read-only whenever asked."""
    from datasette.app import Datasette
    from datasette.database import Database
    from datasette.plugins import pm

    from quwa_archive.publish.site import plugin

    class ReadOnlyDatabase(Database):  # type: ignore[misc]  # Datasette ships no types
        """Like Datasette's, for any folder's name, and without a way to write."""

        def connect(self, write: bool = False) -> sqlite3.Connection:
            if write:
                raise StorageError("the archive is open for reading only")
            connection = sqlite3.connect(
                f"file:{quote(str(self.path))}?mode=ro",
                uri=True,
                check_same_thread=False,
                timeout=BUSY_TIMEOUT_MS / 1000,
            )
            self._all_file_connections.append(connection)
            return connection

    if not pm.is_registered(plugin):
        if pm.has_plugin("datasette.handle_exception"):
            pm.unregister(name="datasette.handle_exception")
        pm.register(plugin, name="quwa_archive.publish.site")
    path = (folder / "archive.db").absolute()
    app = Datasette(
        [],
        memory=False,
        metadata=make_metadata(site),
        template_dir=str(_HERE / "templates"),
        static_mounts=[("desk", str(_HERE / "static"))],
        settings=_SETTINGS,
    )
    app.remove_database("_memory")
    app.add_database(ReadOnlyDatabase(app, path=str(path), is_mutable=True), name="archive")
    return app


def make_metadata(site: str) -> dict[str, Any]:
    """Descriptions of tables and columns, so that Datasette shows what `docs/schema.md` says."""
    docs = field_docs()
    tables: dict[str, Any] = {}
    for name, note in notes.TABLES.items():
        own = {
            key.split(".", 1)[1]: text for key, text in notes.COLUMNS.items() if key.startswith(f"{name}.")
        }
        columns = {**docs.get(RECORDS.get(name, ""), {}), **own}
        tables[name] = {
            "description": note,
            "columns": {key: text.replace("``", "").replace("`", "") for key, text in columns.items()},
            "facets": _FACETS.get(name, []),
        }
    for name in ("articles", "comments"):
        tables[name]["sort_desc"] = "id"
    for name in ("search_pending", "warc_files", "_sqlite_migrations"):
        tables.setdefault(name, {})["hidden"] = True
    tables["articles"]["label_column"] = "title"
    tables["authors"]["label_column"] = "name"
    tables["terms"]["label_column"] = "name"
    tables["captures"]["label_column"] = "url"
    return {
        "title": "Quwa Archive",
        "source": site,
        "source_url": site if site.startswith(("http://", "https://")) else None,
        "databases": {"archive": {"tables": tables}},
    }
