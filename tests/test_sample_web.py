"""The crawl of the sample web against its truth, site by site."""

import csv
from functools import cache
from typing import Any

import pytest

from prospector.markets.files import data_path
from prospector.markets.knowledge import sites
from prospector.store.store import Store


@cache
def truths() -> list[dict[str, str]]:
    with data_path("sample", "truth.csv").open(encoding="utf-8", newline="") as file:
        return [{**row, "site": sites().site_of(row["home_url"])} for row in csv.DictReader(file)]


def named(truth: dict[str, str]) -> str:
    return truth["site"]


@pytest.fixture(scope="module")
def judged(sample_store: Store) -> dict[str, dict[str, Any]]:
    rows = sample_store.table("SELECT * FROM sites").to_pylist()
    return {row["site"]: row for row in rows}


@pytest.fixture(scope="module")
def listed(sample_store: Store) -> dict[str, set[str]]:
    rows = sample_store.table("SELECT site, list(market) AS markets FROM prospects GROUP BY site").to_pylist()
    return {row["site"]: set(row["markets"]) for row in rows}


@pytest.mark.parametrize("truth", truths(), ids=named)
def test_country(truth: dict[str, str], judged: dict[str, dict[str, Any]]) -> None:
    found = judged[truth["site"]]
    assert (found["country"] or "") == truth["country"], found["country_reasons"]


@pytest.mark.parametrize("truth", [t for t in truths() if t["language"]], ids=named)
def test_language(truth: dict[str, str], judged: dict[str, dict[str, Any]]) -> None:
    assert judged[truth["site"]]["language"] == truth["language"]


@pytest.mark.parametrize("truth", truths(), ids=named)
def test_kind(truth: dict[str, str], judged: dict[str, dict[str, Any]]) -> None:
    found = judged[truth["site"]]
    assert found["kind"] == truth["kind"], found["kind_reasons"]


@pytest.mark.parametrize("truth", [t for t in truths() if t["topic"]], ids=named)
def test_topic(truth: dict[str, str], judged: dict[str, dict[str, Any]]) -> None:
    found = judged[truth["site"]]
    assert found["topic"] == truth["topic"], found["topics"]


@pytest.mark.parametrize("truth", truths(), ids=named)
def test_link_selling(truth: dict[str, str], judged: dict[str, dict[str, Any]]) -> None:
    found = judged[truth["site"]]
    assert found["link_selling"] in truth["link_selling"].split(), found["link_selling_reasons"]


@pytest.mark.parametrize("truth", truths(), ids=named)
def test_listed_or_rejected(truth: dict[str, str], listed: dict[str, set[str]], sample_store: Store) -> None:
    markets = listed.get(truth["site"], set())
    if truth["listed"] == "true":
        assert truth["market"] in markets
        return
    assert not markets
    query = "SELECT market, reason FROM rejected WHERE site = $site"
    reasons = sample_store.table(query, {"site": truth["site"]}).to_pylist()
    assert truth["market"] in {row["market"] for row in reasons} or not truth["market"], reasons


def test_every_site_ends_up_somewhere(sample_store: Store) -> None:
    query = """
      SELECT site FROM sites
      WHERE site NOT IN (SELECT site FROM prospects) AND site NOT IN (SELECT site FROM rejected)
        AND country IS NOT NULL AND country <> 'INT'
    """
    assert sample_store.table(query).to_pylist() == []
