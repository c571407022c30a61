"""WARC files: finding what they hold, and finding out when they are broken although no reader complains."""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from prospector.errors import BadArchive
from prospector.reading.page import Fetched

_GZIP = b"\x1f\x8b"
_CHUNK = 1 << 20
_WAY_OUT = "give .warc or .warc.gz files, or a folder of them"
_FIRST_BYTES = (_GZIP, b"WARC/")


@dataclass(frozen=True, slots=True)
class Recorded:
    """Where a response lies: its file and the offset of its record."""

    path: Path
    offset: int


def warc_files(paths: list[Path]) -> list[Path]:
    """Return the WARC files among *paths*, folders looked into; BadArchive when one is missing or no WARC."""
    files: list[Path] = []
    for path in paths:
        if path.is_dir():
            found = sorted(file for file in path.rglob("*.warc*") if file.name.endswith((".warc", ".warc.gz")))
            if not found:
                raise BadArchive(f"{path}: no .warc or .warc.gz file in this folder")
            files.extend(found)
        else:
            files.append(path)
    for file in files:
        _check_beginning(file)
    return files


def _check_beginning(path: Path) -> None:
    try:
        with path.open("rb") as file:
            first = file.read(8)
    except FileNotFoundError:
        raise BadArchive(f"{path}: no such file; {_WAY_OUT}") from None
    except OSError as error:
        raise BadArchive(f"{path}: {error.strerror}; {_WAY_OUT}") from None
    if not first.startswith(_FIRST_BYTES) or (first.startswith(_GZIP) and not _holds_warc(path)):
        raise BadArchive(f"{path} is no WARC file; {_WAY_OUT}")


def _holds_warc(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return zlib.decompressobj(31).decompress(file.read(65536), 5) == b"WARC/"
    except zlib.error:
        return False


def responses(path: Path) -> Iterator[tuple[WarcRecord, int]]:
    """Yield the HTTP responses of a WARC file with their offsets, bodies not yet read.

    Ends early, without an error, where the file is damaged; `damage` tells.
    """
    with path.open("rb") as file:
        try:
            for record in ArchiveIterator(file, record_types=WarcRecordType.response, auto_decode="all"):
                if record.http_headers is not None:
                    yield record, record.stream_pos
        except OSError:
            return


def response_at(recorded: Recorded) -> Fetched:
    """Return the response at a known place."""
    with recorded.path.open("rb") as file:
        file.seek(recorded.offset)
        return fetched(next(iter(ArchiveIterator(file, record_types=WarcRecordType.response, auto_decode="all"))))


def damage(path: Path) -> str:
    """Return what is wrong with a WARC file as a whole, empty when nothing is.

    Readers raise nothing on nearly all truncated gzip files, so the members are walked to the last byte.
    """
    with path.open("rb") as file:
        return _gzip_damage(file.read(2) == _GZIP, path)


def _gzip_damage(compressed: bool, path: Path) -> str:
    with path.open("rb") as file:
        if not compressed:
            return _plain_damage(path)
        member, finished = zlib.decompressobj(31), True
        while chunk := file.read(_CHUNK):
            while chunk:
                try:
                    member.decompress(chunk)
                except zlib.error:
                    return f"{path} is damaged near byte {file.tell()}"
                finished = member.eof
                chunk = member.unused_data
                if member.eof:
                    member = zlib.decompressobj(31)
    return "" if finished else f"{path} is truncated: its last record is not complete"


def _plain_damage(path: Path) -> str:
    """Return whether an uncompressed file ends in the middle of a record: records end with two empty lines."""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - 4))
        return "" if file.read().endswith(b"\r\n\r\n") else f"{path} is truncated: its last record is not complete"


def fetched(record: WarcRecord, fetched_at: datetime | None = None) -> Fetched:
    """Return a record as a response; its moment is the recorded one unless given, now where none was recorded."""
    headers = tuple((name.lower(), value) for name, value in record.http_headers.astuples())
    recorded: datetime | None = record.record_date
    moment = fetched_at or recorded or datetime.now(UTC)
    return Fetched(
        url=str(record.headers.get("WARC-Target-URI", "")).strip("<>"),
        body=record.reader.read(),
        fetched_at=moment if moment.tzinfo else moment.replace(tzinfo=UTC),
        status=int(record.http_headers.status_code or 0),
        headers=headers,
    )
