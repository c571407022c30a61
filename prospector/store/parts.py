"""Parquet parts: written whole under a temporary name, synced, then renamed into place."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from uuid import uuid4

import pyarrow as pa
import pyarrow.parquet as pq

from prospector.errors import StoreWriteFailed

_TEMPORARY = ".tmp-"


def write_part(table: pa.Table, folder: Path) -> Path:
    """Write *table* as a new part in *folder* and return its path; readers see all of it or nothing."""
    path = folder / f"part-{uuid4().hex}.parquet"
    with replacing(path) as temporary:
        pq.write_table(table, temporary, compression="zstd", row_group_size=5_000)
    return path


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Yield a temporary path in the folder of *path*; what is written there takes its place, whole and synced.

    Raises StoreWriteFailed, in one sentence, when the disk or the folder does not allow it.
    """
    temporary = path.parent / f"{_TEMPORARY}{os.getpid()}-{uuid4().hex}{path.suffix}"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        yield temporary
        _sync(temporary)
        temporary.replace(path)
        _sync(path.parent)
    except OSError as error:
        raise StoreWriteFailed(f"cannot write to the store at {path.parent}: {error.strerror or error}") from error
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def merge_parts(folder: Path, schema: pa.Schema) -> None:
    """Make the parts of *folder* one. Killed in between, both stand there and the views count each row once."""
    parts = sorted(folder.glob("part-*.parquet"))
    if len(parts) < 2:
        return
    path = folder / f"part-{uuid4().hex}.parquet"
    with replacing(path) as temporary, pq.ParquetWriter(temporary, schema, compression="zstd") as writer:
        for part in parts:
            writer.write_table(pq.read_table(part, schema=schema, partitioning=None))
    for part in parts:
        part.unlink(missing_ok=True)


def clear_leftovers(folder: Path) -> int:
    """Delete temporary files of processes that no longer run; return how many."""
    dead = [path for path in folder.rglob(f"{_TEMPORARY}*") if not _alive(path)]
    for path in dead:
        path.unlink(missing_ok=True)
    return len(dead)


def _alive(path: Path) -> bool:
    """Say whether the process that writes *path* is still there."""
    try:
        os.kill(int(path.name.removeprefix(_TEMPORARY).partition("-")[0]), 0)
    except (ProcessLookupError, ValueError):
        return False
    except PermissionError:
        return True
    return True


def remove_stale(folder: Path, kept: set[str]) -> None:
    """Delete the partitions of *folder* that are not named in *kept*."""
    for partition in folder.iterdir():
        if partition.name not in kept and not partition.name.startswith("."):
            for part in partition.glob("part-*.parquet"):
                part.unlink(missing_ok=True)
            partition.rmdir()
