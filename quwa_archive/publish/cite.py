"""`quwa cite`: a citation that says where a text stood, when it was captured, and how to prove it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from quwa_archive import urls
from quwa_archive.errors import UsageError
from quwa_archive.publish.reading import reading
from quwa_archive.store import citing, queries
from quwa_archive.store.citing import Cited

FORMATS = ("text", "bibtex", "csl")

_LATEX = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{letter: f"\\{letter}" for letter in "&%$#_{}"},
}


def print_citation(folder: Path, wanted: str, form: str) -> None:
    """Prints the citation of an article (id or address) or of a comment (``comment:ID``, ``#ID``).

    Raises UsageError for what is not in the archive.
    """
    with reading(folder) as connection:
        site = queries.site(connection)
        number = wanted.removeprefix("comment:").removeprefix("#")
        if number != wanted:
            cited = citing.comment(connection, int(number)) if number.isdigit() else None
        else:
            article_id = queries.find_article(connection, _key(wanted))
            cited = citing.article(connection, article_id) if article_id is not None else None
    if cited is None:
        raise UsageError(
            f"{wanted}: not in this archive; give a post id, the address of an article, or comment:ID"
        )
    make = {"text": as_text, "bibtex": as_bibtex, "csl": as_csl}[form]
    click.echo(make(cited, urls.domain(site)))


def _key(wanted: str) -> str:
    if wanted.isdigit():
        return wanted
    try:
        return urls.article_url(wanted)
    except ValueError:
        raise UsageError(f"{wanted}: neither a post id, nor a web address, nor comment:ID") from None


def permalink(cited: Cited) -> str:
    """Where it stood on the site; a comment has an anchor of its own."""
    return cited.url if cited.comment_id is None else f"{cited.url}#comment-{cited.comment_id}"


def as_text(cited: Cited, site: str) -> str:
    """One paragraph for a footnote, one line for the evidence."""
    title = _title(cited)
    published = _day(cited) or "no date"
    author = f"{cited.author}. " if cited.author else ""
    gone = f" (gone from the site since {cited.gone_at[:10]})" if cited.gone_at else ""
    return (
        f"{author}“{title}.” {site}, {published}. {permalink(cited)}{gone}."
        f" Captured {cited.captured_at.replace('T', ' ').replace('Z', ' UTC')}.\n"
        f"Evidence: {_evidence(cited)}"
    )


def as_bibtex(cited: Cited, site: str) -> str:
    """An ``@online`` entry (biblatex; classic BibTeX reads it as ``@misc`` with the same fields)."""
    key = (
        f"quwa-{cited.article_id}"
        if cited.comment_id is None
        else f"quwa-{cited.article_id}-comment-{cited.comment_id}"
    )
    day = _day(cited) or ""
    fields = {
        "author": f"{{{_latex(cited.author)}}}" if cited.author else None,
        "title": f"{{{_latex(_title(cited))}}}",
        "organization": _latex(site),
        "date": day or None,
        "year": day[:4] or None,
        "url": permalink(cited),
        "urldate": cited.captured_at[:10],
        "note": _latex(f"Captured {cited.captured_at}. {_evidence(cited)}"),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@online{{{key},", *lines, "}"])


def as_csl(cited: Cited, site: str) -> str:
    """A CSL-JSON list with one item, as Zotero and pandoc read it."""
    item: dict[str, Any] = {
        "id": f"quwa-{cited.article_id}"
        if cited.comment_id is None
        else f"quwa-{cited.article_id}-comment-{cited.comment_id}",
        "type": "webpage" if cited.comment_id is None else "post",
        "title": _title(cited),
        "container-title": site,
        "URL": permalink(cited),
        "accessed": _date_parts(cited.captured_at[:10]),
        "archive": "WARC",
        "archive_location": f"{cited.warc_file}, byte {cited.warc_offset}, {cited.warc_record_id}",
        "note": f"Captured {cited.captured_at}. {_evidence(cited)}",
    }
    if cited.author:
        item["author"] = [{"literal": cited.author}]
    if day := _day(cited):
        item["issued"] = _date_parts(day)
    return json.dumps([item], ensure_ascii=False, indent=1)


def _title(cited: Cited) -> str:
    title = cited.title or "(untitled)"
    return title if cited.comment_id is None else f"Comment {cited.comment_id} on “{title}”"


def _day(cited: Cited) -> str | None:
    """Day, month or year of publication by the site's clock, as far as it is known."""
    return (cited.published_local or cited.published_at or "")[:10] or None


def _date_parts(day: str) -> dict[str, Any]:
    return {"date-parts": [[int(part) for part in day.split("-")]]}


def _evidence(cited: Cited) -> str:
    read_by = f"; read by extractor {cited.extractor}" if cited.extractor else ""
    return (
        f"SHA-256 {cited.payload_sha256} of the body of {cited.captured_url}; WARC record {cited.warc_record_id}"
        f" in {cited.warc_file} at byte {cited.warc_offset}{read_by}."
    )


def _latex(text: str | None) -> str:
    return "".join(_LATEX.get(letter, letter) for letter in text or "")
