"""A run: the plan split over worker processes by site, watched, and its record kept."""

import multiprocessing
import os
import signal
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from types import FrameType
from typing import Any
from zlib import crc32

from prospector.errors import RunFailed, StoreWriteFailed
from prospector.models import PlannedVisit
from prospector.store.runs import Run, ended
from prospector.store.store import Store


@dataclass(frozen=True, slots=True)
class Job:
    """What one worker does: its share of the plan by spider, or files to ingest."""

    run: str
    settings: dict[str, Any]
    visits: dict[str, tuple[PlannedVisit, ...]] = field(default_factory=dict)
    files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class VisitDone:
    """News from a worker: a visit is in the store."""

    site: str
    outcome: str
    pages: int


@dataclass(frozen=True, slots=True)
class WorkerDone:
    """The last news from a worker: its counts, and the sentence to show when it failed."""

    counts: dict[str, int]
    failed: str = ""
    interrupted: bool = False


News = VisitDone | WorkerDone


def share(visits: Sequence[PlannedVisit], workers: int) -> list[list[PlannedVisit]]:
    """Return *visits* divided over *workers*; a site always falls to the same one."""
    shares: list[list[PlannedVisit]] = [[] for _ in range(workers)]
    for visit in visits:
        shares[crc32(visit.site.encode()) % workers].append(visit)
    return shares


def carry_out(store: Store, run: Run, jobs: Sequence[Job], tell: Callable[[News], None]) -> Run:
    """Run *jobs*, one process each, and return the run as it ended; its record and parts are in order then.

    Raises RunFailed when a worker failed; what the others committed stays.
    """
    finished = _watch([_started(job) for job in jobs], tell)
    counts = Counter(run.counts)
    for done in finished:
        counts.update(done.counts)
    result = _in_order(store, _ended(run, finished, {**counts, **store.committed(run.run)}))
    if result.status == "failed":
        raise RunFailed(result.error + _way_on(run))
    return result


def _ended(run: Run, finished: Sequence[WorkerDone], counts: Mapping[str, int]) -> Run:
    """Return *run* as its workers left it."""
    failures = "; ".join(dict.fromkeys(done.failed for done in finished if done.failed))
    is_whole = bool(run.plan) and counts["visits"] == len(run.plan)
    stopped = any(done.interrupted for done in finished) and not is_whole
    status = "failed" if failures else "interrupted" if stopped else "finished"
    return ended(run, status, {name: n for name, n in sorted(counts.items()) if n}, failures)


def _way_on(run: Run) -> str:
    return f"; 'prospector crawl --run {run.run}' goes on with what is left" if run.command == "crawl" else ""


def _in_order(store: Store, run: Run) -> Run:
    """Put a run's parts, the views and its record in order; return it as failed when the disk does not allow that."""
    try:
        if run.status != "failed":
            store.merge_run(run.run)
            store.write_views()
        store.write_run(run)
    except StoreWriteFailed as error:
        run = ended(run, "failed", run.counts, run.error or str(error))
        with suppress(StoreWriteFailed):
            store.write_run(run)
    return run


def _started(job: Job) -> tuple[Any, Connection]:
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(job, there), name="prospector-worker")
    process.start()
    there.close()
    return process, here


def _watch(workers: list[tuple[Any, Connection]], tell: Callable[[News], None]) -> list[WorkerDone]:
    """Pass on what workers tell until all have ended; one that dies without a last word has failed."""
    finished: list[WorkerDone] = []
    waiting = {connection: process for process, connection in workers}
    with _stopping([process for process, _ in workers]):
        while waiting:
            for connection in wait(list(waiting)):
                done = _next_word(connection, waiting, tell)  # type: ignore[arg-type]
                if done:
                    finished.append(done)
    return finished


@contextmanager
def _stopping(processes: Sequence[Any]) -> Iterator[None]:
    """Leave it to the workers to end a run that is stopped: a terminal tells them itself, SIGTERM is passed on."""

    def pass_on(number: int, frame: FrameType | None) -> None:
        for process in processes:
            process.terminate()

    before = [(signal.SIGINT, signal.signal(signal.SIGINT, signal.SIG_IGN))]
    before.append((signal.SIGTERM, signal.signal(signal.SIGTERM, pass_on)))
    try:
        yield
    finally:
        for number, was in before:
            signal.signal(number, was)


def _next_word(
    connection: Connection, waiting: dict[Connection, Any], tell: Callable[[News], None]
) -> WorkerDone | None:
    """Take one word from a worker; return its last one, and drop it from *waiting* then."""
    try:
        news: News = connection.recv()
    except EOFError:
        process = waiting.pop(connection)
        process.join()
        stopped = process.exitcode == -signal.SIGINT
        news = WorkerDone({}, "" if stopped else f"a worker died (exit code {process.exitcode})", interrupted=stopped)
        tell(news)
        return news
    tell(news)
    if not isinstance(news, WorkerDone):
        return None
    waiting.pop(connection).join()
    return news


def _work(job: Job, connection: Connection) -> None:
    """Be a worker: run the job's spiders in this process and tell the parent how it went."""
    os.environ["SCRAPY_SETTINGS_MODULE"] = "prospector.settings"
    from prospector.crawling.worker import run_spiders  # imported here: it installs the reactor

    done = run_spiders(job, connection.send)
    with suppress(BrokenPipeError):
        connection.send(done)
    connection.close()
