"""What all visiting spiders share: a visit is a chain of requests, each answer choosing the next page."""

from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any, ClassVar, Self

import scrapy
from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.http import Response
from twisted.python.failure import Failure

from prospector.crawling.alone import begun_alone
from prospector.crawling.answers import as_fetched, why_no_page
from prospector.crawling.leaving import LeavesSite
from prospector.crawling.outcomes import outcome_of, outcome_of_failure
from prospector.crawling.reasons import reason_of
from prospector.crawling.refusals import Refused
from prospector.crawling.rendering import Rendering
from prospector.crawling.revisiting import carried_forward, with_readings
from prospector.crawling.robots import RobotsMiddleware
from prospector.crawling.turns import Places, Stopped
from prospector.crawling.visit import Option, VisitPlan
from prospector.judging.roles import Roles
from prospector.markets.kinds import Appetite, appetite
from prospector.markets.knowledge import knowledge, market_code, sites
from prospector.markets.weights import decisive_signals
from prospector.models import Page, PlannedVisit, RobotsVerdict, Visit
from prospector.reading.listings import read_feed, read_sitemap
from prospector.reading.page import read_page
from prospector.store.earlier import SiteReadings

_MOST_NESTED = 50
_STOPS_AFTER_FAILURES = 12
_LISTS = ("feed", "sitemap")
_NOT_MODIFIED = 304
_OPEN_FOR_EACH_PLACE = 4
Output = AsyncIterator[Request | Page | Visit]


@cache
def _roles() -> Roles:
    """Return the roles that all spiders of this process share."""
    return Roles(knowledge())


class VisitingSpider(scrapy.Spider):
    """Visits the sites of a plan, a bounded number of pages each.

    Started by the command with ``plan`` and ``run``; started by ``scrapy crawl NAME -a market=de`` it plans for
    itself and keeps its own run record.
    """

    appetite_name: ClassVar[str]

    def __init__(
        self, market: str = "", plan: tuple[PlannedVisit, ...] | None = None, run: str = "", **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        self.market = market
        self.run = run
        self._plan = plan
        self._places: Places
        self._rendering: Rendering
        self._longest: timedelta
        self._roles = _roles()
        self.visits: dict[str, VisitPlan] = {}
        self._sold: set[str] = set()
        self._shells: Counter[str] = Counter()
        self._readings: dict[str, SiteReadings] = {}
        self._crawlers = {m.code: tuple(e.crawler for e in m.search_engines) for m in knowledge().markets.values()}

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Return the spider; without a plan it makes one, so a wrong market is said before anything is fetched."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        at_once = crawler.settings.getint("PROSPECTOR_VISITS_AT_ONCE")
        spider._places = Places(at_once, _OPEN_FOR_EACH_PLACE * at_once)
        spider._rendering = Rendering(crawler, spider)
        spider._longest = timedelta(minutes=crawler.settings.getfloat("PROSPECTOR_VISIT_MINUTES"))
        crawler.signals.connect(spider._judged, signals.item_scraped)
        crawler.signals.connect(spider._given_up, signals.spider_error)
        if spider._plan is None:
            begun = begun_alone(crawler, cls.name, market_code(spider.market))
            spider.run, spider._plan = begun.run, begun.plan
        return spider

    @property
    def appetite(self) -> Appetite:
        """What a visit of this spider reads; the user may ask for more or fewer pages."""
        usual = appetite(self.appetite_name)
        return replace(usual, pages=self.settings.getint("PROSPECTOR_PAGES") or usual.pages)

    async def start(self) -> AsyncIterator[Any]:
        """Yield the first request of each visit, as others end: so many at once, however long the plan."""
        async for planned, readings in with_readings(self._plan or (), self.settings):
            await self._places.take()
            listings = readings.listings() if self.appetite.listing_pages else ()
            visit = VisitPlan(planned, self.appetite, self._roles, sites(), listings)
            self.visits[visit.id], self._readings[visit.id] = visit, readings
            yield self.request(visit, Option(0.0, 0, planned.url, "home", 0))

    # What a visit asks for

    def request(self, visit: VisitPlan, option: Option, **meta: Any) -> Request:
        """Return the request for *option*; without *meta* of its own it is conditional on an earlier reading."""
        visit.requests += 1
        may_be_unchanged = option.role not in _LISTS and not meta
        return Request(
            option.url,
            callback=self.arrived,
            errback=self.missed,
            headers=self._readings[visit.id].conditions(option.url) if may_be_unchanged else None,
            dont_filter=True,
            meta={
                "visit": visit.id,
                "role": option.role,
                "clicks": option.depth,
                "download_slot": visit.planned.site,
                "place": self._places,
                **meta,
            },
        )

    # Answers

    async def arrived(self, response: Response) -> Output:
        """Read an answer, hand on the page and ask for the next one."""
        visit = self.visits[response.meta["visit"]]
        role = response.meta["role"]
        page = None
        if role in _LISTS:
            self._take_list(visit, role, response)
        elif response.status == _NOT_MODIFIED and not response.meta.get("whole"):
            page = carried_forward(response, self._readings[visit.id])
            if page is None:
                yield self._whole_request(visit, response)
                return
        else:
            page = self.page_of(visit, response)
        if page is not None and await self._rendering.takes(page):
            yield self._rendering.request(visit, page)
            return
        async for output in self.keep(visit, role, page):
            yield output

    def _whole_request(self, visit: VisitPlan, response: Response) -> Request:
        """Return the request for a page again, whether it has changed or not."""
        meta = response.meta
        url = (meta.get("redirect_urls") or [response.url])[0]
        return self.request(visit, Option(0.0, 0, url, meta["role"], meta["clicks"]), whole=True)

    async def keep(self, visit: VisitPlan, role: str, page: Page | None) -> Output:
        """Hand on the page that was read, if it was one, and go on with the visit."""
        if page is not None:
            visit.read(page)
            self._shells[visit.id] += page.needs_browser
            yield page
        async for output in self._go_on(visit, role):
            yield output

    def page_of(self, visit: VisitPlan, response: Response) -> Page | None:
        """Return the page an answer holds; None, with the reason noted, when it holds none of this site."""
        fetched = as_fetched(response)
        why_not = why_no_page(fetched, visit.planned.site)
        if why_not:
            visit.failed(response.url, why_not)
            return None
        return read_page(fetched, sites())

    def _take_list(self, visit: VisitPlan, role: str, response: Response) -> None:
        if response.status != 200:
            visit.failed(response.url, f"HTTP {response.status}")
        elif role == "feed":
            visit.listed(read_feed(response.body))
        else:
            found = read_sitemap(response.body)
            visit.listed(found.pages, depth=2)
            visit.sitemaps.extend(found.sitemaps[:_MOST_NESTED])

    async def missed(self, failure: Failure) -> Output:
        """Note why an address could not be had, and go on with the visit or end it."""
        request: Request = failure.request  # type: ignore[attr-defined]  # Scrapy adds it
        visit = self.visits[request.meta["visit"]]
        if isinstance(failure.value, Stopped):
            return
        visit.failed(request.url, reason_of(failure))
        if request.meta["role"] == "home" or isinstance(failure.value, Refused):
            moved = failure.value.url if isinstance(failure.value, LeavesSite) else ""
            yield await self._end(visit, outcome_of_failure(failure.value), moved)
            return
        async for output in self._go_on(visit, request.meta["role"]):
            yield output

    async def _go_on(self, visit: VisitPlan, role: str) -> Output:
        if role == "home":
            visit.sitemaps.extend((await self._verdict(visit)).sitemaps)
        following = self._next(visit)
        yield following if following is not None else await self._end(visit, outcome_of(visit, self._shells[visit.id]))

    def _next(self, visit: VisitPlan) -> Request | None:
        """Return the next request of a visit: the feed first, a sitemap where links do not lead to what is wanted."""
        if visit.pages == 0 or visit.id in self._sold or self._is_tired_of(visit):
            return None
        listing = self._next_list(visit)
        if listing is not None:
            return listing
        option = visit.next()
        return self.request(visit, option) if option else None

    def _is_tired_of(self, visit: VisitPlan) -> bool:
        """Say whether a site gives too little for the time it takes."""
        if datetime.now(UTC) - visit.started_at > self._longest:
            visit.failed(
                visit.planned.url, f"the visit took longer than {self._longest.total_seconds() / 60:g} minutes"
            )
            return True
        return len(visit.errors) >= _STOPS_AFTER_FAILURES + visit.pages

    def _next_list(self, visit: VisitPlan) -> Request | None:
        url, role = visit.next_list()
        return self._list_request(visit, url, role) if url else None

    def _list_request(self, visit: VisitPlan, url: str, role: str) -> Request:
        visit.asked_lists.append(url)
        return self.request(visit, Option(0.0, 0, url, role, 1))

    def _judged(self, item: Page | Visit) -> None:
        """Stop a visit early, but only on evidence that decides alone."""
        if isinstance(item, Page) and any((seen.subject, seen.signal) in decisive_signals() for seen in item.evidence):
            self._sold.add(item.visit)

    def _given_up(self, response: Any) -> None:
        """Make room for the next visit where a bug ended one: it is not committed, so ``--run`` makes it again."""
        self._readings.pop(response.request.meta.get("visit"), None)
        if self.visits.pop(response.request.meta.get("visit"), None):
            self._places.give_back()

    async def _end(self, visit: VisitPlan, outcome: str, moved_to: str = "") -> Visit:
        self.visits.pop(visit.id, None)
        self._sold.discard(visit.id)
        self._shells.pop(visit.id, None)
        self._readings.pop(visit.id, None)
        self._places.give_back()
        verdict = await self._verdict(visit)
        self._forget(visit.planned.site)
        return replace(visit.ended(outcome, moved_to), robots=(verdict,) if verdict.host else ())

    def _forget(self, site: str) -> None:
        """Let go of what robots.txt of a site said: over ten thousand sites it would fill the memory."""
        middleware = self.crawler.get_downloader_middleware(RobotsMiddleware)
        if middleware:
            middleware.forget(site)

    async def _verdict(self, visit: VisitPlan) -> RobotsVerdict:
        """Return what robots.txt said to the start page; of status 0 when nothing is known."""
        middleware = self.crawler.get_downloader_middleware(RobotsMiddleware)
        crawlers = self._crawlers.get(visit.planned.market, ())
        verdict = await middleware.verdict(visit.planned.url, crawlers) if middleware else None
        return verdict or RobotsVerdict("", 0, "")
