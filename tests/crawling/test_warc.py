"""WARC files: what they hold, and finding out when they are broken although no reader complains."""

import gzip
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from prospector.crawling.warc import Recorded, damage, fetched, response_at, responses, warc_files
from prospector.errors import BadArchive
from prospector.markets.files import data_path

SAMPLE = data_path("sample", "web.warc.gz")
BODIES = [f"<title>{n}</title>".encode() + b"<p>text</p>" * 400 for n in range(3)]
NO_WARC = "is no WARC file; give .warc or .warc.gz files, or a folder of them"


def warc(*, zipped: bool = True, headers: tuple[tuple[str, str], ...] = ()) -> bytes:
    """A WARC file of three responses."""
    file = BytesIO()
    writer = WARCWriter(file, gzip=zipped)
    for number, body in enumerate(BODIES):
        said = [("Content-Type", "text/html"), *headers, ("Content-Length", str(len(body)))]
        record = writer.create_warc_record(
            f"https://a.de/{number}",
            "response",
            payload=BytesIO(body),
            length=len(body),
            http_headers=StatusAndHeaders("200 OK", said, protocol="HTTP/1.1"),
            warc_headers_dict={"WARC-Date": "2026-03-01T12:00:00Z"},
        )
        writer.write_record(record)
    return file.getvalue()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "web.warc.gz"


@pytest.mark.parametrize("zipped", [True, False])
def test_responses_come_with_their_facts(zipped: bool, path: Path) -> None:
    path.write_bytes(warc(zipped=zipped))
    found = [fetched(record) for record, _ in responses(path)]
    assert [page.url for page in found] == ["https://a.de/0", "https://a.de/1", "https://a.de/2"]
    assert [page.body for page in found] == BODIES
    assert {page.fetched_at for page in found} == {datetime(2026, 3, 1, 12, tzinfo=UTC)}
    assert found[0].header("content-type") == "text/html"


@pytest.mark.parametrize("zipped", [True, False])
def test_a_record_is_found_again_at_its_place(zipped: bool, path: Path) -> None:
    path.write_bytes(warc(zipped=zipped))
    places = [offset for _, offset in responses(path)]
    assert [response_at(Recorded(path, place)).body for place in reversed(places)] == BODIES[::-1]


@pytest.mark.parametrize("zipped", [True, False])
def test_a_whole_file_has_no_damage(zipped: bool, path: Path) -> None:
    path.write_bytes(warc(zipped=zipped))
    assert damage(path) == ""


def test_the_sample_web_is_whole() -> None:
    assert damage(SAMPLE) == ""


@pytest.mark.parametrize("zipped", [True, False])
@pytest.mark.parametrize("lost", [1, 3, 100])
def test_a_truncated_file_is_found_out_although_reading_it_raises_nothing(lost: int, zipped: bool, path: Path) -> None:
    path.write_bytes(warc(zipped=zipped)[:-lost])
    assert len(list(responses(path))) in (2, 3)
    assert damage(path) == f"{path} is truncated: its last record is not complete"


def test_a_file_zipped_as_one_is_found_out_too(path: Path) -> None:
    path.write_bytes(gzip.compress(warc(zipped=False))[:-9])
    assert damage(path) == f"{path} is truncated: its last record is not complete"


@pytest.mark.parametrize("place", [30, 200, -200])
def test_a_flipped_byte_is_found_out_and_what_stands_before_it_is_read(place: int, path: Path) -> None:
    content = bytearray(warc())
    content[place] ^= 0xFF
    path.write_bytes(content)
    assert damage(path) == f"{path} is damaged near byte {len(content)}"
    assert [fetched(record).url for record, _ in responses(path)] == [
        f"https://a.de/{n}" for n in range(0 if place > 0 else 2)
    ]


def test_a_compressed_body_is_read_both_ways(path: Path) -> None:
    file = BytesIO()
    body = gzip.compress(BODIES[0])
    said = [("Content-Type", "text/html"), ("Content-Encoding", "gzip"), ("Content-Length", str(len(body)))]
    status = StatusAndHeaders("200 OK", said, protocol="HTTP/1.1")
    writer = WARCWriter(file, gzip=True)
    record = writer.create_warc_record(
        "https://a.de/", "response", payload=BytesIO(body), length=len(body), http_headers=status
    )
    writer.write_record(record)
    path.write_bytes(file.getvalue())
    (found,) = [(fetched(record), place) for record, place in responses(path)]
    assert found[0].body == BODIES[0]
    assert response_at(Recorded(path, found[1])).body == BODIES[0]


def test_a_body_may_be_shorter_than_it_says(path: Path) -> None:
    path.write_bytes(warc(headers=(("Content-Length", "99999999"),)))
    assert [len(fetched(record).body) for record, _ in responses(path)] == [len(body) for body in BODIES]


def test_a_record_without_a_date_was_read_now(path: Path) -> None:
    path.write_bytes(warc(zipped=False).replace(b"WARC-Date: 2026-03-01T12:00:00Z\r\n", b""))
    assert [fetched(record).fetched_at.tzinfo for record, _ in responses(path)] == [UTC] * 3


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"hello\n",
        b"\x1f\x8b",
        gzip.compress(b"hello", mtime=0),
        b"\x1f\x8bnothing of the kind",
        b"PK\x03\x04",
        b"<html>",
    ],
)
def test_a_file_that_is_no_warc_is_refused(content: bytes, path: Path) -> None:
    path.write_bytes(content)
    with pytest.raises(BadArchive) as caught:
        warc_files([path])
    assert str(caught.value) == f"{path} {NO_WARC}"


def test_folders_are_looked_into(tmp_path: Path) -> None:
    for name in ("b.warc", "deep/a.warc.gz", "deep/a.warc.gz.part", "notes.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(warc())
    assert warc_files([tmp_path]) == [tmp_path / "b.warc", tmp_path / "deep" / "a.warc.gz"]


def test_a_file_in_a_folder_that_is_no_warc_is_refused_too(tmp_path: Path) -> None:
    (tmp_path / "a.warc").write_text("hello")
    with pytest.raises(BadArchive) as caught:
        warc_files([tmp_path])
    assert str(caught.value) == f"{tmp_path / 'a.warc'} {NO_WARC}"


def test_what_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(BadArchive) as caught:
        warc_files([tmp_path / "none.warc"])
    assert str(caught.value) == f"{tmp_path}/none.warc: no such file; give .warc or .warc.gz files, or a folder of them"
    with pytest.raises(BadArchive) as caught:
        warc_files([tmp_path])
    assert str(caught.value) == f"{tmp_path}: no .warc or .warc.gz file in this folder"
