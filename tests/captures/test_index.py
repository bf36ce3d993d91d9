"""The index sees every damaged byte, goes on behind it, and reads a file in ranges as it reads it whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from quwa_archive.captures.index import FileIndex, index_range
from quwa_archive.captures.layout import FailedPage, VisitRecord, next_file_name
from quwa_archive.captures.members import CutRecord, DamagedRecord, find_member, members, split
from quwa_archive.captures.reader import read_records
from tests.captures.test_writer_reader import BODY, URL, Folder, exchange


@pytest.fixture
def path(tmp_path: Path) -> Path:
    folder = Folder(tmp_path / "warc")
    for number in range(12):
        record_id, _ = folder.write(exchange(f"{URL}?p={number}", BODY + str(number).encode()))
        folder.writer.append_visit(
            VisitRecord("article", URL, [record_id], False, 3, record_id, [FailedPage(0, URL, "HTTP 500")])
        )
    folder.writer.close()
    return next((tmp_path / "warc").iterdir())


def test_what_the_index_says_is_what_the_reader_says(path: Path) -> None:
    index = index_range(path)
    read = [r for r in read_records(path) if r.type != "request"]
    assert (index.damages, index.cut, index.records) == ([], None, len(read) + 12)
    assert [(e.offset, e.end, e.record_id, e.url, e.date) for e in index.entries] == [
        (r.offset, r.end, r.record_id, r.url, r.date) for r in read
    ]
    responses = [(e.status, e.payload_sha256) for e in index.entries if e.type == "response"]
    assert responses == [(r.status, r.payload_sha256) for r in read if r.type == "response"]
    visits = [e.visit for e in index.entries if e.type == "visit"]
    assert visits == [r.visit() for r in read if r.type == "metadata"]
    assert visits[0] is not None
    assert (visits[0].run, visits[0].failed_pages) == (3, [FailedPage(0, URL, "HTTP 500")])


@pytest.mark.parametrize("parts", [1, 2, 3, 7, 100])
def test_ranges_add_up_to_the_whole(path: Path, parts: int) -> None:
    ranges = split(path, parts)
    assert ranges[0][0] == 0
    assert ranges[-1][1] == path.stat().st_size
    whole, joined = index_range(path), FileIndex(path.name)
    for start, stop in ranges:
        joined.extend(index_range(path, start, stop))
    assert joined == whole


def test_every_byte_of_a_record_is_watched(path: Path) -> None:
    whole = path.read_bytes()
    clean = index_range(path)
    target = [e for e in clean.entries if e.type == "response"][5]
    others = [e for e in clean.entries if e is not target]
    # Bytes 8 and 9 of a gzip header say how hard and on what system it was compressed: no content.
    for at in [*range(target.offset, target.offset + 8), *range(target.offset + 10, target.end)]:
        for flipped in (0x01, 0xFF):
            damaged = bytearray(whole)
            damaged[at] ^= flipped
            path.write_bytes(damaged)
            index = index_range(path)
            assert [(d.offset, d.end) for d in index.damages] == [(target.offset, target.end)], (
                at - target.offset
            )
            assert (index.cut, index.entries) == (None, others)


def test_damage_in_a_row_of_records_is_found_record_by_record(path: Path) -> None:
    clean = index_range(path)
    content = bytearray(path.read_bytes())
    begin, end = clean.entries[5].offset + 20, clean.entries[9].offset + 20
    content[begin:end] = b"\x00" * (end - begin)
    path.write_bytes(content)
    index = index_range(path)
    assert index.entries == clean.entries[:5] + clean.entries[10:]
    assert index.damages[0].offset == clean.entries[5].offset
    assert index.damages[-1].end <= clean.entries[10].offset


def test_a_cut_is_only_what_nothing_follows(path: Path) -> None:
    whole = path.read_bytes()
    last = list(members(path))[-1]
    for length in range(last.offset + 1, len(whole), 7):
        path.write_bytes(whole[:length])
        index = index_range(path)
        assert (index.cut, index.damages) == (last.offset, []), length
        with pytest.raises(CutRecord):
            list(members(path))


def test_a_damaged_length_that_runs_to_the_end_is_no_cut(path: Path) -> None:
    """A reader that takes it for a cut would truncate the file there."""
    whole = path.read_bytes()
    first = next(members(path))
    for at in range(first.offset + 10, first.end):
        damaged = bytearray(whole)
        damaged[at] ^= 0x10
        path.write_bytes(damaged)
        try:
            # A bit that only fills up the last byte of the compressed data changes nothing.
            assert next(members(path)).data == first.data
        except DamagedRecord:
            pass
        except CutRecord:
            pytest.fail(f"byte {at} passed for a cut")


def test_a_record_is_found_from_any_place(path: Path) -> None:
    starts = [member.offset for member in members(path)]
    for start in (0, 1, starts[3], starts[3] + 1, starts[-1]):
        assert find_member(path, start) == next(s for s in starts if s >= start)
    assert find_member(path, starts[-1] + 1) is None


def test_an_empty_file_holds_nothing(tmp_path: Path) -> None:
    path = tmp_path / "quwa-20260101T000000Z-00000.warc.gz"
    path.touch()
    index = index_range(path)
    assert (index.entries, index.cut, split(path, 4)) == ([], None, [])


def test_names_sort_by_time_of_writing_also_when_the_clock_was_set_back(tmp_path: Path) -> None:
    names = []
    for now in (
        "2026-01-02T03:04:05Z",
        "2026-01-02T03:04:05Z",
        "2025-01-01T00:00:00Z",
        "2026-01-02T03:04:06Z",
    ):
        names.append(next_file_name(tmp_path, now))
        (tmp_path / names[-1]).touch()
    assert names == sorted(set(names))
    assert names[2] == "quwa-20260102T030405Z-00002.warc.gz"
