"""Pages of WARC files through the same stages as a crawl."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import scrapy

from prospector.crawling.warc import fetched, responses
from prospector.markets.knowledge import sites
from prospector.models import Page
from prospector.reading.page import is_html, read_page


class Ingest(scrapy.Spider):
    """Reads every successful HTML response of some WARC files; ``files`` are their paths."""

    name = "ingest"

    def __init__(self, files: tuple[str, ...] = (), run: str = "", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.files = files
        self.run = run

    async def start(self) -> AsyncIterator[Page]:
        """Yield the pages, giving the stages room after each so that no more than one waits."""
        for path in self.files:
            for record, _ in responses(Path(path)):
                response = fetched(record)
                if not sites().site_of(response.url):
                    self._count("no_address")
                elif response.status != 200:
                    self._count("not_200")
                elif not is_html(response):
                    self._count("not_html")
                else:
                    self._count("pages")
                    yield read_page(response, sites())
                    await asyncio.sleep(0)
            self._count("files")

    def _count(self, what: str) -> None:
        self.crawler.stats.inc_value(f"ingest/{what}")
