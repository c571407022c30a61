"""What only a site as a whole shows besides sold links: who may be behind it, and which part is not its own."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from prospector.models import Alternate, Evidence, Page
from prospector.ranking.rank import rank
from prospector.store.store import Store
from tests.judging.pages import signed

NOW = datetime(2026, 6, 1, tzinfo=UTC)
ADDRESS = Evidence("country", "postal_address", "DE", "Hauptstraße 1, 10115 Berlin")
TOPICS = ("Sports", "Travel", "Pets", "Law", "Automotive", "Food & Drink")
OLD, NEW = date(2018, 5, 1), date(2026, 5, 1)
TOWNS = ("leeds", "york", "hull", "bath", "ely")
TRADES = "We mend taps, pipes, boilers and drains at any hour of the day and night, and we come within the hour. " * 3
LANGUAGES = ("en", "de", "fr", "es", "it", "nl", "pl", "sv")

Facts = dict[str, Any]
Site = dict[str, Facts]
"""Pages by their path."""


def on(topic: str, *seen: Evidence, **facts: Any) -> Facts:
    return {"role": "article", "evidence": (Evidence("topic", "words", topic), *seen), **facts}


def flood(*seen: Evidence, days: int = 1) -> Site:
    dates = [date(2026, 5, 1 + at % days) for at in range(len(TOPICS))]
    return {f"{at}": on(topic, *seen, published=dates[at]) for at, topic in enumerate(TOPICS)}


def owned(site: Site) -> Site:
    return {**site, "imprint": {"role": "imprint", "evidence": (ADDRESS,)}}


def mirrored(languages: tuple[str, ...], slug: str = "best-running-shoes-{at}") -> Site:
    site: Site = {}
    for at in range(4):
        named = [(code, slug.format(at=at, code=code)) for code in languages]
        alternates = tuple(Alternate(code, f"https://m.example/{code}/{name}") for code, name in named)
        site[f"en/{at}"] = {"role": "article", "alternates": alternates}
    return site


def series(texts: list[str]) -> Site:
    return {f"plumber-in-{town}": {"role": "other", "main_text": text} for town, text in zip(TOWNS, texts, strict=True)}


def eras(old: tuple[str, str], new: tuple[str, str]) -> Site:
    pages = [(OLD, *old)] * 3 + [(NEW, *new)] * 3
    return {f"{at}": on(topic, published=day, language=code) for at, (day, code, topic) in enumerate(pages)}


PAPER = (Evidence("kind", "name", "publication", "Zeitung"), Evidence("kind", "owner", "publication", "Zeitung"))


def let(part: str, pages: int = 2, inside: int = 0, kind: tuple[Evidence, ...] = PAPER) -> Site:
    seen = (
        *kind,
        Evidence("link_selling", "let_part", part, "Gutscheine"),
    )
    paths = [f"news/{at}" for at in range(5 - inside)] + [f"gutscheine/{at}" for at in range(inside)]
    return {path: {"role": "article", "evidence": seen if at < pages else kind} for at, path in enumerate(paths)}


FLOOD = "posts many unsigned articles a day on many things"
MIRRORS = "has the same pages in many languages and names nobody behind them"
DOORWAYS = "has a series of pages that differ by one word: 5 pages like https://doors.example/plumber-in-*"
NEW_OWNER = "its old articles are in another language and on other topics: "
PART = "one part bears the name of a trade that rents parts of other sites: "

CASES: list[tuple[str, Site, str]] = [
    ("flood.example", flood(), FLOOD),
    ("flood-by-admin.example", flood(signed("admin", named=False)), FLOOD),
    ("signed.example", flood(signed("Ada Beispiel")), ""),
    ("slow.example", flood(days=6), ""),
    ("owned-flood.example", owned(flood()), ""),
    ("mirrors.example", mirrored(LANGUAGES), MIRRORS),
    ("seven.example", mirrored(LANGUAGES[:7]), ""),
    ("translated.example", mirrored(LANGUAGES, "zapatos-para-{code}-{at}"), ""),
    ("owned-mirrors.example", owned(mirrored(LANGUAGES)), ""),
    ("doors.example", series([f"Plumbers of {town}. {TRADES}" for town in TOWNS]), DOORWAYS),
    ("written.example", series([f"{town} {' '.join(f'{town}{n}' for n in range(60))}" for town in TOWNS]), ""),
    ("short.example", series(["Call us."] * 5), ""),
    ("new-owner.example", eras(("pl", "Sports"), ("en", "Personal Finance")), NEW_OWNER),
    ("moved-on.example", eras(("en", "Sports"), ("en", "Personal Finance")), ""),
    ("bilingual.example", eras(("pl", "Sports"), ("en", "Sports")), ""),
    ("owned-club.example", owned(eras(("pl", "Sports"), ("en", "Personal Finance"))), ""),
    ("let.example", let("www.let.example/gutscheine"), PART + "www.let.example/gutscheine: Gutscheine"),
    ("let-host.example", let("gutscheine.let-host.example"), PART + "gutscheine.let-host.example: Gutscheine"),
    ("museum.example", let("www.museum.example/gutscheine", kind=()), ""),
    ("club.example", let("www.club.example/casino", kind=()), PART + "www.club.example/casino: Gutscheine"),
    ("once.example", let("www.once.example/gutscheine", pages=1), ""),
    ("mein-gutscheine.example", let("www.mein-gutscheine.example/gutscheine"), ""),
    ("all-of-it.example", let("all-of-it.example/gutscheine", pages=5, inside=4), ""),
    ("tsv-dorf.example", flood(), "its name speaks of an association, its pages do not"),
    ("tennis-dorf.example", flood(), FLOOD),
]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory, make_page: Callable[..., Page]) -> Store:
    store = Store.create(tmp_path_factory.mktemp("whole") / "store")
    pages = [
        make_page(f"https://{site}/{path}", fetched_at=NOW, **facts)
        for site, site_pages, _ in CASES
        for path, facts in site_pages.items()
    ]
    store.write_pages("r", pages)
    rank(store, NOW)
    return store


@pytest.fixture(scope="module")
def reasons(store: Store) -> dict[str, list[str]]:
    rows = store.table("SELECT site, link_selling_reasons FROM sites").to_pylist()
    return {row["site"]: row["link_selling_reasons"] for row in rows}


NEW_SIGNS = (FLOOD, MIRRORS, DOORWAYS.partition(":")[0], NEW_OWNER, PART)


@pytest.mark.parametrize(("site", "words"), [(site, words) for site, _, words in CASES], ids=[c[0] for c in CASES])
def test_a_sign_is_said_where_it_shows_and_nowhere_else(site: str, words: str, reasons: dict[str, list[str]]) -> None:
    if words:
        assert any(reason.startswith(words) for reason in reasons[site]), reasons[site]
    else:
        assert not any(reason.startswith(NEW_SIGNS) for reason in reasons[site]), reasons[site]


def test_none_of_them_makes_a_seller(store: Store) -> None:
    assert store.table("SELECT site FROM sites WHERE link_selling IN ('mixed', 'link_seller')").to_pylist() == []


def test_a_part_that_is_let_is_a_section_with_a_warning(store: Store) -> None:
    rows = store.table(
        "SELECT section, site, warning FROM sections WHERE warning IS NOT NULL ORDER BY section"
    ).to_pylist()
    assert [(row["section"], row["site"]) for row in rows] == [
        ("club.example/casino", "club.example"),
        ("gutscheine.let-host.example", "let-host.example"),
        ("let.example/gutscheine", "let.example"),
    ]
    assert all(row["warning"].startswith(PART) for row in rows)


VERDICTS = [
    ("flood.example", "fail", "reads like a content farm"),
    ("doors.example", "fail", DOORWAYS),
    ("mirrors.example", "fail", MIRRORS),
    ("signed.example", "pass", "6 of 6 articles signed"),
    ("slow.example", "fail", "reads like a content farm"),
    ("short.example", "unknown", "fewer than two articles were read"),
]


@pytest.mark.parametrize(("site", "verdict", "detail"), VERDICTS, ids=[case[0] for case in VERDICTS])
def test_whether_people_wrote_it(site: str, verdict: str, detail: str, store: Store) -> None:
    query = 'SELECT verdict, detail, page FROM checks WHERE site = $site AND "check" = $name'
    (row,) = store.table(query, {"site": site, "name": "human"}).to_pylist()
    assert row["verdict"] == verdict
    assert row["detail"].startswith(detail)
    assert row["page"] or verdict == "unknown"
