"""What sites as a whole and their networks say of selling links. One store, one rank, a table of sites."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from prospector.models import Evidence, Link, Page
from prospector.ranking.rank import rank
from prospector.store.store import Store
from tests.judging.pages import outward, signed

NOW = datetime(2026, 6, 1, tzinfo=UTC)
OFFER = (Evidence("link_selling", "own_offer", "offer", "We sell links for $50"),)
CASINO = Evidence("link_selling", "money_anchor_gambling", "casino.example", "casino → https://casino.example/")
LOAN = Evidence("link_selling", "money_anchor_loans", "loan.example", "payday loan → https://loan.example/")
BUYERS = tuple(f"https://buyer{number}.example/loan" for number in range(3))
SOLD = tuple(
    Evidence("link_selling", "money_anchor_loans", f"buyer{n}", f"loan → {url}") for n, url in enumerate(BUYERS)
)
SISTERS = tuple(outward(f"https://shop{number}.example/", f"Shop {number}") for number in range(7))
FRIENDS = tuple(outward(f"https://friend{number}.example/", f"Friend {number}") for number in range(7))
RIVALS = (
    outward("https://one.example/", "office for rent", placement="footer"),
    outward("https://two.example/", "office for rent", placement="footer"),
    outward("https://one.example/", "shared office"),
    outward("https://two.example/", "shared office"),
)
VARIANTS = (*RIVALS, outward("https://one.example/a", "rent an office"))
HONEST_FRAME = tuple(
    outward(f"https://{host}.example/", anchor)
    for host in ("parent", "captcha")
    for anchor in ("Privacy Policy", "Contact")
)
PARTNER = Evidence("link_selling", "money_anchor_gambling", "pools.example", "sports betting → https://pools.example/")
CASINOS = tuple(
    Evidence("link_selling", "money_anchor_gambling", f"c{n}.example", f"casino → https://c{n}.example/")
    for n in range(4)
)
OWN_TRADE = Evidence("link_selling", "own_trade", "casino", "Casino news")
LINES = "\n".join(
    f"Line {number} of what we say about ourselves, word for word the same on all of our sites." for number in range(4)
)


def number(words: str) -> tuple[Evidence, ...]:
    return (Evidence("country", "register_id", "DE", words),)


SITES: dict[str, dict[str, Any]] = {
    "seller.de": {"owner_ids": ("analytics:UA-777-1",), "evidence": (*OFFER, *number("HRB 1234567"))},
    "sister.de": {"owner_ids": ("analytics:UA-777-2",)},
    "cousin.de": {"evidence": number("HRB 12 34 567"), "links": RIVALS},
    "niece.de": {"links": VARIANTS},
    "agency-client.de": {"owner_ids": ("tagmanager:GTM-AGENCY",), "evidence": (*OFFER, *number("HRB 7654321"))},
    "other-client.de": {"owner_ids": ("tagmanager:GTM-AGENCY",), "evidence": number("HRB 1112223")},
    "third-client.de": {"owner_ids": ("tagmanager:GTM-AGENCY",)},
    "one.wordpress.com": {"owner_ids": ("analytics:UA-888-1",)},
    "two.wordpress.com": {"owner_ids": ("analytics:UA-888-1",)},
    "near.de": {"owner_ids": ("analytics:UA-888-1",)},
    "paper-a.de": {"links": SISTERS},
    "paper-b.de": {"links": (*SISTERS, *FRIENDS[:2])},
    "paper-c.de": {"links": (*SISTERS[:5], *FRIENDS)},
    "line-a.de": {"text": LINES},
    "line-b.de": {"text": LINES + "\nand more"},
    "framed.de": {"links": HONEST_FRAME},
    "dealer.de": {
        "evidence": OFFER,
        "articles": {"evidence": SOLD, "links": tuple(outward(u, "loan") for u in BUYERS)},
    },
    "quiet.de": {"articles": {"links": tuple(outward(url, "here") for url in BUYERS)}},
    "two-of-three.de": {"articles": {"links": tuple(outward(url, "here") for url in BUYERS[:2])}},
    "farm.de": {"articles": {"evidence": (signed("admin", named=False),)}},
    "newsroom.de": {"articles": {"evidence": (replace(signed("Redaktion", named=False), strength=0.5),)}},
    "written.de": {"articles": {"evidence": (signed("Ada Beispiel"),)}},
    "club.de": {
        "articles": {"evidence": (signed("admin", named=False),)},
        "evidence": (Evidence("kind", "name", "association", "e. V."),),
    },
    "shopping-guide.de": {"articles": {"links": (outward("https://www.amazon.de/dp/1?tag=x-21", "Look", "nofollow"),)}},
    "one-partner.de": {"evidence": (PARTNER,), "articles": {"evidence": (PARTNER,)}},
    "two-partners.de": {"evidence": (PARTNER, LOAN), "articles": {"evidence": (PARTNER, LOAN)}},
    "one-trade.de": {"evidence": CASINOS[:1], "articles": {"evidence": CASINOS[1:2]}},
    "many-casinos.de": {"evidence": CASINOS[:2], "articles": {"evidence": CASINOS[2:]}},
    "casino-press.de": {"articles": {"evidence": (CASINO, LOAN, OWN_TRADE)}},
    "archive.org": {"owner_ids": ("analytics:UA-777-1",)},
    "fc-beispiel.de": {"articles": {"evidence": (CASINO,)}},
}
TIED = {
    "seller.de": {"sister.de", "cousin.de"},
    "paper-a.de": {"paper-b.de"},
    "line-a.de": {"line-b.de"},
}


FOLDERS = {
    "https://let.de/coupons/a": ("article", (CASINO,)),
    "https://let.de/coupons/b": ("article", (LOAN,)),
    **{f"https://let.de/news/{number}": ("article", ()) for number in range(3)},
    "https://whole.de/a": ("article", (CASINO,)),
    "https://whole.de/coupons/b": ("article", (LOAN,)),
    **{f"https://whole.de/news/{number}": ("article", ()) for number in range(3)},
}


def pages_of(site: str, make_page: Callable[..., Page], links: Sequence[Link] = (), **facts: Any) -> list[Page]:
    roles = ("home", "imprint", *["article"] * 5)
    articles = facts.pop("articles", {})
    return [
        make_page(
            f"https://{site}/{at}",
            role=role,
            fetched_at=NOW,
            **{"links": tuple(links), **(facts if at < 2 else articles)},
        )
        for at, role in enumerate(roles)
    ]


@pytest.fixture(scope="module")
def ranked(tmp_path_factory: pytest.TempPathFactory, make_page: Callable[..., Page]) -> dict[str, dict[str, Any]]:
    store = Store.create(tmp_path_factory.mktemp("networks") / "store")
    store.write_pages(
        "r", [make_page(url, role=role, evidence=seen, fetched_at=NOW) for url, (role, seen) in FOLDERS.items()]
    )
    store.write_pages("r", [page for site, facts in SITES.items() for page in pages_of(site, make_page, **facts)])
    rank(store, NOW)
    return {row["site"]: row for row in store.table("SELECT * FROM sites").to_pylist()}


def said(row: dict[str, Any], start: str) -> str:
    return next((reason for reason in row["link_selling_reasons"] if reason.startswith(start)), "")


@pytest.mark.parametrize("site", SITES)
def test_sites_are_tied_by_what_owners_leave_on_them(site: str, ranked: dict[str, dict[str, Any]]) -> None:
    others = {other for one, group in TIED.items() for other in {one, *group} if site in {one, *group}} - {site}
    words = said(ranked[site], "shares an account, number or template with other sites")
    assert bool(words) == bool(others), words
    assert not others or any(other in words for other in others)


VERDICTS = [
    ("seller.de", "link_seller", "offers links"),
    (
        "sister.de",
        "unknown",
        "shares an account, number or template with a seller of links: id analytics:UA-777 also on seller.de",
    ),
    (
        "cousin.de",
        "link_seller",
        "shares an account, number or template with a seller of links: register 1234567 also on",
    ),
    ("niece.de", "link_seller", "one site under many wordings of one subject on nearly all pages: "),
    ("third-client.de", "clean", ""),
    ("near.de", "clean", ""),
    ("paper-b.de", "clean", ""),
    ("framed.de", "clean", ""),
    ("quiet.de", "unknown", "links to the buyers of known sellers: buyer0.example is also linked by dealer.de"),
    ("two-of-three.de", "clean", ""),
    ("one-partner.de", "unknown", "followed gambling links: sports betting → https://pools.example/"),
    ("two-partners.de", "link_seller", "the same links of trades that buy links on nearly all pages: "),
    ("one-trade.de", "unknown", "followed gambling links: casino"),
    ("many-casinos.de", "link_seller", "links of trades that buy links on several pages: casino"),
    ("casino-press.de", "clean", "is itself about a trade that buys links: Casino"),
    ("archive.org", "clean", ""),
    ("let.de", "mixed", "sells in one folder only: https://let.de/coupons/"),
    ("whole.de", "link_seller", "followed gambling links: "),
]


@pytest.mark.parametrize(("site", "verdict", "words"), VERDICTS, ids=[site for site, *_ in VERDICTS])
def test_kin_of_a_seller_needs_more_to_be_one(
    site: str, verdict: str, words: str, ranked: dict[str, dict[str, Any]]
) -> None:
    assert ranked[site]["link_selling"] == verdict, ranked[site]["link_selling_reasons"]
    assert said(ranked[site], words) or not words


REMARKS = [
    ("farm.de", "clean", "reads like a content farm, no owner or author named: all by admin"),
    ("newsroom.de", "clean", ""),
    ("written.de", "clean", ""),
    ("club.de", "clean", ""),
    ("shopping-guide.de", "clean", "earns by affiliate links: amazon.de"),
    ("fc-beispiel.de", "unknown", "its name speaks of an association, its pages do not: casino → "),
]


@pytest.mark.parametrize(("site", "verdict", "words"), REMARKS, ids=[site for site, *_ in REMARKS])
def test_farms_and_affiliates_are_called_so_and_not_sellers(
    site: str, verdict: str, words: str, ranked: dict[str, dict[str, Any]]
) -> None:
    reasons = ranked[site]["link_selling_reasons"]
    assert ranked[site]["link_selling"] == verdict, reasons
    assert said(ranked[site], words) if words else not reasons
