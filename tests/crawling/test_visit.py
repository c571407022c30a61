"""Which pages of a site a visit reads: what decides most first, on a budget, past the traps."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any
from urllib.parse import urljoin

import pytest

from prospector.crawling.visit import Option, VisitPlan
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


@cache
def roles() -> Roles:
    return Roles(knowledge())


def planned(kind: str = "publications", pages: int = 12, listings: Sequence[Page] = ()) -> VisitPlan:
    visit = PlannedVisit("bote.de", HOME, "DE", "publication", "seed")
    return VisitPlan(visit, replace(appetite(kind), pages=pages), roles(), sites(), listings)


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


LOOKS = [
    ("/2015/09/ein-gruss", "Weiterlesen", "content", "article"),
    ("/2015/09/ein-gruss/index.html", "Ein Gruß", "content", "article"),
    ("/der-rat-sagt-ja/index.html", "Ja", "content", "article"),
    ("/news/2911", "Neues", "content", "article"),
    ("/lokales/kurz", "Eine Überschrift mit mehr als zwanzig Zeichen", "content", "article"),
    ("/category/kunst-und-kultur-im-land", "Kunst und Kultur im ganzen Land", "nav", "section"),
    ("/category/sport/", "Sport", "nav", "section"),
    ("/themen/energie", "Energie", "content", "other"),
    ("/lokales", "Lokales", "nav", "section"),
    ("/verein/chronik/1950/fotos", "Fotos", "nav", "other"),
]


@pytest.mark.parametrize(("href", "anchor", "placement", "role"), LOOKS)
def test_the_look_of_a_link_says_what_words_do_not(
    href: str, anchor: str, placement: str, role: str, walk: Callable[..., list[tuple[str, str]]]
) -> None:
    assert walk([link(href, anchor, placement)]) == [(role, href)]


@pytest.mark.parametrize("marked", [{"hidden": True}, {"rel": ("nofollow",)}], ids=str)
def test_links_not_meant_for_robots_are_followed_to_the_imprint_only(
    marked: dict[str, Any], walk: Callable[..., list[tuple[str, str]]]
) -> None:
    links = [link("/impressum", "Impressum"), *articles(3), link("/lokales", "Lokales", "nav")]
    assert walk([replace(found, **marked) for found in links]) == [("imprint", "/impressum")]


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
    assert visit.requests == 12


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


def test_the_words_that_tell_most_of_a_page_count(walk: Callable[..., list[tuple[str, str]]]) -> None:
    links = [link("/x", ""), link("/y", "Mehr"), link("/x", "Impressum"), link("/z", "Mehr")]
    assert walk(links, {"/x": [link("/z", "Kontakt")]})[:2] == [("imprint", "/x"), ("contact", "/z")]


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


# Sites whose start page shows five hundred links before the ones that matter, each with a flood of its own.
FLOODS: dict[str, Callable[[int], Link]] = {
    "calendar": lambda n: link(f"/kalender/{2000 + n // 12}-{n % 12 + 1:02}", str(n % 12 + 1)),
    "facets": lambda n: link(f"/zelte?filter_farbe={n}&sort=preis", f"Farbe {n}"),
    "unknown facets": lambda n: link(f"/zelte?stoff={n}", f"Stoff {n}"),
    "sort orders": lambda n: link(f"/zelte?orderby={n}", "Preis aufsteigend"),
    "tags": lambda n: link(f"/tag/kontakt-{n}", "Kontakt"),
    "day archives": lambda n: link(f"/{1990 + n // 28}/01/{n % 28 + 1:02}/", str(n % 28 + 1)),
    "print views": lambda n: link(f"/artikel-{n}?print=1", "Der Rat beschließt einen neuen Radweg am Ufer"),
    "searches": lambda n: link(f"/?s=wort{n}", f"Wort {n}"),
    "people": lambda n: link(f"/author/name{n}", f"Name {n}"),
    "logins": lambda n: link(f"/login?backurl=/artikel-{n}", "Anmelden"),
    "sessions": lambda n: link(f"/?PHPSESSID={n:032x}", "Startseite"),
    "endless paths": lambda n: link("/a" + "/b/c" * (n % 9 + 2), "weiter"),
    "pages of a list": lambda n: link(f"/page/{n}", str(n)),
    "contact pages of firms": lambda n: link(f"/branchen/handwerk/firma-{n}/kontakt", "Kontakt"),
    "other languages": lambda n: link(
        f"/{'abcdefghijklmnopqrst'[n % 20]}{'abcdefghijklmnopqrst'[n // 25]}/kontakt", "Kontakt"
    ),
    "languages by parameter": lambda n: link(f"/about?lang={'abcdefghijklmnopqrst'[n % 20]}{n}", "About us"),
    "versions": lambda n: link(f"/{n // 10}.{n % 10}/handbuch/", f"Handbuch {n}"),
    "pictures": lambda n: link(f"/bilder/{n}.jpg", "Der Rat beschließt einen neuen Radweg am Ufer"),
}


@pytest.mark.parametrize("flood", FLOODS)
def test_a_flood_of_links_does_not_drown_what_matters(flood: str, walk: Callable[..., list[tuple[str, str]]]) -> None:
    wanted = [link("/impressum", "Impressum", "footer"), link("/ueber-uns", "Über uns", "footer")]
    read = [path for _, path in walk([*map(FLOODS[flood], range(500)), *articles(4), *wanted])]
    assert {"/impressum", "/ueber-uns"} <= set(read[:6])
    assert sum("/2026/03/" in path for path in read) == 4, read


ENDLESS = ("calendar", "facets", "sort orders", "tags", "day archives", "print views", "searches", "people", "logins")


@pytest.mark.parametrize("flood", ENDLESS)
def test_nothing_of_a_flood_is_asked_for(flood: str, walk: Callable[..., list[tuple[str, str]]]) -> None:
    assert walk(map(FLOODS[flood], range(500))) == []


def test_other_languages_take_a_few_pages_at_most(walk: Callable[..., list[tuple[str, str]]]) -> None:
    imprints = [link(f"/{code}/impressum", "Impressum") for code in ("at", "ch", "fr", "it", "es", "nl", "pl", "cz")]
    read = [path for _, path in walk([*imprints, *articles(20), link("/impressum", "Impressum")])]
    assert read[0] == "/impressum"
    assert sum(path.endswith("/impressum") for path in read) == 4


def test_what_a_site_says_again_in_other_languages_comes_after_its_articles(
    walk: Callable[..., list[tuple[str, str]]],
) -> None:
    again = [link("/en/imprint", "Imprint"), link("/en/about-us", "About us")]
    read = walk([*again, link("/impressum", "Impressum"), link("/ueber-uns", "Über uns"), *articles(4)])
    assert [role for role, _ in read] == ["imprint", "about", *["article"] * 4, "imprint", "about"]


def test_a_site_whose_pages_all_lie_in_one_country_folder_is_at_home_there(
    walk: Callable[..., list[tuple[str, str]]],
) -> None:
    links = [link("/de/impressum", "Impressum"), link("/de/ueber-uns", "Über uns"), link("/de/kontakt", "Kontakt")]
    read = walk([*links, link("/fr/contact", "Contact"), link("/fr/a-propos", "À propos")])
    assert [path for _, path in read][:3] == ["/de/impressum", "/de/kontakt", "/de/ueber-uns"]


# Pages that are nearly the same

MANUAL = " ".join(f"Schritt {n}: die Schraube {n * 7} drehen und warten." for n in range(60))


def read_with_texts(make_page: MakePage, home: Iterable[Link], text_of: Callable[[str], str]) -> list[str]:
    """The paths read of a site whose pages have the texts given."""
    visit = planned()
    visit.read(make_page(HOME, role="home", links=tuple(home), text_hash="home"))
    read = []
    while option := visit.next():
        visit.requests += 1
        path = option.url.removeprefix(HOME.rstrip("/"))
        visit.read(make_page(option.url, role=option.role, main_text=text_of(path), text_hash=path))
        read.append(path)
    return read


def test_versions_of_the_same_pages_come_after_all_else(make_page: MakePage) -> None:
    versions = [link(f"/{version}/handbuch", "Handbuch") for version in ("latest", "2.1", "2.0", "v1", "1.9", "0.8")]
    others = [link(f"/info/seite-{name}", f"Seite {name}") for name in "abcdefg"]
    read = read_with_texts(make_page, [*versions, *others], lambda path: path)
    assert read[:9] == ["/latest/handbuch", *[f"/info/seite-{name}" for name in "abcdefg"], "/2.1/handbuch"]


def test_pages_with_nearly_the_same_text_make_way_for_others(make_page: MakePage) -> None:
    """One template filled with numbers: after two of them the headlines of another kind come first."""
    same = [link(f"/ort/{1000 + n}", f"Wetter für den Ort mit der Nummer {n}") for n in range(30)]
    news = [link(f"/meldung/{name}/lang", f"Eine ganz andere Meldung von heute: {name}") for name in "abcd"]
    read = read_with_texts(
        make_page, [*same, *news], lambda path: f"{MANUAL} {path}" if path.startswith("/ort") else path
    )
    assert [path.startswith("/meldung") for path in read[:6]] == [False, False, True, True, True, True]


def test_links_of_a_page_like_one_before_lead_nowhere(make_page: MakePage) -> None:
    visit = planned()
    visit.read(make_page(HOME, role="home", main_text=MANUAL, text_hash="1"))
    visit.read(
        make_page(f"{HOME}a", role="other", main_text=f"{MANUAL} a", text_hash="2", links=(link("/b", "Links"),))
    )
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


LETTERS: list[tuple[str, list[tuple[str, str]]]] = [
    ("letters in folders", [(f"/mitglieder/{letter}", letter.upper()) for letter in "abc"]),
    ("letters in a parameter", [(f"/mitglieder?letter={letter}", letter.upper()) for letter in "abc"]),
    ("letters in an unknown parameter", [(f"/mitglieder?anf={letter}", letter.upper()) for letter in "abc"]),
    (
        "letters of other scripts",
        [("/mitglieder/%D0%B0", "А"), ("/mitglieder?l=%D8%A8", "ب"), ("/mitglieder/ka", "か行")],
    ),
    ("ranges of letters", [("/mitglieder/a-d", "A–D"), ("/mitglieder/e-h", "E bis H"), ("/mitglieder/i-z", "I - Z")]),
    (
        "words and numbers",
        [("/mitglieder?seite=2", "Seite 2"), ("/mitglieder/s3", "3 »"), ("/mitglieder/page/4", "Page 4 of 9")],
    ),
    (
        "words alone",
        [("/mitglieder/x1", "Page suivante"), ("/mitglieder/x2", "次のページ"), ("/mitglieder/x3", "Следующая")],
    ),
    (
        "numbers in the address",
        [("/mitglieder?page=2", "G to O (Our members)"), ("/mitglieder/seite-3", "Mehr Mitglieder")],
    ),
    ("files", [("/mitglieder-2.html", "2"), ("/mitglieder/page3.html", "3/4"), ("/mitglieder.php?start=40", "»")]),
]


@pytest.mark.parametrize(("what", "pages"), LETTERS, ids=[what for what, _ in LETTERS])
def test_a_list_is_followed_by_letter_number_word_and_arrow(
    what: str, pages: list[tuple[str, str]], walk: Callable[..., list[tuple[str, str]]]
) -> None:
    more = [link(href, anchor) for href, anchor in pages]
    read = walk([link("/mitglieder", "Mitglieder")], {"/mitglieder": more}, planned("chambers"))
    assert read[0] == ("members", "/mitglieder")
    assert sorted(read[1:]) == sorted(("listing", href) for href, _ in pages), what


def test_a_long_list_is_read_on_where_the_last_visit_left_off(
    walk: Callable[..., list[tuple[str, str]]], make_page: MakePage
) -> None:
    """Each page links to the next alone, so what an earlier visit read is the way to what it did not."""
    href, most = "/mitglieder?seite={}", appetite("chambers").listing_pages
    pages = {href.format(n): [link(href.format(n + 1), "weiter")] for n in range(1, 4 * most)}
    first: list[str] = []
    for lap in range(3):
        listings = [make_page(f"{HOME}{path[1:]}", role="listing", depth=2, links=tuple(pages[path])) for path in first]
        read = walk([link(href.format(1), "Mitglieder")], pages, planned("chambers", listings=listings))
        assert [path for role, path in read if role == "listing"] == [
            href.format(n) for n in range(2 + lap * most, 2 + (lap + 1) * most)
        ]
        first += [path for role, path in read if role == "listing"]


def test_a_list_that_was_read_to_its_end_is_read_again(
    walk: Callable[..., list[tuple[str, str]]], make_page: MakePage
) -> None:
    pages = paged(3, "/mitglieder?seite={}")
    listings = [make_page(f"{HOME}{path[1:]}", role="listing", links=tuple(links)) for path, links in pages.items()]
    read = walk([link("/mitglieder?seite=1", "Mitglieder")], pages, planned("chambers", listings=listings))
    assert [path for role, path in read if role == "listing"] == ["/mitglieder?seite=2", "/mitglieder?seite=3"]


NO_PAGES_OF_A_LIST = [
    ("/mitglieder?sort=name", "Name"),
    ("/mitglieder?sort=a", "A"),
    ("/mitglieder?date=2026-03-09", "9"),
    ("/mitglieder?print=1", "2"),
    ("/mitglieder/4711", "Bäckerei Morgenrot"),
    ("/mitglieder/werden", "Mitglied werden"),
    ("/aktuelles/2", "2"),
    ("/mitglieder", "Mitglieder"),
]


@pytest.mark.parametrize(("href", "anchor"), NO_PAGES_OF_A_LIST)
def test_not_every_link_of_a_list_is_a_page_of_it(
    href: str, anchor: str, walk: Callable[..., list[tuple[str, str]]]
) -> None:
    read = walk([link("/mitglieder", "Mitglieder")], {"/mitglieder": [link(href, anchor)]}, planned("chambers"))
    assert "listing" not in {role for role, _ in read}


def test_twenty_six_letters_with_pages_stay_within_the_budget(walk: Callable[..., list[tuple[str, str]]]) -> None:
    letters = [link(f"/mitglieder/{letter}/", letter.upper()) for letter in "abcdefghijklmnopqrstuvwxyz"]
    pages = {
        f"/mitglieder/{letter}/": [*letters, *(link(f"/mitglieder/{letter}/{n}/", str(n)) for n in range(2, 9))]
        for letter in "abcdefghijklmnopqrstuvwxyz"
    }
    home = [link("/mitglieder/", "Mitglieder"), link("/impressum", "Impressum"), link("/ueber-uns", "Über uns")]
    read = walk(home, {"/mitglieder/": letters, **pages}, planned("chambers"))
    assert {"imprint", "about", "members"} <= {role for role, _ in read}
    lists = [path for role, path in read if role == "listing"]
    assert len(lists) == appetite("chambers").listing_pages
    assert all(path.count("/") == 3 for path in lists), "letters before the second pages of letters"


def test_members_pages_are_read_where_the_list_links_to_no_member(walk: Callable[..., list[tuple[str, str]]]) -> None:
    members = [link(f"/mitglieder/firma-{name}", f"Firma {name}") for name in "abcdefghijklmnopqrst"]
    members += [link(f"https://{site}/share", "Teilen") for site in ("facebook.com", "x.com", "linkedin.com")]
    more = {
        "/mitglieder": [link("/mitglieder?seite=2", "2"), *members],
        "/mitglieder?seite=2": [link("/mitglieder", "1")],
    }
    read = walk([link("/mitglieder", "Mitglieder")], more, planned("chambers"))
    roles = [role for role, _ in read]
    assert roles.count("member") == appetite("chambers").listing_pages // 2
    assert roles.count("listing") == 1


def test_members_pages_are_left_where_the_list_links_to_the_members(
    walk: Callable[..., list[tuple[str, str]]],
) -> None:
    members = [link(f"/mitglieder/firma-{name}", f"Firma {name}") for name in "abcd"]
    outside = [link(f"https://firma-{name}.de/", f"Firma {name}") for name in "abcd"]
    read = walk([link("/mitglieder", "Mitglieder")], {"/mitglieder": [*members, *outside]}, planned("chambers"))
    assert "member" not in {role for role, _ in read}


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


def test_articles_come_newest_first_whatever_names_them(make_page: MakePage) -> None:
    visit = planned(pages=4)
    old, new = link("/2019/05/01/alt", ARTICLE), link("/2026/03/05/neu", ARTICLE)
    visit.read(make_page(HOME, role="home", links=(old, new)))
    visit.listed(
        [
            Listed(f"{HOME}von-gestern-abend", "Gestern", date(2026, 3, 8)),
            Listed(f"{HOME}heute", "Heute", date(2026, 3, 9)),
        ]
    )
    read = []
    while option := visit.next():
        read.append(option.url.removeprefix(HOME))
    assert read == ["heute", "von-gestern-abend", "2026/03/05/neu", "2019/05/01/alt"]


def test_a_sitemap_gives_articles_by_their_look_and_no_traps(make_page: MakePage) -> None:
    visit = planned()
    visit.read(make_page(HOME, role="home"))
    day = date(2026, 3, 1)
    paths = ["leistungen", "tag/rad", "2026/03/", "der-rat-sagt-ja-zum-radweg", "ueber-uns", "produkt?variant=2"]
    visit.listed([Listed(f"{HOME}{path}", day=day) for path in paths], depth=2)
    read = []
    while option := visit.next():
        read.append((option.role, option.url.removeprefix(HOME)))
    assert read == [("about", "ueber-uns"), ("article", "der-rat-sagt-ja-zum-radweg")]


# What is known of a site, and the feed or sitemap to ask for next.
FEED, COMMENTS = f"{HOME}feed", f"{HOME}comments/feed"
MAPS = tuple(f"{HOME}{name}.xml" for name in ("image-sitemap", "post-sitemap", "page-sitemap"))
NEXT_LISTS: list[tuple[str, tuple[str, ...], tuple[Link, ...], list[str]]] = [
    ("a feed is always asked for", (FEED,), (link("/impressum", "Impressum"), *articles(1)), [FEED]),
    ("the feed of the comments comes last", (COMMENTS, FEED), (link("/impressum", "Impressum"), *articles(1)), [FEED]),
    ("without articles their sitemap", (), (link("/impressum", "Impressum"),), [MAPS[1], MAPS[2], MAPS[0]]),
    ("without an imprint the one of pages", (), tuple(articles(1)), [MAPS[2], MAPS[1], MAPS[0]]),
    ("with all there is none", (), (link("/impressum", "Impressum"), *articles(1)), []),
]


@pytest.mark.parametrize(("what", "feeds", "links", "asked"), NEXT_LISTS, ids=[case[0] for case in NEXT_LISTS])
def test_which_list_is_asked_for(
    what: str, feeds: tuple[str, ...], links: tuple[Link, ...], asked: list[str], make_page: MakePage
) -> None:
    visit = planned()
    visit.read(make_page(HOME, role="home", feeds=feeds, links=links))
    visit.sitemaps.extend(MAPS)
    while url := visit.next_list()[0]:
        visit.asked_lists.append(url)
    assert visit.asked_lists == asked, what


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
