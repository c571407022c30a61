"""``scrapy crawl NAME -a market=..``: the spider plans for itself, keeps a run record, and locks its market."""

import os
import subprocess
import sys

import pytest

from prospector.store.locks import locked
from prospector.store.store import Store


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return Store.create(tmp_path_factory.mktemp("alone") / "store")


def scrapy_crawl(store: Store, market: str) -> str:
    """Run a spider over a market none of whose seeds can be reached, and return what it said."""
    command = [sys.executable, "-m", "scrapy", "crawl", "candidates", "-a", f"market={market}"]
    env = {**os.environ, "PROSPECTOR_STAND_IN": "127.0.0.1:1:1", "PROSPECTOR_STORE": str(store.path)}
    return subprocess.run(command, env=env, capture_output=True, text=True, timeout=120, check=False).stderr


def test_a_spider_keeps_its_own_record_and_frees_its_market(store: Store) -> None:
    scrapy_crawl(store, "fi")
    [path] = store.runs.glob("2*.json")
    run = store.read_run(path.stem)
    assert (run.status, run.asked["spider"], run.asked["markets"]) == ("finished", "candidates", ["FI"])
    with locked(store.path, ["FI"], "another"):
        pass


def test_a_market_that_is_being_crawled_is_left_alone(store: Store) -> None:
    runs = len(list(store.runs.glob("2*.json")))
    with locked(store.path, ["AT"], "20260309T000000-crawl-abcdef"):
        said = scrapy_crawl(store, "at")
    assert "MarketLocked: market 'at' is being crawled by run 20260309T000000-crawl-abcdef" in said
    assert len(list(store.runs.glob("2*.json"))) == runs
