"""Where every request of a crawl is answered: by the network, by records, or by the browser."""

from urllib.parse import urlsplit

from scrapy import Request
from scrapy.core.downloader.handlers.base import BaseDownloadHandler
from scrapy.crawler import Crawler
from scrapy.exceptions import DownloadFailedError
from scrapy.http import Response

from prospector.crawling.addresses import address_of
from prospector.crawling.browser import browser_for
from prospector.crawling.limits import BoundedHandler
from prospector.crawling.reasons import NotHad, caused_by
from prospector.crawling.replay import ReplayHandler
from prospector.crawling.turns import turns_of


class FetchHandler(BaseDownloadHandler):
    """Hands requests with ``browser`` in their meta to the browser, others to the network or, in replay, to records.

    Whatever is asked for, it waits for the turn of its site and of the server behind it.
    """

    lazy = True

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._is_replay = bool(crawler.settings.getlist("PROSPECTOR_REPLAY"))
        self._plain = ReplayHandler(crawler) if self._is_replay else BoundedHandler(crawler)
        self._browser = browser_for(crawler)
        self._turns = turns_of(crawler.settings)

    async def download_request(self, request: Request) -> Response:
        """Return the answer to *request*."""
        host = urlsplit(request.url).hostname or ""
        address = "" if self._is_replay else await address_of(host)
        place = request.meta.get("place")
        async with self._turns.turn(request.meta.get("download_slot", host), address, place, self._goes_on):
            return await self._answer(request)

    def _goes_on(self) -> bool:
        return bool(self.crawler.crawling)

    async def _answer(self, request: Request) -> Response:
        if request.meta.get("browser"):
            return await self._browser.render(request, self.crawler)
        try:
            return await self._plain.download_request(request)
        except DownloadFailedError as error:
            ours = caused_by(error, NotHad)
            if ours:
                raise ours from None
            raise

    async def close(self) -> None:
        """End what the network's own handler keeps open."""
        await self._plain.close()
