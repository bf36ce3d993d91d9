"""`quwa export`: the same bytes twice, equal counts in every reader, and nothing that a spreadsheet would run."""

from __future__ import annotations

import csv
import hashlib
import json
import shutil
import sqlite3
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quwa_archive.publish.formats import guarded, unguarded
from quwa_archive.store import tables
from tests.conftest import Ran, run

FORMATS = ("csv", "jsonl", "parquet")


def export(archive: Path, out: Path, *arguments: str) -> Ran:
    # pyarrow asks whether pandas is there, and does not understand that it was left out.
    command = ["quwa", "export", "--archive", str(archive), "--out", str(out), *arguments]
    return run(command, QUWA_TESTS_LEAVE_OUT_PANDAS="")


def digests(folder: Path) -> dict[str, str]:
    return {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in sorted(folder.iterdir())}


def query(archive: Path, sql: str) -> list[Any]:
    connection = sqlite3.connect(f"file:{archive}/archive.db?mode=ro", uri=True)
    rows = connection.execute(sql).fetchall()
    connection.close()
    return rows


@pytest.mark.parametrize("file_format", FORMATS)
@pytest.mark.parametrize("what", ["tables", "comments"])
def test_two_exports_are_equal_byte_for_byte(desk: Path, tmp_path: Path, file_format: str, what: str) -> None:
    """Also from a copy of the archive whose pages lie elsewhere in the file."""
    copy = tmp_path / "copy"
    copy.mkdir()
    query_connection = sqlite3.connect(f"file:{desk}/archive.db?mode=ro", uri=True)
    query_connection.execute("VACUUM INTO ?", [str(copy / "archive.db")])
    query_connection.close()
    for archive, out in ((desk, tmp_path / "one"), (copy, tmp_path / "two")):
        ran = export(archive, out, "--format", file_format, "--what", what)
        assert (ran.code, ran.err) == (0, "")
    assert digests(tmp_path / "one") == digests(tmp_path / "two")
    assert not list((tmp_path / "one").glob("*.part"))


def test_parquet_csv_and_jsonl_agree_with_the_database(desk: Path, tmp_path: Path) -> None:
    import duckdb
    import pandas

    for file_format in FORMATS:
        assert export(desk, tmp_path / file_format, "--format", file_format).code == 0
    for name in tables.NAMES:
        ((count,),) = query(desk, f"SELECT count(*) FROM {name}")
        frame = pandas.read_parquet(tmp_path / "parquet" / f"{name}.parquet")
        assert len(frame) == count, name
        found = duckdb.sql(f"SELECT count(*) FROM '{tmp_path}/parquet/{name}.parquet'").fetchall()
        assert found == [(count,)]
        assert len((tmp_path / "jsonl" / f"{name}.jsonl").read_text("utf-8").split("\n")) == count + 1
        with (tmp_path / "csv" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            assert len(list(csv.reader(file))) == count + 1


def test_parquet_has_typed_utc_times(desk: Path, tmp_path: Path) -> None:
    import duckdb
    import pandas

    export(desk, tmp_path, "--format", "parquet", "--what", "comments")
    frame = pandas.read_parquet(tmp_path / "comments_flat.parquet").set_index("comment_id")
    assert str(frame["posted_at"].dtype) == "datetime64[ms, UTC]"
    ((posted, likes),) = query(desk, "SELECT posted_at, likes FROM comments WHERE id = 1114")
    assert frame.loc[1114, "posted_at"] == pandas.Timestamp(posted)
    kinds = duckdb.sql(f"DESCRIBE SELECT posted_at, gone_at, likes FROM '{tmp_path}/comments_flat.parquet'")
    assert [row[1] for row in kinds.fetchall()] == ["TIMESTAMP WITH TIME ZONE"] * 2 + ["BIGINT"]
    (found,) = duckdb.sql(
        f"SELECT epoch_ms(posted_at), likes FROM '{tmp_path}/comments_flat.parquet' WHERE comment_id = 1114"
    ).fetchall()
    at = datetime.fromisoformat(posted).astimezone(UTC)
    assert found == (int(at.timestamp() * 1000), likes)
    assert frame["gone_at"].notna().sum() == 1


def test_csv_cells_are_what_the_database_says(desk: Path, tmp_path: Path) -> None:
    export(desk, tmp_path / "safe", "--format", "csv", "--table", "comments")
    export(desk, tmp_path / "raw", "--format", "csv", "--table", "comments", "--raw")
    expected = [
        ["" if value is None else str(value) for value in row]
        for row in query(desk, "SELECT * FROM comments ORDER BY id")
    ]
    for folder, read in (("safe", unguarded), ("raw", str)):
        with (tmp_path / folder / "comments.csv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))[1:]
        assert [[read(cell) for cell in row] for row in rows] == expected
    package = json.loads((tmp_path / "safe" / "datapackage.json").read_text("utf-8"))
    assert "apostrophe" in package["formula_guard"]
    assert "formula_guard" not in json.loads((tmp_path / "raw" / "datapackage.json").read_text("utf-8"))


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "＝1+1", "'=1", "''=1"]
)
def test_formulas_are_guarded_and_can_be_told_from_what_was_said(text: str) -> None:
    assert guarded(text) == "'" + text
    assert unguarded(guarded(text)) == text


@given(st.text())
def test_every_text_survives_the_guard(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert guarded(text).lstrip()[:1] not in tuple("=+-@")


def test_numbers_are_left_alone() -> None:
    assert guarded(-1) == -1
    assert guarded(None) is None


def test_selection_keeps_what_belongs_together(desk: Path, tmp_path: Path) -> None:
    ran = export(desk, tmp_path, "--format", "jsonl", "--author", "rivet counter", "--since", "2019-01-01")
    assert ran.code == 0
    rows = {
        p.stem: [json.loads(line) for line in p.read_text("utf-8").splitlines()]
        for p in tmp_path.glob("*.jsonl")
    }
    expected = query(
        desk,
        "SELECT id FROM comments WHERE author_name = 'Rivet Counter' AND posted_local >= '2019' ORDER BY id",
    )
    assert [row["id"] for row in rows["comments"]] == [i for (i,) in expected]
    assert rows["articles"] == []
    ids = {row["id"] for row in rows["comments"]}
    assert all(row["comment_id"] in ids for row in rows["links"] + rows["observations"])
    package = json.loads((tmp_path / "datapackage.json").read_text("utf-8"))
    assert package["selection"]["author"] == "rivet counter"
    export(desk, tmp_path / "found", "--format", "jsonl", "--what", "comments", "--search", "keel blocks")
    found = (tmp_path / "found" / "comments_flat.jsonl").read_text("utf-8")
    assert json.loads(found.splitlines()[0])["article_title"].startswith("Two slipways")


def test_datapackage_describes_every_column_and_file(desk: Path, tmp_path: Path) -> None:
    export(desk, tmp_path, "--format", "csv")
    package = json.loads((tmp_path / "datapackage.json").read_text("utf-8"))
    assert [r["name"] for r in package["resources"]] == list(tables.NAMES)
    for resource in package["resources"]:
        content = (tmp_path / resource["path"]).read_bytes()
        assert resource["bytes"] == len(content)
        assert resource["hash"] == "sha256:" + hashlib.sha256(content).hexdigest()
        fields = resource["schema"]["fields"]
        assert [f["name"] for f in fields] == content.decode().split("\r\n", 1)[0].split(",")
        missing = [f"{resource['name']}.{f['name']}" for f in fields if "description" not in f]
        assert not missing


def test_bad_input_is_one_line(desk: Path, tmp_path: Path) -> None:
    for arguments, words in (
        (("--format", "csv", "--table", "urls"), "no table urls"),
        (("--format", "jsonl", "--raw"), "--raw is for"),
        (("--format", "csv", "--what", "comments", "--table", "links"), "leave it"),
        (("--format", "csv", "--since", "2020-13-01"), "not a date"),
        (("--format", "csv", "--search", "***"), "nothing to search for"),
    ):
        ran = export(desk, tmp_path, *arguments)
        assert ran.code == 2, arguments
        assert words in ran.err
        assert len(ran.err.splitlines()) == 1
    (tmp_path / "file").write_text("in the way")
    ran = export(desk, tmp_path / "file", "--format", "csv")
    assert (ran.code, len(ran.err.splitlines())) in ((2, 4), (5, 1))


def test_export_while_a_run_writes_holds_one_state(desk: Path, tmp_path: Path) -> None:
    """A writer may commit between two tables; the files still agree with each other."""
    from quwa_archive.publish.reading import reading

    archive = tmp_path / "archive"
    archive.mkdir()
    shutil.copy(desk / "archive.db", archive)
    with reading(archive) as connection:
        connection.execute("BEGIN")
        before = tables.table(connection, "comments", picked=False).count(connection)
        writer = sqlite3.connect(archive / "archive.db")
        with writer:
            writer.execute("UPDATE comments SET gone_at = '2030-01-01T00:00:00Z'")
            writer.execute("DELETE FROM pings")
        writer.close()
        assert tables.table(connection, "comments", picked=False).count(connection) == before
        assert tables.table(connection, "pings", picked=False).count(connection) > 0
