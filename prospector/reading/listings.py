"""Lists of its own addresses that a site publishes: feeds and sitemaps."""

import gzip
import re
import zlib
from dataclasses import dataclass
from datetime import date

from lxml import etree

from prospector.reading.dates import read_date, read_http_date

_MOST = 500
_DIGITS = re.compile(r"\d+")
_LARGEST = 12 * 1024 * 1024
_PARSER_OPTIONS = {"recover": True, "resolve_entities": False, "no_network": True, "huge_tree": False}


@dataclass(frozen=True, slots=True)
class Listed:
    """An address that a feed or sitemap names, with the day it gives, None when it gives none."""

    url: str
    title: str = ""
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Sitemap:
    """What a sitemap names: pages, or further sitemaps."""

    pages: tuple[Listed, ...] = ()
    sitemaps: tuple[str, ...] = ()


def read_feed(body: bytes) -> tuple[Listed, ...]:
    """Return the entries of an RSS or Atom feed, newest first; nothing from what is no feed.

    >>> read_feed(b"<rss><channel><item><link>https://a.de/1</link></item></channel></rss>")[0].url
    'https://a.de/1'
    """
    root = _root(body)
    if root is None:
        return ()
    entries = [_entry(node) for node in _all(root, "item", "entry")[:_MOST]]
    return tuple(sorted((e for e in entries if e.url), key=lambda entry: entry.day or date.min, reverse=True))


def read_sitemap(body: bytes) -> Sitemap:
    """Return what a sitemap or sitemap index names, newest first; gzip is undone, text sitemaps are read too.

    Parts of an index without days come with the highest number first, which is the latest month or the newest posts.
    """
    body = _inflated(body)
    if body.lstrip()[:1] != b"<":
        lines = body.decode("utf-8-sig", "replace").split()[:_MOST]
        return Sitemap(tuple(Listed(line) for line in lines if line.startswith(("http://", "https://"))))
    root = _root(body)
    if root is None:
        return Sitemap()
    pages = [
        Listed(_own(node, "loc"), _text(node, "title"), _day(node, "publication_date", "lastmod"))
        for node in _all(root, "url")
    ]
    nested = [(_day(node, "lastmod") or date.min, _own(node, "loc")) for node in _all(root, "sitemap")]
    newest = sorted((page for page in pages if page.url), key=lambda page: page.day or date.min, reverse=True)
    parts = sorted(nested, key=lambda part: (part[0], _numbers(part[1])), reverse=True)
    return Sitemap(tuple(newest[:_MOST]), tuple(url for _, url in parts[:_MOST] if url))


def _numbers(url: str) -> tuple[int, ...]:
    """Return the numbers in the last part of an address.

    >>> _numbers("https://a.de/sitemap-2026-03.xml.gz")
    (2026, 3)
    """
    return tuple(int(digits[:9]) for digits in _DIGITS.findall(url.rpartition("/")[2]))


def _inflated(body: bytes) -> bytes:
    if not body.startswith(b"\x1f\x8b"):
        return body
    try:
        return zlib.decompressobj(31).decompress(body, _LARGEST)
    except (zlib.error, gzip.BadGzipFile):
        return b""


def _root(body: bytes) -> etree._Element | None:
    try:
        return etree.fromstring(body.strip(), etree.XMLParser(**_PARSER_OPTIONS))
    except (etree.XMLSyntaxError, ValueError):
        return None


def _all(root: etree._Element, *names: str) -> list[etree._Element]:
    """Return the elements with one of the local *names*, whatever their namespace."""
    return list(root.iter(*[f"{{*}}{name}" for name in names]))


def _entry(node: etree._Element) -> Listed:
    url = _text(node, "link")
    if not url:
        links = [link for link in _all(node, "link") if link.get("rel", "alternate") == "alternate"]
        url = (links[0].get("href") or "") if links else ""
    return Listed(url.strip(), _text(node, "title"), _day(node, "pubDate", "published", "updated", "date"))


def _text(node: etree._Element, name: str) -> str:
    found = next(iter(_all(node, name)), None)
    return (found.text or "").strip() if found is not None else ""


def _own(node: etree._Element, name: str) -> str:
    """Return the text of a direct child: a picture inside an entry has an address too."""
    return (node.findtext(f"{{*}}{name}") or "").strip()


def _day(node: etree._Element, *names: str) -> date | None:
    for name in names:
        words = _text(node, name)
        if words:
            moment = read_http_date(words)
            return read_date(words) or (moment.date() if moment else None)
    return None
