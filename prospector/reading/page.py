"""One document to one `Page` of facts: lexbor for structure, resiliparse for text, each once."""

import hashlib
from codecs import BOM_UTF8
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from resiliparse.extract.html2text import extract_plain_text
from resiliparse.parse.html import HTMLTree
from selectolax.lexbor import LexborHTMLParser, LexborNode

from prospector.folding import one_line
from prospector.models import Alternate, Page
from prospector.reading.charset import decode
from prospector.reading.dates import date_in_path, read_date, read_http_date
from prospector.reading.guard import cut_hostile
from prospector.reading.links import Attributes, Frame, read_frame, read_links
from prospector.reading.owners import read_owner_ids
from prospector.reading.sites import Sites
from prospector.reading.structured import Structured, read_structured
from prospector.reading.urls import Base, clean, host_of

MAX_BYTES = 2 * 1024 * 1024
READING = "reading/1"
"""Version of what is read from a page; raise it when a page read again would give other facts."""

_TEXT_LENGTH = 30_000
_MAIN_LENGTH = 20_000
_FOOTER_LENGTH = 3_000
_THIN = 200
_META_NAMES = ("name", "property", "http-equiv", "itemprop")
_FEEDS = ("application/rss+xml", "application/atom+xml")
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
    base = Base(_base_url(declared, fetched.url), fetched.url)
    page = _with_response(fetched, sites, encoding)
    page = replace(page, cut=fetched.cut or hostile or len(fetched.body) > MAX_BYTES)
    metas = _metas(tree)
    page = _with_head(page, tree, metas)
    page = _with_declared(page, [node.attributes for node in declared if node.tag == "link"], base)
    page = replace(
        page, owner_ids=read_owner_ids(body if encoding == "utf-8" else text.encode("utf-8", "replace"), metas)
    )
    page = _with_structured(page, tree)
    frame = read_frame(tree)
    links, direct = read_links(tree, frame, base, sites)
    has_form = tree.css_first("form textarea") is not None
    page = replace(page, links=tuple(links), direct=tuple(direct), has_form=has_form)
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
        robots=_directives(fetched.header("x-robots-tag")),
    )


def _base_url(declared: list[LexborNode], url: str) -> str:
    node = next((node for node in declared if node.tag == "base"), None)
    href = (node.attributes.get("href") or "") if node else ""
    base = Base(url).join(href)
    return base if host_of(base) else url


def _with_head(page: Page, tree: LexborHTMLParser, metas: Mapping[str, str]) -> Page:
    """Return *page* with what the head declares."""
    root = tree.root
    title = tree.css_first("title:not(svg title)")
    return replace(
        page,
        title=one_line(title.text() if title else "", 300) or one_line(metas.get("og:title", ""), 300),
        description=one_line(metas.get("description") or metas.get("og:description", ""), 500),
        html_lang=((root.attributes.get("lang") if root else "") or metas.get("content-language", "")).strip()[:20],
        og_locale=metas.get("og:locale", "")[:20],
        og_type=metas.get("og:type", "")[:40],
        site_name=one_line(metas.get("og:site_name") or metas.get("application-name", ""), 200),
        generator=one_line(metas.get("generator", ""), 100),
        robots=(
            *page.robots,
            *_directives(metas.get("robots", "")),
            *(f"googlebot: {directive}" for directive in _directives(metas.get("googlebot", ""))),
        ),
        published=_first_day(metas, "article:published_time", "datepublished", "date", "dc.date"),
        modified=_first_day(metas, "article:modified_time", "datemodified", "og:updated_time"),
        authors=tuple(name for name in [one_line(metas.get("author", ""), 100)] if name),
    )


def _metas(tree: LexborHTMLParser) -> dict[str, str]:
    """Return the page's meta values by lower-case name, property and so on; the first of each name counts."""
    found: dict[str, str] = {}
    for node in tree.css("[content]:is(meta)"):
        attributes = node.attributes
        name = next(filter(None, map(attributes.get, _META_NAMES)), None)
        if name:
            found.setdefault(name.lower(), attributes.get("content") or "")
    return found


def _first_day(metas: Mapping[str, str], *names: str) -> date | None:
    return next((day for name in names if (day := read_date(metas.get(name, "")))), None)


def _directives(value: str) -> tuple[str, ...]:
    """Return robots directives in lower case; those meant for one crawler keep its name (``googlebot: noindex``)."""
    return tuple(part.strip().lower() for part in value.split(",") if part.strip())[:20]


def _with_declared(page: Page, links: list[Attributes], base: Base) -> Page:
    """Return *page* with what its link elements name: its canonical address, its translations and its feeds."""
    canonical = next((link["href"] or "" for link in links if (link.get("rel") or "").lower() == "canonical"), None)
    alternates = [link for link in links if "hreflang" in link and "alternate" in _words(link.get("rel"))][:100]
    translated = [Alternate((a["hreflang"] or "").lower(), base.join(a["href"] or "")) for a in alternates]
    feeds = [base.join(link["href"] or "") for link in links if (link.get("type") or "").lower() in _FEEDS]
    return replace(
        page,
        canonical="" if canonical is None else clean(base.join(canonical)),
        alternates=tuple(alternate for alternate in translated if alternate.lang and alternate.url),
        feeds=tuple(dict.fromkeys(filter(None, feeds)))[:5],
    )


def _words(value: str | None) -> list[str]:
    return (value or "").lower().split()


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
