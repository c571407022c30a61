"""Every link of a page: where it leads, how it is marked, where it stands."""

import pytest
from selectolax.lexbor import LexborHTMLParser

from prospector.markets.knowledge import sites
from prospector.models import Link
from prospector.reading.links import MAX_LINKS, read_frame, read_links
from prospector.reading.urls import Base

PAGE = "https://www.example.de/verein/start.html"


def links_of(html: str, page: str = PAGE, base: str = "") -> tuple[list[Link], list[Link]]:
    tree = LexborHTMLParser(html)
    return read_links(tree, read_frame(tree), Base(base or page, page), sites())


def only(html: str) -> Link:
    (link,) = links_of(html)[0]
    return link


PLACES = [
    ("<p><a href=/x>x</a></p>", "content"),
    ("<main><a href=/x>x</a></main>", "content"),
    ("<footer><a href=/x>x</a></footer>", "footer"),
    ("<div id=page-footer><a href=/x>x</a></div>", "footer"),
    ("<div class=SiteFooter__links><a href=/x>x</a></div>", "footer"),
    ("<div role=contentinfo><a href=/x>x</a></div>", "footer"),
    ("<aside><a href=/x>x</a></aside>", "aside"),
    ("<table><tr><td class='left sidebar'><a href=/x>x</a></table>", "aside"),
    ("<ul class=blogroll><li><a href=/x>x</a></ul>", "aside"),
    ("<nav><a href=/x>x</a></nav>", "nav"),
    ("<header><a href=/x>x</a></header>", "nav"),
    ("<ul class=main-menu><li><a href=/x>x</a></ul>", "nav"),
    # the outer frame decides
    ("<footer><nav><a href=/x>x</a></nav></footer>", "footer"),
    ("<aside><nav><a href=/x>x</a></nav></aside>", "aside"),
    # what wraps the page's own content is no frame
    ("<div class=page-footer-wrap><main><a href=/x>x</a></main></div>", "content"),
    ("<div id=navigator><article><a href=/x>x</a></article></div>", "content"),
    # a class on something small is no frame
    ("<p><a class=footer-link href=/x>x</a></p>", "content"),
]


@pytest.mark.parametrize(("html", "placement"), PLACES)
def test_where_a_link_stands(html: str, placement: str) -> None:
    assert only(html).placement == placement


ANCHORS = [
    ("<a href=/x>  Über\n  <b>uns</b> </a>", "Über uns"),
    ("<a href=/x><img src=a.jpg alt='Rathaus Kassel'></a>", "Rathaus Kassel"),
    ("<a href=/x title='Zur Startseite'><img src=a.jpg></a>", "Zur Startseite"),
    ("<a href=/x aria-label=Suche><i></i></a>", "Suche"),
    ("<map><area href=/x alt='Kreis Höxter'></map>", "Kreis Höxter"),
    ("<a href=/x></a>", ""),
    (f"<a href=/x>{'Wort ' * 100}</a>", ("Wort " * 40)[:-1] + "…"),
]


@pytest.mark.parametrize(("html", "anchor"), ANCHORS)
def test_the_anchor_is_what_a_reader_clicks_on(html: str, anchor: str) -> None:
    assert only(html).anchor == anchor


RELS = [
    ("<a href=/x>x</a>", ()),
    ("<a href=/x rel='NoFollow  sponsored'>x</a>", ("nofollow", "sponsored")),
    ("<a href=/x rel>x</a>", ()),
]


@pytest.mark.parametrize(("html", "rel"), RELS)
def test_rel_words_stay_in_order(html: str, rel: tuple[str, ...]) -> None:
    assert only(html).rel == rel


HIDDEN = [
    ("<div style='display: none'><p><a href=/x>x</a></div>", True),
    ("<div style='DISPLAY:NONE'><a href=/x>x</a></div>", True),
    ("<span style='visibility:hidden'><a href=/x>x</a></span>", True),
    ("<div style='position:absolute;left:-9999px'><a href=/x>x</a></div>", True),
    ("<a hidden href=/x>x</a>", True),
    ("<a style='display:none' href=/x>x</a>", True),
    ("<a style='color:red' href=/x>x</a>", False),
]


@pytest.mark.parametrize(("html", "hidden"), HIDDEN)
def test_a_link_that_the_markup_hides_says_so(html: str, hidden: bool) -> None:
    assert only(html).hidden is hidden


TARGETS = [
    ("https://www.other.fr/x", "other.fr"),
    ("//other.fr/x", "other.fr"),
    ("HTTPS://Other.FR/x", "other.fr"),
    ("https://medium.com/@ada/post", "medium.com/@ada"),
    ("https://кафе.рф/", "xn--80akn5b.xn--p1ai"),
    ("/x", ""),
    ("https://www.example.de/x", ""),
    ("http://example.de/x", ""),
    ("https://lokales.example.de/", ""),
]


@pytest.mark.parametrize(("href", "site"), TARGETS)
def test_a_link_to_another_site_is_external_and_names_it(href: str, site: str) -> None:
    link = only(f"<a href='{href}'>x</a>")
    assert (link.external, link.site) == (bool(site), site)


def test_on_a_shared_host_the_neighbour_is_another_site() -> None:
    html = "<a href=/@ada/two>x</a><a href=/@bob/one>y</a>"
    assert [link.site for link in links_of(html, "https://medium.com/@ada/one")[0]] == ["", "medium.com/@bob"]


def test_a_base_on_another_host_changes_addresses_and_not_the_home() -> None:
    found = links_of("<a href=x>x</a><a href=https://example.de/y>y</a>", base="https://cdn.other.net/z/")[0]
    assert [(link.url, link.site) for link in found] == [
        ("https://cdn.other.net/z/x", "other.net"),
        ("https://example.de/y", ""),
    ]


@pytest.mark.parametrize(
    "href", ["", "#top", "javascript:void(0)", "data:text/html,x", "ftp://example.de/", "http://[x", "http:///", "//"]
)
def test_a_link_to_nowhere_is_none(href: str) -> None:
    found, direct = links_of(f"<a href='{href}'>x</a><a>y</a>")
    assert [link for link in found if link.url != PAGE] == direct == []


PROTECTED = bytes([0x54, *(byte ^ 0x54 for byte in b"info@example.de")]).hex()
DIRECT = [
    ("<a href='mailto:Info@example.de?subject=x'>Mail</a>", "mailto:Info@example.de?subject=x"),
    ("<a href='MAILTO:info%40example.de'>Mail</a>", "MAILTO:info@example.de"),
    ("<a href='tel:+49 561 1234'>Anruf</a>", "tel:+49 561 1234"),
    (f"<a href='/cdn-cgi/l/email-protection#{PROTECTED}'>Mail</a>", "mailto:info@example.de"),
    (f"<a href=/cdn-cgi/l/email-protection data-cfemail={PROTECTED}>Mail</a>", "mailto:info@example.de"),
    (
        f"<a href=/cdn-cgi/l/email-protection><span data-cfemail={PROTECTED}>[email]</span></a>",
        "mailto:info@example.de",
    ),
]


@pytest.mark.parametrize(("html", "url"), DIRECT)
def test_mail_and_phone_links_stand_apart(html: str, url: str) -> None:
    found, direct = links_of(html)
    assert ([link.url for link in direct], found) == ([url], [])


@pytest.mark.parametrize("code", ["", "zz", "5"])
def test_a_broken_protected_address_is_an_ordinary_link(code: str) -> None:
    assert links_of(f"<a href='/cdn-cgi/l/email-protection#{code}'>Mail</a>")[1] == []


def test_there_is_an_end_to_links() -> None:
    assert len(links_of("<a href=/x>x</a>" * (MAX_LINKS + 1))[0]) == MAX_LINKS
