"""robots.txt as RFC 9309 says: 4xx allows all, 5xx and no answer forbid all for this run, 500 KiB are read.

Scrapy's own middleware crawls on after a 503 for robots.txt, which the RFC forbids.
"""

import asyncio
from dataclasses import dataclass
from urllib.parse import urlsplit

from protego import Protego
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK

from prospector.crawling.reasons import DOWNLOAD_ERRORS, NotHad, reason
from prospector.crawling.refusals import REFUSALS, Refused
from prospector.crawling.turns import turns_of
from prospector.markets.knowledge import sites
from prospector.models import RobotsVerdict

ROBOTS_BYTES = 500 * 1024
LONGEST_DELAY = 30.0
_MOST_SITEMAPS = 20
_REDIRECTS = 5


class Disallowed(NotHad):
    """robots.txt does not allow the address, or could not be had."""


class NoAnswer(Disallowed):
    """The host gave no answer for robots.txt, so nothing of it may be fetched in this run."""


@dataclass(frozen=True, slots=True)
class Policy:
    """What a host allows in this run. *rules* is None when everything or nothing is allowed.

    *error* says why robots.txt could not be had; empty when it could.
    """

    status: int
    rules: Protego | None
    everything: bool
    error: str = ""

    def allows(self, url: str, agent: str) -> bool:
        """Say whether *agent* may fetch *url*."""
        return self.rules.can_fetch(url, agent) if self.rules else self.everything

    def delay(self, agent: str) -> float | None:
        """Return the Crawl-delay for *agent* in seconds; None when there is none."""
        found = self.rules.crawl_delay(agent) if self.rules else None
        return float(found) if found is not None else None


class RobotsMiddleware:
    """Fetches robots.txt once per host and run, and lets through what it allows."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self.agent = str(crawler.settings["PROSPECTOR_ROBOTS_AGENT"])
        self._policies: dict[str, asyncio.Future[Policy]] = {}
        self._origins: dict[str, list[str]] = {}
        self._seconds = crawler.settings.getfloat("DOWNLOAD_TIMEOUT")
        self._turns = turns_of(crawler.settings)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "RobotsMiddleware":
        """Return the middleware for *crawler*."""
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Raise Disallowed for an address that robots.txt does not allow."""
        if request.meta.get("is_robots"):
            return
        policy = await self._policy(request)
        if policy.error:
            raise _refusal(policy)
        delay = policy.delay(self.agent)
        if delay is not None:
            self._turns.slow_down(request.meta.get("download_slot", ""), min(delay, LONGEST_DELAY))
        if not policy.allows(request.url, self.agent):
            raise Disallowed(_why(policy))
        if delay is not None and delay > LONGEST_DELAY and request.meta.get("role") != "home":
            raise Disallowed(f"robots.txt asks for {delay:g} s between pages")

    def forget(self, site: str) -> None:
        """Drop what the hosts of a site said, once its visit has ended: no visit of this run asks them again."""
        for origin in self._origins.pop(site, ()):
            self._policies.pop(origin, None)

    async def _policy(self, request: Request) -> Policy:
        origin = _origin(request.url)
        if origin not in self._policies:
            self._policies[origin] = asyncio.ensure_future(self._fetch(origin, request))
            self._origins.setdefault(request.meta.get("download_slot", ""), []).append(origin)
        return await asyncio.shield(self._policies[origin])

    async def _fetch(self, origin: str, request: Request) -> Policy:
        """Return the policy of a host, following redirects as the RFC asks."""
        url = f"{origin}/robots.txt"
        try:
            for _ in range(1 + _REDIRECTS):
                response = await self._download(url, request)
                location = response.headers.get("Location")
                if not 300 <= response.status < 400 or not location:
                    return policy_of(response.status, response.body)
                url = response.urljoin(location.decode("latin-1"))
        except Refused as refusal:
            return Policy(refusal.status, None, everything=False, error=f"robots.txt: {refusal}")
        except DOWNLOAD_ERRORS as error:
            self._crawler.stats.inc_value(f"robots/unreachable/{type(error).__name__}")
            return Policy(0, None, everything=False, error=reason(error, self._seconds))
        return Policy(310, None, everything=True)

    async def _download(self, url: str, request: Request) -> Response:
        """Return the answer for *url*, asked for at the turn of the site it belongs to."""
        if not url.startswith(("http://", "https://")):
            raise NotHad(f"robots.txt redirects to {urlsplit(url).scheme}:, which is no web address")
        site = sites().site_of(url) or request.meta.get("download_slot", "")
        meta = {"is_robots": True, "dont_redirect": True, "handle_httpstatus_all": True, "download_slot": site}
        if "place" in request.meta:
            meta["place"] = request.meta["place"]
        return await self._crawler.engine.download_async(Request(url, meta=meta, callback=NO_CALLBACK, priority=1000))

    async def verdict(self, url: str, crawlers: tuple[str, ...]) -> RobotsVerdict | None:
        """Return what the host of *url* said, and which *crawlers* it keeps from *url*; None when not asked."""
        future = self._policies.get(_origin(url))
        if future is None or not future.done() or future.cancelled():
            return None
        policy = future.result()
        return RobotsVerdict(
            host=urlsplit(url).netloc,
            status=policy.status,
            verdict="allowed" if policy.allows(url, self.agent) else "forbidden",
            crawl_delay=policy.delay(self.agent),
            sitemaps=tuple(policy.rules.sitemaps)[:_MOST_SITEMAPS] if policy.rules else (),
            blocked_crawlers=tuple(name for name in crawlers if not policy.allows(url, name)),
        )


def policy_of(status: int, body: bytes) -> Policy:
    """Return the policy that an answer for robots.txt makes.

    >>> policy_of(404, b"").allows("https://a.de/x", "any"), policy_of(503, b"").allows("https://a.de/x", "any")
    (True, False)
    """
    if 200 <= status < 300:
        return Policy(status, Protego.parse(body[:ROBOTS_BYTES].decode("utf-8-sig", "replace")), everything=True)
    error = f"robots.txt: HTTP {status}" if status in REFUSALS else ""
    return Policy(status, None, everything=400 <= status < 500 and not error, error=error)


def _refusal(policy: Policy) -> NotHad:
    return Refused(policy.status, policy.error) if policy.status else NoAnswer(policy.error)


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def _why(policy: Policy) -> str:
    return "robots.txt forbids it" if policy.rules else f"robots.txt answered {policy.status}"
