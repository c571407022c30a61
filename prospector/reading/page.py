"""One document to one `Page` of facts: lexbor for structure, resiliparse for text, each once."""

import hashlib
from codecs import BOM_UTF8
from dataclasses import dataclass, replace
from datetime import datetime

from resiliparse.extract.html2text import extract_plain_text
from resiliparse.parse.html import HTMLTree
from selectolax.lexbor import LexborHTMLParser, LexborNode

from prospector.folding import one_line
from prospector.models import Page
from prospector.reading.ads import count_ad_slots
from prospector.reading.charset import decode
from prospector.reading.dates import date_in_path, read_date, read_http_date
from prospector.reading.guard import cut_hostile
from prospector.reading.head import base_url, directives, read_metas, with_declared, with_head
from prospector.reading.links import Frame, read_frame, read_links
from prospector.reading.owners import read_owner_ids
from prospector.reading.sites import Sites
from prospector.reading.structured import Structured, read_structured
from prospector.reading.urls import Base, clean

MAX_BYTES = 2 * 1024 * 1024
READING = "reading/2"
"""Version of what is read from a page; raise it when a page read again would give other facts."""

_TEXT_LENGTH = 30_000
_MAIN_LENGTH = 20_000
_FOOTER_LENGTH = 3_000
_THIN = 200
_HTML = ("text/html", "application/xhtml+xml")
_APP_ROOTS = "#root, #app, #__next, #__nuxt, #___gatsby, app-root, [data-reactroot], [ng-app], [data-requires-js]"


@dataclass(frozen=True, slots=True)
class Fetched:
    """A response as it came: header names in lower case, *body* without transfer and content encoding.

    *rendered* means that the body is what a browser made of it.
    """

    url: str
    body: bytes
    fetched_at: datetime
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    requested_url: str = ""
    visit: str = ""
    role: str = ""
    depth: int = 0
    cut: bool = False
    rendered: bool = False

    def header(self, name: str) -> str:
        """Return a header's value, its repetitions joined by commas; empty when it is not there."""
        return ", ".join(value for key, value in self.headers if key == name)


def is_html(fetched: Fetched) -> bool:
    """Say whether a response is a document to read: by its type, else by how it begins."""
    kind = fetched.header("content-type").partition(";")[0].strip().lower()
    if kind:
        return kind in _HTML
    return fetched.body[:1024].removeprefix(BOM_UTF8).lstrip()[:1] == b"<" and b"<?xml" not in fetched.body[:64]


def read_page(fetched: Fetched, sites: Sites) -> Page:
    """Return the facts of one HTML response. Never raises on what strangers write."""
    body = fetched.body[:MAX_BYTES]
    text, encoding = decode(body, fetched.header("content-type"))
    html, hostile = cut_hostile(text)
    tree = LexborHTMLParser(html)
    declared = tree.css("[href]:is(base, link)")
    base = Base(base_url(declared, fetched.url), fetched.url)
    page = _with_response(fetched, sites, encoding)
    metas = read_metas(tree)
    page = with_head(page, tree, metas)
    page = with_declared(page, [node.attributes for node in declared if node.tag == "link"], base)
    page = _with_structured(page, tree)
    frame = read_frame(tree)
    links, direct = read_links(tree, frame, base, sites)
    source = body if encoding == "utf-8" else text.encode("utf-8", "replace")
    page = replace(
        page,
        cut=fetched.cut or hostile or len(fetched.body) > MAX_BYTES,
        owner_ids=read_owner_ids(source, metas),
        links=tuple(links),
        direct=tuple(direct),
        has_form=tree.css_first("form textarea") is not None,
        ad_slots=count_ad_slots(source),
    )
    return _with_text(page, tree, html, _footer(frame))


def _with_response(fetched: Fetched, sites: Sites, encoding: str) -> Page:
    url = clean(fetched.url)
    return Page(
        url=url,
        site=sites.site_of(url),
        section=sites.section_of(url),
        fetched_at=fetched.fetched_at,
        requested_url=fetched.requested_url or fetched.url,
        visit=fetched.visit,
        role=fetched.role,
        depth=fetched.depth,
        status=fetched.status,
        content_type=fetched.header("content-type"),
        encoding=encoding,
        bytes=len(fetched.body),
        rendered=fetched.rendered,
        etag=fetched.header("etag"),
        last_modified=fetched.header("last-modified"),
        read_at=fetched.fetched_at,
        read_by=READING,
        server_date=read_http_date(fetched.header("date")),
        robots=directives(fetched.header("x-robots-tag")),
    )


def _with_structured(page: Page, tree: LexborHTMLParser) -> Page:
    """Return *page* with what JSON-LD and dated markup say."""
    nodes = tree.css("[type='application/ld+json']:is(script)")[:20]
    facts = read_structured([node.text() for node in nodes]) if nodes else Structured()
    time = tree.css_first(
        "article time[datetime], time[datetime][pubdate], time.published[datetime], time.entry-date[datetime]"
    )
    marked = read_date(time.attributes.get("datetime") or "") if time else None
    return replace(
        page,
        types=facts.types,
        organisations=facts.organisations,
        published=facts.published or page.published or marked or date_in_path(page.url),
        modified=facts.modified or page.modified,
        authors=facts.authors or page.authors or _bylines(tree),
    )


def _bylines(tree: LexborHTMLParser) -> tuple[str, ...]:
    nodes = tree.css("[rel=author], [itemprop=author], .byline, .author, .autor")[:3]
    return tuple(dict.fromkeys(name for node in nodes if (name := one_line(node.text(), 80))))


def _with_text(page: Page, tree: LexborHTMLParser, html: str, footer: str) -> Page:
    """Return *page* with its visible text, its main text without template, and its footer.

    The text keeps a line for each block, because addresses are read by lines.
    """
    parsed = HTMLTree.parse(html)
    text = _lines(
        extract_plain_text(parsed, preserve_formatting=True, list_bullets=False, alt_texts=False, links=False)
    )
    main = _lines(
        extract_plain_text(parsed, main_content=True, preserve_formatting=True, list_bullets=False, alt_texts=False)
    )
    return replace(
        page,
        headings=tuple(one_line(node.text(), 200) for node in tree.css("h1, h2")[:12]),
        text=text[:_TEXT_LENGTH],
        main_text=main[:_MAIN_LENGTH],
        footer_text=footer,
        text_hash=_fingerprint(main or text),
        needs_browser=len(text) < _THIN and not page.rendered and _is_application(tree),
    )


def _lines(text: str) -> str:
    return "\n".join(filter(None, map(str.strip, text.split("\n"))))


def _footer(frame: Frame) -> str:
    texts = list(dict.fromkeys(_lines(node.text(separator="\n")) for node in frame["footer"][:8]))
    return "\n".join(_outermost(texts))[:_FOOTER_LENGTH]


def _outermost(texts: list[str]) -> list[str]:
    """Return *texts* without those that another one holds."""
    return [text for text in texts if text and not any(text != other and text in other for other in texts)]


def _fingerprint(text: str) -> str:
    """Return a name that pages with the same words share; empty for pages too thin to compare."""
    if len(text) < _THIN:
        return ""
    return hashlib.blake2b(" ".join(text.lower().split()).encode("utf-8", "replace"), digest_size=8).hexdigest()


def _is_application(tree: LexborHTMLParser) -> bool:
    """Say whether a page with hardly any text looks like one that a script fills in."""
    if tree.css_first("script") is None:
        return False
    notes = " ".join(_noscript(node) for node in tree.css("noscript")).lower()
    return "javascript" in notes or tree.css_first(_APP_ROOTS) is not None


def _noscript(node: LexborNode) -> str:
    return one_line(node.text() or node.html or "", 500)
