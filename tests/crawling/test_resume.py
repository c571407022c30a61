"""A run that stopped goes on with what it had not committed, and with nothing else."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from typing import Any
from urllib.parse import urlsplit

import pytest

from prospector.crawling.plan import Wanted, plan_visits
from prospector.markets.files import data_path
from prospector.models import Page, Visit
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


class Stalling:
    """Two sites answer at once; the third holds its start page back until it is let go."""

    def __init__(self) -> None:
        self.asked = Event()
        self.go = Event()

    def __call__(self, url: str) -> Answer | None:
        if urlsplit(url).path == "/robots.txt":
            return NOT_FOUND
        if urlsplit(url).netloc == "slow.co.uk":
            self.asked.set()
            self.go.wait(60)
        return Answer(TEXT)


def stopped_crawl(folder: Path, web: Web, stalling: Stalling) -> "subprocess.CompletedProcess[str]":
    """Crawl until two visits are in the store and the third is under way, then ask the command to stop."""
    seeds = folder / "seeds.csv"
    seeds.write_text("url,market\n" + "".join(f"https://{host}.co.uk/,GB\n" for host in ("fast", "swift", "slow")))
    command = [
        sys.executable,
        "-m",
        "prospector",
        "crawl",
        "gb",
        "--seeds",
        str(seeds),
        "--store",
        str(folder / "store"),
    ]
    process = subprocess.Popen(command, env={**os.environ, **web.env}, text=True, stdout=-1, stderr=-1)
    assert stalling.asked.wait(60)
    while process.poll() is None and len(list(folder.glob("store/visits/run=2*/part-*"))) < 2:
        stalling.go.wait(0.01)
    process.send_signal(signal.SIGTERM)
    stalling.go.set()
    out, err = process.communicate(timeout=60)
    return subprocess.CompletedProcess(command, process.returncode, out, err)


def test_a_crawl_that_is_told_to_stop_says_how_to_go_on(tmp_path: Path, prospector: Callable[..., Any]) -> None:
    stalling = Stalling()
    with serving(stalling) as web:
        done = stopped_crawl(tmp_path, web, stalling)
        store = open_store(tmp_path / "store")
        (row,) = store.table("SELECT run, status FROM runs").to_pylist()
        assert (done.returncode, row["status"]) == (1, "interrupted")
        again = f"'prospector crawl --run {row['run']} --store {store.path}'"
        said = f"prospector: interrupted; {again} goes on with the 1 site left\n"
        assert done.stderr.endswith(said)
        assert "Traceback" not in done.stderr
        assert store.table("SELECT DISTINCT site FROM pages ORDER BY site").to_pylist() == [
            {"site": "fast.co.uk"},
            {"site": "swift.co.uk"},
        ]
        web.asked.clear()
        again = prospector("crawl", "--run", row["run"], "--store", store.path, env=web.env)
    assert again.returncode == 0, again.stderr
    assert {urlsplit(url).netloc for url in web.asked} == {"slow.co.uk"}
    assert store.table("SELECT count(*) AS n FROM visits WHERE outcome = 'read'").to_pylist() == [{"n": 3}]
    assert store.read_run(row["run"]).status == "finished"
