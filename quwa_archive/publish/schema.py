"""Makes `docs/schema.md` from the docstrings of `records.py`, `store/notes.py` and a freshly migrated database.

``python -m quwa_archive.publish.schema`` writes it; with ``--check`` it only says whether the file is stale.
"""

from __future__ import annotations

import ast
import inspect
import sys
import tempfile
from pathlib import Path

from sqlite_utils import Database

from quwa_archive import records
from quwa_archive.store import notes
from quwa_archive.store.database import open_for_writing

DOCUMENT = Path("docs/schema.md")

#: Which record documents which table's columns.
RECORDS = {
    "articles": "ArticleRecord",
    "article_versions": "ArticleRecord",
    "comments": "CommentRecord",
    "comment_versions": "CommentRecord",
    "pings": "PingRecord",
    "authors": "AuthorRecord",
    "author_versions": "AuthorRecord",
    "terms": "TermRecord",
    "links": "LinkRecord",
    "images": "ImageRecord",
    "observations": "ObservationRecord",
    "captures": "Capture",
}


def field_docs() -> dict[str, dict[str, str]]:
    """For each record class, the docstring under each field."""
    docs: dict[str, dict[str, str]] = {}
    for node in ast.parse(inspect.getsource(records)).body:
        if not isinstance(node, ast.ClassDef):
            continue
        fields = docs.setdefault(node.name, {})
        for statement, following in zip(node.body, node.body[1:], strict=False):
            if (
                isinstance(statement, ast.AnnAssign)
                and isinstance(statement.target, ast.Name)
                and isinstance(following, ast.Expr)
                and isinstance(following.value, ast.Constant)
            ):
                fields[statement.target.id] = " ".join(str(following.value.value).split())
    instant = docs["Instant"]
    docs["CommentRecord"]["zone_source"] = instant["zone_source"]
    docs["CommentRecord"]["posted_raw"] = instant["raw"]
    return docs


def make_schema() -> str:
    """The document's text; raises KeyError for a table or column that nothing documents."""
    with tempfile.TemporaryDirectory() as folder:
        db = open_for_writing(Path(folder) / "archive.db")
        try:
            return _render(db)
        finally:
            db.close()


def _render(db: Database) -> str:
    docs = field_docs()
    lines = [
        "# Schema of `archive.db`",
        "",
        "Made by `make docs`; do not edit. Times are ISO 8601 text: `…Z` is UTC, without an offset it is the wall clock of"
        " the site. Tables are STRICT; the file is plain SQLite.",
    ]
    names = [n for n in notes.TABLES if n in set(db.table_names()) | set(db.view_names())]
    undocumented = {
        n
        for n in [*db.table_names(), *db.view_names()]
        if n not in notes.TABLES
        and not n.startswith("_")
        and "_fts_" not in n
        and not n.startswith("sqlite_")
    }
    if undocumented:
        raise KeyError(f"tables without a note in store/notes.py: {', '.join(sorted(undocumented))}")
    for name in names:
        lines += ["", f"## {name}", "", notes.TABLES[name], ""]
        if name.endswith("_fts"):
            continue
        columns = db.execute(f"SELECT name, type, pk FROM pragma_table_info('{name}')").fetchall()  # noqa: S608
        if name in db.view_names():
            lines.append("Columns: " + ", ".join(f"`{column[0]}`" for column in columns) + ".")
            continue
        record = docs.get(RECORDS.get(name, ""), {})
        lines += ["| column | type | meaning |", "|---|---|---|"]
        for column, kind, key in columns:
            meaning = notes.COLUMNS.get(f"{name}.{column}") or record.get(column)
            if meaning is None:
                raise KeyError(f"{name}.{column} is documented neither in records.py nor in store/notes.py")
            meaning = meaning.replace("``", "`").replace("|", "\\|")
            lines.append(
                f"| `{column}`{' (key)' if key and '(key)' not in meaning else ''} | {kind} | {meaning} |"
            )
    return "\n".join(lines) + "\n"


def main() -> int:
    """Writes the document, or with ``--check`` compares it; returns the exit code."""
    text = make_schema()
    if "--check" not in sys.argv:
        DOCUMENT.write_text(text, encoding="utf-8")
        return 0
    if DOCUMENT.exists() and DOCUMENT.read_text(encoding="utf-8") == text:
        return 0
    sys.stderr.write(f"{DOCUMENT} is stale: run `make docs`\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
