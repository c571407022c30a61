"""What a crawl is measured against: Scrapy spiders that fetch addresses, and at most read them as most projects do."""

from collections.abc import AsyncIterator
from typing import Any

import scrapy
from scrapy import Request
from scrapy.crawler import CrawlerProcess
from scrapy.http import Response


class Bare(scrapy.Spider):
    """Fetches ``urls`` and does nothing with them."""

    name = "bare"

    def __init__(self, urls: list[str], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.urls = urls

    async def start(self) -> AsyncIterator[Request]:
        """Yield one request an address."""
        for url in self.urls:
            yield Request(url, dont_filter=True)

    def parse(self, response: Response) -> None:
        """Do nothing."""


class Extracting(Bare):
    """Takes the main text out of each page with trafilatura and names its language with fastText; nothing else."""

    name = "extracting"

    def __init__(self, urls: list[str], model: str = "", **kwargs: Any) -> None:
        super().__init__(urls, **kwargs)
        import fasttext
        import trafilatura

        self._extract = trafilatura.extract
        self._model = fasttext.load_model(model)

    def parse(self, response: Response) -> None:
        """Read the page."""
        text = self._extract(response.body) or ""
        self._model.predict(" ".join(text.split())[:1800] or "-")


def fetch_all(urls: list[str], stand_in: str, model: str = "") -> None:
    """Fetch *urls* from the server that stands in for all hosts; with a *model*, read them too."""
    settings = {
        "PROSPECTOR_STAND_IN": stand_in,
        "TWISTED_DNS_RESOLVER": "prospector.crawling.addresses.PublicResolver",
        "DOWNLOAD_DELAY": 0,
        "CONCURRENT_REQUESTS": 64,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 8,
        "LOG_LEVEL": "CRITICAL",
        "TELNETCONSOLE_ENABLED": False,
    }
    process = CrawlerProcess(settings)
    if model:
        process.crawl(Extracting, urls=urls, model=model)
    else:
        process.crawl(Bare, urls=urls)
    process.start()
