"""SQL over a store: answers from the views, and nothing else in or out."""

from pathlib import Path

import pytest

from prospector.errors import BadQuery
from prospector.store.store import Store

REFUSED = "one SELECT at a time: the store is read with SQL, never changed"


@pytest.mark.parametrize(
    "query",
    [
        "SELECT 1 AS x",
        "FROM sites",
        "VALUES (1)",
        "WITH a AS (SELECT 1) FROM a",
        "DESCRIBE sites",
        "SHOW TABLES",
        "SUMMARIZE runs",
        "EXPLAIN SELECT * FROM sites",
        "explain analyze SELECT 1",
        "SELECT 1;",
        "-- a comment\nSELECT 1",
    ],
)
def test_reading_is_allowed(query: str, empty_store: Store) -> None:
    assert empty_store.answer(query).num_columns > 0


@pytest.mark.parametrize(
    "query",
    [
        "",
        ";",
        "SELECT 1; SELECT 2",
        "COPY (SELECT 1) TO '{out}'",
        "EXPLAIN ANALYZE COPY (SELECT 1) TO '{out}'",
        "EXPLAIN EXPLAIN ANALYZE COPY (SELECT 1) TO '{out}'",
        "/* x */ EXPLAIN ANALYZE COPY (SELECT 1) TO '{out}'",
        "EXPLAIN SELECT 1; COPY (SELECT 1) TO '{out}'",
        "CREATE TABLE x AS SELECT 1",
        "CREATE OR REPLACE VIEW sites AS SELECT 1",
        "INSERT INTO sites SELECT * FROM sites",
        "DROP VIEW sites",
        "ATTACH '{out}'",
        "SET threads = 1",
        "SET lock_configuration = false",
        "PRAGMA version",
        "CALL pragma_version()",
        "INSTALL httpfs",
        "LOAD httpfs",
        "EXPORT DATABASE '{out}'",
        "BEGIN",
        "PREPARE x AS SELECT 1",
    ],
)
def test_anything_else_is_refused(query: str, empty_store: Store) -> None:
    out = empty_store.path / "written"
    with pytest.raises(BadQuery) as caught:
        empty_store.answer(query.format(out=out))
    assert str(caught.value) == REFUSED
    assert not out.exists()


@pytest.mark.parametrize(
    "source",
    ["read_text('{0}')", "read_csv('{0}')", "'{0}'", "read_blob('{0}')", "glob('{0}*')", "read_json('{0}')",
     "read_text('{1}/../secret.csv')", "read_parquet('https://example.org/x.parquet')"],
)  # fmt: skip
def test_files_outside_the_store_cannot_be_read(source: str, empty_store: Store, tmp_path: Path) -> None:
    secret = tmp_path / "secret.csv"
    secret.write_text("secret\nsesame\n")
    with pytest.raises(BadQuery) as caught:
        empty_store.answer(f"SELECT * FROM {source.format(secret, empty_store.path)}")
    assert "sesame" not in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_store_beside_this_one_is_outside(empty_store: Store) -> None:
    Store.create(empty_store.path.with_name("store2"))
    with pytest.raises(BadQuery, match="Permission Error"):
        empty_store.answer(f"SELECT * FROM read_text('{empty_store.path}2/store.json')")


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("SELEC 1", 'Parser Error: syntax error at or near "SELEC"'),
        ("SELECT nope FROM sites", 'Binder Error: Referenced column "nope" not found in FROM clause!'),
        ("SELECT * FROM nothing", "no relation 'nothing'; there are runs, visits, pages"),
        ("SELECT CAST(site AS INTEGER) FROM (SELECT 'a' AS site)", "Conversion Error: Could not convert string 'a'"),
        ("SELECT $x", "Invalid Input Error: Values were not provided for the following parameters: x"),
        ("SELECT error('boom') AS x FROM range(2)", "Invalid Input Error: boom"),
    ],
)
def test_a_query_that_is_wrong_is_told_in_one_line(query: str, said: str, empty_store: Store) -> None:
    with pytest.raises(BadQuery) as caught:
        empty_store.answer(query)
    assert str(caught.value).startswith(said)
    assert "\n" not in str(caught.value)


def test_columns_of_one_name_are_told_apart(empty_store: Store) -> None:
    answer = empty_store.answer("SELECT 1 AS a, 2 AS a, 3 AS b, 4 AS a")
    assert answer.to_pylist() == [{"a": 1, "a_2": 2, "b": 3, "a_3": 4}]


def test_parameters_are_bound(empty_store: Store) -> None:
    found = empty_store.sql("SELECT $name AS name", {"name": "O'Neill; DROP VIEW sites"}).fetchall()
    assert found == [("O'Neill; DROP VIEW sites",)]


def test_moments_are_in_utc_whatever_the_machine_says(empty_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    assert empty_store.answer("SELECT current_setting('TimeZone') AS zone").to_pylist() == [{"zone": "UTC"}]
