"""Pages of WARC files through the same stages as a crawl."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import scrapy
from scrapy import Request
from scrapy.http import Response

from prospector.crawling.warc import fetched, responses
from prospector.markets.knowledge import sites
from prospector.models import Page
from prospector.reading.page import Fetched, is_html, read_page


class Ingest(scrapy.Spider):
    """Reads every successful HTML response of some WARC files; ``files`` are their paths.

    Each file is read by the callback of a request that asks nobody, one after the other: Scrapy never ends when it is
    stopped in the middle of an item that ``start`` gave it.
    """

    name = "ingest"

    def __init__(self, files: tuple[str, ...] = (), run: str = "", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._left = list(reversed(files))
        self.run = run

    async def start(self) -> AsyncIterator[Request]:
        """Yield the request that reads the first file."""
        for request in self._next():
            yield request

    def _next(self) -> list[Request]:
        """Return the request that reads the next file, in a list that is empty when there is none."""
        if not self._left:
            return []
        arguments = {"path": Path(self._left.pop())}
        return [Request("data:,", self.read, cb_kwargs=arguments, meta={"is_robots": True}, dont_filter=True)]

    async def read(self, response: Response, path: Path) -> AsyncIterator[Page | Request]:
        """Yield the pages of a file, giving the stages room after each, then the request for the next file."""
        for record, _ in responses(path):
            if not self.crawler.crawling:
                return
            page = self._page(fetched(record))
            if page is not None:
                yield page
                await asyncio.sleep(0)
        self._count("files")
        for request in self._next():
            yield request

    def _page(self, response: Fetched) -> Page | None:
        """Return the page that a recorded response holds; None, and counted, when it holds none."""
        passed_over = _why_not(response)
        self._count(passed_over or "pages")
        return None if passed_over else read_page(response, sites())

    def _count(self, what: str) -> None:
        self.crawler.stats.inc_value(f"ingest/{what}")


def _why_not(response: Fetched) -> str:
    """Return why a response is passed over, empty when it is a page."""
    if not sites().site_of(response.url):
        return "no_address"
    if response.status != 200:
        return "not_200"
    return "" if is_html(response) else "not_html"
