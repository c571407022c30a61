"""No site and no shared server is hurried. Time is a loop's own here: it jumps to whatever is waited for."""

import asyncio
import selectors
from collections.abc import Callable, Coroutine
from typing import Any

import pytest
from scrapy.settings import Settings

from prospector.crawling.turns import Places, Stopped, Turns, turns_of


class _Hurry(selectors.DefaultSelector):
    """Does not wait: the loop's clock moves instead."""

    now = 0.0

    def select(self, timeout: float | None = None) -> Any:
        self.now += timeout or 0.0
        return super().select(0)


class _Loop(asyncio.SelectorEventLoop):
    def __init__(self) -> None:
        self._hurry = _Hurry()
        super().__init__(self._hurry)

    def time(self) -> float:
        return self._hurry.now


def at_once(work: Coroutine[Any, Any, Any]) -> Any:
    """Return what *work* comes to, however long it waits."""
    with asyncio.Runner(loop_factory=_Loop) as runner:
        return runner.run(work)


def now() -> float:
    return round(asyncio.get_running_loop().time(), 1)


def goes_on() -> bool:
    return True


Log = list[tuple[float, str]]


async def asked(turns: Turns, log: Log, site: str, address: str = "", seconds: float = 0.0) -> None:
    """Ask *site* once, which takes so many seconds to answer, and note when it was asked."""
    async with turns.turn(site, address, None, goes_on):
        log.append((now(), site))
        await asyncio.sleep(seconds)


def started(turns: Turns, prepare: Callable[[], None], *sites: tuple[str, str, float]) -> Log:
    log: Log = []

    async def all_of_them() -> None:
        prepare()
        by_site: dict[str, list[tuple[str, str, float]]] = {}
        for site in sites:
            by_site.setdefault(site[0], []).append(site)

        async def in_turn(requests: list[tuple[str, str, float]]) -> None:
            for request in requests:
                await asked(turns, log, *request)

        await asyncio.gather(*map(in_turn, by_site.values()))

    at_once(all_of_them())
    return log


A, B = ("a.de", "", 0.0), ("b.de", "", 0.0)


def nothing() -> None:
    pass


def test_a_site_is_asked_at_its_distance_and_others_meanwhile() -> None:
    assert started(Turns(1.0), nothing, A, A, B, A, B) == [
        (0.0, "a.de"), (0.0, "b.de"), (1.0, "a.de"), (1.0, "b.de"), (2.0, "a.de"),
    ]  # fmt: skip


def test_the_distance_begins_when_an_answer_has_come() -> None:
    slow = ("a.de", "", 5.0)
    assert started(Turns(1.0), nothing, slow, slow) == [(0.0, "a.de"), (6.0, "a.de")]


@pytest.mark.parametrize(("seconds", "distance"), [(0.5, 1.0), (1.0, 1.0), (10.0, 10.0), (30.0, 30.0)])
def test_a_sites_own_delay_counts_where_it_is_longer(seconds: float, distance: float) -> None:
    turns = Turns(1.0)
    assert started(turns, lambda: turns.slow_down("a.de", seconds), A, A) == [(0.0, "a.de"), (distance, "a.de")]


def test_a_delay_that_is_learned_from_an_answer_counts_from_that_answer_on() -> None:
    turns = Turns(1.0)
    log: Log = []

    async def robots_first() -> None:
        await asked(turns, log, "a.de")
        turns.slow_down("a.de", 7.0)
        await asked(turns, log, "a.de")

    at_once(robots_first())
    assert log == [(0.0, "a.de"), (7.0, "a.de")]


def test_without_a_delay_nothing_waits_for_one() -> None:
    turns = Turns(0.0)
    assert started(turns, lambda: turns.slow_down("a.de", 30.0), A, A) == [(0.0, "a.de"), (0.0, "a.de")]


def test_a_site_that_asks_for_patience_gets_it_and_others_do_not_wait() -> None:
    turns = Turns(1.0)
    assert started(turns, lambda: turns.hold("a.de", 90.0), A, B, A) == [(0.0, "b.de"), (90.0, "a.de"), (91.0, "a.de")]


def test_one_address_gets_so_many_requests_at_once() -> None:
    shared = [(f"{letter}.de", "93.184.216.34", 10.0) for letter in "abcde"]
    log = started(Turns(1.0, per_address=2), nothing, *shared, ("other.de", "8.8.8.8", 10.0))
    assert [moment for moment, _ in log] == [0.0, 0.0, 0.0, 10.0, 10.0, 20.0]
    assert (0.0, "other.de") in log


@pytest.mark.parametrize(
    ("asked_for", "workers", "each"), [(4, 1, 4), (4, 2, 2), (4, 3, 1), (4, 4, 1), (4, 9, 1), (0, 2, 0)]
)
def test_workers_divide_what_an_address_gets(asked_for: int, workers: int, each: int) -> None:
    settings = {"PROSPECTOR_PER_ADDRESS": asked_for, "PROSPECTOR_WORKERS": workers, "DOWNLOAD_DELAY": 1.5}
    turns = turns_of(Settings(settings))
    assert (turns.per_address, turns.delay) == (each, 1.5)
    assert turns_of(Settings(settings)) is turns


def test_a_crawl_that_stops_waits_for_nothing() -> None:
    turns = Turns(1.0)
    running = [True]

    async def stopped_meanwhile() -> float:
        turns.hold("a.de", 90.0)
        asyncio.get_running_loop().call_later(3.0, running.clear)
        with pytest.raises(Stopped):
            async with turns.turn("a.de", "", None, lambda: bool(running)):
                pass
        return now()

    assert at_once(stopped_meanwhile()) < 4.0


def test_a_visit_that_waits_long_lends_its_place() -> None:
    turns, log = Turns(1.0), []

    async def visit(places: Places, site: str) -> None:
        await places.take()
        async with turns.turn(site, "", places, goes_on):
            log.append((now(), site))
            await asyncio.sleep(1.0)
        places.give_back()

    async def visits() -> None:
        places = Places(at_once=1, most=2)
        turns.hold("patient.de", 50.0)
        await asyncio.gather(*(visit(places, site) for site in ("patient.de", "b.de", "c.de")))

    at_once(visits())
    assert log == [(0.0, "b.de"), (1.0, "c.de"), (50.0, "patient.de")]


def test_no_more_visits_are_open_than_memory_allows() -> None:
    turns, opened = Turns(1.0), []

    async def visit(places: Places, site: str) -> None:
        await places.take()
        opened.append((now(), site))
        async with turns.turn(site, "", places, goes_on):
            pass
        places.give_back()

    async def visits() -> None:
        places = Places(at_once=1, most=2)
        for site in ("a.de", "b.de", "c.de"):
            turns.hold(site, 50.0)
        await asyncio.gather(*(visit(places, site) for site in ("a.de", "b.de", "c.de")))

    at_once(visits())
    assert opened == [(0.0, "a.de"), (0.0, "b.de"), (50.0, "c.de")]
