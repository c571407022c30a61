"""The browser for pages whose content is made by JavaScript: whether there is one, and how many pages it may read.

Nothing is started before the first such page. The spiders of a process share one browser, which ends with the last of
them; how it is driven is in `prospector.crawling.chromium`.
"""

import asyncio
import logging
import shutil
from dataclasses import dataclass
from functools import cache
from math import ceil
from typing import TYPE_CHECKING, Self

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.settings import BaseSettings

from prospector.crawling.addresses import allowed_hosts
from prospector.crawling.proxy import Reach
from prospector.crawling.reasons import NotHad
from prospector.crawling.turns import Stopped

if TYPE_CHECKING:
    from prospector.crawling.chromium import Chromium

MISSING = "browser/missing"
BROKEN = "browser/broken"
OVER_BUDGET = "browser/over_budget"
FAILED = "browser/failed"
RENDERED = "browser/rendered"
"""The counts of a crawl that speak of pages which need a browser: what became of each."""

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_PAGES_AT_ONCE = 2
_logger = logging.getLogger(__name__)


class NotRendered(NotHad):
    """The browser could make nothing of a page; says why in a few words."""


class HasEnded(NotRendered):
    """The browser or its driver is gone: killed, crashed, or told to end by whoever stops the whole run."""

    def __init__(self) -> None:
        super().__init__("the browser has ended")


class CannotStart(Exception):
    """There is no browser, or it does not start; *count* is one of the counts above."""

    def __init__(self, count: str, why: str) -> None:
        super().__init__(why)
        self.count = count


@dataclass(frozen=True, slots=True)
class BrowserOptions:
    """What a browser is started with.

    *path* is empty where only Playwright's own browser could be there; *pages* is the budget of this process; *seconds*
    is how long a page may take to load, and half of it more how long until it is read.
    """

    path: str
    pages: int
    seconds: float
    user_agent: str
    reach: Reach
    replay: tuple[str, ...] = ()

    @classmethod
    def from_settings(cls, settings: BaseSettings) -> Self:
        """Return the options that *settings* ask for."""
        return cls(
            path=find_browser(settings.get("PROSPECTOR_BROWSER") or ""),
            pages=ceil(settings.getint("PROSPECTOR_BROWSER_PAGES") / max(1, settings.getint("PROSPECTOR_WORKERS"))),
            seconds=settings.getfloat("PROSPECTOR_BROWSER_TIMEOUT"),
            user_agent=str(settings["USER_AGENT"]),
            reach=Reach(allowed_hosts(settings), settings.get("PROSPECTOR_STAND_IN") or ""),
            replay=tuple(settings.getlist("PROSPECTOR_REPLAY")),
        )


def find_browser(named: str = "") -> str:
    """Return the path of the browser *named* by the user, else of the first one on PATH; empty when there is none."""
    return named or next((found for name in _NAMES if (found := shutil.which(name))), "")


class Browser:
    """The one browser of a process, started with the first page it is granted."""

    def __init__(self, options: BrowserOptions) -> None:
        self._options = options
        self._left = options.pages
        self._chromium: Chromium | None = None
        self._why_not = ""
        self._starting = asyncio.Lock()
        self._room = asyncio.Semaphore(_PAGES_AT_ONCE)
        self._users: set[Crawler] = set()

    def serve(self, crawler: Crawler) -> Self:
        """Stay until *crawler* has ended, and return the browser."""

        async def ended() -> None:
            self._users.discard(crawler)
            if not self._users:
                await self.close()

        if crawler not in self._users:
            self._users.add(crawler)
            crawler.signals.connect(ended, signals.engine_stopped, weak=False)
        return self

    async def grants(self, crawler: Crawler) -> bool:
        """Say whether one more page may be read, and take it out of the budget; the refusals are counted by reason."""
        async with self._starting:
            refusal = await self._refusal(crawler)
            if refusal:
                crawler.stats.inc_value(refusal)
                return False
            self._left -= 1
            return True

    async def _refusal(self, crawler: Crawler) -> str:
        """Return the count of the reason not to read a page; none where the crawl ends, so that no visit does by it."""
        if self._left <= 0:
            return OVER_BUDGET
        if not self._chromium and not self._why_not:
            await self._start(crawler)
        return self._why_not

    async def _start(self, crawler: Crawler, *, again: bool = True) -> None:
        """Start the browser, *again* where it ends at once: whoever ends the whole run may end the browser first."""
        from prospector.crawling.chromium import Chromium  # imported here: half a second that most crawls do not need

        try:
            self._chromium = await Chromium.started(crawler, self._options)
        except CannotStart as error:
            if again and error.count == BROKEN:
                await self._start(crawler, again=False)
            elif crawler.crawling:
                self._why_not = error.count
                if error.count == BROKEN:
                    _logger.error("the browser does not start: %s", error)

    async def render(self, request: Request, crawler: Crawler) -> Response:
        """Return a page as its scripts have made it, in a new browser where the one that ran ends meanwhile.

        *request* is one that was granted. Raises NotRendered, or LeavesSite when the page leads to another site.
        """
        async with self._room:
            try:
                response = await self._rendered_at_last(request, crawler)
            except NotRendered:
                crawler.stats.inc_value(FAILED)
                raise
        crawler.stats.inc_value(RENDERED)
        return response

    async def _rendered_at_last(self, request: Request, crawler: Crawler) -> Response:
        try:
            return await self._rendered(request, crawler)
        except HasEnded:
            await self._restart(crawler)
            return await self._rendered(request, crawler)

    async def _rendered(self, request: Request, crawler: Crawler) -> Response:
        if not crawler.crawling:
            raise Stopped
        chromium = self._chromium
        if chromium is None:
            raise HasEnded
        try:
            return await chromium.rendered(request, crawler)
        except HasEnded:
            await self._let_go(chromium)
            raise

    async def _restart(self, crawler: Crawler) -> None:
        """Start the browser again unless a page beside this one has done so, or the crawl ends."""
        async with self._starting:
            if self._chromium is None and crawler.crawling:
                await self._start(crawler)

    async def _let_go(self, ended: "Chromium") -> None:
        if self._chromium is ended:
            await self.close()

    async def close(self) -> None:
        """End browser and driver; a page that is granted later starts them again."""
        chromium, self._chromium = self._chromium, None
        if chromium:
            await chromium.close()


@cache
def _browser(options: BrowserOptions) -> Browser:
    return Browser(options)


def browser_for(crawler: Crawler) -> Browser:
    """Return the browser that *crawler* shares with the others of this process."""
    return _browser(BrowserOptions.from_settings(crawler.settings)).serve(crawler)
