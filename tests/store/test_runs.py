"""A run's record: written whole, found by its name."""

from datetime import UTC, datetime

import pytest

from prospector.errors import BadRequest
from prospector.models import PlannedVisit
from prospector.store.runs import continued, ended, new_run
from prospector.store.store import Store

PLAN = (PlannedVisit("löwe.de", "https://löwe.de/", "DE", "blog", "seed, never visited", "Der Löwe", "de", "list"),)


def test_a_run_comes_back_as_it_was_written(store: Store) -> None:
    run = ended(new_run("crawl", {"markets": ["DE"], "pages": 0}, PLAN), "failed", {"pages": 3}, "cannot write")
    store.write_run(run)
    assert store.read_run(run.run) == run


def test_its_name_says_when_and_what() -> None:
    run = new_run("ingest", {})
    assert run.run.startswith(f"{datetime.now(UTC):%Y%m%dT}")
    assert "-ingest-" in run.run


def test_runs_is_a_relation(store: Store) -> None:
    run = new_run("crawl", {"markets": ["DE"]}, PLAN)
    store.write_run(run)
    store.write_run(ended(run, "finished", {"pages": 3}))
    rows = store.answer("SELECT run, command, status, planned, counts['pages'] AS pages, error FROM runs").to_pylist()
    assert rows == [{"run": run.run, "command": "crawl", "status": "finished", "planned": 1, "pages": 3, "error": ""}]


def test_a_run_that_goes_on_keeps_its_counts() -> None:
    run = continued(ended(new_run("crawl", {}), "failed", {"pages": 3}, "disk full"))
    assert (run.status, run.ended_at, run.error, run.counts) == ("running", None, "", {"pages": 3})


@pytest.mark.parametrize("name", ["nope", "_", "", "../store", "*"])
def test_an_unknown_run_is_named_with_the_last_one(name: str, store: Store) -> None:
    with pytest.raises(BadRequest) as caught:
        store.read_run(name)
    assert str(caught.value) == f"no run '{name}' in this store; it has none yet"
    run = new_run("crawl", {})
    store.write_run(run)
    with pytest.raises(BadRequest) as caught:
        store.read_run(name)
    assert str(caught.value) == f"no run '{name}' in this store; the last one is {run.run}"
