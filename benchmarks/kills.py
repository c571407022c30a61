"""Kills a crawl of the sample web at random moments, goes on with it, and compares what its store shows in the end.

``make kills`` does 20 kills of everything and some of each other way to stop a crawl, and prints a row for each.
"""

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Event

from prospector.markets.files import data_path
from prospector.markets.knowledge import knowledge
from prospector.store.store import Store, open_store

_REPLAY = ("--replay", str(data_path("sample", "web.warc.gz")))
_SEEDS = ("--seeds", str(data_path("sample", "seeds.csv")))
_SHOWN = {
    "visits": "SELECT site, outcome, pages FROM visits WHERE list_contains($sites, site) ORDER BY ALL",
    "pages": """
      SELECT url, role, text_hash, language, len(evidence) AS evidence, len(links) AS links
      FROM pages WHERE list_contains($sites, site) ORDER BY ALL
    """,
}
_AGAIN = "SELECT site FROM visits GROUP BY run, site HAVING count(*) > 1"
_TIMES = {"everything": 20, "the command": 2, "a worker": 2, "Ctrl-C": 2, "Ctrl-C twice": 2, "SIGTERM to all": 2}
_PATIENCE = 300.0
_A_LITTLE = 0.5
_pause = Event()


def crawl(folder: Path, *markets: str, workers: int = 2) -> "subprocess.Popen[str]":
    """Begin a crawl of the sample web into *folder*, or go on with the one there, in a process group of its own."""
    run = next((path.stem for path in folder.glob("runs/2*.json")), "")
    asked = ("--run", run) if run else (*markets, *_SEEDS, *_REPLAY)
    words = [*asked, "--workers", str(workers), "--store", str(folder)]
    command = [sys.executable, "-m", "prospector", "crawl", *words]
    return subprocess.Popen(command, start_new_session=True, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def committed(folder: Path) -> int:
    """Return how many visits are in the store by now."""
    return sum(1 for _ in folder.glob("visits/run=2*/part-*.parquet"))


def until(done: Callable[[], bool]) -> None:
    """Wait until *done*; an AssertionError when it takes too long."""
    end = time.monotonic() + _PATIENCE
    while not done():
        assert time.monotonic() < end, "it never came to be"
        _pause.wait(0.01)


# Ways to stop a crawl. Each returns when every process of it has ended.


def _everything(process: "subprocess.Popen[str]") -> None:
    os.killpg(process.pid, signal.SIGKILL)


def _command(process: "subprocess.Popen[str]") -> None:
    process.kill()


def _worker(process: "subprocess.Popen[str]") -> None:
    for pid in list(workers_of(process.pid))[:1]:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def _ctrl_c(process: "subprocess.Popen[str]") -> None:
    os.killpg(process.pid, signal.SIGINT)


def _ctrl_c_twice(process: "subprocess.Popen[str]") -> None:
    _ctrl_c(process)
    _pause.wait(0.1)
    with suppress(ProcessLookupError):
        _ctrl_c(process)


def _terminated(process: "subprocess.Popen[str]") -> None:
    os.killpg(process.pid, signal.SIGTERM)


WAYS = dict(zip(_TIMES, (_everything, _command, _worker, _ctrl_c, _ctrl_c_twice, _terminated), strict=True))


def stop(
    way: str, process: "subprocess.Popen[str]", then: Callable[[], object] = bool
) -> "subprocess.CompletedProcess[str]":
    """Stop a crawl in one of `WAYS`, do what is to be done *then*, and return what it said when all of it has ended.

    Any other way is one in which the crawl stops by itself.
    """
    if way in WAYS and process.poll() is None:
        WAYS[way](process)
    then()
    done = ended(process)
    until(lambda: not _in_group(process.pid))
    return done


def ended(process: "subprocess.Popen[str]") -> "subprocess.CompletedProcess[str]":
    """Wait for the end of a crawl and return what it said."""
    out, err = process.communicate(timeout=_PATIENCE)
    return subprocess.CompletedProcess(process.args, process.returncode, out, err)


def workers_of(parent: int) -> Iterator[int]:
    """Yield the worker processes of a crawl."""
    for pid, fields in _processes():
        if int(fields[1]) == parent and b"spawn_main" in _bytes(Path(f"/proc/{pid}/cmdline")):
            yield pid


def _in_group(group: int) -> list[int]:
    return [pid for pid, fields in _processes() if int(fields[2]) == group and fields[0] != "Z"]


def _processes() -> Iterator[tuple[int, list[str]]]:
    """Yield the processes of this machine, with state, parent, group and so on (see proc(5))."""
    for path in Path("/proc").glob("[0-9]*/stat"):
        fields = _bytes(path).decode("utf-8", "replace").rpartition(") ")[2].split()
        if fields:
            yield int(path.parent.name), fields


def _bytes(path: Path) -> bytes:
    with suppress(OSError):  # the process has ended meanwhile
        return path.read_bytes()
    return b""


# What came of it


def faults(store: Store, whole: Store, before: set[str]) -> list[str]:
    """Return in what *store* differs from that of an uninterrupted crawl; *before* are visits from before the stop."""
    sites = {"sites": store.table("SELECT DISTINCT site FROM visits").column("site").to_pylist()}
    found = [
        f"other {name}" for name, query in _SHOWN.items() if store.table(query, sites) != whole.table(query, sites)
    ]
    if any(store.left(store.read_run(path.stem)) for path in store.runs.glob("2*.json")):
        found.append("sites left")
    if store.table(_AGAIN).num_rows:
        found.append("a site was visited twice")
    if not before <= visits(store):
        found.append("a visit was lost")
    if list(store.path.rglob(".tmp-*")):
        found.append("leftovers")
    return found


def visits(store: Store) -> set[str]:
    """Return the visits that a store shows."""
    return set(store.table("SELECT visit FROM visits").column("visit").to_pylist())


@dataclass(frozen=True, slots=True)
class Kill:
    """What came of one kill and of going on: exit codes, the visits in the store when it came, and what was wrong."""

    exit: int
    before: int
    again: int
    faults: list[str]


def kill(way: str, moment: float, folder: Path, whole: Store) -> Kill:
    """Crawl, stop it when the share *moment* of all visits is in the store, and a little later; go on; compare."""
    process = crawl(folder, *_markets())
    until(lambda: committed(folder) >= moment * len(visits(whole)) or process.poll() is not None)
    _pause.wait(moment * _A_LITTLE)
    stopped = stop(way, process)
    before = visits(open_store(folder)) if (folder / "store.json").exists() else set()
    again = ended(crawl(folder, *_markets()))
    return Kill(stopped.returncode, len(before), again.returncode, faults(open_store(folder), whole, before))


def _markets() -> list[str]:
    return [code.lower() for code in knowledge().markets]


def main() -> None:
    """Print a row a kill, and end with exit 1 when one of them did harm."""
    seed = int(os.environ.get("SEED", time.time()))
    moments = random.Random(seed)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        ended(crawl(folder / "whole", *_markets()))
        whole = open_store(folder / "whole")
        print(f"uninterrupted: {len(visits(whole))} visits; moments by SEED={seed}")
        print(f"{'killed':<16}{'exit':>6}{'visits':>8}{'again':>7}  faults", flush=True)
        harm = 0
        for number, way in enumerate(way for way, times in _TIMES.items() for _ in range(times)):
            done = kill(way, moments.random(), folder / str(number), whole)
            harm += bool(done.faults or done.again)
            print(
                f"{way:<16}{done.exit:6}{done.before:8}{done.again:7}  {', '.join(done.faults) or 'none'}", flush=True
            )
    print(f"{sum(_TIMES.values())} kills, {harm} did harm")
    sys.exit(1 if harm else 0)
