"""Whose turn it is: every request of a process waits here, so that no site and no shared server is hurried.

Requests for robots.txt, retries, redirects and pages for the browser come by like any other.
"""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from dataclasses import dataclass, field
from functools import cache
from time import monotonic

from scrapy.settings import BaseSettings

_LONG = 2.0
_LOOK_UP = 0.25


class Stopped(Exception):
    """The crawl was stopped while a request waited: nothing is known of its address."""


class Places:
    """How many visits are worked on at once; one that has to wait long lends its place to another.

    *most* limits how many are open, waiting ones included: each keeps its pages in memory until it ends.
    """

    def __init__(self, at_once: int, most: int) -> None:
        self._free = asyncio.Semaphore(at_once)
        self._open = asyncio.Semaphore(most)

    async def take(self) -> None:
        """Wait for a place and take it."""
        await self._open.acquire()
        await self._free.acquire()

    def give_back(self) -> None:
        """Leave the place that was taken."""
        self._free.release()
        self._open.release()

    @asynccontextmanager
    async def lent(self) -> AsyncIterator[None]:
        """Let another visit have the place meanwhile."""
        self._free.release()
        try:
            yield
        finally:
            await self._free.acquire()


@dataclass(slots=True)
class _Gate:
    """The way to one network address, so many at once."""

    room: asyncio.Semaphore
    users: int = 0


@dataclass(slots=True)
class Turns:
    """When a site may be asked again and how many requests are under way to a network address.

    *delay* is the least distance between the starts of two requests to one site, in seconds; *per_address* how many
    requests one address gets at once, 0 for any number. *running* says, while a request waits, whether to go on.
    """

    delay: float = 0.0
    per_address: int = 0
    _next: dict[str, float] = field(default_factory=dict)
    _delays: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    _gates: dict[str, _Gate] = field(default_factory=dict)

    def slow_down(self, site: str, seconds: float) -> None:
        """Keep a site's own distance where it is longer than ours; where nothing is to wait, nothing does."""
        if self.delay:
            self._delays[site] = max(self._delays[site], seconds)

    def hold(self, site: str, seconds: float) -> None:
        """Do not ask a site again before so many seconds have passed."""
        self._next[site] = max(self._next.get(site, 0.0), monotonic() + seconds)

    @asynccontextmanager
    async def turn(
        self, site: str, address: str, place: Places | None, running: Callable[[], bool]
    ) -> AsyncIterator[None]:
        """Wait until *site* at *address* may be asked, and hold its turn meanwhile; Stopped when there is no more."""
        await self._distance(site, place, running)
        async with self._way(address, place):
            if not running():
                raise Stopped
            self._next[site] = monotonic() + max(self.delay, self._delays[site])
            yield

    async def _distance(self, site: str, place: Places | None, running: Callable[[], bool]) -> None:
        async with _lending(place, self._left(site) > _LONG):
            while (left := self._left(site)) > 0:
                if not running():
                    raise Stopped
                await asyncio.sleep(min(left, _LOOK_UP))

    def _left(self, site: str) -> float:
        return self._next.get(site, 0.0) - monotonic()

    @asynccontextmanager
    async def _way(self, address: str, place: Places | None) -> AsyncIterator[None]:
        if not self.per_address or not address:
            yield
            return
        gate = self._gates.setdefault(address, _Gate(asyncio.Semaphore(self.per_address)))
        gate.users += 1
        try:
            async with _lending(place, gate.room.locked()):
                await gate.room.acquire()
            try:
                yield
            finally:
                gate.room.release()
        finally:
            gate.users -= 1
            if not gate.users:
                del self._gates[address]


def _lending(place: Places | None, is_long: bool) -> AbstractAsyncContextManager[None]:
    return place.lent() if place and is_long else nullcontext()


@cache
def _turns(delay: float, per_address: int) -> Turns:
    return Turns(delay, per_address)


def turns_of(settings: BaseSettings) -> Turns:
    """Return the turns that all spiders of this process share; its workers divide what an address may get."""
    per_address, workers = settings.getint("PROSPECTOR_PER_ADDRESS"), max(1, settings.getint("PROSPECTOR_WORKERS"))
    return _turns(settings.getfloat("DOWNLOAD_DELAY"), max(1, per_address // workers) if per_address else 0)
