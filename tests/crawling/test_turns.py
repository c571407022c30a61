"""No site and no shared server is hurried. Time is a loop's own here: it jumps to whatever is waited for."""

import asyncio
import selectors
import subprocess
import sys
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from scrapy.settings import Settings

from prospector.crawling.turns import Places, Stopped, Turns, turns_of
from prospector.store.slots import Slots, slots_of
from prospector.store.store import Store


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


HOLDS = """
import sys
from pathlib import Path
from prospector.store.slots import Slots
slots = Slots(Path(sys.argv[1]) / "locks" / "addresses.lock", int(sys.argv[3]))
print([slots.take(sys.argv[2]) is not None for _ in range(int(sys.argv[3]))], flush=True)
sys.stdin.read()
"""


@contextmanager
def another_process(store: Path, address: str, slots: int) -> Iterator[None]:
    """Let another process hold all slots of an address meanwhile."""
    command = [sys.executable, "-c", HOLDS, str(store), address, str(slots)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == f"{[True] * slots}\n"
        yield
        process.communicate()


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


@pytest.mark.parametrize("is_there", [True, False])
def test_turns_are_one_for_all_spiders_of_a_process(is_there: bool, tmp_path: Path) -> None:
    path = Store.create(tmp_path).path if is_there else tmp_path
    settings = {"PROSPECTOR_PER_ADDRESS": 4, "PROSPECTOR_STORE": str(path), "DOWNLOAD_DELAY": 1.5}
    turns = turns_of(Settings(settings))
    assert (turns.per_address, turns.delay, turns.slots) == (4, 1.5, slots_of(path, 4))
    assert (turns.slots is not None) == is_there, "who only looks at a page has no store to share slots in"
    assert turns_of(Settings(settings)) is turns


def test_where_an_address_may_get_any_number_no_slots_are_taken() -> None:
    assert turns_of(Settings({"PROSPECTOR_PER_ADDRESS": 0, "DOWNLOAD_DELAY": 1.5})).slots is None


def test_requests_of_other_processes_to_an_address_count(tmp_path: Path) -> None:
    """Another crawl has both slots of an address until, at its end, the kernel frees them."""
    slots = Slots(tmp_path / "locks" / "addresses.lock", 2)
    turns = Turns(1.0, per_address=2, slots=slots)
    log: Log = []

    async def all_of_them() -> None:
        with another_process(tmp_path, "93.184.216.34", 2):
            waiting = asyncio.create_task(asked(turns, log, "a.de", "93.184.216.34"))
            await asked(turns, log, "b.de", "8.8.8.8")
            assert log == [(0.0, "b.de")]
        await waiting

    at_once(all_of_them())
    assert [site for _, site in log] == ["b.de", "a.de"]


def test_a_crawl_that_stops_does_not_wait_for_other_processes(tmp_path: Path) -> None:
    turns = Turns(1.0, per_address=1, slots=Slots(tmp_path / "locks" / "addresses.lock", 1))

    async def stopped() -> None:
        async with turns.turn("a.de", "93.184.216.34", None, lambda: False):
            raise AssertionError("it had its turn")

    with another_process(tmp_path, "93.184.216.34", 1), pytest.raises(Stopped):
        at_once(stopped())


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
