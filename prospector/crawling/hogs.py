"""Pages that eat memory in the browser: their renderer is ended, since Chromium limits only the heap of a script.

Reads /proc; where there is none (not Linux) nothing is watched.
"""

import asyncio
import os
import signal
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

MOST_MEGABYTES = 512
_LOOK_SECONDS = 0.2
_PROC = Path("/proc")
_RENDERER = b"--type=renderer"


def end_hogs(megabytes: int = MOST_MEGABYTES) -> int:
    """End the renderers started by this process that hold more memory of their own than that; return how many."""
    hogs = [process for process in _renderers(os.getpid()) if _private_kilobytes(process) > megabytes * 1024]
    for process in hogs:
        with suppress(ProcessLookupError):
            os.kill(int(process.name), signal.SIGKILL)
    return len(hogs)


@asynccontextmanager
async def watched() -> AsyncIterator[None]:
    """Look for hogs while a page is read."""

    async def watch() -> None:
        while True:
            await asyncio.sleep(_LOOK_SECONDS)
            end_hogs()

    task = asyncio.ensure_future(watch())
    try:
        yield
    finally:
        task.cancel()


def _renderers(ancestor: int) -> Iterator[Path]:
    """Yield the renderers among the descendants of a process."""
    parents = {int(process.name): _parent(process) for process in _PROC.glob("[0-9]*")}
    for process, parent in parents.items():
        while parent not in (0, ancestor):
            parent = parents.get(parent, 0)
        if parent == ancestor and _RENDERER in _read(_PROC / str(process) / "cmdline"):
            yield _PROC / str(process)


def _parent(process: Path) -> int:
    fields = _read(process / "stat").rpartition(b") ")[2].split()
    return int(fields[1]) if len(fields) > 1 else 0


def _private_kilobytes(process: Path) -> int:
    for line in _read(process / "status").splitlines():
        if line.startswith(b"RssAnon:"):
            return int(line.split()[1])
    return 0


def _read(path: Path) -> bytes:
    """Return what a file of /proc says; nothing when its process has ended."""
    try:
        return path.read_bytes()
    except OSError:
        return b""
