"""The checklist: each check passes, fails or stays unknown, with what was seen and where. One store, one rank."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from prospector.models import Contact, Evidence, Failure, Link, Page, RobotsVerdict, Visit
from prospector.ranking.rank import rank
from prospector.store.store import Store
from tests.judging.pages import outward, signed

NOW = datetime(2026, 6, 1, tzinfo=UTC)
ADDRESS = Evidence("country", "postal_address", "DE", "Hauptstraße 1, 10115 Berlin")


def check(signal: str, verdict: str) -> Evidence:
    return Evidence("quality", signal, verdict)


def topics(*names: str) -> tuple[Evidence, ...]:
    return tuple(Evidence("topic", "words", name) for name in names)


def exact(number: int, **facts: Any) -> Link:
    return outward(f"https://shop{number}.example/roofers-in-town", "Roofers in Town", **facts)


TIDY: dict[str, Any] = {
    "ad_slots": 0,
    "main_text": "x" * 1000,
    "published": date(2026, 5, 20),
    "depth": 1,
    "evidence": (
        ADDRESS,
        check("indexable", "pass"),
        check("substantial_text", "pass"),
        check("anchor_language", "pass"),
        signed("Ada Beispiel"),
        *topics("Sports"),
    ),
    "contacts": (Contact("email", "redaktion@tidy.de"),),
    "links": (
        outward("https://library.example/study", "the study"),
        outward("https://town.example/plan", "Town"),
        outward("https://club.example/", "club.example"),
    ),
}
MESSY: dict[str, Any] = {
    "published": date(2024, 5, 20),
    "depth": 5,
    "text_hash": "same",
    "evidence": (
        check("indexable", "fail"),
        check("substantial_text", "fail"),
        check("anchor_language", "fail"),
        signed("admin", named=False),
        *topics("Sports"),
    ),
    "links": (
        exact(1, placement="footer"),
        exact(2, placement="footer"),
        outward("https://a.example/", "A-team", placement="aside"),
    ),
}
DIRECTORY = Evidence("kind", "name", "directory", "Branchenverzeichnis")
RULES = Evidence("quality", "moderated", "pass", "Jeder Eintrag wird geprüft")
OFFER = Evidence("link_selling", "own_offer", "offer", "Links for $50")
SITES = {
    "tidy.de": ("https", TIDY),
    "messy.de": ("http", MESSY),
    "also-messy.de": ("http", MESSY),
    "third-mess.de": ("http", MESSY),
    "unsigned.de": ("https", {"published": date(2026, 5, 1)}),
    "bare.de": ("https", {}),
    "billboards.de": ("https", {"ad_slots": 9, "main_text": "x" * 1000}),
    "much-to-read.de": ("https", {"ad_slots": 9, "main_text": "x" * 3000}),
    "ingested.de": ("https", {}),
    "rules.de": ("https", {"evidence": (DIRECTORY, RULES)}),
    "no-rules.de": ("https", {"evidence": (DIRECTORY,)}),
    "sold-entries.de": ("https", {"evidence": (DIRECTORY, RULES, OFFER)}),
}
ROBOTS = (RobotsVerdict("messy.de", 200, "allowed", blocked_crawlers=("Yeti",)),)
BROKEN = tuple(Failure(f"http://messy.de/gone{number}", "HTTP 404") for number in range(3))

CASES = [
    ("tidy.de", "placement", "pass", "3 of 3"),
    ("tidy.de", "rel_mix", "pass", "followed 3"),
    ("tidy.de", "anchors", "pass", "brand 1, partial 1, url 1"),
    ("tidy.de", "useful_targets", "pass", "2 of 3"),
    ("tidy.de", "editorial", "pass", "4 dated and 4 signed of 4"),
    ("tidy.de", "own_text", "pass", "0 thin articles, 0 repeated pages of 5"),
    ("tidy.de", "indexable", "pass", "0 of 5 pages kept out by themselves"),
    ("tidy.de", "near", "pass", "1.0 clicks on average"),
    ("tidy.de", "active", "pass", "last on 2026-05-20, 4 articles since 2026-05-20"),
    ("tidy.de", "trustworthy", "pass", ""),
    ("tidy.de", "working", "pass", "0 of 5 pages not to be had"),
    ("tidy.de", "no_seller", "pass", ""),
    ("tidy.de", "coherent", "pass", "1 main topic on 5 pages"),
    ("tidy.de", "no_hidden", "pass", ""),
    ("tidy.de", "repetition", "pass", ""),
    ("messy.de", "placement", "fail", "0 of 3"),
    ("messy.de", "anchors", "fail", "exact 2, words 1"),
    ("messy.de", "editorial", "fail", "4 dated and 0 signed of 4"),
    ("messy.de", "own_text", "fail", "5 thin articles, 4 repeated pages of 5"),
    ("messy.de", "indexable", "fail", "5 of 5 pages kept out by themselves; robots.txt keeps out Yeti"),
    ("messy.de", "near", "fail", "5.0 clicks on average"),
    ("messy.de", "active", "fail", "last on 2024-05-20, 4 articles since 2024-05-20"),
    ("messy.de", "trustworthy", "fail", "no HTTPS, no owner named, no contact"),
    ("messy.de", "working", "fail", "3 of 8 pages not to be had"),
    ("messy.de", "repetition", "fail", "Roofers in Town → shop1.example"),
    ("unsigned.de", "editorial", "unknown", "4 dated and 0 signed of 4"),
    ("tidy.de", "anchor_language", "pass", "5 of 5 pages"),
    ("messy.de", "anchor_language", "fail", "0 of 5 pages"),
    ("tidy.de", "advertising", "pass", "0.0 places for advertisements in 1000 letters of an article"),
    ("billboards.de", "advertising", "fail", "9.0 places for advertisements in 1000 letters of an article"),
    ("much-to-read.de", "advertising", "pass", "9.0 places for advertisements in 3000 letters of an article"),
    ("bare.de", "advertising", "unknown", "fewer than two articles were read, or ads were not counted yet"),
    ("tidy.de", "human", "pass", "4 of 4 articles signed"),
    ("messy.de", "human", "unknown", "0 of 4 articles signed"),
    ("tidy.de", "moderated", "unknown", "is no directory"),
    ("rules.de", "moderated", "pass", "Jeder Eintrag wird geprüft"),
    ("no-rules.de", "moderated", "unknown", "names no rules for its entries"),
    ("sold-entries.de", "moderated", "fail", "Links for $50"),
    ("bare.de", "placement", "unknown", "fewer than three links to others were read"),
    ("bare.de", "anchor_language", "unknown", "links to others have too few words to tell their language"),
    ("bare.de", "active", "unknown", "no page that was read bears a date"),
    ("ingested.de", "near", "unknown", "fewer than two articles were read in a visit"),
    ("ingested.de", "working", "unknown", "never visited: its pages come from an archive"),
    ("bare.de", "indexed", "unknown", "no crawl can tell: ask the search engine"),
    ("bare.de", "traffic", "unknown", "no crawl can tell: it takes figures of visits"),
]


@pytest.fixture(scope="module")
def checks(
    tmp_path_factory: pytest.TempPathFactory, make_page: Callable[..., Page], make_visit: Callable[..., Visit]
) -> dict[tuple[str, str], dict[str, Any]]:
    store = Store.create(tmp_path_factory.mktemp("checks") / "store")
    for site, (scheme, facts) in SITES.items():
        said = {"robots": ROBOTS, "errors": BROKEN} if site == "messy.de" else {}
        visit = make_visit(f"{scheme}://{site}/", **said)
        known = {"fetched_at": NOW, "visit": "" if site == "ingested.de" else visit.visit, **facts}
        roles = ("home", *["article"] * 4)
        pages = [make_page(f"{scheme}://{site}/{at}", role=role, **known) for at, role in enumerate(roles)]
        if site == "ingested.de":
            store.write_pages("r", pages)
        else:
            store.write_visit("r", visit, pages)
    rank(store, NOW)
    return {(row["site"], row["check"]): row for row in store.table("SELECT * FROM checks").to_pylist()}


@pytest.mark.parametrize(
    ("site", "name", "verdict", "detail"), CASES, ids=[f"{site}-{name}" for site, name, *_ in CASES]
)
def test_a_check_says_what_was_seen(
    site: str, name: str, verdict: str, detail: str, checks: dict[tuple[str, str], dict[str, Any]]
) -> None:
    found = checks[site, name]
    assert (found["verdict"], found["detail"]) == (verdict, detail)
    assert not found["page"] or site in found["page"]


def test_a_check_that_fails_names_a_page(checks: dict[tuple[str, str], dict[str, Any]]) -> None:
    assert all(row["page"] for row in checks.values() if row["verdict"] == "fail")


def test_every_site_has_the_whole_list(checks: dict[tuple[str, str], dict[str, Any]]) -> None:
    by_site = {site: [row["requirement"] for (other, _), row in checks.items() if other == site] for site in SITES}
    assert len({tuple(requirements) for requirements in by_site.values()}) == 1
    assert {f"R{number}" for number in range(16, 34)} == set(by_site["bare.de"])
