"""`datapackage.json`: what the files of an export hold, for people and for tools (Frictionless Data Package)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import quwa_archive
from quwa_archive.publish.schema import RECORDS, field_docs
from quwa_archive.store.selection import Selection
from quwa_archive.store.tables import Column, Table

NAME = "datapackage.json"
_MEDIA_TYPES = {
    "csv": "text/csv",
    "jsonl": "application/jsonl",
    "parquet": "application/vnd.apache.parquet",
}
#: Columns that name a row of another table.
_REFERENCES = {
    "article_id": "articles",
    "author_id": "authors",
    "term_id": "terms",
    "capture_id": "captures",
    "comment_id": "comments",
}


@dataclass(slots=True, frozen=True)
class Exported:
    """A table and the file that holds it."""

    table: Table
    file: Path
    rows: int


def make_datapackage(
    site: str, file_format: str, exported: Sequence[Exported], wanted: Selection, typed: str, *, raw: bool
) -> str:
    """The document's text; it has no date of its own, so that two exports of one archive are equal."""
    docs = field_docs()
    names = {e.table.name for e in exported}
    package: dict[str, Any] = {
        "name": "quwa-archive",
        "title": f"Archive of {site}",
        "description": "Articles and reader comments as archived. Times ending in Z are UTC; `…_local` is the wall"
        " clock of the site. What is gone from the site has `gone_at`.",
        "sources": [{"title": site, "path": site}],
        "created_by": f"quwa-archive {quwa_archive.__version__}",
    }
    if wanted.narrows:
        package["selection"] = {
            "search": typed or None,
            "author": wanted.author,
            "since": wanted.since.isoformat() if wanted.since else None,
            "until": wanted.until.isoformat() if wanted.until else None,
        }
    if file_format == "csv" and not raw:
        package["formula_guard"] = (
            "Text that a spreadsheet would run as a formula (it begins with = + - @, white space or apostrophes before"
            " it, or with a tab or newline) has one apostrophe in front; `quwa export --raw` leaves it out."
        )
    package["resources"] = [_resource(e, file_format, docs, names) for e in exported]
    return json.dumps(package, ensure_ascii=False, indent=2) + "\n"


def _resource(
    exported: Exported, file_format: str, docs: dict[str, dict[str, str]], names: set[str]
) -> dict[str, Any]:
    table = exported.table
    record = docs.get(RECORDS.get(table.name, ""), {})
    keys = [column.name for column in table.columns if column.key]
    schema: dict[str, Any] = {
        "fields": [
            _field(column, column.meaning or record.get(column.name), empty_is_null=file_format == "csv")
            for column in table.columns
        ]
    }
    if keys:
        schema["primaryKey"] = keys
    references = [
        {"fields": [c.name], "reference": {"resource": _REFERENCES[c.name], "fields": ["id"]}}
        for c in table.columns
        if _REFERENCES.get(c.name) in names
    ]
    if references:
        schema["foreignKeys"] = references
    if file_format == "csv":
        schema["missingValues"] = [""]
    return {
        "name": table.name,
        "description": table.meaning,
        "path": exported.file.name,
        "format": file_format,
        "mediatype": _MEDIA_TYPES[file_format],
        "encoding": "utf-8",
        "rows": exported.rows,
        "bytes": exported.file.stat().st_size,
        "hash": f"sha256:{_sha256(exported.file)}",
        "schema": schema,
    }


def _field(column: Column, meaning: str | None, *, empty_is_null: bool) -> dict[str, Any]:
    kind = {"INTEGER": "integer", "REAL": "number", "TEXT": "string"}[column.type]
    field: dict[str, Any] = {"name": column.name, "type": "datetime" if column.is_instant else kind}
    if meaning:
        field["description"] = meaning.replace("``", "`")
    if column.required and (column.key or not (empty_is_null and kind == "string")):
        field["constraints"] = {"required": True}
    return field


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
