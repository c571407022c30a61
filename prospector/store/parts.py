"""Parquet parts: written whole under a temporary name, synced, then renamed into place."""

import os
import socket
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from uuid import uuid4

import pyarrow as pa
import pyarrow.parquet as pq

from prospector.errors import StoreWriteFailed

_TEMPORARY = ".tmp-"
_RETIRED = ".retired-"
_LONGEST_QUERY_SECONDS = 600
_ROWS_IN_A_GROUP = 1_000
_PARTS_AHEAD = 64
_READERS = 4
_LONGEST_WRITE_SECONDS = 86_400


def write_part(table: pa.Table, folder: Path) -> Path:
    """Write *table* as a new part in *folder* and return its path; readers see all of it or nothing.

    A part of few rows is written fast: what a dictionary and statistics are worth shows when it is merged with others.
    """
    path = folder / f"part-{uuid4().hex}.parquet"
    whole = pa.BufferOutputStream()
    pq.write_table(table, whole, compression="lz4", use_dictionary=False, write_statistics=False)
    with replacing(path) as temporary:
        temporary.write_bytes(whole.getvalue())
    return path


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Yield a temporary path in the folder of *path*; what is written there takes its place, whole and synced.

    Raises StoreWriteFailed, in one sentence, when the disk or the folder does not allow it.
    """
    temporary = path.parent / f"{_TEMPORARY}{socket.gethostname()}-{os.getpid()}-{uuid4().hex}{path.suffix}"
    try:
        with _saying_where(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            yield temporary
            _sync(temporary)
            temporary.replace(path)
            _sync(path.parent)
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


@contextmanager
def _saying_where(path: Path) -> Iterator[None]:
    """Turn what the system says when *path* cannot be written into StoreWriteFailed."""
    try:
        yield
    except OSError as error:
        why = os.strerror(error.errno) if error.errno else error
        raise StoreWriteFailed(f"cannot write to {path.parent}: {why}") from error


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def is_temporary(path: Path) -> bool:
    """Say whether *path* is on its way to take the place of another."""
    return path.name.startswith(_TEMPORARY)


def live_parts(folder: Path) -> list[Path]:
    """Return the parts of *folder* that no other part has taken the place of."""
    retired = {name for note in folder.glob(f"{_RETIRED}*") for name in _named(note)}
    return sorted(part for part in folder.glob("part-*.parquet") if part.name not in retired)


def counting_parts(table: Path) -> list[Path] | None:
    """Return the parts in the folders of *table* that no other has taken the place of; None when all are such."""
    if not any(table.glob(f"*/{_RETIRED}*")):
        return None
    return [part for run in sorted(table.iterdir()) for part in live_parts(run)]


def retire(parts: Sequence[Path]) -> None:
    """Note that *parts* of one folder have been replaced by another.

    A query may be reading them right now, so they stay: the views count a row that stands twice once.
    `clear_leftovers` deletes them when no query can have seen them for a while.
    """
    with replacing(parts[0].parent / f"{_RETIRED}{uuid4().hex}") as temporary:
        temporary.write_text("\n".join(part.name for part in parts))


def merge_parts(folder: Path, schema: pa.Schema) -> None:
    """Make the parts of *folder* one. Killed in between, both stand there and the views count each row once.

    Its row groups hold hundreds of rows: with one for each small part the file is many times as large, and a query over
    it a hundred times as slow.
    """
    parts = live_parts(folder)
    if len(parts) < 2:
        return
    path = folder / f"part-{uuid4().hex}.parquet"
    with replacing(path) as temporary, pq.ParquetWriter(temporary, schema, compression="zstd") as writer:
        for group in _row_groups(parts, schema):
            writer.write_table(group)
    retire(parts)


def _row_groups(parts: Sequence[Path], schema: pa.Schema) -> Iterator[pa.Table]:
    """Yield what *parts* hold, some thousand rows at a time; they are read in threads, some parts ahead."""
    waiting: list[pa.Table] = []
    with ThreadPoolExecutor(_READERS) as readers:
        for start in range(0, len(parts), _PARTS_AHEAD):
            waiting.extend(readers.map(lambda part: _read(part, schema), parts[start : start + _PARTS_AHEAD]))
            if sum(table.num_rows for table in waiting) >= _ROWS_IN_A_GROUP:
                yield pa.concat_tables(waiting)
                waiting = []
    if waiting:
        yield pa.concat_tables(waiting)


def _read(part: Path, schema: pa.Schema) -> pa.Table:
    """Return what *part* holds; one of another schema takes the way that fits it in, which costs twice as much."""
    with pq.ParquetFile(part) as file:
        if file.schema_arrow.equals(schema):
            return file.read(use_threads=False)
    return pq.read_table(part, schema=schema, partitioning=None)


def clear_leftovers(folder: Path) -> int:
    """Delete temporary files of processes that no longer run, and parts retired a while ago; return how many."""
    dead = [path for path in folder.rglob(f"{_TEMPORARY}*") if not _alive(path)]
    for note in folder.rglob(f"{_RETIRED}*"):
        if _age(note) > _LONGEST_QUERY_SECONDS:
            dead.extend(note.with_name(name) for name in _named(note))
            dead.append(note)
    for path in dead:
        with _saying_where(path):
            path.unlink(missing_ok=True)
    return len(dead)


def _named(note: Path) -> list[str]:
    """Return the parts that a note names; none when another process has cleared them and it away."""
    with suppress(FileNotFoundError):
        return note.read_text().split()
    return []


def _age(path: Path) -> float:
    """Return how many seconds ago *path* was written; 0 when it is gone."""
    with suppress(FileNotFoundError):
        return time.time() - path.stat().st_mtime
    return 0.0


def _alive(path: Path) -> bool:
    """Say whether the process that writes *path* is still there; one on another machine has a day to end."""
    host, _, process = path.name.removeprefix(_TEMPORARY).rpartition("-")[0].rpartition("-")
    if host != socket.gethostname():
        return bool(host) and _age(path) < _LONGEST_WRITE_SECONDS
    try:
        os.kill(int(process), 0)
    except (ProcessLookupError, ValueError):
        return False
    except PermissionError:
        return True
    return not _has_ended(int(process))


def _has_ended(process: int) -> bool:
    """Say whether a process is only remembered: it has ended, and its parent has not asked how (see proc(5))."""
    with suppress(OSError, IndexError):
        return Path(f"/proc/{process}/stat").read_text().rpartition(") ")[2][0] == "Z"
    return False
