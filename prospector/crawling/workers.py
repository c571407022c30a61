"""The worker processes of a run from outside: started, listened to, stopped."""

import gc
import multiprocessing
import os
import signal
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection, wait
from threading import Thread
from types import FrameType
from typing import Any

from prospector.crawling.news import News, Tick, WorkerDone
from prospector.models import PlannedVisit
from prospector.store.locks import Lock

_TICK_SECONDS = 1.0
_STOPS = (signal.SIGINT, signal.SIGTERM)


@dataclass(frozen=True, slots=True)
class Job:
    """What one worker does: its share of the plan by spider, or files to ingest. It holds the *locks* of its run too.

    While a worker works nobody else may crawl its markets, also when the command that started it is gone.
    """

    run: str
    settings: dict[str, Any]
    visits: dict[str, tuple[PlannedVisit, ...]] = field(default_factory=dict)
    files: tuple[str, ...] = ()
    locks: tuple[Lock, ...] = ()


@contextmanager
def working(jobs: Sequence[Job]) -> Iterator["Workers"]:
    """Start a worker for each of *jobs* and yield them; none outlives the context.

    Ctrl-C and SIGTERM let the workers finish what they are fetching; Ctrl-C once more ends them at once.
    """
    workers = Workers()
    before = [signal.signal(number, workers.told_to_stop) for number in _STOPS]
    try:
        workers.start(jobs)
        yield workers
    finally:
        workers.end()
        for number, handler in zip(_STOPS, before, strict=True):
            signal.signal(number, handler)


class Workers:
    """The processes of a run."""

    def __init__(self) -> None:
        self._running: dict[Connection, Any] = {}
        self.is_stopping = False
        self.is_killed = False

    def start(self, jobs: Sequence[Job]) -> None:
        """Start a process for each of *jobs*."""
        with _deaf_to_the_terminal():
            for job in jobs:
                connection, process = _started(job)
                self._running[connection] = process
        if self.is_stopping:
            self.stop()

    def told_to_stop(self, number: int, frame: FrameType | None) -> None:
        """Stop, as a signal asks for. Some send SIGTERM twice for one wish, so only Ctrl-C counts a second time."""
        if number != signal.SIGINT or not self.is_stopping:
            self.stop()
        elif self._running:
            self.kill()
        else:
            raise KeyboardInterrupt  # what is left is putting the store in order, which may be broken off

    def stop(self) -> None:
        """Let the workers finish what they are fetching, and end."""
        self.is_stopping = True
        for process in self._running.values():
            process.terminate()

    def kill(self) -> None:
        """End the workers at once: what they have committed stays, all else is to be visited again."""
        self.is_stopping = self.is_killed = True
        for process in self._running.values():
            process.kill()

    def end(self) -> None:
        """See to it that no worker is left."""
        for process in self._running.values():
            process.kill()
            process.join()
        self._running.clear()

    def news(self) -> Iterator[News]:
        """Yield what the workers tell, as they do, until all have ended; a Tick now and then."""
        while self._running:
            for connection in wait(list(self._running), _TICK_SECONDS):
                yield self._next_word(connection)  # type: ignore[arg-type] # only connections are waited for
            yield Tick(self.is_stopping)

    def _next_word(self, connection: Connection) -> News:
        """Take one word from a worker; one that ends without a last word was stopped, or has died."""
        try:
            news: News = connection.recv()
        except (EOFError, OSError):
            process = self._running.pop(connection)
            process.join()
            died = "" if self.is_stopping else f"a worker died ({_end(process.exitcode)})"
            return WorkerDone({}, died, interrupted=self.is_stopping)
        if isinstance(news, WorkerDone):
            self._running.pop(connection).join()
        return news


def _end(code: int) -> str:
    """Say how a process ended.

    >>> _end(-9), _end(3)
    ('killed by SIGKILL', 'exit code 3')
    """
    return f"killed by {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"


def _started(job: Job) -> tuple[Connection, Any]:
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(job, there), name="prospector-worker")
    process.start()
    there.close()
    return here, process


@contextmanager
def _deaf_to_the_terminal() -> Iterator[None]:
    """Keep the Ctrl-C of a terminal from processes that are started in here: it is their parent that stops them."""
    resource_tracker.ensure_running()  # it would let the signal through again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _work(job: Job, connection: Connection) -> None:
    """Be a worker: run the job's spiders in this process and tell the parent how it went."""
    gc.disable()  # until the worker has started: all that it makes until then, it keeps
    Thread(target=_end_with_parent, daemon=True).start()
    os.environ["SCRAPY_SETTINGS_MODULE"] = "prospector.settings"
    from prospector.crawling.worker import run_spiders  # imported here: it installs the reactor

    done = run_spiders(job, connection.send)
    with suppress(BrokenPipeError):
        connection.send(done)
    connection.close()


def _end_with_parent() -> None:
    """End this process as soon as the command that started it is gone: nobody would record what it does."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
