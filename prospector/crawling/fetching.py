"""Where every request of a crawl is answered: by the network, by records, or by the browser."""

from scrapy import Request
from scrapy.core.downloader.handlers.base import BaseDownloadHandler
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.crawler import Crawler
from scrapy.http import Response

from prospector.crawling.browser import browser_for
from prospector.crawling.replay import ReplayHandler


class FetchHandler(BaseDownloadHandler):
    """Hands requests with ``browser`` in their meta to the browser, others to the network or, in replay, to records.

    So a page that needs the browser keeps its turn and its distance like any other request to its site.
    """

    lazy = True

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        is_replay = crawler.settings.getlist("PROSPECTOR_REPLAY")
        self._plain = ReplayHandler(crawler) if is_replay else HTTP11DownloadHandler(crawler)
        self._browser = browser_for(crawler)

    async def download_request(self, request: Request) -> Response:
        """Return the answer to *request*."""
        if request.meta.get("browser"):
            return await self._browser.render(request, self.crawler)
        return await self._plain.download_request(request)

    async def close(self) -> None:
        """End what the network's own handler keeps open."""
        await self._plain.close()
