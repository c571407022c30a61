"""Addresses and links of the sample web."""

import dataclasses
from collections.abc import Collection, Iterable, Iterator
from html.parser import HTMLParser
from urllib.parse import quote, urljoin, urlsplit

import idna

from sample_render import document
from sample_site import BadSource, Page, Site


@dataclasses.dataclass(frozen=True, slots=True)
class Link:
    """A link of one page, resolved."""

    url: str
    where: str


def ascii_url(url: str) -> str:
    """Return an address as a browser sends it: IDNA host, UTF-8 percent-encoded path, no fragment.

    >>> ascii_url("https://bücher.example/über uns/?q=ä#oben")
    'https://xn--bcher-kva.example/%C3%BCber%20uns/?q=%C3%A4'
    """
    parts = urlsplit(url)
    host = idna.encode(parts.netloc, uts46=True).decode("ascii")
    query = f"?{quote(parts.query, safe='/%?&=+;,:@~!$()*')}" if parts.query else ""
    return f"{parts.scheme}://{host}{quote(parts.path or '/', safe='/%&=+;,:@~!$()*')}{query}"


class _Anchors(HTMLParser):
    """Collects the addresses that a reader could follow."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Remember a, area and frame addresses."""
        name = {"a": "href", "area": "href", "frame": "src", "iframe": "src"}.get(tag)
        self.found += [value.strip() for key, value in attrs if key == name and value]


def check_links(sites: Iterable[Site], known: Collection[str]) -> None:
    """Raise BadSource for the first link to a sample host that is not among the *known* addresses."""
    hosts = {urlsplit(url).netloc for url in known}
    for site in sites:
        for link in _links(site):
            if urlsplit(link.url).netloc in hosts and link.url not in known:
                raise BadSource(f"{link.where}: key 'href' leads to {link.url}, which its host does not have")


def _links(site: Site) -> Iterator[Link]:
    """Yield the links of the site's pages that must lead somewhere."""
    if site.broken_links_ok:
        return
    for page in site.page:
        where = f"{site.file}: page {page.path}"
        if page.location:
            yield Link(ascii_url(urljoin(site.root + page.path, page.location)), where)
        if page.is_html and not page.location and not page.broken_links_ok:
            yield from _page_links(site, page, where)


def _page_links(site: Site, page: Page, where: str) -> Iterator[Link]:
    """Yield the http links of one document."""
    parser = _Anchors()
    parser.feed(document(site, page))
    for href in parser.found:
        try:
            url = urljoin(site.root + page.path, href)
            if url.startswith("http"):
                yield Link(ascii_url(url), where)
        except (ValueError, idna.IDNAError) as error:
            raise BadSource(f"{where}: key 'href' is no address: {href}") from error
