"""Which pages of a site a visit reads: what decides most first, on a budget, past the traps."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from urllib.parse import urljoin

import pytest

from prospector.crawling.visit import MAX_REQUESTS_PER_PAGE, Option, VisitPlan
from prospector.judging.roles import Roles
from prospector.markets.kinds import appetite
from prospector.markets.knowledge import knowledge, sites
from prospector.models import Alternate, Link, Page, PlannedVisit
from prospector.reading.listings import Listed

HOME = "https://www.bote.de/"
MakePage = Callable[..., Page]


def link(href: str, anchor: str = "", placement: str = "content") -> Link:
    url = urljoin(HOME, href)
    return Link(url, anchor, placement=placement, external=sites().site_of(url) != "bote.de")


def planned(kind: str = "publications", pages: int = 12) -> VisitPlan:
    visit = PlannedVisit("bote.de", HOME, "DE", "publication", "seed")
    return VisitPlan(visit, replace(appetite(kind), pages=pages), Roles(knowledge()), sites())


@pytest.fixture
def walk(make_page: MakePage) -> Callable[..., list[tuple[str, str]]]:
    """Visits a site whose pages have the links given, and returns what it read, in order, the start page left out."""

    def walked(
        links: Iterable[Link], others: Mapping[str, Iterable[Link]] | None = None, visit: VisitPlan | None = None
    ) -> list[tuple[str, str]]:
        visit = visit or planned()
        visit.read(make_page(HOME, role="home", links=tuple(links), text_hash="home"))
        read = []
        while option := visit.next():
            visit.requests += 1
            path = option.url.removeprefix(HOME.rstrip("/"))
            read.append((option.role, path))
            more = tuple((others or {}).get(path, ()))
            visit.read(make_page(option.url, role=option.role, depth=option.depth, links=more, text_hash=path))
        return read

    return walked


ARTICLE = "Stadtrat beschließt neuen Radweg am Ufer"


def articles(count: int) -> list[Link]:
    return [link(f"/2026/03/{n}-der-rat-sagt-ja.html", f"{ARTICLE} {n}") for n in range(1, count + 1)]


def test_who_answers_for_a_site_is_read_before_what_it_writes(walk: Callable[..., list[tuple[str, str]]]) -> None:
    footer = [
        link("/datenschutz", "Datenschutz", "footer"),
        link("/impressum", "Impressum", "footer"),
        link("/mediadaten", "Mediadaten", "footer"),
        link("/kontakt", "Kontakt", "footer"),
        link("/ueber-uns", "Über uns", "footer"),
    ]
    read = walk([*articles(2), *footer])
    assert [role for role, _ in read] == [
        "imprint", "contact", "about", "advertise", "article", "article", "privacy",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("href", "anchor", "role"),
    [
        ("/x1", "Impressum", "imprint"),
        ("/mentions-legales", "", "imprint"),
        ("/x2", "会社概要", "imprint"),
        ("/x3", "お問い合わせ", "contact"),
        ("/x4", "О нас", "about"),
        ("/x5", "Рекламодателям", "advertise"),
        ("/x6", "Write for us", "contribute"),
        ("/x7", "Annonsera", "advertise"),
        ("/x8", "광고문의", "advertise"),
        ("/x9", "Quiénes somos", "about"),
    ],
)
def test_the_words_of_every_language_say_what_a_link_is_for(
    href: str, anchor: str, role: str, walk: Callable[..., list[tuple[str, str]]]
) -> None:
    assert walk([link(href, anchor)]) == [(role, href)]


def test_no_role_takes_more_than_its_share_while_others_wait(walk: Callable[..., list[tuple[str, str]]]) -> None:
    visit = planned(pages=6)
    read = walk([*articles(20), link("/links", "Links", "nav"), link("/sport", "Sport", "nav")], visit=visit)
    assert [role for role, _ in read] == ["article"] * 4 + ["links"]


def test_what_is_left_of_the_budget_goes_to_the_best_of_the_rest(walk: Callable[..., list[tuple[str, str]]]) -> None:
    read = walk(articles(20))
    assert len(read) == appetite("publications").pages - 1, "the start page is one of them"
    assert {role for role, _ in read} == {"article"}


@pytest.mark.parametrize("pages", [1, 3, 12])
def test_the_budget_is_kept(pages: int, walk: Callable[..., list[tuple[str, str]]]) -> None:
    assert len(walk(articles(40), visit=planned(pages=pages))) == pages - 1


def test_requests_that_bring_nothing_end_a_visit_too(make_page: MakePage) -> None:
    visit = planned(pages=4)
    visit.read(make_page(HOME, role="home", links=tuple(articles(40))))
    while visit.next():
        visit.requests += 1
        visit.failed("https://www.bote.de/x", "HTTP 500")
    assert visit.requests == 4 * MAX_REQUESTS_PER_PAGE


@pytest.mark.parametrize(
    "href",
    [
        "https://other.de/impressum",
        "mailto:a@bote.de",
        "/",
        "/index.html",
        "http://bote.de/",
        "/#top",
        "/preise.pdf",
        "/bild.JPG",
        "/feed/",
        "/tag/radweg",
        "/author/admin/",
        "/page/7",
        "/search?q=rad",
        "/kalender/2026/03",
        "/calendar/2031-12-01",
        "/wp-login.php",
        "/cart/",
        "/artikel?replytocom=12",
        "/artikel-ueber-den-neuen-radweg?print=1",
        "/a/a/a/",
        "/1/2/3/4/5/6/7/8/9/10/11/",
        "/x?a=1&b=2&c=3&d=4",
        "/" + "x" * 300,
    ],
)
def test_traps_files_and_other_sites_are_passed_by(href: str, walk: Callable[..., list[tuple[str, str]]]) -> None:
    assert walk([link(href, "nächste Seite")]) == []


def test_one_page_is_read_once_however_it_is_written(walk: Callable[..., list[tuple[str, str]]]) -> None:
    spellings = ["/impressum", "/impressum/", "http://bote.de/impressum", "/impressum?utm_source=x", "/impressum#a"]
    assert walk([link(href, "Impressum") for href in spellings]) == [("imprint", "/impressum")]


def test_pages_that_all_look_alike_lead_nowhere(make_page: MakePage) -> None:
    """A calendar or a soft 404 answers every address with the same page and new links."""
    visit = planned()
    visit.read(make_page(HOME, role="home", links=(link("/a", "Kontakt"),), text_hash="same"))
    option = visit.next()
    assert option
    visit.read(make_page(option.url, role="contact", links=(link("/b", "Impressum"),), text_hash="same"))
    assert visit.next() is None


# Lists of members


def paged(pages: int, href: str) -> dict[str, list[Link]]:
    """A member list of so many pages, each linking to the next two by their numbers."""
    return {
        href.format(n): [link(href.format(m), str(m)) for m in (n + 1, n + 2) if m <= pages]
        for n in range(1, pages + 1)
    }


@pytest.mark.parametrize("href", ["/mitglieder?seite={}", "/mitglieder/{}", "/mitglieder/page/{}/"])
def test_a_paged_list_of_members_is_read_on_a_budget_of_its_own(
    href: str, walk: Callable[..., list[tuple[str, str]]]
) -> None:
    visit = planned("chambers", pages=4)
    first = link(href.format(1), "Mitglieder", "nav")
    read = walk([first, link("/impressum", "Impressum"), *articles(9)], paged(30, href), visit)
    roles = [role for role, _ in read]
    assert roles.count("listing") == appetite("chambers").listing_pages
    assert roles.count("members") == roles.count("imprint") == 1
    assert len(roles) - roles.count("listing") == 3


def test_a_list_by_letters_is_followed_too(walk: Callable[..., list[tuple[str, str]]]) -> None:
    letters = [link(f"/mitglieder/{letter}", letter.upper()) for letter in "abc"]
    read = walk([link("/mitglieder", "Mitglieder")], {"/mitglieder": letters}, planned("chambers"))
    assert [role for role, _ in read] == ["members", "listing", "listing", "listing"]


def test_a_publication_reads_no_lists(walk: Callable[..., list[tuple[str, str]]]) -> None:
    read = walk([link("/mitglieder", "Mitglieder")], paged(9, "/mitglieder?seite={}") | {
        "/mitglieder": [link("/mitglieder?seite=2", "2")]
    })  # fmt: skip
    assert [role for role, _ in read] == ["members"]


# Languages and countries


def test_the_folders_of_other_languages_come_last(walk: Callable[..., list[tuple[str, str]]]) -> None:
    read = walk([link("/fr/actualites/un-nouvel-itineraire-cyclable", "Un nouvel itinéraire cyclable"), *articles(2)])
    assert [path for _, path in read][-1] == "/fr/actualites/un-nouvel-itineraire-cyclable"


def test_each_country_folder_may_show_its_own_imprint(walk: Callable[..., list[tuple[str, str]]]) -> None:
    folders = ("at", "ch", "fr")
    read = walk([link(f"/{folder}/impressum", "Impressum") for folder in folders], visit=planned(pages=5))
    assert sorted(path for _, path in read) == ["/at/impressum", "/ch/impressum", "/fr/impressum"]


def test_the_same_page_in_another_language_is_not_read(make_page: MakePage) -> None:
    visit = planned()
    alternates = (Alternate("fr", f"{HOME}qui"), Alternate("de-DE", f"{HOME}impressum"))
    links = (link("/qui", "Qui sommes-nous"), link("/impressum", "Impressum"))
    visit.read(make_page(HOME, role="home", html_lang="de", alternates=alternates, links=links))
    read = []
    while option := visit.next():
        read.append(option.url)
    assert read == [f"{HOME}impressum"]


# Feeds and sitemaps


def test_a_feed_gives_recent_articles_and_a_sitemap_the_pages_it_names(make_page: MakePage) -> None:
    visit = planned()
    visit.read(make_page(HOME, role="home", feeds=(f"{HOME}feed",)))
    visit.listed(
        [
            Listed(f"{HOME}neuer-radweg", "Neuer Radweg", date(2026, 3, 1)),
            Listed(f"{HOME}kontakt"),
            Listed(f"{HOME}irgendwas"),
            Listed("https://other.de/x", "Anderswo", date(2026, 3, 1)),
        ]
    )
    options = []
    while option := visit.next():
        options.append((option.role, option.url))
    assert visit.feeds == [f"{HOME}feed"]
    assert options == [("contact", f"{HOME}kontakt"), ("article", f"{HOME}neuer-radweg")]


def test_has_options_counts_what_was_read_and_what_could_be(make_page: MakePage) -> None:
    visit = planned()
    visit.read(make_page(HOME, role="home", links=(link("/impressum", "Impressum"),)))
    assert visit.has_options("imprint", "contact")
    assert not visit.has_options("article")
    assert isinstance(visit.next(), Option)
    assert not visit.has_options("imprint"), "taken, and not yet read"
    visit.read(make_page(f"{HOME}impressum", role="imprint"))
    assert visit.has_options("imprint")


def test_a_visit_that_has_ended_says_what_it_spent(make_page: MakePage) -> None:
    visit = planned()
    visit.requests = 3
    visit.read(make_page(HOME, role="home"))
    visit.read(make_page(f"{HOME}impressum", role="imprint"))
    visit.failed(f"{HOME}x", "HTTP 404")
    ended = visit.ended("read")
    assert (ended.outcome, ended.pages, ended.requests) == ("read", 2, 3)
    assert ended.spent == (("home", 1), ("imprint", 1))
    assert [error.error for error in ended.errors] == ["HTTP 404"]
