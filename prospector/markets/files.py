"""Where shipped data lies; reading it and the user's own files; and writing files so that none is ever half there."""

import csv
import os
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from prospector.errors import BadData, BadRequest

_PACKAGE = Path(__file__).resolve().parents[1]
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_AS_UTF8 = "save it again as UTF-8 (in Excel: 'CSV UTF-8')"


def data_path(*parts: str) -> Path:
    """Return a path below ``data/``: beside the package in a checkout, inside it when installed from a wheel."""
    beside = _PACKAGE.parent / "data"
    root = beside if (beside / "weights").is_dir() else _PACKAGE / "data"
    return root.joinpath(*parts)


def read_bytes(path: Path) -> bytes:
    """Return what a file holds; BadData when it cannot be read."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise BadData(f"{path}: no such file") from None
    except OSError as error:
        raise BadData(f"{path}: {error.strerror}") from None


def read_text(path: Path) -> str:
    """Return the text of a UTF-8 file, line ends as they are; BadData names the line that is something else."""
    raw = read_bytes(path)
    if raw.startswith(_UTF16):
        raise BadData(f"{path}:1: the file is in UTF-16; {_AS_UTF8}")
    if b"\0" in raw:
        line = raw.count(b"\n", 0, raw.index(b"\0")) + 1
        raise BadData(f"{path}:{line}: not a text file, or one in UTF-16; {_AS_UTF8}")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise BadData(f"{path}:{line}: not in UTF-8; {_AS_UTF8}") from None


def read_toml(path: Path) -> dict[str, Any]:
    """Return the contents of a TOML file; a broken one is named with its line."""
    text = read_text(path)
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadData(f"{path}: {error}") from None


def read_csv(path: Path) -> Iterator[dict[str, str]]:
    """Yield the rows of a shipped CSV file as dictionaries."""
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def write_whole(texts: Mapping[Path, str]) -> None:
    """Write UTF-8 files, each whole or not at all, and none before all of them lie on the disk under other names."""
    temporary = {path: path.with_name(f".{path.name}.tmp-{os.getpid()}") for path in texts}
    try:
        for path, text in texts.items():
            _write_synced(temporary[path], text)
        for path in texts:
            temporary[path].replace(path)
    except OSError as error:
        folder = next(iter(texts)).parent
        raise BadRequest(f"cannot write in {folder}: {error.strerror or error}; nothing was changed") from None
    finally:
        for leftover in temporary.values():
            with suppress(OSError):
                leftover.unlink()


def _write_synced(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
