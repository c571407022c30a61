"""A rank replaces the one before, whole; what it is computed from stays as it is."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from prospector.models import Contact, Evidence, Page, Visit
from prospector.ranking.rank import rank
from prospector.store.store import Store

NOW = datetime(2026, 6, 1, tzinfo=UTC)


def imprint(country: str) -> tuple[Evidence, ...]:
    """An owner's address and register number: as strong as evidence of a country gets."""
    return (
        Evidence("country", "address", country, "Hauptstraße 1", 1.0),
        Evidence("country", "register_id", country, "HRB 1", 1.0),
    )


@pytest.fixture
def add(store: Store, make_page: Callable[..., Page], make_visit: Callable[..., Visit]) -> Callable[..., None]:
    """Puts a visit of a site from a country into the store: its start page, read some days before."""

    def added(url: str, country: str, days: int = 1) -> None:
        moment = NOW - timedelta(days=days)
        visit = make_visit(url, market=country, kind="publication", pages=1)
        text = "Die Zeitung für das Tal berichtet jeden Tag aus den Gemeinden. " * 20
        page = make_page(
            url,
            visit=visit.visit,
            role="home",
            fetched_at=moment,
            text=text,
            main_text=text,
            language="de",
            evidence=imprint(country),
            contacts=(Contact("email", f"redaktion@{url.split('/')[2]}", "editorial"),),
        )
        store.write_visit("r", visit, [page])

    return added


def listed(store: Store) -> set[tuple[str, str]]:
    rows = store.table("SELECT market, site FROM prospects").to_pylist()
    return {(row["market"], row["site"]) for row in rows}


def test_an_empty_store_has_nobody_to_rank(store: Store) -> None:
    assert rank(store) == {}
    assert listed(store) == set()


def test_ranking_twice_comes_to_the_same(store: Store, add: Callable[..., None]) -> None:
    add("https://a.de/", "DE")
    add("https://b.at/", "AT")
    query = "SELECT * EXCLUDE judged_at FROM {} ORDER BY ALL"
    answers = []
    for _ in range(2):
        assert rank(store, NOW) == {"AT": 1, "DE": 1}
        answers.append([store.table(query.format(name)) for name in ("prospects", "sites", "sections", "rejected")])
    assert answers[0] == answers[1]


def test_a_market_that_lost_its_last_prospect_is_empty(
    store: Store, add: Callable[..., None], make_page: Callable[..., Page]
) -> None:
    add("https://a.de/", "DE")
    rank(store, NOW)
    assert listed(store) == {("DE", "a.de")}
    store.write_pages("r2", [make_page("https://a.de/", fetched_at=NOW, role="home", evidence=imprint("AT"))])
    rank(store, NOW)
    assert {market for market, _ in listed(store)} <= {"AT"}
    assert store.table("SELECT site FROM prospects WHERE market = 'DE'").num_rows == 0


@pytest.mark.parametrize(("days", "counts"), [(399, {"DE": 1}), (401, {})])
def test_no_reading_older_than_400_days_counts(
    days: int, counts: dict[str, int], store: Store, add: Callable[..., None]
) -> None:
    add("https://a.de/", "DE", days)
    assert rank(store, NOW) == counts


def test_what_was_read_is_not_touched(store: Store, add: Callable[..., None]) -> None:
    add("https://a.de/", "DE")
    before = {path: path.read_bytes() for path in files(store, "pages", "visits", "runs")}
    rank(store, NOW)
    assert {path: path.read_bytes() for path in files(store, "pages", "visits", "runs")} == before


def files(store: Store, *folders: str) -> list[Path]:
    return sorted(path for folder in folders for path in (store.path / folder).rglob("*") if path.is_file())


def test_a_rank_under_the_eyes_of_a_reader_hurts_neither(store: Store, add: Callable[..., None]) -> None:
    """An answer that is being read while its files are replaced is read to its end."""
    add("https://a.de/", "DE")
    rank(store, NOW)
    answer = store.sql("SELECT site FROM prospects")
    add("https://b.de/", "DE")
    rank(store, NOW)
    assert answer.fetchall() in ([("a.de",)], [("a.de",), ("b.de",)], [("b.de",), ("a.de",)])
    assert listed(store) == {("DE", "a.de"), ("DE", "b.de")}
