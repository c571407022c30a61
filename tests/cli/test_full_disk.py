"""A disk that is full stops the work with exit 1; nothing stored before is harmed, and the run is never 'finished'.

No file may grow past a limit, so writes really fail, as they do on a full disk (whose words differ).
"""

from collections.abc import Callable
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


@pytest.mark.parametrize("disk", [1, 1_000, 100_000])
def test_a_store_that_cannot_be_made(disk: int, tmp_path: Path, prospector: Command) -> None:
    path = tmp_path / "store"
    done = prospector("crawl", "de", *SAMPLE, "--store", path, disk=disk)
    assert done.returncode == 1
    assert done.stderr.startswith(f"prospector: cannot write to {path}")
    assert done.stderr.endswith(f": {FULL}\n")
    assert "Traceback" not in done.stderr
    assert_sound(Store.create(path))


@pytest.mark.parametrize("disk", [5_000, 34_000])
def test_a_crawl(disk: int, store: Store, prospector: Command) -> None:
    """The disk is full for the pages of the first visit, or for those of a later one."""
    done = prospector("crawl", "de", *SAMPLE, "--sites", "4", "--store", store.path, disk=disk)
    ((status, error),) = runs(store)
    (record,) = store.runs.glob("2*.json")
    assert (done.returncode, status) == (1, "failed")
    assert error.startswith(f"cannot write to {store.path}/")
    assert error.endswith(FULL)
    last = done.stderr.splitlines()[-1]
    again = f"'prospector crawl --run {record.stem} --store {store.path}'"
    assert last == f"prospector: {error}; {again} goes on with what is left"
    assert "Traceback" not in done.stderr
    assert_sound(store)
    again = prospector("crawl", "--run", record.stem, "--store", store.path)
    assert again.returncode == 0, again.stderr
    assert runs(store) == [("finished", "")]
    assert store.table("SELECT DISTINCT site FROM visits").num_rows == 4


def test_a_crawl_that_only_the_merging_is_too_much_for(store: Store, prospector: Command) -> None:
    done = prospector("crawl", "de", *SAMPLE, "--sites", "4", "--store", store.path, disk=80_000)
    assert done.returncode == 1
    assert [status for status, _ in runs(store)] == ["failed"]
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


@pytest.mark.parametrize(("command", "disk"), [(("rank",), 4_000), (("rejudge",), 5_000), (("rejudge",), 30_000)])
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
