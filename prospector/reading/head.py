"""What a page declares about itself for machines: its metas and its link elements."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from selectolax.lexbor import LexborHTMLParser, LexborNode

from prospector.folding import one_line
from prospector.models import Alternate, Page
from prospector.reading.dates import read_date
from prospector.reading.links import Attributes
from prospector.reading.urls import Base, clean, host_of

_META_NAMES = ("name", "property", "http-equiv", "itemprop")
_FEEDS = ("application/rss+xml", "application/atom+xml")


def base_url(declared: list[LexborNode], url: str) -> str:
    """Return what the page's links are relative to: the first base among its *declared* elements, else its *url*."""
    node = next((node for node in declared if node.tag == "base"), None)
    href = (node.attributes.get("href") or "") if node else ""
    base = Base(url).join(href)
    return base if host_of(base) else url


def with_head(page: Page, tree: LexborHTMLParser, metas: Mapping[str, str]) -> Page:
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
            *directives(metas.get("robots", "")),
            *(f"googlebot: {directive}" for directive in directives(metas.get("googlebot", ""))),
        ),
        published=_first_day(metas, "article:published_time", "datepublished", "date", "dc.date"),
        modified=_first_day(metas, "article:modified_time", "datemodified", "og:updated_time"),
        authors=tuple(name for name in [one_line(metas.get("author", ""), 100)] if name),
    )


def read_metas(tree: LexborHTMLParser) -> dict[str, str]:
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


def directives(value: str) -> tuple[str, ...]:
    """Return robots directives in lower case; those meant for one crawler keep its name (``googlebot: noindex``)."""
    return tuple(part.strip().lower() for part in value.split(",") if part.strip())[:20]


def with_declared(page: Page, links: list[Attributes], base: Base) -> Page:
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
