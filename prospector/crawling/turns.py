"""Whose turn it is: every request of a process waits here, so that no site and no shared server is hurried.

Requests for robots.txt, retries, redirects and pages for the browser come by like any other.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from dataclasses import dataclass, field
from functools import cache
from math import inf
from pathlib import Path

from scrapy.settings import BaseSettings

from prospector.store.slots import Slots, slots_of

_LONG = 2.0
_LOOK_UP = 0.25
_LOOK_AGAIN = 0.05


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
class Turns:
    """When a site may be asked again and how many requests are under way to a network address.

    *delay* is the least distance between an answer of a site and the next request, in seconds; *per_address* how many
    requests one address gets at once, 0 for any number, of this process and, with *slots*, of all that share them.
    *running* says, while a request waits, whether to go on.
    """

    delay: float = 0.0
    per_address: int = 0
    slots: Slots | None = None
    _ended: dict[str, float] = field(default_factory=dict)
    _delays: dict[str, float] = field(default_factory=dict)
    _held: dict[str, float] = field(default_factory=dict)
    _gates: dict[str, asyncio.Semaphore] = field(default_factory=dict)

    def slow_down(self, site: str, seconds: float) -> None:
        """Keep a site's own distance where it is longer than ours; where nothing is to wait, nothing does."""
        if self.delay:
            self._delays[site] = max(self._delays.get(site, self.delay), seconds)

    def hold(self, site: str, seconds: float) -> None:
        """Do not ask a site again before so many seconds have passed."""
        self._held[site] = _now() + seconds

    @asynccontextmanager
    async def turn(
        self, site: str, address: str, place: Places | None, running: Callable[[], bool]
    ) -> AsyncIterator[None]:
        """Wait until *site* at *address* may be asked, and hold its turn meanwhile; Stopped when there is no more."""
        await self._distance(site, place, running)
        async with self._way(address, place), self._slot(address, place, running):
            if not running():
                raise Stopped
            try:
                yield
            finally:
                self._ended[site] = _now()

    async def _distance(self, site: str, place: Places | None, running: Callable[[], bool]) -> None:
        async with _lending(place, self.left(site) > _LONG):
            while (left := self.left(site)) > 0:
                if not running():
                    raise Stopped
                await asyncio.sleep(min(left, _LOOK_UP))

    def left(self, site: str) -> float:
        """Return how many seconds a site is not to be asked yet; nothing or less when it may be."""
        distance = self._delays.get(site, self.delay)
        return max(self._ended.get(site, -inf) + distance, self._held.get(site, -inf)) - _now()

    @asynccontextmanager
    async def _way(self, address: str, place: Places | None) -> AsyncIterator[None]:
        if not self.per_address or not address:
            yield
            return
        room = self._gates.setdefault(address, asyncio.Semaphore(self.per_address))
        async with _lending(place, room.locked()):
            await room.acquire()
        try:
            yield
        finally:
            room.release()

    @asynccontextmanager
    async def _slot(self, address: str, place: Places | None, running: Callable[[], bool]) -> AsyncIterator[None]:
        """Hold a slot of *address*; where other processes have all of them, look now and then."""
        if not self.slots or not address:
            yield
            return
        slot = self.slots.take(address)
        async with _lending(place, slot is None):
            while slot is None:
                if not running():
                    raise Stopped
                await asyncio.sleep(_LOOK_AGAIN)
                slot = self.slots.take(address)
        try:
            yield
        finally:
            self.slots.give_back(slot)


def _now() -> float:
    return asyncio.get_running_loop().time()


def _lending(place: Places | None, is_long: bool) -> AbstractAsyncContextManager[None]:
    return place.lent() if place and is_long else nullcontext()


@cache
def _turns(delay: float, per_address: int, store: str) -> Turns:
    return Turns(delay, per_address, slots_of(Path(store), per_address) if per_address else None)


def turns_of(settings: BaseSettings) -> Turns:
    """Return the turns that all spiders of this process share; what an address gets all crawls into a store share."""
    per_address = settings.getint("PROSPECTOR_PER_ADDRESS")
    store = settings.get("PROSPECTOR_STORE") if per_address else None
    return _turns(settings.getfloat("DOWNLOAD_DELAY"), per_address, store or "")
