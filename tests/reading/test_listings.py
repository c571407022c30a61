"""Feeds and sitemaps as they come, broken ones too."""

import gzip
from datetime import date

import pytest

from prospector.reading.listings import Listed, Sitemap, read_feed, read_sitemap

ATOM = 'xmlns="http://www.w3.org/2005/Atom"'
RDF = 'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"'


def rss(items: str, head: str = "") -> str:
    return f"{head}<rss><channel><title>Blatt</title><link>https://example.de/</link>{items}</channel></rss>"


FEEDS = [
    (
        "RSS, newest first",
        rss(
            "<item><title>Alt</title><link>https://example.de/1</link>"
            "<pubDate>Fri, 20 Nov 2026 10:00:00 +0100</pubDate></item>"
            "<item><title><![CDATA[Neu & gut]]></title><link> https://example.de/2\n</link>"
            "<pubDate>Sat, 21 Nov 2026 10:00:00 GMT</pubDate></item>"
        ),
        (
            Listed("https://example.de/2", "Neu & gut", date(2026, 11, 21)),
            Listed("https://example.de/1", "Alt", date(2026, 11, 20)),
        ),
    ),
    (
        "Atom, with links to edit and to itself",
        f'<feed {ATOM}><link rel="self" href="https://example.fr/feed"/><entry><title type="html">Le marché</title>'
        '<link rel="edit" href="https://example.fr/e"/><link href="https://example.fr/1"/>'
        "<updated>2026-11-21T23:30:00+01:00</updated></entry></feed>",
        (Listed("https://example.fr/1", "Le marché", date(2026, 11, 21)),),
    ),
    (
        "RSS 1.0",
        f'<rdf:RDF {RDF} xmlns:dc="http://purl.org/dc/elements/1.1/"><item><title>新聞</title>'
        "<link>https://example.jp/1</link><dc:date>2026-11-21T08:00:00+09:00</dc:date></item></rdf:RDF>",
        (Listed("https://example.jp/1", "新聞", date(2026, 11, 21)),),
    ),
    ("without a day", rss("<item><link>https://example.de/1</link></item>"), (Listed("https://example.de/1"),)),
    (
        "with a day that is none",
        rss("<item><link>https://example.de/1</link><pubDate>gestern</pubDate></item>"),
        (Listed("https://example.de/1"),),
    ),
    ("without a link", rss("<item><title>x</title></item>"), ()),
    (
        "broken off",
        "<rss><channel><item><link>https://example.de/1</link></item><item><link>https://example.de/2",
        (Listed("https://example.de/1"), Listed("https://example.de/2")),
    ),
    (
        "with space before it",
        "\n " + rss("<item><link>https://example.de/1</link></item>", "<?xml version='1.0'?>"),
        (Listed("https://example.de/1"),),
    ),
    ("no feed but a page", "<html><body><p>Seite nicht gefunden</p></body></html>", ()),
    ("JSON", '{"items": []}', ()),
    ("nothing", "", ()),
]


@pytest.mark.parametrize(("what", "text", "listed"), FEEDS, ids=[feed[0] for feed in FEEDS])
def test_a_feed_names_its_entries(what: str, text: str, listed: tuple[Listed, ...]) -> None:
    assert read_feed(text.encode()) == listed, what


@pytest.mark.parametrize("charset", ["windows-1251", "koi8-r", "utf-8", "utf-16"])
def test_a_feed_is_read_in_its_charset(charset: str) -> None:
    head = f'<?xml version="1.0" encoding="{charset}"?>'
    body = rss("<item><title>Новости</title><link>https://example.ru/1</link></item>", head).encode(charset)
    assert read_feed(body) == (Listed("https://example.ru/1", "Новости"),)


def urlset(urls: str) -> bytes:
    return f'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>'.encode()


PLAIN = urlset(
    "<url><loc>https://example.de/1</loc><lastmod>2026-01-01</lastmod></url>"
    "<url><loc> https://example.de/2 </loc><lastmod>2026-05-01T10:00:00+01:00</lastmod></url>"
    "<url><loc>https://example.de/3</loc><lastmod>irgendwann</lastmod></url><url/>"
)
PAGES = (
    Listed("https://example.de/2", day=date(2026, 5, 1)),
    Listed("https://example.de/1", day=date(2026, 1, 1)),
    Listed("https://example.de/3"),
)
SITEMAPS = [
    ("newest first", PLAIN, Sitemap(PAGES)),
    ("gzip", gzip.compress(PLAIN), Sitemap(PAGES)),
    ("gzip, cut", gzip.compress(PLAIN)[:-8], Sitemap(PAGES)),
    ("gzip, broken", b"\x1f\x8bno", Sitemap()),
    (
        "an index",
        b"<sitemapindex><sitemap><loc>https://example.de/s.xml</loc></sitemap><sitemap><loc/></sitemap></sitemapindex>",
        Sitemap((), ("https://example.de/s.xml",)),
    ),
    (
        "an index with days",
        b"<sitemapindex><sitemap><loc>https://example.de/1.xml</loc><lastmod>2026-01-02</lastmod></sitemap><sitemap>"
        b"<loc>https://example.de/2.xml</loc><lastmod>2026-03-01T10:00:00Z</lastmod></sitemap></sitemapindex>",
        Sitemap((), ("https://example.de/2.xml", "https://example.de/1.xml")),
    ),
    (
        "an index of months",
        b"<sitemapindex><sitemap><loc>https://example.de/s-2025-12.xml.gz</loc></sitemap><sitemap>"
        b"<loc>https://example.de/s-2026-02.xml.gz</loc></sitemap></sitemapindex>",
        Sitemap((), ("https://example.de/s-2026-02.xml.gz", "https://example.de/s-2025-12.xml.gz")),
    ),
    (
        "news",
        urlset(
            '<url><loc>https://example.de/n</loc><news xmlns="urn:news"><publication_date>2026-11-20</publication_date>'
            "<title>Der Rat tagt</title></news></url>"
        ),
        Sitemap((Listed("https://example.de/n", "Der Rat tagt", date(2026, 11, 20)),)),
    ),
    (
        "a picture before the page",
        urlset(
            '<url><image xmlns="urn:image"><loc>https://example.de/a.jpg</loc></image>'
            "<loc>https://example.de/n</loc></url>"
        ),
        Sitemap((Listed("https://example.de/n"),)),
    ),
    (
        "text",
        b"\xef\xbb\xbfhttps://example.de/1\r\nhttps://example.de/2\nNotiz\n",
        Sitemap((Listed("https://example.de/1"), Listed("https://example.de/2"))),
    ),
    ("broken off", PLAIN[:-20], Sitemap(PAGES)),
    ("a page", b"<html><body>404</body></html>", Sitemap()),
    ("nothing", b"", Sitemap()),
]


@pytest.mark.parametrize(("what", "body", "sitemap"), SITEMAPS, ids=[case[0] for case in SITEMAPS])
def test_a_sitemap_names_its_pages(what: str, body: bytes, sitemap: Sitemap) -> None:
    assert read_sitemap(body) == sitemap, what


ENTITIES = "".join(
    f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)
BOMB = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "{"x" * 100}">{ENTITIES}]>'
HOSTILE = [
    rss("<item><title>&i;</title><link>https://example.de/1</link></item>", BOMB).encode(),
    b"<rss><channel>" + b"<item>" * 100_000,
    b"<a>" * 300_000,
    gzip.compress(b" " * 50_000_000),
    bytes(range(256)) * 100,
]


@pytest.mark.parametrize("body", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_lists_are_read_without_growing(body: bytes) -> None:
    assert all(len(entry.title) < 1000 for entry in (*read_feed(body), *read_sitemap(body).pages))


def test_no_file_and_no_host_is_read_for_an_entity() -> None:
    head = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
    entries = read_feed(rss("<item><title>x&a;y</title><link>https://example.de/1</link></item>", head).encode())
    assert [entry.title for entry in entries] in (["x"], ["xy"])


def test_there_is_an_end_to_entries() -> None:
    assert len(read_feed(rss("<item><link>https://example.de/1</link></item>" * 600).encode())) == 500
    assert len(read_sitemap(urlset("<url><loc>https://example.de/1</loc></url>" * 600)).pages) == 500
