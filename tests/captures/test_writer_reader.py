"""What is written can be read back, by us and by others; a cut tail is told apart from damage."""

from __future__ import annotations

import gzip
import subprocess
import sys
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from quwa_archive.captures.layout import Exchange, VisitRecord, file_name
from quwa_archive.captures.reader import CutRecord, DamagedRecord, read_record, read_records, warc_files
from quwa_archive.captures.writer import CaptureWriter, Position, Revisited, encode_exchange, sha256

URL = "http://127.0.0.1/2017/01/12/missile-talks/"
BODY = b"<html><body>" + b"<p>Invented news of a frigate.</p>" * 400 + b"</body></html>"


def ids() -> Iterator[str]:
    return (f"urn:uuid:00000000-0000-4000-8000-{n:012d}" for n in count(1))


def exchange(url: str = URL, body: bytes = BODY, **headers: str) -> Exchange:
    return Exchange(
        url=url,
        method="GET",
        request_headers=[("User-Agent", "quwa-archive"), ("Host", "127.0.0.1")],
        status=200,
        reason="OK",
        response_headers=[("Content-Type", "text/html; charset=UTF-8"), *headers.items()],
        body=body,
        fetched_at="2026-01-02T03:04:05Z",
    )


class Folder:
    """A folder with a writer whose clock and ids are fixed."""

    def __init__(self, path: Path, rotate_bytes: int = 1_000_000) -> None:
        self.path = path
        self.ids = ids()
        self.writer = CaptureWriter(
            path,
            software="quwa-archive/test",
            now=lambda: "2026-01-02T03:04:05Z",
            new_id=lambda: next(self.ids),
            rotate_bytes=rotate_bytes,
        )

    def write(self, item: Exchange, revisited: Revisited | None = None) -> tuple[str, Position]:
        record_id = next(self.ids)
        encoded = encode_exchange(
            item, record_id=record_id, payload_sha256=sha256(item.body), revisited=revisited
        )
        return record_id, self.writer.append_exchange(encoded)


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path / "warc")


def test_an_exchange_comes_back_as_it_was(folder: Folder) -> None:
    record_id, position = folder.write(exchange())
    folder.writer.close()
    record = read_record(folder.path / position.warc_file, position.warc_offset)
    assert (record.type, record.record_id, record.url, record.status) == ("response", record_id, URL, 200)
    assert record.date == "2026-01-02T03:04:05Z"
    assert record.body == BODY
    assert record.payload_sha256 == sha256(BODY)
    assert record.header("content-type") == "text/html; charset=UTF-8"


def test_an_encoded_body_is_kept_as_received_and_read_decoded(folder: Folder) -> None:
    packed = gzip.compress(BODY)
    _, position = folder.write(exchange(body=packed, **{"Content-Encoding": "gzip"}))
    folder.writer.close()
    record = read_record(folder.path / position.warc_file, position.warc_offset)
    assert record.payload == packed
    assert record.body == BODY


def test_a_payload_held_already_becomes_a_revisit(folder: Folder) -> None:
    folder.write(exchange())
    _, position = folder.write(exchange(), Revisited(URL, "2026-01-01T00:00:00Z"))
    folder.writer.close()
    record = read_record(folder.path / position.warc_file, position.warc_offset)
    assert (record.type, record.body, record.payload_sha256) == ("revisit", b"", sha256(BODY))
    assert record.end - record.offset < 1000


def test_a_visit_comes_back(folder: Folder) -> None:
    record_id, _ = folder.write(exchange())
    visit = VisitRecord("article", URL, [record_id], complete=False)
    end = folder.writer.append_visit(visit)
    folder.writer.close()
    (path,) = warc_files(folder.path)
    records = list(read_records(path))
    assert [r.type for r in records] == ["warcinfo", "response", "request", "metadata"]
    assert records[-1].visit() == visit
    assert records[-1].end == end == path.stat().st_size


def test_each_record_is_one_gzip_member_and_warcio_accepts_the_file(folder: Folder) -> None:
    folder.write(exchange())
    folder.write(exchange(), Revisited(URL, "2026-01-01T00:00:00Z"))
    folder.writer.append_visit(VisitRecord("article", URL))
    folder.writer.close()
    (path,) = warc_files(folder.path)
    offsets = [record.offset for record in read_records(path)]
    with path.open("rb") as file:
        iterator = ArchiveIterator(file)
        seen = []
        for _ in iterator:
            iterator.read_to_end()
            seen.append(iterator.get_record_offset())
    assert seen == offsets
    checked = subprocess.run(
        [sys.executable, "-m", "warcio.cli", "check", "-v", str(path)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.returncode == 0
    assert "digest pass" in checked.stdout
    assert "fail" not in checked.stdout


def test_the_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    files = []
    for name in ("one", "two"):
        folder = Folder(tmp_path / name)
        folder.write(exchange())
        folder.writer.append_visit(VisitRecord("article", URL))
        folder.writer.close()
        (path,) = warc_files(folder.path)
        files.append((path.name, path.read_bytes()))
    assert files[0] == files[1]


def test_files_rotate_at_a_size_and_their_names_sort_by_time(tmp_path: Path) -> None:
    folder = Folder(tmp_path, rotate_bytes=500)
    for number in range(3):
        folder.write(exchange(url=f"{URL}{number}/"))
    folder.writer.close()
    names = [path.name for path in warc_files(tmp_path)]
    assert len(names) == 3
    assert names == sorted(names)
    assert file_name("2026-01-02T03:04:05Z", 2) == names[2]
    assert names < [file_name("2026-01-02T03:04:06Z", 0)]


@pytest.mark.parametrize("cut", [1, 20, 100])
def test_a_cut_tail_is_no_damage_and_all_before_it_is_read(folder: Folder, cut: int) -> None:
    folder.write(exchange())
    end = folder.writer.append_visit(VisitRecord("article", URL))
    _, position = folder.write(exchange(url=URL + "2/"))
    folder.writer.close()
    (path,) = warc_files(folder.path)
    second = read_record(path, position.warc_offset)
    with path.open("r+b") as file:
        file.truncate(second.end - cut)
    read: list[str] = []
    with pytest.raises(CutRecord) as raised:
        read_types(path, read)
    assert raised.value.offset == end
    assert read == ["warcinfo", "response", "request", "metadata"]


def read_types(path: Path, into: list[str]) -> None:
    for record in read_records(path):
        into.append(record.type)  # noqa: PERF401 (what was read before an error must be kept)


def test_a_flipped_byte_in_the_middle_is_damage(folder: Folder) -> None:
    _, position = folder.write(exchange())
    folder.write(exchange(url=URL + "2/"))
    folder.writer.close()
    (path,) = warc_files(folder.path)
    content = bytearray(path.read_bytes())
    content[position.warc_offset + 60] ^= 0xFF
    path.write_bytes(content)
    with pytest.raises(DamagedRecord) as raised:
        list(read_records(path))
    assert raised.value.offset == position.warc_offset


def test_a_full_disk_leaves_no_cut_record_behind(folder: Folder) -> None:
    folder.write(exchange())
    file = folder.writer._file
    assert file is not None
    size = file.tell()

    class Full:
        """Stands for a disk that takes a part of what is written and then no more."""

        def __getattr__(self, name: str) -> object:
            return getattr(file, name)

        def write(self, data: bytes) -> int:
            file.write(data[:10])
            raise OSError(28, "No space left on device")

    folder.writer._file = Full()  # type: ignore[assignment]
    with pytest.raises(OSError, match="No space"):
        folder.write(exchange(url=URL + "2/"))
    folder.writer._file = file
    assert file.tell() == size
    folder.writer.close()
    assert [r.type for r in read_records(warc_files(folder.path)[0])] == ["warcinfo", "response", "request"]
