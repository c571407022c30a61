"""A disk that is full stops the work with exit 1; nothing stored before is harmed, and the run is never 'finished'.

A crawl fills a real small disk. For the others no file may grow past a limit, so writes really fail too.
"""

import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from prospector.crawling.warc import damage
from prospector.markets.files import data_path
from prospector.store.store import Store, open_store

SAMPLE = ("--seeds", data_path("sample", "seeds.csv"), "--replay", data_path("sample", "web.warc.gz"))
FULL = "File too large"
Command = Callable[..., Any]


def runs(store: Store) -> list[tuple[str, str]]:
    return [(row["status"], row["error"]) for row in store.table("SELECT status, error FROM runs").to_pylist()]


def assert_sound(store: Store) -> None:
    """Every relation answers, here and in a plain DuckDB client, and no half-written file lies about."""
    counts = "SELECT (SELECT count(*) FROM pages), (SELECT count(*) FROM visits), (SELECT count(*) FROM sites)"
    with duckdb.connect(str(store.path / "prospector.duckdb"), read_only=True) as plain:
        assert plain.sql(counts).fetchall() == store.sql(counts).fetchall()
    whole = "SELECT visit FROM pages GROUP BY visit HAVING visit NOT IN (SELECT visit FROM visits)"
    assert store.table(whole).to_pylist() == []
    assert not list(store.path.rglob(".tmp-*.parquet"))


@pytest.mark.parametrize("disk", [1, 100_000])
def test_a_store_that_cannot_be_made(disk: int, tmp_path: Path, prospector: Command) -> None:
    path = tmp_path / "store"
    done = prospector("crawl", "de", *SAMPLE, "--store", path, disk=disk)
    assert done.returncode == 1
    assert done.stderr.startswith(f"prospector: cannot write to {path}")
    assert done.stderr.endswith(f": {FULL}\n")
    assert "Traceback" not in done.stderr
    assert_sound(Store.create(path))


def mount(*words: str | Path) -> str:
    """Mount or unmount and return what was wrong with it, empty when it worked."""
    command = words if os.getuid() == 0 else ("sudo", "-n", *words)
    try:
        return subprocess.run(command, capture_output=True, text=True, check=False).stderr
    except FileNotFoundError as error:
        return str(error)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 700 kB. Only root can make one; without, the test is left out, but never in CI."""
    disk = tmp_path / "disk"
    disk.mkdir()
    problem = mount("mount", "-t", "tmpfs", "-o", "size=700k", "tmpfs", disk)
    if problem:
        assert os.environ.get("CI") != "true", f"no small disk can be made here: {problem}"
        pytest.skip(f"no small disk can be made: {problem}")
    yield disk
    assert not mount("umount", disk)


def test_a_crawl(small_disk: Path, prospector: Command) -> None:
    """The disk is full, then it may not be written, then there is room."""
    path = small_disk / "store"
    done = prospector("crawl", "de", *SAMPLE, "--store", path)
    store = open_store(path)
    ((status, error),) = runs(store)
    (record,) = store.runs.glob("2*.json")
    read = store.table("SELECT site FROM visits").num_rows
    assert (done.returncode, status) == (1, "failed")
    assert error.startswith(f"cannot write to {path}/")
    assert error.endswith(": No space left on device")
    again = f"'prospector crawl --run {record.stem} --store {path}'"
    assert done.stderr.splitlines()[-1] == f"prospector: {error}; {again} goes on with what is left"
    assert done.stdout.startswith(f"run {record.stem} failed after ")
    assert "Traceback" not in done.stderr
    assert 0 < read < 15
    assert_sound(store)
    assert not mount("mount", "-o", "remount,ro", small_disk)
    kept = prospector("crawl", "--run", record.stem, "--store", path)
    assert (kept.returncode, kept.stdout) == (1, "")
    assert kept.stderr == f"prospector: cannot write to {path}/locks: Read-only file system\n"
    assert not mount("mount", "-o", "remount,rw,size=8m", small_disk)
    again = prospector("crawl", "--run", record.stem, "--store", path)
    assert again.returncode == 0, again.stderr
    assert runs(store) == [("finished", "")]
    assert store.table("SELECT DISTINCT site FROM visits").num_rows == 15


def test_a_crawl_that_only_the_merging_is_too_much_for(store: Store, prospector: Command) -> None:
    done = prospector("crawl", "de", *SAMPLE, "--sites", "4", "--store", store.path, disk=55_000)
    assert done.returncode == 1
    assert [status for status, _ in runs(store)] == ["failed"]
    assert store.table("SELECT counts['visits'] AS visits FROM runs").to_pylist() == [{"visits": 4}]
    assert store.table("SELECT visit FROM visits").num_rows == 4
    assert_sound(store)


def test_a_run_that_cannot_even_be_recorded(store: Store, prospector: Command) -> None:
    done = prospector("crawl", "de", *SAMPLE, "--store", store.path, disk=1_000)
    assert (done.returncode, runs(store)) == (1, [])
    assert done.stderr == f"prospector: cannot write to {store.runs}: {FULL}\n"


def test_an_archive(store: Store, prospector: Command) -> None:
    done = prospector("crawl", "de", *SAMPLE, "--archive", "--store", store.path, disk=60_000)
    ((status, error),) = runs(store)
    assert (done.returncode, status) == (1, "failed")
    assert error.startswith(f"cannot write to {store.path}/archive/run=")
    assert list(store.path.rglob("*.warc.gz.part")), "what is not whole does not look whole"
    assert [damage(path) for path in store.path.rglob("*.warc.gz") if damage(path)] == []
    assert_sound(store)


def test_an_ingest(store: Store, prospector: Command) -> None:
    done = prospector("ingest", data_path("sample", "web.warc.gz"), "--store", store.path, disk=20_000)
    ((status, error),) = runs(store)
    assert (done.returncode, status) == (1, "failed")
    assert done.stderr.splitlines()[-1] == f"prospector: {error}"
    assert "Traceback" not in done.stderr
    assert_sound(store)


@pytest.fixture(scope="module")
def ranked(tmp_path_factory: pytest.TempPathFactory, prospector: Command) -> Path:
    """A store of a few sites, ranked. Commands that fail leave it as it is."""
    path = tmp_path_factory.mktemp("ranked") / "store"
    for command in (("crawl", "de", *SAMPLE, "--sites", "6", "--pages", "6"), ("rank",)):
        assert prospector(*command, "--store", path).returncode == 0
    return path


def contents(path: Path) -> dict[str, bytes]:
    return {str(file.relative_to(path)): file.read_bytes() for file in path.rglob("*") if file.is_file()}


@pytest.mark.parametrize(("command", "disk"), [(("rank",), 4_000), (("rejudge",), 30_000)])
def test_what_replaces_leaves_the_old(command: tuple[str, ...], disk: int, ranked: Path, prospector: Command) -> None:
    before = contents(ranked)
    done = prospector(*command, "--store", ranked, disk=disk)
    assert done.returncode == 1
    assert done.stderr.startswith(f"prospector: cannot write to {ranked}")
    assert done.stderr.endswith(f": {FULL}\n")
    assert contents(ranked) == before
    assert_sound(open_store(ranked))


@pytest.mark.parametrize("name", ["list.csv", "list.xlsx"])
def test_an_export(name: str, ranked: Path, tmp_path: Path, prospector: Command) -> None:
    path = tmp_path / name
    path.write_text("the list of last week")
    done = prospector("export", "de", "-o", path, "--store", ranked, disk=600)
    assert done.returncode == 1
    assert done.stderr == f"prospector: cannot write to {tmp_path}: {FULL}\n"
    assert path.read_text() == "the list of last week"
    assert list(tmp_path.iterdir()) == [path]
