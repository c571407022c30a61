"""A visit counts when it is committed, whole; readers see all of it or nothing, whatever happens to the parts."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
import pytest

from prospector.errors import StoreWriteFailed
from prospector.models import Evidence, Link, Page, Visit
from prospector.store.parts import live_parts, replacing, write_part
from prospector.store.rows import pages_table, visits_table
from prospector.store.store import Store

MakePage = Callable[..., Page]
MakeVisit = Callable[..., Visit]
NOW = datetime(2026, 5, 1, tzinfo=UTC)


def urls(store: Store, query: str = "SELECT url FROM pages ORDER BY url") -> list[str]:
    return [row["url"] for row in store.table(query).to_pylist()]


def titles(store: Store) -> list[str]:
    return urls(store, "SELECT title AS url FROM pages ORDER BY url")


def parts(store: Store, table: str, run: str = "r") -> list[Path]:
    return sorted((store.path / table / f"run={run}").glob("part-*.parquet"))


def test_pages_of_a_visit_that_was_not_committed_are_invisible(store: Store, make_page: MakePage) -> None:
    write_part(pages_table([make_page("https://a.de/", visit="open")]), store.path / "pages" / "run=r")
    assert urls(store) == []


def test_a_committed_visit_shows_its_pages(store: Store, make_page: MakePage, make_visit: MakeVisit) -> None:
    visit = make_visit("https://a.de/", pages=2)
    store.write_visit("r", visit, [make_page(f"https://a.de/{n}", visit=visit.visit) for n in "ab"])
    assert urls(store) == ["https://a.de/a", "https://a.de/b"]


def test_a_visit_without_pages_is_a_row_all_the_same(store: Store, make_visit: MakeVisit) -> None:
    store.write_visit("r", make_visit("https://a.de/", outcome="unreachable"), [])
    assert urls(store, "SELECT url FROM visits WHERE outcome = 'unreachable'") == ["https://a.de/"]


def test_ingested_pages_need_no_visit(store: Store, make_page: MakePage) -> None:
    store.write_pages("r", [make_page("https://a.de/")])
    assert urls(store) == ["https://a.de/"]


def test_a_page_that_was_read_twice_shows_its_latest_reading(
    store: Store, make_page: MakePage, make_visit: MakeVisit
) -> None:
    for days, title in ((3, "old"), (1, "new"), (2, "between")):
        visit = make_visit("https://a.de/", days_ago=days, pages=1)
        page = make_page("https://a.de/", visit=visit.visit, title=title, fetched_at=visit.ended_at)
        store.write_visit(f"run{days}", visit, [page])
    assert titles(store) == ["new"]
    assert store.table("SELECT run FROM pages").to_pylist() == [{"run": "run1"}]


def test_a_newer_reading_counts_only_when_it_is_committed(
    store: Store, make_page: MakePage, make_visit: MakeVisit
) -> None:
    visit = make_visit("https://a.de/", pages=1)
    page = make_page("https://a.de/", visit=visit.visit, title="committed", fetched_at=NOW)
    store.write_visit("r", visit, [page])
    newer = make_page("https://a.de/", visit="open", title="open", fetched_at=NOW + timedelta(days=1))
    write_part(pages_table([newer]), store.path / "pages" / "run=r2")
    assert titles(store) == ["committed"]


def test_what_was_judged_last_counts_among_readings_of_one_moment(store: Store, make_page: MakePage) -> None:
    for title, moment in (("second", NOW + timedelta(hours=1)), ("first", NOW)):
        page = make_page("https://a.de/", title=title, fetched_at=NOW)
        write_part(pages_table([page], moment), store.path / "pages" / "run=r")
    assert titles(store) == ["second"]


def test_links_evidence_and_candidates_follow_the_page(store: Store, make_page: MakePage) -> None:
    links = (
        Link("https://b.de/x", "B", external=True, site="b.de"),
        Link("https://a.de/y", "inside"),
        Link("https://c.de/", "C", rel=("nofollow",), external=True, site="c.de"),
        Link("https://d.de/", "D", rel=("noopener", "ugc"), external=True, site="d.de"),
        Link("https://facebook.com/x", "F", external=True, site="facebook.com"),
        Link("http://10.0.0.1/", "router", external=True, site="10.0.0.1"),
        Link("http://intranet/", "intranet", external=True, site="intranet"),
    )
    evidence = (Evidence("country", "postcode", "DE", "10115 Berlin"),)
    store.write_pages("r", [make_page("https://a.de/", links=links, evidence=evidence)])
    assert store.table("SELECT count(*) AS n FROM links").to_pylist() == [{"n": len(links)}]
    assert urls(store, "SELECT quote AS url FROM evidence") == ["10115 Berlin"]
    assert urls(store, "SELECT site AS url FROM candidates") == ["b.de"]


def test_merging_leaves_one_part_of_each_table_that_counts(
    store: Store, make_page: MakePage, make_visit: MakeVisit
) -> None:
    for name in "abc":
        visit = make_visit(f"https://{name}.de/", pages=1)
        store.write_visit("r", visit, [make_page(f"https://{name}.de/", visit=visit.visit)])
    store.merge_run("r")
    assert len(live_parts(store.path / "pages" / "run=r")) == len(live_parts(store.path / "visits" / "run=r")) == 1
    assert urls(store) == ["https://a.de/", "https://b.de/", "https://c.de/"]
    assert store.table("SELECT count(*) AS n FROM visits").to_pylist() == [{"n": 3}]


def test_parts_that_were_merged_are_read_no_more(store: Store, make_page: MakePage, make_visit: MakeVisit) -> None:
    """A query that looked at the foot of each of thousands would take seconds, until somebody clears them."""
    for name in "ab":
        visit = make_visit(f"https://{name}.de/", pages=1)
        store.write_visit("it's [a] run*", visit, [make_page(f"https://{name}.de/", visit=visit.visit)])
    merged = {table: parts(store, table) for table in ("pages", "visits")}
    store.merge_run("it's [a] run*")
    for part in (*merged["pages"], *merged["visits"]):
        part.write_bytes(b"not to be read")
    store.write_pages("later", [make_page("https://c.de/")])
    assert urls(store) == ["https://a.de/", "https://b.de/", "https://c.de/"]
    assert urls(store, "SELECT site AS url FROM visits ORDER BY site") == ["a.de", "b.de"]


def test_views_are_made_anew_only_where_they_are_others(store: Store) -> None:
    path = store.path / "prospector.duckdb"
    as_made = path.stat().st_ino
    store.write_views()
    assert path.stat().st_ino == as_made
    path.write_bytes(b"no database")
    store.write_views()
    with duckdb.connect(str(path), read_only=True) as connection:
        assert connection.execute("SELECT count(*) FROM pages").fetchall() == [(0,)]


def test_merging_again_after_more_visits_takes_each_row_once(store: Store, make_page: MakePage) -> None:
    for name in "abc":
        store.write_pages("r", [make_page(f"https://{name}.de/")])
        store.merge_run("r")
    (part,) = live_parts(store.path / "pages" / "run=r")
    assert urls(store) == ["https://a.de/", "https://b.de/", "https://c.de/"]
    assert len(parts(store, "pages")) == 5, "three written, two merged"
    assert part.stat().st_size > 0


def test_a_part_of_an_earlier_schema_is_merged_with_the_others(store: Store, make_page: MakePage) -> None:
    earlier = pages_table([make_page("https://a.de/")]).drop_columns(["folded_text"])
    write_part(earlier, store.path / "pages" / "run=r")
    store.write_pages("r", [make_page("https://b.de/")])
    store.merge_run("r")
    found = store.table("SELECT url, folded_text IS NULL AS missing FROM pages ORDER BY url").to_pylist()
    assert found == [{"url": "https://a.de/", "missing": True}, {"url": "https://b.de/", "missing": False}]


def test_parts_that_a_query_may_be_reading_stay_a_while(store: Store, make_page: MakePage) -> None:
    for name in "ab":
        store.write_pages("r", [make_page(f"https://{name}.de/")])
    store.merge_run("r")
    Store.create(store.path)
    assert len(parts(store, "pages")) == 3
    (note,) = (store.path / "pages" / "run=r").glob(".retired-*")
    hour_ago = time.time() - 3600
    os.utime(note, (hour_ago, hour_ago))
    Store.create(store.path)
    assert parts(store, "pages") == live_parts(store.path / "pages" / "run=r")
    assert urls(store) == ["https://a.de/", "https://b.de/"]


def test_a_merge_that_was_killed_before_its_note_counts_nothing_twice(
    store: Store, make_page: MakePage, make_visit: MakeVisit
) -> None:
    visit = make_visit("https://a.de/", pages=1)
    store.write_visit("r", visit, [make_page("https://a.de/", visit=visit.visit)])
    for table in ("pages", "visits"):
        (part,) = parts(store, table)
        part.with_name("part-merged.parquet").write_bytes(part.read_bytes())
    assert urls(store) == ["https://a.de/"]
    assert urls(store, "SELECT url FROM visits") == ["https://a.de/"]


def test_leftovers_of_dead_processes_are_cleared_and_those_of_living_ones_kept(store: Store) -> None:
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    zombie = subprocess.Popen([sys.executable, "-c", ""])
    os.waitid(os.P_PID, zombie.pid, os.WEXITED | os.WNOWAIT)
    here, days = socket.gethostname(), 86_400
    folder = store.path / "pages" / "run=_"
    ages = {
        f".tmp-{here}-{dead.pid}-a.parquet": 0,
        f".tmp-{here}-{zombie.pid}-z.parquet": 0,
        f".tmp-{here}-{os.getpid()}-b.parquet": 2 * days,
        f".tmp-other-host-{dead.pid}-c.parquet": 0,
        f".tmp-other-host-{os.getpid()}-d.parquet": 2 * days,
        ".tmp-x": 0,
    }
    for name, age in ages.items():
        (folder / name).touch()
        os.utime(folder / name, (time.time() - age, time.time() - age))
    Store.create(store.path)
    kept = [f".tmp-{here}-{os.getpid()}-b.parquet", f".tmp-other-host-{dead.pid}-c.parquet"]
    assert [name for name in ages if (folder / name).exists()] == kept
    zombie.wait()
    assert urls(store) == []


def fill_the_disk(temporary: Path) -> None:
    temporary.write_text("half of ")
    Path("/dev/full").write_text("the rest")


def test_a_write_that_fails_leaves_what_was_there_and_no_trace(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_text("before")
    said = f"cannot write to {tmp_path}: No space left on device"
    with pytest.raises(StoreWriteFailed, match=said), replacing(path) as temporary:
        fill_the_disk(temporary)
    assert path.read_text() == "before"
    assert list(tmp_path.iterdir()) == [path]


def test_what_is_no_write_error_is_not_called_one(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), replacing(tmp_path / "file"):
        _ = 1 / 0
    assert list(tmp_path.iterdir()) == []


def test_readers_see_whole_visits_while_others_write_and_merge(
    store: Store, make_page: MakePage, make_visit: MakeVisit
) -> None:
    """Two runs write and merge at once; every answer in between has all three pages of a visit or none."""

    def write(run: str) -> None:
        for number in range(12):
            visit = make_visit(f"https://{run}{number}.de/", pages=3)
            pages = [make_page(f"https://{run}{number}.de/{n}", visit=visit.visit) for n in "abc"]
            store.write_visit(run, visit, pages)
            if number % 4 == 3:
                store.merge_run(run)

    seen = [0]
    with ThreadPoolExecutor() as pool:
        writers = [pool.submit(write, run) for run in ("x", "y")]
        while wait(writers, timeout=0).not_done:
            rows = store.table("SELECT visit, count(*) AS pages FROM pages GROUP BY visit").to_pylist()
            assert {row["pages"] for row in rows} <= {3}
            seen.append(len(rows))
    assert [writer.exception() for writer in writers] == [None, None]
    assert seen == sorted(seen), "what was seen once stays"
    assert len(urls(store)) == 2 * 12 * 3


def test_visits_of_two_runs_are_told_apart(store: Store, make_visit: MakeVisit) -> None:
    """A run called by a number keeps its name as text."""
    for run in ("20261121", "r"):
        write_part(visits_table([make_visit("https://a.de/")]), store.path / "visits" / f"run={run}")
    assert store.table("SELECT run FROM visits ORDER BY run").to_pylist() == [{"run": "20261121"}, {"run": "r"}]
