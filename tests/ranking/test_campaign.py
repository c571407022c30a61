"""A campaign ranks what a market has by what the stored pages say of its niche."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from prospector.markets.campaigns import Campaign, read_campaign
from prospector.models import Evidence, Link, Page, Visit
from prospector.ranking.campaign import needs_rank, rank_campaign
from prospector.ranking.landing import LandingPage, write_landing_pages
from prospector.ranking.rank import rank
from prospector.ranking.suggesting import suggestions
from prospector.store.store import Store

FILLER = "Der Rat der Gemeinde hat am Montag getagt und den Haushalt für das Jahr beschlossen. " * 6
ABOUT = "Unsere Wanderschuhe halten: eine Bergtour über den Klettersteig, zwei Bergtouren, drei Hüttentouren. " * 4
NICHE = """
name = "Berge"
site = "https://www.own.example/"
markets = ["de", "fr"]
competitors = ["rival.example"]
[niche]
de = ["Bergtour", "Klettersteig", {term = "Wanderschuh", weight = 2}]
[must_not]
de = ["Glücksspiel"]
[leave_out]
contacted = ["kennt.de"]
"""


@pytest.fixture
def add(store: Store, make_page: Callable[..., Page], make_visit: Callable[..., Visit]) -> Callable[..., None]:
    """Puts a German site with some pages, given by path, text and facts, into the store."""

    def added(host: str, pages: dict[str, str], **facts: Any) -> None:
        visit = make_visit(f"https://{host}/", pages=len(pages), kind="blog")
        owner = (
            Evidence("country", "address", "DE", "Hauptstraße 1", 1.0),
            Evidence("country", "register_id", "DE", "HRB 1", 1.0),
        )
        read = [
            make_page(
                f"https://{host}{path}",
                visit=visit.visit,
                role="home" if path == "/" else "article",
                title=path,
                text=text,
                main_text=text,
                **{"language": "de", "evidence": owner, **facts},
            )
            for path, text in pages.items()
        ]
        store.write_visit("r", visit, read)

    return added


@pytest.fixture
def campaign(tmp_path: Path) -> Campaign:
    path = tmp_path / "berge.toml"
    path.write_text(NICHE, encoding="utf-8")
    return read_campaign(path)


def listed(store: Store) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = store.table(
        "SELECT * FROM prospects WHERE campaign = 'berge' ORDER BY market, rank"
    ).to_pylist()
    return found


def test_sites_about_the_niche_come_first_and_others_are_left_out(
    add: Callable[..., None], store: Store, campaign: Campaign
) -> None:
    add("alles.de", {"/": ABOUT, "/a": ABOUT, "/b": ABOUT})
    add("zweimal.de", {"/": FILLER, "/a": FILLER + "Eine Bergtour, noch eine Bergtour.", "/b": FILLER})
    add("beilaeufig.de", {"/": FILLER, "/a": FILLER + "Eine Bergtour.", "/b": FILLER})
    add("nie.de", {"/": FILLER, "/a": FILLER})
    add("kennt.de", {"/": ABOUT})
    add("rival.example", {"/": ABOUT})
    rank(store)
    ranked = rank_campaign(store, campaign)
    rows = listed(store)
    assert [row["site"] for row in rows] == ["alles.de", "zweimal.de"]
    assert ranked.counts == {"DE": 2}
    assert ranked.kept_out == {"competitor": 1, "contacted": 1, "nothing about the niche": 2}
    assert rows[0]["topic_score"] > 70 > 40 > rows[1]["topic_score"] > 5


def test_reasons_name_the_best_pages_and_the_terms_found_there(
    add: Callable[..., None], store: Store, campaign: Campaign
) -> None:
    add("alles.de", {"/": FILLER, "/tour": ABOUT})
    rank(store)
    rank_campaign(store, campaign)
    row = listed(store)[0]
    assert row["best_page"] == "https://alles.de/tour"
    assert row["reasons_for"][0] == ("speaks of Bergtour (8), Klettersteig (4), Wanderschuh (4): https://alles.de/tour")


def test_a_fit_that_is_unknown_comes_after_those_that_are_known(
    add: Callable[..., None], store: Store, campaign: Campaign
) -> None:
    add("zweimal.de", {"/": FILLER, "/a": FILLER + "Eine Bergtour, noch eine Bergtour.", "/b": FILLER})
    add("english.de", {"/": "All about hiking boots. " * 20}, language="en")
    rank(store)
    rank_campaign(store, campaign)
    assert [(row["site"], row["topic_score"] is None) for row in listed(store)] == [
        ("zweimal.de", False),
        ("english.de", True),
    ]


def test_a_page_that_says_what_it_must_not_does_not_count(
    add: Callable[..., None], store: Store, campaign: Campaign
) -> None:
    add("alles.de", {"/": FILLER, "/a": ABOUT + "Glücksspiele", "/b": "Eine Bergtour, ein Klettersteig. " * 9 + FILLER})
    rank(store)
    rank_campaign(store, campaign)
    assert listed(store)[0]["best_page"] == "https://alles.de/b"


def test_links_to_competitors_speak_for_a_site_and_links_to_oneself_are_told(
    add: Callable[..., None], store: Store, campaign: Campaign
) -> None:
    links = (
        Link("https://rival.example/", "rival", external=True, site="rival.example"),
        Link("https://www.own.example/", "own", external=True, site="own.example"),
    )
    add("alles.de", {"/": ABOUT}, links=links)
    rank(store)
    rank_campaign(store, campaign)
    row = listed(store)[0]
    assert "links to your competitor rival.example: https://alles.de/" in row["reasons_for"]
    assert "links to you already: https://alles.de/" in row["reasons_against"]


def test_the_landing_page_that_was_found_stands_in_the_list(
    add: Callable[..., None], store: Store, campaign: Campaign
) -> None:
    add("alles.de", {"/": ABOUT})
    rank(store)
    write_landing_pages(store, campaign.slug, [LandingPage("DE", "de", "https://www.own.example/de/", "")])
    rank_campaign(store, campaign)
    assert listed(store)[0]["landing_page"] == "https://www.own.example/de/"


def test_the_markets_own_list_stays_as_it_is(add: Callable[..., None], store: Store, campaign: Campaign) -> None:
    add("alles.de", {"/": ABOUT})
    rank(store)
    query = "SELECT * FROM prospects WHERE campaign = '_'"
    before = store.table(query).to_pylist()
    rank_campaign(store, campaign)
    assert store.table(query).to_pylist() == before
    assert before[0]["topic_score"] is None


def test_pages_read_since_the_last_rank_call_for_another(add: Callable[..., None], store: Store) -> None:
    assert not needs_rank(store)
    add("alles.de", {"/": ABOUT})
    assert needs_rank(store)
    rank(store)
    assert not needs_rank(store)


def test_suggestions_are_what_examples_say_and_other_pages_do_not(
    add: Callable[..., None], store: Store, make_page: Callable[..., Page], campaign: Campaign
) -> None:
    add("andere.de", {"/": FILLER})
    example = make_page("https://e.de/", language="de", main_text=ABOUT + FILLER)
    found = suggestions(store, [example], campaign.niche, most=10)
    assert {"Hüttentouren", "Wanderschuhe"} <= {row.term for row in found}
    assert not {"Gemeinde", "Haushalt", "Klettersteig"} & {row.term for row in found}
