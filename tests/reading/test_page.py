"""One document to one page of facts."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from prospector.markets.knowledge import sites
from prospector.models import Alternate, Page
from prospector.reading.page import MAX_BYTES, Fetched, is_html, read_page

NOW = datetime(2026, 11, 21, tzinfo=UTC)
Headers = tuple[tuple[str, str], ...]


def read(html: str, url: str = "https://www.example.de/rat/", headers: Headers = (), **facts: Any) -> Page:
    return read_page(Fetched(url, html.encode(), NOW, headers=headers, **facts), sites())


TITLES = [
    ("<title>  Der Rat\n tagt </title><meta property=og:title content=Anders>", "Der Rat tagt"),
    ("<title>Fish &amp; Chips &lt;neu&gt;</title>", "Fish & Chips <neu>"),
    ("<title></title><meta property=og:title content='Der Rat tagt'>", "Der Rat tagt"),
    ("<meta property=og:title content='Der Rat tagt'>", "Der Rat tagt"),
    ("<svg><title>Suche</title></svg><title>Der Rat tagt</title>", "Der Rat tagt"),
    ("<title>Der Rat tagt</title><title>Anders</title>", "Der Rat tagt"),
    ("<h1>Der Rat tagt</h1>", ""),
    ("", ""),
]


@pytest.mark.parametrize(("html", "title"), TITLES)
def test_the_title_or_what_stands_in_for_it(html: str, title: str) -> None:
    assert read(html).title == title


ROBOTS: list[tuple[str, Headers, tuple[str, ...]]] = [
    ("<meta name=robots content='NOINDEX, follow'>", (), ("noindex", "follow")),
    ("", (("x-robots-tag", "none"),), ("none",)),
    (
        "<meta name=robots content=nofollow>",
        (("x-robots-tag", "noarchive"), ("x-robots-tag", "noindex")),
        ("noarchive", "noindex", "nofollow"),
    ),
    ("<meta name=googlebot content='noindex, nofollow'>", (), ("googlebot: noindex", "googlebot: nofollow")),
    ("", (("x-robots-tag", "googlebot: noindex"),), ("googlebot: noindex",)),
    ("<meta name=robots content=''>", (), ()),
]


@pytest.mark.parametrize(("html", "headers", "robots"), ROBOTS)
def test_directives_of_page_and_header_stand_together(html: str, headers: Headers, robots: tuple[str, ...]) -> None:
    assert read(html, headers=headers).robots == robots


def test_what_the_head_declares() -> None:
    page = read(
        """<html lang=de-CH><head><base href=/start/>
        <link rel="canonical shortlink" href=/nothing><link rel=Canonical href="../rat/?utm_source=x#top">
        <link rel=alternate hreflang=fr-CH href=fr><link rel=alternate hreflang=x-default href=/>
        <link rel=alternate hreflang="" href=/it><LINK REL="Alternate Nofollow" HREFLANG=IT HREF=/it>
        <link rel=alternate type=application/rss+xml href=feed><link type=application/rss+xml href=feed>
        <link rel=alternate type=application/atom+xml href=/atom>
        <meta name=Description content="Aus dem  Rat"><meta property=og:locale content=de_CH>
        <meta property=og:type content=article><meta property=og:site_name content=Kreisblatt>
        <meta name=generator content="Typo 3">"""
    )
    assert page.canonical == "https://www.example.de/rat/"
    assert page.alternates == (
        Alternate("fr-ch", "https://www.example.de/start/fr"),
        Alternate("x-default", "https://www.example.de/"),
        Alternate("it", "https://www.example.de/it"),
    )
    assert page.feeds == ("https://www.example.de/start/feed", "https://www.example.de/atom")
    assert (page.html_lang, page.og_locale, page.og_type) == ("de-CH", "de_CH", "article")
    assert (page.description, page.site_name, page.generator) == ("Aus dem Rat", "Kreisblatt", "Typo 3")


@pytest.mark.parametrize("base", ["http://[x/", "javascript:x", "mailto:x", "//", "#", ""])
def test_a_base_that_leads_nowhere_is_passed_over(base: str) -> None:
    page = read(f"<base href='{base}'><a href=plan>Plan</a>")
    assert [link.url for link in page.links] == ["https://www.example.de/rat/plan"]


STRUCTURED = '<script type=application/ld+json>{"@type": "NewsArticle", "datePublished": "2026-03-07"}</script>'
DAYS = [
    (STRUCTURED + "<meta property=article:published_time content=2026-03-01>", "/", date(2026, 3, 7)),
    ("<meta property=article:published_time content=2026-03-01T10:00>", "/2026/01/02/x", date(2026, 3, 1)),
    ("<meta itemprop=datePublished content=2026-03-05>", "/", date(2026, 3, 5)),
    ("<meta name=date content=gestern><meta name=dc.date content=2026-03-04>", "/", date(2026, 3, 4)),
    ("<article><time datetime=2026-03-02>2. März</time></article>", "/2026/01/02/x", date(2026, 3, 2)),
    ("<aside><time datetime=2026-03-03>Termin</time></aside>", "/", None),
    ("", "/2026/01/02/x", date(2026, 1, 2)),
    ("", "/", None),
]


@pytest.mark.parametrize(("html", "path", "day"), DAYS)
def test_the_day_of_publishing(html: str, path: str, day: date | None) -> None:
    assert read(html, f"https://www.example.de{path}").published == day


AUTHORS = [
    ("<meta name=author content='Ada Beispiel'><span class=byline>Bo</span>", ("Ada Beispiel",)),
    ("<a rel=author>Ada Beispiel</a>", ("Ada Beispiel",)),
    ("<p class=byline>Von  Ada Beispiel</p><p class=byline>Von Ada Beispiel</p>", ("Von Ada Beispiel",)),
    ("", ()),
]


@pytest.mark.parametrize(("html", "authors"), AUTHORS)
def test_the_authors(html: str, authors: tuple[str, ...]) -> None:
    assert read(html).authors == authors


STORY = "Der Gemeinderat hat am Mittwoch beschlossen, die Hauptstraße zu sperren und einen Platz anzulegen. " * 6
FRAMED = f"""<html><head><title>Rat</title><script>var hidden = "script"</script><style>p {{color: red}}</style></head>
<body><header><nav><a href=/>Start</a><a href=/kontakt>Kontakt</a></nav></header>
<main><article><h1>Der Rat tagt</h1><p>{STORY}</p></article></main>
<footer><p>Verlag Muster GmbH</p><p>Markt 1<br>34117 Kassel</p></footer></body></html>"""


def test_main_text_is_without_the_frame_and_the_text_is_all() -> None:
    page = read(FRAMED)
    assert page.headings == ("Der Rat tagt",)
    assert "Gemeinderat" in page.main_text
    assert "Muster" not in page.main_text
    assert "Kontakt" not in page.main_text
    assert page.text.endswith("\nVerlag Muster GmbH\nMarkt 1\n34117 Kassel")
    assert "script" not in page.text
    assert "color" not in page.text


def test_the_footer_keeps_a_line_for_each_block() -> None:
    assert read(FRAMED).footer_text == "Verlag Muster GmbH\nMarkt 1\n34117 Kassel"


def test_a_footer_within_a_footer_is_said_once() -> None:
    html = "<div id=footer-wrap><div class=footer><p>Verlag Muster</p></div><p>Impressum</p></div>"
    assert read(html).footer_text == "Verlag Muster\nImpressum"


def test_pages_with_the_same_words_share_a_fingerprint() -> None:
    page, same = read(FRAMED), read(FRAMED.replace("<p>", "<p class=x>  "), "https://www.example.de/b")
    assert page.text_hash == same.text_hash != ""
    assert page.text_hash != read(FRAMED.replace("Mittwoch", "Montag")).text_hash
    assert read("<p>Kurz</p>").text_hash == ""


APPLICATIONS = [
    ("<body><div id=root></div><script src=a.js></script>", True),
    ("<body><app-root></app-root><script src=a.js></script>", True),
    ("<body><noscript>Bitte aktivieren Sie JavaScript.</noscript><script src=a.js></script>", True),
    ("<body><div id=root></div>", False),
    ("<body><p>Demnächst hier.</p><script src=a.js></script>", False),
    (f"<body><div id=root>{STORY}</div><script src=a.js></script>", False),
]


@pytest.mark.parametrize(("html", "needs_browser"), APPLICATIONS)
def test_a_page_that_a_script_fills_in_says_so_until_it_is_rendered(html: str, needs_browser: bool) -> None:
    assert read(html).needs_browser is needs_browser
    assert not read(html, rendered=True).needs_browser


FORMS = [("<form><textarea></textarea></form>", True), ("<form><input name=q></form>", False), ("<p>", False)]


@pytest.mark.parametrize(("html", "has_form"), FORMS)
def test_a_form_is_one_to_write_in(html: str, has_form: bool) -> None:
    assert read(html).has_form is has_form


TYPES = [
    ("text/html", b"", True),
    ("TEXT/HTML; charset=utf-8", b"x", True),
    ("application/xhtml+xml", b"", True),
    ("application/pdf", b"<html>", False),
    ("text/plain", b"<html>", False),
    ("", b"\n <!doctype html>", True),
    ("", b"\xef\xbb\xbf<html>", True),
    ("", b"<?xml version='1.0'?><rss>", False),
    ("", b"%PDF", False),
    ("", b"", False),
]


@pytest.mark.parametrize(("content_type", "body", "html"), TYPES)
def test_a_document_by_its_type_else_by_its_beginning(content_type: str, body: bytes, html: bool) -> None:
    headers = (("content-type", content_type),) if content_type else ()
    assert is_html(Fetched("https://www.example.de/", body, NOW, headers=headers)) is html


def test_what_the_response_said() -> None:
    headers = (("content-type", "text/html"), ("etag", '"1"'), ("date", "Sat, 21 Nov 2026 10:00:00 GMT"))
    page = read(
        "<p>x", "https://www.example.de/de/rat?sid=1#top", headers, status=203, role="about", depth=2, visit="v"
    )
    assert (page.url, page.site, page.section) == ("https://www.example.de/de/rat", "example.de", "example.de/de")
    assert (page.status, page.role, page.depth, page.visit, page.etag) == (203, "about", 2, "v", '"1"')
    assert (page.server_date, page.bytes, page.encoding) == (datetime(2026, 11, 21, 10, tzinfo=UTC), 4, "utf-8")


CUT = [
    ("<p>x", {}, False),
    ("<p>x", {"cut": True}, True),
    ("<div>" * 9000, {}, True),
    ("x" * (MAX_BYTES + 1), {}, True),
]


@pytest.mark.parametrize(("html", "facts", "cut"), CUT, ids=["whole", "in transfer", "too deep", "too long"])
def test_a_cut_page_says_so(html: str, facts: dict[str, Any], cut: bool) -> None:
    assert read(html, **facts).cut is cut


STRANGE = [
    "",
    "\x00<p>a\x00b",
    "<",
    "<!--",
    "<html" * 100,
    "&#xd800;&#0;&#x110000;",
    "<title>",
    "<a href='//[x'>x</a>",
    "\ufeff",
]


@pytest.mark.parametrize("html", STRANGE)
def test_nothing_that_strangers_write_is_an_error(html: str) -> None:
    repr(read(html)).encode("utf-8")


def test_the_code_of_scripts_is_nobodys_text() -> None:
    page = read("<h1>Rat<script>s()</script></h1><footer>Rat <a href=/x>Amt<style>a{}</style></a><script>s()</script>")
    assert (page.headings, page.footer_text, page.links[0].anchor) == (("Rat",), "Rat\nAmt", "Amt")
