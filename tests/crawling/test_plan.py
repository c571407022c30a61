"""What to visit next: seeds that are due, then the sites that others vouch for."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

import duckdb
import pytest

from prospector.crawling.plan import VOTES_PER_SITE, VOTES_PER_TURN, Plan, Wanted, plan_visits
from prospector.crawling.run import share
from prospector.markets.knowledge import sites as sites_of
from prospector.markets.seeds import market_seeds
from prospector.models import Link, Page, PlannedVisit, Visit
from prospector.store.queries import copied, read_sql
from prospector.store.store import Store

SEEDS = "https://www.a.de/,DE,blog\nhttps://b.de/,DE,chamber\n"
MakePage = Callable[..., Page]
MakeVisit = Callable[..., Visit]


def link(url: str, site: str, *rel: str) -> Link:
    return Link(url, "text", rel=rel, external=True, site=site)


def planned(store: Store, *markets: str, seeds: str = SEEDS, **wanted: Any) -> Plan:
    """The plan over a store: for Germany, with a.de and b.de as seeds, unless told otherwise."""
    path = store.path.with_name("seeds.csv")
    path.write_text("url,market,kind\n" + seeds)
    return plan_visits(store, Wanted(markets or ("DE",), seeds=path, **wanted))


@pytest.fixture
def plan(store: Store) -> Callable[..., Plan]:
    return partial(planned, store)


@pytest.fixture
def read(store: Store, make_page: MakePage, make_visit: MakeVisit) -> Callable[..., None]:
    """Puts a visit of a site into the store that read one page with the links given."""

    def visited(url: str, links: Iterable[Link] = (), **facts: object) -> None:
        visit = make_visit(url, pages=1, **facts)
        store.write_visit("r", visit, [make_page(url, visit=visit.visit, links=tuple(links))])

    return visited


def sites(plan: Plan) -> list[str]:
    return [visit.site for visit in plan.visits]


# Seeds


def test_seeds_that_were_never_visited_come_with_what_the_list_says(plan: Callable[..., Plan]) -> None:
    assert plan().visits == (
        PlannedVisit("a.de", "https://www.a.de/", "DE", "blog", "seed, never visited"),
        PlannedVisit("b.de", "https://b.de/", "DE", "chamber", "seed, never visited"),
    )


def test_kinds_and_markets_take_turns_so_that_a_short_crawl_sees_some_of_each(plan: Callable[..., Plan]) -> None:
    papers = "".join(f"https://{letter}.de/,DE,publication\n" for letter in "abc")
    seeds = f"{papers}https://x.de/,DE,chamber\nhttps://y.de/,DE,chamber\nhttps://z.fr/,FR,chamber\n"
    assert sites(plan("DE", "FR", seeds=seeds)) == ["a.de", "x.de", "z.fr", "b.de", "y.de", "c.de"]
    assert sites(plan("DE", "FR", seeds=seeds, sites=2)) == ["a.de", "x.de"]


def test_a_broken_row_is_reported_by_its_line_and_the_rest_is_used(plan: Callable[..., Plan]) -> None:
    found = plan(seeds="https://a.de/,DE,blog\nno address,DE,blog\nhttps://b.de/,DE,newspaper\nhttps://c.de/,DE,blog\n")
    assert sites(found) == ["a.de", "c.de"]
    assert [row.line for row in found.bad] == [3, 4]


def test_seeds_of_other_markets_are_not_visited(plan: Callable[..., Plan]) -> None:
    seeds = "https://a.de/,DE,blog\nhttps://b.fr/,FR,blog\n"
    assert sites(plan(seeds=seeds)) == ["a.de"]
    assert sites(plan("DE", "FR", seeds=seeds)) == ["a.de", "b.fr"]


# Visits of a seed as days ago and outcome, and whether it is due again: last visited over 30 days ago, doubled for each
# failure since the last good visit; over 7 days ago where only a browser was wanting.
WAITS: list[tuple[list[tuple[int, str]], bool]] = [
    ([(29, "read")], False),
    ([(31, "read")], True),
    ([(59, "unreachable")], False),
    ([(61, "unreachable")], True),
    ([(100, "read"), (59, "forbidden")], False),
    ([(100, "read"), (61, "forbidden")], True),
    ([(300, "unreachable"), (119, "refused")], False),
    ([(300, "unreachable"), (121, "refused")], True),
    ([(500, "unreachable"), (400, "unreachable"), (31, "read")], True),
    ([*((2000 + n, "unreachable") for n in range(8)), (950, "moved")], False),
    ([*((2000 + n, "unreachable") for n in range(8)), (970, "moved")], True),
    ([(6, "needs_browser")], False),
    ([(8, "needs_browser")], True),
    ([(300, "refused"), (8, "needs_browser")], True),
    ([(300, "needs_browser"), (29, "read")], False),
    ([(100, "needs_browser"), (59, "refused")], False),
    ([(100, "needs_browser"), (61, "refused")], True),
]


@pytest.fixture(scope="module")
def due(tmp_path_factory: pytest.TempPathFactory, make_visit: MakeVisit) -> list[str]:
    store = Store.create(tmp_path_factory.mktemp("due") / "store")
    for number, (visits, _) in enumerate(WAITS):
        for days, outcome in visits:
            store.write_visit("r", make_visit(f"https://s{number}.de/", days_ago=days, outcome=outcome), [])
    return sites(planned(store, seeds="".join(f"https://s{number}.de/,DE,blog\n" for number in range(len(WAITS)))))


@pytest.mark.parametrize("number", range(len(WAITS)), ids=lambda number: str(WAITS[number][0][-2:]))
def test_when_a_seed_is_due_again(number: int, due: list[str]) -> None:
    assert (f"s{number}.de" in due) is WAITS[number][1]


def test_new_seeds_come_first_then_those_that_wait_longest(
    plan: Callable[..., Plan], read: Callable[..., None]
) -> None:
    read("https://a.de/", days_ago=40)
    read("https://b.de/", days_ago=50)
    found = plan(seeds="https://a.de/,DE,blog\nhttps://b.de/,DE,blog\nhttps://c.de/,DE,blog\n")
    assert sites(found) == ["c.de", "b.de", "a.de"]
    assert found.visits[1].reason.startswith("seed, last visited 20")


def test_as_many_sites_as_asked_for(plan: Callable[..., Plan]) -> None:
    assert sites(plan(sites=1)) == ["a.de"]


def test_kinds_and_spiders_narrow_the_plan(plan: Callable[..., Plan]) -> None:
    assert sites(plan(kinds=("chamber",))) == ["b.de"]
    assert sites(plan(spiders=("blogs",))) == ["a.de"]


# Candidates


def test_the_site_that_most_others_link_to_comes_first(plan: Callable[..., Plan], read: Callable[..., None]) -> None:
    read("https://a.de/", [link("https://x.de/post", "x.de"), link("https://y.de/", "y.de")])
    read("https://b.de/", [link("https://y.de/deep/page", "y.de")])
    first, second = plan().visits
    assert first.reason == "candidate, linked by 2 sites, in the text of https://a.de/, suffix of DE"
    assert (first.site, first.kind, first.market, first.source) == ("y.de", "unknown", "DE", "links")
    assert (second.site, second.url) == ("x.de", "https://x.de/")
    assert second.reason == "candidate, linked by 1 site, in the text of https://a.de/, suffix of DE"


def test_seeds_that_are_due_come_before_candidates(plan: Callable[..., Plan], read: Callable[..., None]) -> None:
    read("https://a.de/", [link("https://x.de/", "x.de")])
    assert sites(plan()) == ["b.de", "x.de"]


VOUCH_FOR_NOTHING = [
    link("https://x1.de/", "x1.de", "nofollow"),
    link("https://x2.de/", "x2.de", "noopener", "sponsored"),
    link("https://x3.de/", "x3.de", "ugc"),
    link("https://facebook.com/x", "facebook.com"),
    link("https://b.de/x", "b.de"),
    link("https://gone.de/", "gone.de"),
    link("http://192.168.1.1/", "192.168.1.1"),
    link("http://[::1]/", "::1"),
    link("http://localhost/", "localhost"),
    Link("https://a.de/x", "inside"),
]


def test_links_that_vouch_for_nothing_make_no_candidates(
    plan: Callable[..., Plan], read: Callable[..., None], store: Store, make_visit: MakeVisit
) -> None:
    """Marked ones, social platforms, seeds, sites already visited, numbers and names inside somebody's network."""
    store.write_visit("r", make_visit("https://gone.de/", outcome="unreachable"), [])
    read("https://a.de/", [*VOUCH_FOR_NOTHING, link("https://x.de/", "x.de", "noopener")])
    assert [visit.site for visit in plan().visits if visit.source == "links"] == ["x.de"]


def test_links_of_pages_that_were_not_committed_do_not_vote(
    plan: Callable[..., Plan], store: Store, make_page: MakePage
) -> None:
    store.write_pages("r", [make_page("https://a.de/", visit="open", links=(link("https://x.de/", "x.de"),))])
    assert "x.de" not in sites(plan())


def test_a_site_speaks_for_so_many_others_and_no_more(plan: Callable[..., Plan], read: Callable[..., None]) -> None:
    read("https://a.de/", [link(f"https://x{n}.de/", f"x{n}.de") for n in range(VOTES_PER_SITE + 10)])
    assert len([site for site in sites(plan()) if site.startswith("x")]) == VOTES_PER_SITE


def test_many_links_of_one_site_are_one_vote(plan: Callable[..., Plan], read: Callable[..., None]) -> None:
    read("https://a.de/", [link(f"https://x.de/{n}", "x.de") for n in range(5)])
    assert "linked by 1 site," in next(visit for visit in plan().visits if visit.site == "x.de").reason


@pytest.fixture
def judged(store: Store) -> Callable[[str], None]:
    """Writes what a rank would say of sites, as the rows of one table in SQL."""

    def wrote(rows: str, table: str = "sites (site, link_selling, country, country_status)") -> None:
        with duckdb.connect() as connection:
            connection.execute(read_sql("ranked.sql"))
            connection.execute(f"INSERT INTO {table} VALUES {rows}")
            name = table.partition(" ")[0]
            with copied(connection, name, store.path / f"{name}.parquet"):
                pass

    return wrote


def test_a_site_known_to_sell_links_is_not_visited_and_does_not_vote(
    plan: Callable[..., Plan], read: Callable[..., None], judged: Callable[..., None]
) -> None:
    read("https://a.de/", [link("https://x.de/", "x.de")], days_ago=40)
    judged("('a.de', 'link_seller', 'DE', 'confirmed'), ('y.de', 'link_seller', 'DE', 'confirmed')")
    read("https://b.de/", [link("https://y.de/", "y.de")])
    assert sites(plan()) == []


def test_a_site_rejected_as_seller_parked_or_copy_does_not_vote(
    plan: Callable[..., Plan], read: Callable[..., None], judged: Callable[..., None]
) -> None:
    reasons = {"a.de": "link_seller", "b.de": "parked", "c.de": "duplicate", "d.de": "kind"}
    for site in reasons:
        read(f"https://{site}/", [link(f"https://by-{site}/", f"by-{site}")])
    rows = ", ".join(f"('DE', '{site}', '{reason}')" for site, reason in reasons.items())
    judged(rows, "rejected (market, site, reason)")
    assert sites(plan(seeds="")) == ["by-d.de"]


def placed(site: str, placement: str, **facts: Any) -> Link:
    return Link(f"https://{site}/", "text", placement=placement, external=True, site=site, **facts)


def test_where_a_link_stands_and_whether_the_country_is_sure_decide_between_equals(
    plan: Callable[..., Plan], read: Callable[..., None], judged: Callable[..., None]
) -> None:
    places = ("content", "aside", "nav", "footer")
    read("https://a.de/", [placed(f"{place}-a.de", place) for place in reversed(places)])
    read("https://b.de/", [placed(f"{place}-b.de", place) for place in reversed(places)])
    judged("('b.de', 'clean', 'DE', 'confirmed'), ('a.de', 'clean', 'DE', 'claimed')")
    assert [site.removesuffix(".de") for site in sites(plan(seeds=""))] == [
        "content-b", "content-a", "aside-b", "aside-a", "nav-b", "nav-a", "footer-b", "footer-a",
    ]  # fmt: skip


def test_a_reason_says_who_links_from_where_and_what_else_speaks_for_the_market(
    plan: Callable[..., Plan], store: Store, make_page: MakePage, make_visit: MakeVisit, judged: Callable[..., None]
) -> None:
    visit = make_visit("https://a.de/", pages=1)
    links = (placed("x.de", "content"), placed("y.com", "footer"))
    page = make_page("https://a.de/mitglieder", visit=visit.visit, role="members", language="de", links=links)
    store.write_visit("r", visit, [page])
    judged("('a.de', 'clean', 'DE', 'confirmed')")
    assert [visit.reason for visit in plan(seeds="").visits] == [
        "candidate, linked by 1 site (1 surely in DE), in the member directory of https://a.de/mitglieder, "
        "suffix and language of DE",
        "candidate, linked by 1 site (1 surely in DE), in the footer of https://a.de/mitglieder, language of DE",
    ]


def test_a_link_on_every_page_counts_least_wherever_it_stands(
    plan: Callable[..., Plan], store: Store, make_page: MakePage, make_visit: MakeVisit
) -> None:
    visit = make_visit("https://a.de/", pages=5)
    links = (placed("everywhere.de", "content"),)
    pages = [make_page(f"https://a.de/{n}", visit=visit.visit, links=links) for n in range(4)]
    once = make_page("https://a.de/5", visit=visit.visit, links=(placed("once.de", "footer"),))
    store.write_visit("r", visit, [*pages, once])
    assert sites(plan(seeds="")) == ["once.de", "everywhere.de"]


def test_one_long_list_does_not_crowd_out_what_others_recommend(
    plan: Callable[..., Plan], read: Callable[..., None], judged: Callable[..., None]
) -> None:
    """Sites come by turns: a directory of a market for sure, and a link of a site nobody knows."""
    read("https://a.de/", [placed(f"x{n:02}.de", "content") for n in range(30)])
    read("https://b.de/", [placed("y.de", "footer")])
    judged("('a.de', 'clean', 'DE', 'confirmed')")
    assert sites(plan(seeds="")).index("y.de") == VOTES_PER_TURN


def test_a_network_that_links_to_the_same_sites_gets_no_more_than_one_site_would(
    plan: Callable[..., Plan], read: Callable[..., None]
) -> None:
    for number in range(5):
        read(f"https://net{number}.de/", [placed(f"x{n:02}.de", "content") for n in range(60)])
    read("https://b.de/", [placed("y.de", "content")])
    found = sites(plan(seeds=""))
    assert found.index("y.de") == VOTES_PER_TURN
    assert len(found) == VOTES_PER_SITE + 1


def test_the_sites_of_one_owner_have_one_vote_and_one_turn(
    plan: Callable[..., Plan], store: Store, make_page: MakePage, make_visit: MakeVisit
) -> None:
    """Sites that share an advertising account, or an analytics account with a number for each of them."""
    for number in range(4):
        visit = make_visit(f"https://net{number}.de/", pages=1)
        links = tuple(placed(f"x{number}{n:02}.de", "content") for n in range(30))
        ids = (f"analytics:UA-1234-{number}",) if number % 2 else ("adsense:ca-pub-1234567890",)
        page = make_page(
            visit.planned.url, visit=visit.visit, links=(*links, placed("net.de", "content")), owner_ids=ids
        )
        store.write_visit("r", visit, [page])
    found = plan(seeds="").visits
    assert found[0].site == "net.de"
    assert "linked by 2 sites," in found[0].reason
    assert len(found) == 2 * VOTES_PER_SITE - 1


def test_a_candidate_is_no_hidden_link_no_service_and_no_suffix_of_another_country(
    plan: Callable[..., Plan], read: Callable[..., None]
) -> None:
    others = ("google.com", "wordpress.org", "wordpress.com", "medium.com", "amazon.de", "x.hu")
    kept = ("x.io", "x.eu", "x.berlin", "club.wordpress.com", "x.xn--p1ai")
    hidden = placed("hidden.de", "content", hidden=True)
    read("https://a.de/", [hidden, *(placed(site, "content") for site in (*others, *kept))])
    found = plan("DE", "RU", seeds="").visits
    assert {visit.site for visit in found} == set(kept)
    assert {visit.site for visit in found if visit.market == "RU"} == {"x.xn--p1ai"}


def test_seeds_of_other_markets_are_no_candidates(store: Store, read: Callable[..., None]) -> None:
    other = next(seed for seed in market_seeds("AT").seeds if sites_of().site_of(seed.url).endswith(".com"))
    site = sites_of().site_of(other.url)
    read("https://a.de/", [placed(site, "content"), placed("nobody-knows.de", "content")])
    assert [v.site for v in plan_visits(store, Wanted(("DE",))).visits if v.source == "links"] == ["nobody-knows.de"]


def test_the_market_of_a_candidate_is_its_suffixs_or_that_of_the_site_that_links(
    plan: Callable[..., Plan], read: Callable[..., None]
) -> None:
    markets = {"x.fr": "FR", "bell.com": "DE", "x.co.uk": "GB", "bell.io": "DE"}
    read("https://a.de/", [link(f"https://{site}/", site) for site in markets])
    found = plan("DE", "FR", "GB", seeds="").visits
    assert {visit.site: visit.market for visit in found} == markets
    assert sites(plan("FR", seeds="")) == ["x.fr"]


def test_a_visit_starts_at_the_root_but_on_shared_hosts_where_the_link_led(
    plan: Callable[..., Plan], read: Callable[..., None]
) -> None:
    starts = {
        "https://www.x.de/2026/01/post.html?a=1": ("x.de", "https://www.x.de/"),
        "http://user:secret@y.de/z": ("y.de", "http://y.de/"),
        "https://club.github.io/phoenix/a": ("club.github.io", "https://club.github.io/phoenix/a"),
        "https://medium.com/@ada/post": ("medium.com/@ada", "https://medium.com/@ada/post"),
    }
    read("https://a.de/", [link(url, site) for url, (site, _) in starts.items()])
    assert {(visit.site, visit.url) for visit in plan(seeds="").visits} == set(starts.values())


def test_a_site_that_has_moved_is_visited_where_it_went(
    plan: Callable[..., Plan], store: Store, make_visit: MakeVisit
) -> None:
    store.write_visit("r", make_visit("https://a.de/", outcome="moved", moved_to="https://www.neu.de/start"), [])
    (found,) = (visit for visit in plan().visits if visit.source == "redirect")
    assert (found.site, found.url, found.reason) == (
        "neu.de",
        "https://www.neu.de/start",
        "candidate, a.de has moved there",
    )


def test_nothing_known_is_an_empty_plan(plan: Callable[..., Plan]) -> None:
    assert plan(seeds="") == Plan(())


# Workers


def test_a_site_falls_to_the_same_worker_every_time() -> None:
    visits = [PlannedVisit(f"s{n}.de", f"https://s{n}.de/", "DE", "blog", "") for n in range(40)]
    shares = share(visits, 3)
    assert sorted(visit.site for part in shares for visit in part) == sorted(visit.site for visit in visits)
    assert share(list(reversed(visits)), 3) == [list(reversed(part)) for part in shares]
    assert all(shares)
