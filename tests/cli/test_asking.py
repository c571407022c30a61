"""``prospects``, ``explain``, ``export`` and ``sql`` over the store of the demo."""

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from prospector.ranking.export import COLUMNS, shortlist
from prospector.store.store import Store
from tests.conftest import run_here

Command = Callable[..., Any]


@pytest.fixture(scope="module")
def ask(sample_store: Store) -> Command:
    """Runs a command over the demo's store on a wide terminal; it has to succeed."""

    def asked(*words: str | Path) -> str:
        done = run_here(*words, "--store", sample_store.path, env={"COLUMNS": "200"})
        assert (done.returncode, done.stderr) == (0, "")
        return done.stdout

    return asked


def test_prospects_are_listed_by_rank(ask: Command, sample_store: Store) -> None:
    out = ask("prospects", "DE")
    found = shortlist(sample_store, "DE")
    positions = [out.index(section) for section in found.column("section").to_pylist()]
    assert positions == sorted(positions)
    assert out.endswith(f"{found.num_rows} prospects\n")


def test_prospects_may_be_narrowed(ask: Command, sample_store: Store) -> None:
    count = shortlist(sample_store, "DE").column("kind").to_pylist().count("publication")
    out = ask("prospects", "de", "--kind", "publication", "--limit", "1")
    assert out.endswith(f"{count} of {shortlist(sample_store, 'DE').num_rows} prospects\n")
    assert len(out.splitlines()) == 3


def test_a_narrower_topic_narrows_too(ask: Command, sample_store: Store) -> None:
    lists = shortlist(sample_store, "DE").column("subtopics").to_pylist()
    found = sum("Home Improvement" in subtopics for subtopics in lists)
    assert found
    assert f"\n{found} of " in ask("prospects", "de", "--topic", "home improvement")


def test_uk_is_understood(ask: Command, sample_store: Store) -> None:
    assert ask("prospects", "uk").endswith(f"{shortlist(sample_store, 'GB').num_rows} prospects\n")


@pytest.mark.parametrize("site", ["tannwerder-bote.de", "https://www.tannwerder-bote.de/impressum"])
def test_explain_takes_a_site_or_an_address_on_it(site: str, ask: Command) -> None:
    out = ask("explain", site)
    assert out.startswith("Tannwerder Bote (tannwerder-bote.de)\n")
    assert "Number " in out
    assert "https://www.tannwerder-bote.de/impressum" in out


def test_export_writes_the_shortlist(ask: Command, sample_store: Store, tmp_path: Path) -> None:
    out = ask("export", "de", "-o", tmp_path / "list.csv", "--bom", "--limit", "2")
    assert out == f"2 prospects written to {tmp_path}/list.csv\n"
    with (tmp_path / "list.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert tuple(rows[0]) == COLUMNS
    assert [row[1] for row in rows[1:]] == shortlist(sample_store, "DE", limit=2).column("name").to_pylist()


def test_the_demo_has_written_the_list_it_printed(demo: tuple[Path, Any], sample_store: Store) -> None:
    folder, done = demo
    with (folder / "prospects-de.csv").open(encoding="utf-8", newline="") as file:
        names = [row["name"] for row in csv.DictReader(file)]
    assert names == shortlist(sample_store, "DE").column("name").to_pylist()
    assert f"{len(names)} prospects written to {folder}/prospects-de.csv" in done.stdout


QUERY = "SELECT '=1+1' AS a, ['x', 'y'] AS b, DATE '2026-03-01' AS c, NULL AS d, 1.5 AS e, 'ü' AS a"


def test_sql_prints_a_table(ask: Command) -> None:
    header, row, count = ask("sql", QUERY).splitlines()
    assert header.split() == ["a", "b", "c", "d", "e", "a_2"]
    assert row.split() == ["=1+1", "x;", "y", "2026-03-01", "–", "1.5", "ü"]
    assert count == "1 row"


def test_sql_prints_csv_that_no_spreadsheet_runs(ask: Command) -> None:
    assert ask("sql", QUERY, "--format", "csv") == "a,b,c,d,e,a_2\n'=1+1,x | y,2026-03-01,,1.5,ü\n"


def test_sql_prints_json(ask: Command) -> None:
    (row,) = json.loads(ask("sql", QUERY, "--format", "json"))
    assert row == {"a": "=1+1", "b": ["x", "y"], "c": "2026-03-01", "d": None, "e": 1.5, "a_2": "ü"} | {"e": row["e"]}
    assert float(row["e"]) == 1.5
