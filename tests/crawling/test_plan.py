"""What to visit next: seeds that are due, then the sites that others vouch for."""

from collections.abc import Callable, Iterable
from pathlib import Path

import duckdb
import pytest

from prospector.crawling.plan import VOTES_PER_SITE, Plan, Wanted, plan_visits
from prospector.crawling.run import share
from prospector.models import Link, Page, PlannedVisit, Visit
from prospector.store.store import Store, copied, read_sql

MakePage = Callable[..., Page]
MakeVisit = Callable[..., Visit]


def link(url: str, site: str, *rel: str) -> Link:
    return Link(url, "text", rel=rel, external=True, site=site)


@pytest.fixture
def plan(store: Store, tmp_path: Path) -> Callable[..., Plan]:
    """Plans over the test's store: for Germany, with a.de and b.de as seeds, unless told otherwise."""

    def planned(
        *markets: str, seeds: str = "https://www.a.de/,DE,blog\nhttps://b.de/,DE,chamber\n", **wanted: object
    ) -> Plan:
        path = tmp_path / "seeds.csv"
        path.write_text("url,market,kind\n" + seeds)
        return plan_visits(store, Wanted(markets or ("DE",), seeds=path, **wanted))  # type: ignore[arg-type]

    return planned


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


def test_a_broken_row_is_reported_by_its_line_and_the_rest_is_used(plan: Callable[..., Plan]) -> None:
    found = plan(seeds="https://a.de/,DE,blog\nno address,DE,blog\nhttps://b.de/,DE,newspaper\nhttps://c.de/,DE,blog\n")
    assert sites(found) == ["a.de", "c.de"]
    assert [row.line for row in found.bad] == [3, 4]


def test_seeds_of_other_markets_are_not_visited(plan: Callable[..., Plan]) -> None:
    seeds = "https://a.de/,DE,blog\nhttps://b.fr/,FR,blog\n"
    assert sites(plan(seeds=seeds)) == ["a.de"]
    assert sites(plan("DE", "FR", seeds=seeds)) == ["a.de", "b.fr"]


@pytest.mark.parametrize(
    ("visits", "due"),
    [
        ([(29, "read")], False),
        ([(31, "read")], True),
        # Each failure since the last good visit doubles the wait of 30 days.
        ([(59, "unreachable")], False),
        ([(61, "unreachable")], True),
        ([(100, "read"), (59, "forbidden")], False),
        ([(100, "read"), (61, "forbidden")], True),
        ([(300, "unreachable"), (119, "refused")], False),
        ([(300, "unreachable"), (121, "refused")], True),
        ([(500, "unreachable"), (400, "unreachable"), (31, "read")], True),
        ([(2000 - n, "unreachable") for n in range(8)] + [(950, "moved")], False),
        ([(2000 - n, "unreachable") for n in range(8)] + [(970, "moved")], True),
    ],
)
def test_when_a_seed_is_due_again(
    visits: list[tuple[int, str]], due: bool, plan: Callable[..., Plan], store: Store, make_visit: MakeVisit
) -> None:
    for days, outcome in visits:
        store.write_visit("r", make_visit("https://a.de/", days_ago=days, outcome=outcome), [])
    assert ("a.de" in sites(plan())) is due


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
    assert first.reason == "candidate, linked by 2 sites, first on https://a.de/"
    assert (first.site, first.kind, first.market, first.source) == ("y.de", "unknown", "DE", "links")
    assert (second.site, second.url) == ("x.de", "https://x.de/")
    assert second.reason == "candidate, linked by 1 site, first on https://a.de/"


def test_seeds_that_are_due_come_before_candidates(plan: Callable[..., Plan], read: Callable[..., None]) -> None:
    read("https://a.de/", [link("https://x.de/", "x.de")])
    assert sites(plan()) == ["b.de", "x.de"]


@pytest.mark.parametrize(
    "passed_over",
    [
        link("https://x.de/", "x.de", "nofollow"),
        link("https://x.de/", "x.de", "noopener", "sponsored"),
        link("https://x.de/", "x.de", "ugc"),
        link("https://facebook.com/x", "facebook.com"),
        link("https://b.de/x", "b.de"),
        link("https://gone.de/", "gone.de"),
        link("http://192.168.1.1/", "192.168.1.1"),
        link("http://[::1]/", "::1"),
        link("http://localhost/", "localhost"),
        Link("https://a.de/x", "inside"),
    ],
    ids=lambda found: f"{found.url} {' '.join(found.rel)}",
)
def test_a_link_that_vouches_for_nothing_makes_no_candidate(
    passed_over: Link, plan: Callable[..., Plan], read: Callable[..., None], store: Store, make_visit: MakeVisit
) -> None:
    store.write_visit("r", make_visit("https://gone.de/", outcome="unreachable"), [])
    read("https://a.de/", [passed_over])
    assert [visit.site for visit in plan().visits if visit.source == "links"] == []


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


def test_a_site_known_to_sell_links_is_not_visited_and_does_not_vote(
    plan: Callable[..., Plan], read: Callable[..., None], store: Store
) -> None:
    read("https://a.de/", [link("https://x.de/", "x.de")], days_ago=40)
    with duckdb.connect() as connection:
        connection.execute(read_sql("ranked.sql"))
        connection.execute("INSERT INTO sites (site, link_selling) VALUES ('a.de', 'link_seller')")
        with copied(connection, "sites", store.path / "sites.parquet"):
            pass
    assert sites(plan()) == ["b.de"]


@pytest.mark.parametrize(
    ("url", "site", "market"),
    [("https://x.fr/", "x.fr", "FR"), ("https://bell.com/", "bell.com", "DE"), ("https://x.co.uk/", "x.co.uk", "GB"),
     ("https://bell.io/", "bell.io", "DE")],
)  # fmt: skip
def test_the_market_of_a_candidate_is_its_suffixs_or_that_of_the_site_that_links(
    url: str, site: str, market: str, plan: Callable[..., Plan], read: Callable[..., None]
) -> None:
    read("https://a.de/", [link(url, site)])
    (found,) = (visit for visit in plan("DE", "FR", "GB", seeds="").visits if visit.source == "links")
    assert (found.site, found.market) == (site, market)


@pytest.mark.parametrize(
    ("url", "site", "start"),
    [
        ("https://www.x.de/2026/01/post.html?a=1", "x.de", "https://www.x.de/"),
        ("http://user:secret@x.de/y", "x.de", "http://x.de/"),
        ("https://club.github.io/phoenix/a", "club.github.io", "https://club.github.io/phoenix/a"),
        ("https://medium.com/@ada/post", "medium.com/@ada", "https://medium.com/@ada/post"),
    ],
)
def test_a_visit_starts_at_the_root_but_on_shared_hosts_where_the_link_led(
    url: str, site: str, start: str, plan: Callable[..., Plan], read: Callable[..., None]
) -> None:
    read("https://a.de/", [link(url, site)])
    (found,) = (visit for visit in plan().visits if visit.source == "links")
    assert (found.site, found.url) == (site, start)


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
