"""The crawl of the sample web against its truth, site by site."""

import csv
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from prospector.markets.files import data_path
from prospector.markets.knowledge import sites
from prospector.store.store import Store

PAGES = Path(__file__).parents[1] / "benchmarks" / "sample_pages.csv"


@cache
def truths() -> list[dict[str, str]]:
    with data_path("sample", "truth.csv").open(encoding="utf-8", newline="") as file:
        return [{**row, "site": sites().site_of(row["home_url"])} for row in csv.DictReader(file)]


@pytest.fixture(scope="module")
def judged(sample_store: Store) -> dict[str, dict[str, Any]]:
    rows = sample_store.table("SELECT * FROM sites").to_pylist()
    return {row["site"]: row for row in rows}


@pytest.fixture(scope="module")
def listed(sample_store: Store) -> dict[str, set[str]]:
    rows = sample_store.table("SELECT site, list(market) AS markets FROM prospects GROUP BY site").to_pylist()
    return {row["site"]: set(row["markets"]) for row in rows}


SURE = ("confirmed", "likely", "international")

# What the judging gets wrong, and why. Each fails here until it is right, and then has to leave this table.
MISSES = {
    ("topic", "bergkameraden-moosrinn.or.at"): "a mountain club's tours read like travel",
    ("topic", "clogsandcommas.nl"): "an expat blog that writes much of food",
    ("topic", "kisha-to-chukasoba.com"): "a blog on railways and the noodles along them",
    ("topic", "cobaltsparrow-search.com"): "an agency for search engines writes of technology as much as of business",
}


def cases(judgement: str) -> list[Any]:
    """Every site as a case; the known misses are expected to fail."""
    return [pytest.param(truth, id=truth["site"], marks=expected(judgement, truth["site"])) for truth in truths()]


def expected(judgement: str, site: str) -> list[pytest.MarkDecorator]:
    why = MISSES.get((judgement, site))
    return [pytest.mark.xfail(reason=why, strict=True)] if why else []


@pytest.mark.parametrize("truth", cases("country"))
def test_a_country_that_is_sure_is_right(truth: dict[str, str], judged: dict[str, dict[str, Any]]) -> None:
    found = judged[truth["site"]]
    if found["country_status"] in SURE:
        assert found["country"] == truth["country"], found["country_reasons"]


@pytest.mark.parametrize("truth", cases("language"))
def test_language(truth: dict[str, str], judged: dict[str, dict[str, Any]]) -> None:
    assert judged[truth["site"]]["language"] in (truth["language"] or "unknown", "unknown")


@pytest.mark.parametrize("truth", cases("kind"))
def test_a_kind_that_is_named_is_right(truth: dict[str, str], judged: dict[str, dict[str, Any]]) -> None:
    found = judged[truth["site"]]
    assert found["kind"] in (truth["kind"], "unknown"), found["kind_reasons"]


@pytest.mark.parametrize("truth", cases("topic"))
def test_a_topic_that_is_named_is_right(truth: dict[str, str], judged: dict[str, dict[str, Any]]) -> None:
    found = judged[truth["site"]]
    if truth["topic"]:
        assert found["topic"] in (truth["topic"], None), found["topics"]


@pytest.mark.parametrize("truth", cases("link_selling"))
def test_link_selling(truth: dict[str, str], judged: dict[str, dict[str, Any]]) -> None:
    found = judged[truth["site"]]
    assert found["link_selling"] in truth["link_selling"].split(), found["link_selling_reasons"]


@pytest.mark.parametrize(
    ("judgement", "least"), [("country", 0.9), ("language", 0.97), ("kind", 0.95), ("topic", 0.7)], ids=str
)
def test_unknown_is_the_exception(judgement: str, least: float, judged: dict[str, dict[str, Any]]) -> None:
    asked = [truth for truth in truths() if truth[judgement] not in ("", "unknown")]
    told = [truth for truth in asked if judged[truth["site"]][judgement] == truth[judgement]]
    assert len(told) / len(asked) >= least, sorted(t["site"] for t in asked if t not in told)


@pytest.mark.parametrize("truth", cases("listed"))
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
        AND country IN (SELECT market FROM prospects)
    """
    assert sample_store.table(query).to_pylist() == []


NEEDED = {
    "imprint or contact": {"imprint", "contact"},
    "about": {"about"},
    "advertise or contribute": {"advertise", "contribute"},
    "members": {"members"},
}


@pytest.mark.parametrize("kind", NEEDED)
def test_nine_in_ten_of_the_pages_that_a_judgement_needs_are_read(kind: str, sample_store: Store) -> None:
    """Which pages those are was named by hand; visits that robots.txt forbids or that sellers ended count as misses."""
    with PAGES.open(encoding="utf-8", newline="") as file:
        wanted = {row["url"] for row in csv.DictReader(file) if row["purpose"] in NEEDED[kind]}
    read = {row["url"] for row in sample_store.table("SELECT url FROM pages").to_pylist()}
    assert len(wanted & read) >= 0.9 * len(wanted), sorted(wanted - read)
