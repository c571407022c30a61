"""Pages of a visit that need the browser: asked for again there, kept as they came where that fails."""

from typing import Any

from scrapy.crawler import Crawler
from scrapy.http import Response

from prospector.crawling.browser import browser_for
from prospector.crawling.robots import Disallowed, RobotsMiddleware
from prospector.models import Page


class Rendering:
    """The way of the pages of one spider through the browser."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._browser = browser_for(crawler)

    async def takes(self, page: Page) -> bool:
        """Say whether *page* is to be read in the browser; that is then taken out of its budget."""
        return page.needs_browser and await self._browser.grants(self._crawler)

    async def robots_refusal(self, response: Response) -> str:
        """Return why robots.txt forbids the address that a page ended up at in the browser; empty when it does not."""
        middleware = self._crawler.get_downloader_middleware(RobotsMiddleware)
        try:
            if middleware and response.request:
                await middleware.process_request(response.request.replace(url=response.url))
        except Disallowed as refusal:
            return str(refusal)
        return ""


def browser_meta(plain: Page, language: str) -> dict[str, Any]:
    """Return what a request for *plain* in the browser carries; its *language* is the one expected of the site."""
    return {"browser": True, "plain": plain, "language": language or plain.html_lang, "dont_retry": True}
