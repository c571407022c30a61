"""A store is made, found or refused; its folder may have any name."""

import json
from collections.abc import Callable
from pathlib import Path

import duckdb
import duckdb
import pytest

from prospector import open_store
from prospector.errors import NoStore, StoreWriteFailed
from prospector.models import Page, Visit
from prospector.store.runs import new_run
from prospector.store.parts import write_part
from prospector.store.rows import pages_table
from prospector.store.queries import RELATIONS
from prospector.store.store import Store



@pytest.mark.parametrize("relation", RELATIONS)
def test_every_relation_of_a_new_store_is_there_and_empty(relation: str, empty_store: Store) -> None:
    assert empty_store.answer(f"SELECT count(*) AS n FROM {relation}").to_pylist() == [{"n": 0}]


@pytest.mark.parametrize(
    "name", ["plain", "it's", "a [b] c", "st*r", "ünï 東京", 'quo"te', "$store", "a{b,c}", "percent%20"]
)
def test_a_store_may_have_any_name(
    name: str, tmp_path: Path, make_page: Callable[..., Page], make_visit: Callable[..., Visit]
) -> None:
    store = Store.create(tmp_path / name / "s")
    visit = make_visit("https://a.de/", pages=1)
    store.write_visit("r", visit, [make_page("https://a.de/", visit=visit.visit)])
    store.write_views()
    assert open_store(store.path).answer("SELECT url FROM pages").to_pylist() == [{"url": "https://a.de/"}]
    with duckdb.connect(str(store.path / "prospector.duckdb"), read_only=True) as plain:
        assert plain.sql("SELECT site, run FROM visits").fetchall() == [("a.de", "r")]


def test_a_neighbour_whose_name_fits_a_pattern_is_not_read(tmp_path: Path, make_page: Callable[..., Page]) -> None:
    Store.create(tmp_path / "ab").write_pages("r", [make_page("https://a.de/")])
    assert Store.create(tmp_path / "a[b]").answer("SELECT url FROM pages").num_rows == 0


def test_making_a_store_that_is_there_changes_nothing(store: Store, make_page: Callable[..., Page]) -> None:
    store.write_pages("r", [make_page("https://a.de/")])
    assert Store.create(store.path).answer("SELECT url FROM pages").num_rows == 1


def test_a_missing_store_is_said_with_the_command_that_makes_one(tmp_path: Path) -> None:
    path = tmp_path / "none"
    with pytest.raises(NoStore) as caught:
        open_store(path)
    assert str(caught.value) == f"no store at {path}; 'prospector crawl MARKET --store {path}' makes one"


def test_a_folder_with_other_things_in_it_is_not_made_a_store(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine")
    with pytest.raises(NoStore, match="is not empty and no store; give --store a new folder"):
        Store.create(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_a_file_is_no_store(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(NoStore, match=r"file is a file; give --store a folder"):
        Store.create(tmp_path / "file")


@pytest.mark.parametrize("opened", [Store.open, Store.create])
def test_a_store_of_another_version_is_refused(opened: Callable[[Path], Store], store: Store) -> None:
    (store.path / "store.json").write_text('{"version": 99}')
    with pytest.raises(NoStore) as caught:
        opened(store.path)
    assert str(caught.value) == (
        f"{store.path} is a store of version 99, this Prospector reads version 2; crawl into a new folder"
    )


def test_a_store_with_fewer_columns_gets_the_new_ones(store: Store, make_page: Callable[..., Page]) -> None:
    for part in (store.path / "pages").glob("*/part-*"):
        part.unlink()
    page = make_page("https://www.example.de/", title="Rat", ad_slots=3)
    write_part(pages_table([page]).drop_columns(["ad_slots"]), store.path / "pages" / "run=r")
    (store.path / "store.json").write_text('{"version": 1}')
    found = Store.open(store.path).table("SELECT title, ad_slots FROM pages").to_pylist()
    assert found == [{"title": "Rat", "ad_slots": None}]


def test_a_store_with_fewer_columns_keeps_its_rows(store: Store) -> None:
    duckdb.execute(f"COPY (SELECT 'a.de' AS site, 'Law' AS topic) TO '{store.path}/sites.parquet' (FORMAT parquet)")
    (store.path / "store.json").write_text('{"version": 1}')
    opened = Store.open(store.path)
    query = "SELECT site, topic, subtopics FROM sites"
    assert opened.table(query).to_pylist() == [{"site": "a.de", "topic": "Law", "subtopics": None}]
    assert json.loads((store.path / "store.json").read_text()) == {"version": 2}


@pytest.mark.parametrize("said", ["", "[]", "{}", "null", '{"version": "x"}', "\x00"])
def test_a_broken_marker_is_named(said: str, store: Store) -> None:
    (store.path / "store.json").write_text(said)
    with pytest.raises(NoStore) as caught:
        Store.open(store.path)
    assert str(caught.value) == (
        f"{store.path}/store.json is broken; put it back from a backup, or crawl into a new folder"
    )


def test_a_making_that_was_cut_short_is_taken_up_again(store: Store) -> None:
    (store.path / "store.json").write_text(json.dumps({"version": 0}))
    (store.path / "sites.parquet").unlink()
    with pytest.raises(NoStore, match="no store at"):
        Store.open(store.path)
    assert Store.create(store.path).answer("FROM sites").num_rows == 0


@pytest.mark.parametrize(
    "work",
    [
        lambda store, visit: store.table("SELECT 1"),
        lambda store, visit: store.write_visit("r", visit, []),
        lambda store, visit: store.write_pages("r", []),
        lambda store, visit: store.write_run(new_run("crawl", {})),
        lambda store, visit: store.merge_run("r"),
    ],
    ids=["query", "visit", "pages", "run", "merge"],
)
def test_a_store_that_was_taken_away_is_said_to_be_gone_and_not_made_anew(
    work: Callable[[Store, Visit], object], store: Store, tmp_path: Path, make_visit: Callable[..., Visit]
) -> None:
    store.path.rename(tmp_path / "elsewhere")
    with pytest.raises(StoreWriteFailed) as caught:
        work(store, make_visit("https://a.de/"))
    assert str(caught.value) == f"the store at {store.path} is gone"
    assert not store.path.exists()


def test_an_unwritable_place_is_said_in_one_sentence() -> None:
    with pytest.raises(StoreWriteFailed) as caught:
        Store.create(Path("/dev/null/store"))
    assert str(caught.value) == "cannot write to /dev/null/store: Not a directory"


def test_a_store_may_move(store: Store, tmp_path: Path, make_page: Callable[..., Page]) -> None:
    store.write_pages("r", [make_page("https://a.de/")])
    moved = store.path.rename(tmp_path / "moved")
    assert open_store(moved).answer("SELECT url FROM pages").num_rows == 1
