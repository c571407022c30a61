"""A bare Scrapy spider: fetches addresses and does nothing with them. What a crawl is measured against."""

from collections.abc import AsyncIterator
from typing import Any

import scrapy
from scrapy import Request
from scrapy.crawler import CrawlerProcess
from scrapy.http import Response


class Bare(scrapy.Spider):
    """Fetches ``urls``."""

    name = "bare"

    def __init__(self, urls: list[str], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.urls = urls

    async def start(self) -> AsyncIterator[Request]:
        """Yield one request an address."""
        for url in self.urls:
            yield Request(url)

    def parse(self, response: Response) -> None:
        """Do nothing."""


def fetch_all(replay: list[str], urls: list[str]) -> None:
    """Fetch *urls* from recorded responses."""
    handler = "prospector.crawling.replay.ReplayHandler"
    settings = {
        "PROSPECTOR_REPLAY": replay,
        "DOWNLOAD_HANDLERS": {"http": handler, "https": handler},
        "DOWNLOAD_DELAY": 0,
        "CONCURRENT_REQUESTS": 64,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 8,
        "LOG_LEVEL": "ERROR",
        "TELNETCONSOLE_ENABLED": False,
    }
    process = CrawlerProcess(settings)
    process.crawl(Bare, urls=urls)
    process.start()
