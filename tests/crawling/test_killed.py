"""A crawl that is killed loses nothing: continued, its store shows exactly what an uninterrupted one shows."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from threading import Event

import pytest

from prospector.markets.files import data_path
from prospector.store.store import Store, open_store
from tests.conftest import run_command

REPLAY = ("--replay", data_path("sample", "web.warc.gz"))
SAMPLE = ("crawl", "de", "fr", "jp", "--seeds", data_path("sample", "seeds.csv"), *REPLAY)


@pytest.fixture(scope="module")
def uninterrupted(tmp_path_factory: pytest.TempPathFactory) -> Store:
    folder = tmp_path_factory.mktemp("whole") / "store"
    assert run_command(*SAMPLE, "--store", folder).returncode == 0
    return open_store(folder)


def killed_after(visits: int, folder: Path) -> None:
    """Crawl the sample web and kill every process of the crawl once so many visits are in the store."""
    command = [sys.executable, "-m", "prospector", *map(str, SAMPLE), "--store", str(folder), "--workers", "2"]
    process = subprocess.Popen(command, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    moment = Event()
    while process.poll() is None and committed(folder) < visits:
        moment.wait(0.01)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def committed(folder: Path) -> int:
    return sum(1 for part in folder.glob("visits/run=2*/part-*.parquet") if part.is_file())


def shown(store: Store, what: str) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = store.table(f"SELECT {what} ORDER BY ALL").to_pylist()
    return rows


@pytest.mark.parametrize("visits", [6])
def test_a_killed_crawl_goes_on_where_it_stopped(visits: int, tmp_path: Path, uninterrupted: Store) -> None:
    folder = tmp_path / "store"
    killed_after(visits, folder)
    run = next(path.stem for path in (folder / "runs").glob("2*.json"))
    before = {row["visit"] for row in open_store(folder).table("SELECT visit FROM visits").to_pylist()}
    done = run_command("crawl", "--run", run, *REPLAY, "--store", folder)
    assert done.returncode == 0, done.stderr
    store = open_store(folder)
    assert shown(store, "url, role, text_hash FROM pages") == shown(uninterrupted, "url, role, text_hash FROM pages")
    assert shown(store, "site, outcome, pages FROM visits") == shown(uninterrupted, "site, outcome, pages FROM visits")
    assert before <= {row["visit"] for row in store.table("SELECT visit FROM visits").to_pylist()}
    assert not list(folder.rglob(".tmp-*"))
