"""What an answer holds: a page of the site visited, or why it holds none."""

from datetime import UTC, datetime

from scrapy.http import Response

from prospector.markets.knowledge import sites
from prospector.reading.page import Fetched, is_html

_ENDED_EARLY = frozenset({"download_stopped", "dataloss", "unpacked_in_part"})


def as_fetched(response: Response) -> Fetched:
    """Return a Scrapy response as reading takes it."""
    headers = tuple(
        (name.decode("latin-1").lower(), value.decode("latin-1"))
        for name, values in response.headers.items()
        for value in values
    )
    meta = response.meta
    return Fetched(
        url=response.url,
        body=response.body,
        fetched_at=datetime.now(UTC),
        status=response.status,
        headers=headers,
        requested_url=(meta.get("redirect_urls") or [response.url])[0],
        visit=meta["visit"],
        role=meta["role"],
        depth=meta["clicks"],
        cut=not _ENDED_EARLY.isdisjoint(response.flags),
        rendered="rendered" in response.flags,
    )


def why_no_page(fetched: Fetched, site: str) -> str:
    """Return why an answer holds no page of *site*; empty when it holds one."""
    if sites().site_of(fetched.url) != site:
        return "not on this site"
    if not 200 <= fetched.status < 300:
        return f"HTTP {fetched.status}"
    return "" if is_html(fetched) else f"not HTML: {fetched.header('content-type')[:60] or 'no type'}"
