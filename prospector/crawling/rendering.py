"""Pages of a visit that need the browser: asked for again there, kept as they came where that fails."""

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any, Protocol

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response
from twisted.python.failure import Failure

from prospector.crawling.browser import browser_for
from prospector.crawling.leaving import LeavesSite
from prospector.crawling.reasons import reason_of
from prospector.crawling.robots import Disallowed, RobotsMiddleware
from prospector.crawling.turns import Stopped
from prospector.crawling.visit import Option, VisitPlan
from prospector.models import Page, Visit

Output = AsyncIterator[Request | Page | Visit]


class Steps(Protocol):
    """What the spider does that makes the visits."""

    visits: dict[str, VisitPlan]

    def request(self, visit: VisitPlan, option: Option, **meta: Any) -> Request:
        """Return the request for a page."""

    def page_of(self, visit: VisitPlan, response: Response) -> Page | None:
        """Return the page an answer holds; None, with the reason noted, when it holds none."""

    def keep(self, visit: VisitPlan, role: str, page: Page | None) -> Output:
        """Hand on a page and go on with the visit."""

    def missed(self, failure: Failure) -> Output:
        """Note why an address could not be had, and go on with the visit or end it."""


class Rendering:
    """The way of the pages of one spider through the browser."""

    def __init__(self, crawler: Crawler, steps: Steps) -> None:
        self._crawler = crawler
        self._steps = steps
        self._browser = browser_for(crawler)

    async def takes(self, page: Page) -> bool:
        """Say whether *page* is to be read in the browser; that is then taken out of its budget."""
        return page.needs_browser and await self._browser.grants(self._crawler)

    def request(self, visit: VisitPlan, plain: Page) -> Request:
        """Return the request for a page again, in the browser, whose language is the one expected of the site."""
        option = Option(0.0, 0, plain.url, plain.role, plain.depth)
        meta = {"browser": True, "plain": plain, "language": visit.planned.language or plain.html_lang}
        request = self._steps.request(visit, option, dont_retry=True, **meta)
        return request.replace(callback=self.rendered, errback=self.not_rendered)

    async def rendered(self, response: Response) -> Output:
        """Read what the browser made of a page; where that is none to keep, the page stays as it came without one."""
        visit, plain = self._steps.visits[response.meta["visit"]], response.meta["plain"]
        page = self._steps.page_of(visit, response) if await self._may_keep(visit, response) else None
        found = replace(page, requested_url=plain.requested_url) if page else plain
        async for output in self._steps.keep(visit, plain.role, found):
            yield output

    async def _may_keep(self, visit: VisitPlan, response: Response) -> bool:
        """Say whether robots.txt allows the address that a page ended up at in the browser."""
        middleware = self._crawler.get_downloader_middleware(RobotsMiddleware)
        try:
            if middleware and response.request:
                await middleware.process_request(response.request.replace(url=response.url))
        except Disallowed as refusal:
            visit.failed(response.url, str(refusal))
            return False
        return True

    async def not_rendered(self, failure: Failure) -> Output:
        """Keep a page as it came without the browser, unless the browser was led to another site."""
        request: Request = failure.request  # type: ignore[attr-defined]  # Scrapy adds it
        visit, plain = self._steps.visits[request.meta["visit"]], request.meta["plain"]
        if isinstance(failure.value, LeavesSite | Stopped):
            async for output in self._steps.missed(failure):
                yield output
            return
        visit.failed(request.url, reason_of(failure))
        async for output in self._steps.keep(visit, plain.role, plain):
            yield output
