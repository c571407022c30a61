"""Sample pages as documents: layouts, feeds and sitemaps."""

import dataclasses
import datetime
import html
import json
import re
import tomllib
from collections.abc import Iterable
from email.utils import format_datetime
from string import Template
from typing import Any
from xml.sax.saxutils import escape

from sample_site import HERE, VOCABULARY, BadSource, Page, Site

BUILT = datetime.datetime(2026, 10, 15, 8, 0, tzinfo=datetime.UTC)
LAYOUTS = HERE / "layouts"
FEED_LENGTH = 20


@dataclasses.dataclass(frozen=True, slots=True)
class Layout:
    """A file of layouts/: templates by name and what the software behind it would add."""

    parts: dict[str, Any]

    def fill(self, part: str, **values: str) -> str:
        """Return the template *part* with its ${words} filled; an absent part is empty."""
        return Template(self.parts.get(part, "")).substitute(values)

    def says(self, key: str) -> bool:
        """Whether the layout switches *key* on."""
        return bool(self.parts.get(key, False))


def layout_of(site: Site, page: Page) -> Layout:
    """Return the layout a page is printed in; raises BadSource when there is no such file."""
    name = page.layout or site.layout
    file = LAYOUTS / f"{name}.toml"
    if not file.is_file():
        have = ", ".join(sorted(path.stem for path in LAYOUTS.glob("*.toml")))
        raise BadSource(f"{site.file}: page {page.path}: key 'layout' names '{name}'; there is {have}")
    return Layout(tomllib.loads(file.read_text("utf-8")))


def document(site: Site, page: Page) -> str:
    """Return the whole HTML document (or the raw text) of a page."""
    if page.raw is not None:
        return page.raw
    layout = layout_of(site, page)
    nav = layout.parts.get("nav_join", "\n").join(
        layout.fill("nav_item", label=_plain(label), href=html.escape(href)) for label, href in site.nav
    )
    return layout.fill(
        "page",
        lang=_lang(site, page),
        meta_charset=_declared(site, '<meta charset="{}">'),
        http_equiv=_declared(site, '<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset={}">'),
        title=_title(site, page, layout),
        head=_head(site, page, layout),
        name=_plain(site.name),
        tagline=_plain(site.tagline),
        home=html.escape(f"{site.base}/"),
        nav=nav,
        heading="" if "<h1" in page.body.lower() else layout.fill("heading", title=_plain(page.title)),
        date=_date(site, page, layout),
        author=layout.fill("author", author=_plain(page.author)) if page.author else "",
        body=page.body.strip("\n"),
        aside=site.aside.strip("\n"),
        footer=site.footer.strip("\n"),
    )


def _plain(text: str) -> str:
    """Return text for HTML, whether or not its author has escaped it already."""
    return html.escape(html.unescape(text), quote=False)


def _lang(site: Site, page: Page) -> str:
    """Return the lang attribute with a space before it, or nothing."""
    lang = site.lang if page.lang is None else page.lang
    return f' lang="{lang}"' if lang else ""


def _declared(site: Site, pattern: str) -> str:
    """Return the charset declaration inside the document, when the site has one there."""
    return pattern.format(site.charset.replace("_jis", "_JIS")) if site.declare in {"meta", "both"} else ""


def _title(site: Site, page: Page, layout: Layout) -> str:
    """Return the title: the start page says its own, the others add the site's name."""
    if page.path == f"{site.base}/" or site.name in page.title:
        return _plain(page.title)
    return layout.fill("title", title=_plain(page.title), name=_plain(site.name))


def _head(site: Site, page: Page, layout: Layout) -> str:
    """Return what page, site and software put into the head element, a line each."""
    lines = [f'<meta name="description" content="{html.escape(page.description)}">'] if page.description else []
    if page.noindex:
        lines.append('<meta name="robots" content="noindex, follow">')
    canonical = page.canonical or (site.root + page.path if layout.says("canonical") and page.code == 200 else "")
    if canonical:
        lines.append(f'<link rel="canonical" href="{html.escape(canonical)}">')
    own = f"{site.head}\n{page.head}".strip("\n")
    if site.feed and layout.says("feed_link") and "application/rss+xml" not in own and "application/atom" not in own:
        kind = "atom" if site.atom else "rss"
        lines.append(f'<link rel="alternate" type="application/{kind}+xml" title="{site.name}" href="{site.feed}">')
    if layout.says("json_ld") and page.date and "application/ld+json" not in own:
        lines.append(_json_ld(site, page, layout))
    return "\n".join([*lines, own]) if own else "\n".join(lines)


def _json_ld(site: Site, page: Page, layout: Layout) -> str:
    """Return a schema.org article about the page, as content systems write it."""
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": layout.parts["json_ld"],
        "headline": page.title,
        "datePublished": _moment(site, page).isoformat(),
        "mainEntityOfPage": site.root + page.path,
        "publisher": {"@type": "Organization", "name": site.name},
    }
    if page.author:
        data["author"] = {"@type": "Person", "name": page.author}
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


def _date(site: Site, page: Page, layout: Layout) -> str:
    """Return the printed publication date, in the way of the site's language."""
    if page.date is None:
        return ""
    style = site.date_format or VOCABULARY["dates"].get(site.truth.language, "%Y-%m-%d")
    day = page.date
    numbers = style.replace("{day}", str(day.day)).replace("{month}", str(day.month))
    # Code by code: strftime refuses letters outside the locale's charset on some systems.
    text = re.sub("%[a-zA-Z]", lambda code: day.strftime(code[0]), numbers)
    return layout.fill("date", iso=page.date.isoformat()[:10], text=text)


def _moment(site: Site, page: Page) -> datetime.datetime:
    """Return when the page was published, in the site's time zone; at half past nine when only a day is given."""
    zone = datetime.datetime.fromisoformat(f"2026-01-01T00:00:00{site.zone}").tzinfo
    if isinstance(page.date, datetime.datetime):
        return page.date if page.date.tzinfo else page.date.replace(tzinfo=zone)
    day = page.date or BUILT.date()
    return datetime.datetime(day.year, day.month, day.day, 9, 30, tzinfo=zone)


def feed(site: Site) -> str:
    """Return RSS 2.0 or Atom of the site's dated pages, newest first."""
    dated = [page for page in site.page if page.date and page.is_listed]
    newest = sorted(dated, key=lambda page: (_moment(site, page), page.path), reverse=True)[:FEED_LENGTH]
    return _atom(site, newest) if site.atom else _rss(site, newest)


def _rss(site: Site, pages: Iterable[Page]) -> str:
    """Return the RSS document."""
    items = "".join(
        f"<item><title>{escape(page.title)}</title><link>{escape(site.root + page.path)}</link>"
        f"<dc:creator>{escape(page.author or site.name)}</dc:creator>"
        f"<pubDate>{format_datetime(_moment(site, page))}</pubDate>"
        f'<guid isPermaLink="true">{escape(site.root + page.path)}</guid>'
        f"<description>{escape(_teaser(page))}</description></item>\n"
        for page in pages
    )
    language = f"<language>{site.lang}</language>" if site.lang else ""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/">\n'
        f"<channel><title>{escape(site.name)}</title><link>{escape(site.home_url)}</link>"
        f"<description>{escape(site.tagline or site.name)}</description>{language}\n{items}</channel></rss>\n"
    )


def _atom(site: Site, pages: Iterable[Page]) -> str:
    """Return the Atom document."""
    entries = "".join(
        f'<entry><title>{escape(page.title)}</title><link href="{escape(site.root + page.path)}"/>'
        f"<id>{escape(site.root + page.path)}</id><updated>{_moment(site, page).isoformat()}</updated>"
        f"<author><name>{escape(page.author or site.name)}</name></author>"
        f"<summary>{escape(_teaser(page))}</summary></entry>\n"
        for page in pages
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">\n'
        f'<title>{escape(site.name)}</title><link href="{escape(site.home_url)}"/><id>{escape(site.home_url)}</id>'
        f"<updated>{BUILT.isoformat()}</updated>\n{entries}</feed>\n"
    )


def _teaser(page: Page) -> str:
    """Return the description, or the first words of the text."""
    text = html.unescape(re.sub(r"<[^>]*>", " ", page.body))
    return page.description or " ".join(text.split()[:40])


def sitemap(site: Site) -> str:
    """Return sitemap.xml of every listed page."""
    rows = "".join(
        f"<url><loc>{escape(site.root + page.path)}</loc>"
        + (f"<lastmod>{page.date.isoformat()[:10]}</lastmod>" if page.date else "")
        + "</url>\n"
        for page in site.page
        if page.is_listed
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{rows}</urlset>\n'
    )


def news_sitemap(site: Site) -> str:
    """Return a Google News sitemap of the dated pages."""
    rows = "".join(
        f"<url><loc>{escape(site.root + page.path)}</loc><news:news><news:publication>"
        f"<news:name>{escape(site.name)}</news:name><news:language>{site.truth.language}</news:language>"
        f"</news:publication><news:publication_date>{_moment(site, page).isoformat()}</news:publication_date>"
        f"<news:title>{escape(page.title)}</news:title></news:news></url>\n"
        for page in site.page
        if page.is_listed and page.date
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        f'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">\n{rows}</urlset>\n'
    )
