"""Sample sites as recorded HTTP responses, the same bytes on every build."""

import dataclasses
import hashlib
import io
import uuid
from collections.abc import Iterable, Iterator
from email.utils import format_datetime
from http import HTTPStatus
from typing import Any
from urllib.parse import urljoin

from warcio.statusandheaders import StatusAndHeaders  # type: ignore[import-untyped, unused-ignore]
from warcio.warcwriter import WARCWriter  # type: ignore[import-untyped, unused-ignore]

from sample_links import ascii_url
from sample_render import BUILT, document, feed, layout_of, news_sitemap, sitemap
from sample_site import BadSource, Page, Site

STAMP = "2026-10-15T08:00:00Z"


@dataclasses.dataclass(frozen=True, slots=True)
class Response:
    """One answer of a sample host."""

    url: str
    status: int
    headers: dict[str, str]
    body: bytes


@dataclasses.dataclass(frozen=True, slots=True)
class Content:
    """A body and its media type."""

    body: bytes
    type: str = "text/html"


def responses(sites: Iterable[Site]) -> list[Response]:
    """Return everything the sample hosts answer, each address once; raises BadSource when two files claim one."""
    made: dict[str, Response] = {}
    for site in sites:
        for response in _answers(site):
            if response.url in made:
                raise BadSource(f"{site.file}: key 'path' gives {response.url}, which another page has already")
            made[response.url] = response
        for response in _defaults(site):
            made.setdefault(response.url, response)
    return list(made.values())


def _answers(site: Site) -> Iterator[Response]:
    """Yield pages, robots.txt, sitemaps and feed of one site."""
    for page in site.page:
        yield _page(site, page)
    if site.robots or site.robots_status:
        yield _text(site, "/robots.txt", "text/plain", robots_txt(site), site.robots_status or 200)
    if site.sitemap:
        yield _text(site, f"{site.base}/sitemap.xml", "application/xml", sitemap(site))
    if site.news_sitemap:
        yield _text(site, site.news_sitemap, "application/xml", news_sitemap(site))
    if site.feed:
        kind = "application/atom+xml" if site.atom else "application/rss+xml"
        yield _text(site, site.feed, kind, feed(site))


def _defaults(site: Site) -> Iterator[Response]:
    """Yield what a server does by itself: no robots.txt, and ways to the address it prefers."""
    yield _response(site, f"{site.root}/robots.txt", 404, _error(404))
    if site.base:
        yield _redirect(site, site.root + site.base, site.home_url)
    bare = site.root.replace("://www.", "://", 1)
    roots = [bare] if bare != site.root else []
    if site.http_redirect:
        roots += [root.replace("https://", "http://", 1) for root in [site.root, *roots]]
    for root in roots:
        yield _redirect(site, f"{root}{site.base}/", site.home_url)
        yield _redirect(site, f"{root}/robots.txt", f"{site.root}/robots.txt")


def robots_txt(site: Site) -> str:
    r"""Return robots.txt, its Sitemap lines added; ``\n`` in a literal string means a new line."""
    lines = site.robots.replace("\\n", "\n").strip().splitlines()
    if site.sitemap and "sitemap:" not in site.robots.lower():
        lines.append(f"Sitemap: {site.root}{site.base}/sitemap.xml")
    if site.news_sitemap:
        lines.append(f"Sitemap: {site.root}{site.news_sitemap}")
    return "\n".join(lines) + "\n"


def _page(site: Site, page: Page) -> Response:
    """Return the answer to a page's address."""
    url = ascii_url(site.root + page.path)
    if page.location:
        return _redirect(site, url, ascii_url(urljoin(url, page.location)), page)
    text = document(site, page)
    try:
        body = text.encode(site.charset)
    except UnicodeEncodeError as error:
        near = text[max(0, error.start - 20) : error.end + 20]
        why = f"cannot hold {text[error.start : error.end]!r} near {near!r}"
        raise BadSource(f"{site.file}: page {page.path}: key 'charset' = {site.charset} {why}") from error
    return _response(site, url, page.code, Content(body, _content_type(site, page)), page)


def _text(site: Site, path: str, content_type: str, text: str, status: int = 200) -> Response:
    """Return a UTF-8 file beside the pages."""
    return _response(site, site.root + path, status, Content(text.encode(), f"{content_type}; charset=utf-8"))


def _redirect(site: Site, url: str, target: str, page: Page | None = None) -> Response:
    """Return an answer that sends the reader elsewhere."""
    status = page.code if page else 301
    made = _response(site, url, status, _error(status), page)
    return dataclasses.replace(made, headers={**made.headers, "Location": target})


def _error(status: int) -> Content:
    """Return the short page a server writes itself."""
    line = f"{status} {HTTPStatus(status).phrase}"
    head = f"<html>\r\n<head><title>{line}</title></head>\r\n<body>\r\n"
    return Content(f"{head}<center><h1>{line}</h1></center>\r\n</body>\r\n</html>\r\n".encode())


def _response(site: Site, url: str, status: int, content: Content, page: Page | None = None) -> Response:
    """Return the answer with the headers the site's software would send."""
    own = page or site.page[0]
    headers = {"Date": format_datetime(BUILT, usegmt=True)}
    headers |= layout_of(site, own).parts.get("headers", {"Server": "nginx"})
    headers["Content-Type"] = content.type
    headers["Content-Length"] = str(len(content.body))
    if page and layout_of(site, own).says("static"):
        headers["ETag"] = f'"{hashlib.sha1(content.body, usedforsecurity=False).hexdigest()[:12]}"'
    headers |= site.headers
    return Response(url, status, headers | (page.headers if page else {}), content.body)


def _content_type(site: Site, page: Page) -> str:
    """Return the page's media type, with the charset when the site's server says it."""
    if site.declare not in {"header", "both"} or not page.content_type.startswith("text/"):
        return page.content_type
    return f"{page.content_type}; charset={site.charset.replace('_jis', '_JIS')}"


def warc(made: Iterable[Response]) -> bytes:
    """Return a WARC file, one gzip member a record."""
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=True)
    writer.write_record(_about(writer))
    for response in made:
        writer.write_record(_record(writer, response))
    return out.getvalue()


def _ids(name: str) -> dict[str, str]:
    """Return WARC headers that would otherwise differ from build to build."""
    return {"WARC-Record-ID": f"<urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, name)}>", "WARC-Date": STAMP}


def _about(writer: Any) -> Any:
    """Return the warcinfo record."""
    text = b"description: the sample web, invented for Prospector\r\nformat: WARC File Format 1.0\r\n"
    headers = _ids("warcinfo:sample-web")
    return writer.create_warc_record("", "warcinfo", io.BytesIO(text), len(text), warc_headers_dict=headers)


def _record(writer: Any, response: Response) -> Any:
    """Return the record of one response."""
    line = f"{response.status} {HTTPStatus(response.status).phrase}"
    http = StatusAndHeaders(line, list(response.headers.items()), protocol="HTTP/1.1")
    return writer.create_warc_record(
        response.url,
        "response",
        io.BytesIO(response.body),
        len(response.body),
        http_headers=http,
        warc_headers_dict=_ids(response.url),
    )
