"""One crawl of a market at a time: a lock that the kernel frees with the last process of the run that holds it."""

import fcntl
import json
import os
import socket
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from multiprocessing.reduction import DupFd
from pathlib import Path
from typing import Any

from prospector.errors import MarketLocked, StoreWriteFailed

_LONGEST_FACTS = 4096


class Lock:
    """A lock that is held. Given to a worker as it starts, it is held until that worker has ended too."""

    def __init__(self, descriptor: int) -> None:
        self.descriptor = descriptor

    def __reduce__(self) -> tuple[Any, ...]:
        return _inherited, (DupFd(self.descriptor),)


def _inherited(descriptor: Any) -> Lock:
    """Return the lock in the process that it was handed to, which hands it to nobody."""
    lock = Lock(descriptor.detach())
    os.set_inheritable(lock.descriptor, False)
    return lock


@contextmanager
def locked(store: Path, markets: Iterable[str], run: str) -> Iterator[tuple[Lock, ...]]:
    """Hold the locks of *markets* in *store* for *run*, taken in the order of their names.

    Raises MarketLocked, which names the owner, where another run holds one. Nobody waits: a run that cannot have all
    has none.
    """
    with ExitStack() as held:
        yield tuple(held.enter_context(_locked(store, market, run)) for market in sorted(set(markets)))


@contextmanager
def _locked(store: Path, market: str, run: str) -> Iterator[Lock]:
    """Hold the lock of one market. Its file stays where it is: a lock belongs to a file, not to the name of one."""
    descriptor = opened(store / "locks" / f"{market}.lock")
    try:
        _take(descriptor, market)
        _write(descriptor, store, run)
        yield Lock(descriptor)
    finally:
        os.close(descriptor)


def opened(path: Path) -> int:
    """Open the file of a lock, in a folder that is made where it is missing, and return its descriptor."""
    try:
        path.parent.mkdir(exist_ok=True)
        return os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    except OSError as error:
        raise StoreWriteFailed(f"cannot write to {path.parent}: {os.strerror(error.errno or 0)}") from error


def _take(descriptor: int, market: str) -> None:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise MarketLocked(_refusal(market, os.pread(descriptor, _LONGEST_FACTS, 0))) from None
    except OSError as error:
        raise StoreWriteFailed(f"the store cannot be locked: {error.strerror}; keep it on a disk that can") from error


def _write(descriptor: int, store: Path, run: str) -> None:
    facts = {"run": run, "pid": os.getpid(), "host": socket.gethostname(), "since": f"{datetime.now(UTC):%F %H:%M} UTC"}
    try:
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, json.dumps(facts).encode(), 0)
    except OSError as error:
        raise StoreWriteFailed(f"cannot write to {store / 'locks'}: {error.strerror}") from error


def _refusal(market: str, facts: bytes) -> str:
    """Return the sentence that names the owner of a lock; what it says of itself may not be written yet."""
    try:
        owner = "run {run} (pid {pid} on {host}, since {since})".format(**json.loads(facts))
    except (ValueError, KeyError, TypeError):
        owner = "a run that has just begun"
    return f"market '{market.lower()}' is being crawled by {owner}; wait for its end, or stop it and start this again"
