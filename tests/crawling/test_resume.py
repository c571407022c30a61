"""A run that stopped goes on with what it had not committed, and with nothing else."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from typing import Any
from urllib.parse import urlsplit

import pytest

from benchmarks.kills import committed, stop, until
from prospector.crawling.plan import Wanted, plan_visits
from prospector.errors import MarketLocked
from prospector.markets.files import data_path
from prospector.models import Page, Visit
from prospector.store.locks import locked
from prospector.store.runs import Run, new_run
from prospector.store.store import Store, open_store
from tests.conftest import run_command
from tests.crawling.web import NOT_FOUND, Answer, Web, serving

WEB = data_path("sample", "web.warc.gz")
SEEDS = data_path("sample", "seeds.csv")
TEXT = b"<html lang=en><title>Bells</title><p>The society of bell ringers.</p><a href=/about>About us</a></html>"


@dataclass(frozen=True)
class Resumed:
    """A run that was killed, what it was then shown to have left, and what continuing it, twice, said."""

    store: Store
    stopped: Run
    dry: "subprocess.CompletedProcess[str]"
    record_after_dry: Run
    done: "subprocess.CompletedProcess[str]"
    visits: list[dict[str, Any]]
    again: "subprocess.CompletedProcess[str]"


def visits_of(store: Store) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = store.table("SELECT visit, site, run, pages FROM visits ORDER BY visit").to_pylist()
    return rows


@pytest.fixture(scope="module")
def resumed(
    tmp_path_factory: pytest.TempPathFactory, make_page: Callable[..., Page], make_visit: Callable[..., Visit]
) -> Resumed:
    """A run of four sites that was killed when it had committed two, and had read half of the third."""
    store = Store.create(tmp_path_factory.mktemp("resumed") / "store")
    plan = plan_visits(store, Wanted(("DE",), seeds=SEEDS, sites=4)).visits
    run = new_run("crawl", {"markets": ["DE"], "kinds": [], "replay": [str(WEB)], "pages": 3}, plan)
    store.write_run(run)
    for number, planned in enumerate(plan[:2]):
        visit = make_visit(planned.url, visit=f"done{number}", planned=planned, pages=1)
        store.write_visit(run.run, visit, [make_page(planned.url, visit=visit.visit, title="committed")])
    store.write_pages(run.run, [make_page(plan[2].url, visit="half", title="half")])
    command = ("crawl", "--run", run.run, "--store", store.path)
    dry = run_command(*command, "--dry-run")
    after = store.read_run(run.run)
    done = run_command(*command)
    return Resumed(store, run, dry, after, done, visits_of(store), run_command(*command, "de"))


def test_a_dry_run_shows_what_is_left_and_touches_nothing(resumed: Resumed) -> None:
    assert resumed.dry.stdout.endswith("2 sites to visit\n")
    assert [planned.site in resumed.dry.stdout for planned in resumed.stopped.plan] == [False, False, True, True]
    assert resumed.record_after_dry == resumed.stopped


def test_only_what_is_left_is_visited(resumed: Resumed) -> None:
    assert resumed.done.returncode == 0, resumed.done.stderr
    assert sorted(row["site"] for row in resumed.visits) == sorted(planned.site for planned in resumed.stopped.plan)
    assert {"done0", "done1"} < {row["visit"] for row in resumed.visits}
    assert {row["run"] for row in resumed.visits} == {resumed.stopped.run}
    assert max(row["pages"] for row in resumed.visits) == 3, "the budget it was asked for holds on"


def test_what_was_committed_stays_and_what_was_not_is_read_again(resumed: Resumed) -> None:
    titles = [row["title"] for row in resumed.store.table("SELECT title FROM pages").to_pylist()]
    assert titles.count("committed") == 2
    assert "half" not in titles


def test_its_record_tells_the_whole_run(resumed: Resumed) -> None:
    record = resumed.store.read_run(resumed.stopped.run)
    assert (record.status, record.plan, record.asked) == ("finished", resumed.stopped.plan, resumed.stopped.asked)
    assert (record.counts["visits"], record.counts["pages"]) == (4, sum(row["pages"] for row in resumed.visits))
    assert resumed.done.stdout.startswith(f"run {resumed.stopped.run} finished after ")


def test_nothing_is_left_of_a_run_that_is_finished(resumed: Resumed) -> None:
    said = f"run {resumed.stopped.run} is finished, nothing of it is left\n"
    assert (resumed.again.returncode, resumed.again.stdout) == (0, said)
    assert visits_of(resumed.store) == resumed.visits


# A crawl that is stopped


class Stalling:
    """Two sites answer at once; two others, which fall to different workers, hold back until they are let go."""

    HELD = ("idle.co.uk", "slow.co.uk")

    def __init__(self) -> None:
        self.asked: set[str] = set()
        self.go = Event()

    def __call__(self, url: str) -> Answer | None:
        host, path = urlsplit(url).netloc, urlsplit(url).path
        if path == "/robots.txt":
            return NOT_FOUND
        if host in self.HELD:
            self.asked.add(host)
            self.go.wait(60)
        return Answer(TEXT)

    def hold(self) -> None:
        """Hold back again, and forget who was asked for."""
        self.go.clear()
        self.asked.clear()


@dataclass(frozen=True)
class Stopped:
    """What a crawl said that was stopped in some way, how its run stood then, and which sites were in the store."""

    way: str
    code: int
    err: str
    status: str
    sites: list[str]
    refused: str


# Ways to stop it, one after the other, each going on where the one before left off: whether what it fetches is let go
# then, the exit code, how the run stands, and what is said last.
AGAIN = "; 'prospector crawl --run {run} --store {store}' goes on with "
STOPS = {
    "a worker": (True, 1, "failed", "prospector: a worker died (killed by SIGKILL)" + AGAIN + "what is left"),
    "everything": (False, -9, "running", ""),
    "the command": (False, -9, "running", ""),
    "the store is gone": (True, 1, "running", "prospector: the store at {store} is gone" + AGAIN + "what is left"),
    "Ctrl-C twice": (False, 1, "interrupted", "prospector: interrupted" + AGAIN + "the 1 site left"),
    "SIGTERM to all": (True, 1, "interrupted", "prospector: interrupted" + AGAIN + "the 1 site left"),
}


@contextmanager
def taken_away(store: Path) -> Iterator[None]:
    """A disk that is taken away and put back."""
    away = store.rename(store.with_name("away"))
    yield
    assert not store.exists(), "nobody makes it anew"
    away.rename(store)


def refusal(store: Path) -> str:
    """What another run is told that wants to crawl the market now, empty when it may."""
    try:
        with locked(store, ["GB"], "another"):
            return ""
    except MarketLocked as held:
        return str(held)


def stopped_crawl(way: str, folder: Path, web: Web, stalling: Stalling) -> Stopped:
    """Crawl, or go on, until the sites that hold back have been asked, and stop."""
    store = folder / "store"
    run = next((path.stem for path in store.glob("runs/2*.json")), "")
    asked = ("--run", run) if run else ("gb", "--seeds", str(folder / "seeds.csv"))
    command = [sys.executable, "-m", "prospector", "crawl", *asked, "--workers", "2", "--store", str(store)]
    stalling.hold()
    process = subprocess.Popen(
        command, env={**os.environ, **web.env}, text=True, stdout=-1, stderr=-1, start_new_session=True
    )
    until(lambda: process.poll() is not None or (len(stalling.asked) == (1 if run else 2) and committed(store) >= 2))
    refused = refusal(store)
    with taken_away(store) if way == "the store is gone" else nullcontext():
        done = stop(way, process, then=stalling.go.set if STOPS[way][0] else bool)
    (row,) = open_store(store).table("SELECT status FROM runs").to_pylist()
    sites = sorted(visit["site"] for visit in visits_of(open_store(store)))
    return Stopped(way, done.returncode, done.stderr, row["status"], sites, refused)


@dataclass(frozen=True)
class Ending:
    """A crawl that was stopped in all ways, and what it said when it came to its end at last."""

    store: Store
    run: str
    stops: dict[str, Stopped]
    done: "subprocess.CompletedProcess[str]"
    asked_last: set[str]


@pytest.fixture(scope="module")
def ending(tmp_path_factory: pytest.TempPathFactory) -> Ending:
    folder = tmp_path_factory.mktemp("stopped")
    hosts = ("fast.co.uk", "swift.co.uk", *Stalling.HELD)
    (folder / "seeds.csv").write_text("url,market\n" + "".join(f"https://{host}/,GB\n" for host in hosts))
    stalling = Stalling()
    with serving(stalling) as web:
        stops = {way: stopped_crawl(way, folder, web, stalling) for way in STOPS}
        store = open_store(folder / "store")
        (row,) = store.table("SELECT run FROM runs").to_pylist()
        web.asked.clear()
        done = run_command("crawl", "--run", row["run"], "--store", store.path, env=web.env)
        return Ending(store, row["run"], stops, done, {urlsplit(url).netloc for url in web.asked})


@pytest.mark.parametrize("way", STOPS)
def test_a_crawl_that_is_stopped_ends_as_it_should_and_says_how_to_go_on(way: str, ending: Ending) -> None:
    stopped = ending.stops[way]
    _, code, status, said = STOPS[way]
    assert (stopped.code, stopped.status) == (code, status)
    assert "Traceback" not in stopped.err
    lines = [line for line in stopped.err.splitlines() if line.startswith("prospector: ")]
    assert lines == ([said.format(run=ending.run, store=ending.store.path)] if said else [])


def test_a_worker_that_dies_does_not_take_the_others_along(ending: Ending) -> None:
    sites = ending.stops["a worker"].sites
    assert len(set(sites) & set(Stalling.HELD)) == 1
    assert {"fast.co.uk", "swift.co.uk"} < set(sites)


def test_what_is_in_the_store_is_never_fetched_again(ending: Ending) -> None:
    assert all(stopped.sites == ending.stops["a worker"].sites for stopped in ending.stops.values())
    assert ending.asked_last == set(Stalling.HELD) - set(ending.stops["a worker"].sites)


def test_after_all_that_the_run_comes_to_its_end(ending: Ending) -> None:
    assert ending.done.returncode == 0, ending.done.stderr
    assert ending.store.table("SELECT count(*) AS n FROM visits WHERE outcome = 'read'").to_pylist() == [{"n": 4}]
    assert ending.store.read_run(ending.run).status == "finished"
    assert not list(ending.store.path.rglob(".tmp-*"))


def test_the_market_is_locked_by_the_run_each_time_and_free_when_it_is_over(ending: Ending) -> None:
    owner = f"market 'gb' is being crawled by run {ending.run} (pid "
    assert [stopped.way for stopped in ending.stops.values() if not stopped.refused.startswith(owner)] == []
    assert refusal(ending.store.path) == ""
