"""``crawl`` and ``ingest``: what they report, what they use of a list or a file that is partly broken."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from prospector.markets.files import data_path
from prospector.store.locks import locked
from prospector.store.store import Store, open_store
from tests.conftest import run_command, run_here

WEB = data_path("sample", "web.warc.gz")
Command = Callable[..., Any]

SEEDS = """\
url,market,kind,name
https://www.tannwerder-bote.de/,DE,publication,Tannwerder Bote
no address,DE,blog,
https://www.a.de/,DE,newspaper,
https://www.b.de/,XX,blog,
ftp://c.de/,DE,blog,
https://www.tannwerder.de/,DE,government,Tannwerder
"""

SUMMARY = """\
run {run} finished after TIME: 2 sites visited, 4 pages read, {requests} requests

Visited
market  kind         sites  read  moved  failed  pages
DE      blog             1     –      –       1      –
DE      government       1     1      –       –      4

Sites that could not be read
sites  because                    for example
    1  unreachable: no such host  nobody-knows.de

New sites
      2  visited for the first time

Summary  {store}/summaries/{run}.json
Next     prospector rank --store {store}
         prospector prospects de --store {store}"""


def test_broken_rows_of_a_seed_list_are_reported_by_line_and_the_rest_is_used(
    tmp_path: Path, prospector: Command
) -> None:
    seeds = tmp_path / "seeds.csv"
    seeds.write_text(SEEDS)
    done = prospector(
        "crawl", "de", "--seeds", seeds, "--dry-run", "--store", tmp_path / "store", env={"COLUMNS": "300"}
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.endswith("seeds that are due: 2, candidates: 0\n2 sites to visit\n")
    assert "tannwerder-bote.de" in done.stdout
    lines = done.stderr.splitlines()
    assert [line.partition(": ")[2].partition(": ")[0] for line in lines] == [f"{seeds}:{n}" for n in (3, 4, 5, 6)]
    assert all(line.startswith("left out: ") for line in lines)


def test_a_dry_run_visits_nothing(tmp_path: Path, prospector: Command) -> None:
    prospector("crawl", "de", "--sites", "3", "--dry-run", "--store", tmp_path / "store")
    store = open_store(tmp_path / "store")
    assert store.table("SELECT run FROM runs").num_rows == store.table("SELECT visit FROM visits").num_rows == 0


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Store, Any, Any]:
    """Three sites of the sample web, then the same command again."""
    folder = tmp_path_factory.mktemp("crawled")
    seeds = folder / "seeds.csv"
    seeds.write_text("url,market,kind\nhttps://www.tannwerder.de/,DE,government\nhttps://nobody-knows.de/,DE,blog\n")
    command = ("crawl", "de", "--kind", "government", "--kind", "blog", "--pages", "4", "--workers", "2")
    both = [run_command(*command, "--seeds", seeds, "--replay", WEB, "--store", folder / "store") for _ in "12"]
    return open_store(folder / "store"), both[0], both[1]


def test_a_crawl_reports_its_run(crawled: tuple[Store, Any, Any]) -> None:
    store, done, _ = crawled
    assert done.returncode == 0, done.stderr
    (row,) = store.table("SELECT run, status, planned, counts FROM runs").to_pylist()
    counts = dict(row["counts"])
    requests = store.table("SELECT sum(requests)::BIGINT AS n FROM visits").to_pylist()[0]["n"]
    assert (row["status"], row["planned"], counts["visits"], counts["pages"]) == ("finished", 2, 2, 4)
    assert SUMMARY.format(run=row["run"], requests=requests, store=store.path) == "\n".join(
        re.sub(r"after [^:]+:", "after TIME:", line).rstrip() for line in done.stdout.splitlines()
    )


def test_what_was_visited_is_not_due(crawled: tuple[Store, Any, Any]) -> None:
    _, _, again = crawled
    assert again.returncode == 0
    assert again.stdout == "nothing is due: every seed was visited lately and no candidate is known\n"


def test_what_could_not_be_reached_is_a_visit_with_its_reason(crawled: tuple[Store, Any, Any]) -> None:
    store, _, _ = crawled
    rows = store.table("SELECT site, outcome, pages, errors[1].error AS why FROM visits ORDER BY site").to_pylist()
    assert rows == [
        {"site": "nobody-knows.de", "outcome": "unreachable", "pages": 0, "why": "no such host"},
        {"site": "tannwerder.de", "outcome": "read", "pages": 4, "why": None},
    ]


def test_the_parts_of_a_run_are_merged(crawled: tuple[Store, Any, Any]) -> None:
    store, _, _ = crawled
    for table in ("pages", "visits"):
        assert len(list(store.path.glob(f"{table}/run=2*/.retired-*"))) == (table == "visits")


def test_a_market_that_is_being_crawled_is_left_alone_and_nothing_else_waits(store: Store) -> None:
    with locked(store.path, ["DE"], "the-run"):
        done = run_here("crawl", "at", "de", "--store", store.path)
        assert (done.returncode, done.stdout) == (75, "")
        assert done.stderr.startswith("prospector: market 'de' is being crawled by run the-run (pid ")
        for words in (["crawl", "de", "--dry-run"], ["rank"], ["sql", "FROM runs"]):
            assert run_here(*words, "--store", store.path).returncode == 0
    assert store.table("SELECT run FROM runs").num_rows == 0


# Ingest


@pytest.fixture(scope="module")
def ingested(tmp_path_factory: pytest.TempPathFactory) -> tuple[Store, Any]:
    folder = tmp_path_factory.mktemp("ingested")
    done = run_command("ingest", WEB, "--store", folder / "store")
    return open_store(folder / "store"), done


def test_ingest_reports_what_it_took_and_what_it_passed_over(ingested: tuple[Store, Any]) -> None:
    store, done = ingested
    assert done.returncode == 0, done.stderr
    (row,) = store.table("SELECT run, status, counts FROM runs").to_pylist()
    counts = dict(row["counts"])
    pages = store.table("SELECT url FROM pages").num_rows
    assert (row["status"], counts["ingested"]) == ("finished", pages)
    assert done.stdout == (
        f"run {row['run']} finished: {pages} pages ingested; "
        f"passed over: {counts['not_200']} other status, {counts['not_html']} no HTML\n"
    )


def test_ingest_leaves_a_summary_too(ingested: tuple[Store, Any]) -> None:
    store, _ = ingested
    (path,) = (store.path / "summaries").iterdir()
    summary = json.loads(path.read_text(encoding="utf-8"))
    assert (summary["command"], summary["status"], summary["visits"]) == ("ingest", "finished", [])
    assert summary["pages"] == store.table("SELECT url FROM pages").num_rows
    assert summary["new"] == {"sites": 0, "candidates": store.table("FROM candidates").num_rows}


def test_ingested_pages_are_judged_as_crawled_ones_are(ingested: tuple[Store, Any], sample_store: Store) -> None:
    """Pages of the same role, that is: on the way of a crawl it is what a link promised; and without the browser."""
    store, _ = ingested
    query = """
      SELECT
        url, role, language, list_sort(list_filter(evidence, lambda seen: seen.subject = 'link_selling')) AS evidence
      FROM pages WHERE NOT rendered ORDER BY url
    """
    crawled = {row["url"]: row for row in sample_store.table(query).to_pylist()}
    taken = {row["url"]: row for row in store.table(query).to_pylist()}
    both = {url for url in crawled.keys() & taken.keys() if crawled[url]["role"] == taken[url]["role"]}
    assert len(both) > 300
    assert {url for url in both if crawled[url] != taken[url]} == set()


def test_a_truncated_file_is_found_out_and_what_could_be_read_is_stored(tmp_path: Path, prospector: Command) -> None:
    cut = tmp_path / "cut.warc.gz"
    cut.write_bytes(WEB.read_bytes()[:60_000])
    done = prospector("ingest", cut, "--store", tmp_path / "store")
    store = open_store(tmp_path / "store")
    (row,) = store.table("SELECT run, status, error, counts FROM runs").to_pylist()
    pages = dict(row["counts"])["ingested"]
    damage = f"{cut} is truncated: its last record is not complete"
    assert (done.returncode, row["status"], row["error"]) == (1, "failed", damage)
    assert done.stdout.startswith(f"run {row['run']} failed: {pages} pages ingested")
    assert done.stderr == (
        f"prospector: {damage}; what could be read is stored, fetch the file again and ingest it for the rest\n"
    )
    assert store.table("SELECT url FROM pages").num_rows == pages > 10


def test_files_are_shared_by_workers_and_a_page_in_two_of_them_counts_once(tmp_path: Path, prospector: Command) -> None:
    small = tmp_path / "web"
    small.mkdir()
    content = records(WEB, 40)
    for name in ("a.warc.gz", "b.warc.gz", "c.warc.gz"):
        (small / name).write_bytes(content)
    done = prospector("ingest", small, "--workers", "2", "--store", tmp_path / "store")
    assert done.returncode == 0, done.stderr
    store = open_store(tmp_path / "store")
    (row,) = store.table("SELECT counts FROM runs").to_pylist()
    assert dict(row["counts"])["ingested"] == 3 * store.table("SELECT url FROM pages").num_rows > 0


def records(path: Path, count: int) -> bytes:
    """The first records of a WARC file, one gzip member each."""
    members = path.read_bytes().split(b"\x1f\x8b\x08")[1 : count + 1]
    return b"".join(b"\x1f\x8b\x08" + member for member in members)


@pytest.mark.parametrize("wrong", [("--seeds", "none.csv"), ("--replay", "none.warc.gz")])
def test_a_request_that_makes_no_sense_leaves_no_store_behind(
    wrong: tuple[str, str], tmp_path: Path, prospector: Command
) -> None:
    done = prospector("crawl", "de", *wrong, "--store", tmp_path / "store", cwd=tmp_path)
    assert done.returncode == 2
    assert not (tmp_path / "store").exists()
