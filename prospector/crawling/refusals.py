"""Answers that ask for patience: 429 and 503 are waited out twice, then the site is left alone for this run."""

import re
from collections import Counter
from datetime import UTC, datetime
from math import ceil

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import Response

from prospector.crawling.reasons import NotHad
from prospector.crawling.turns import turns_of
from prospector.reading.dates import read_http_date

REFUSALS = frozenset({429, 503})
MOST_REFUSALS = 3
LONGEST_WAIT = 120.0
_SECONDS = re.compile(r"\d{1,9}")


class Refused(NotHad):
    """A site asks not to be asked: nothing more of it in this run."""

    def __init__(self, status: int, why: str) -> None:
        super().__init__(why)
        self.status = status


class Patience:
    """Waits as long as a site asks, else ever longer; gives it up at its third refusal or when it asks for too much."""

    def __init__(self, crawler: Crawler) -> None:
        self._first_wait = crawler.settings.getfloat("PROSPECTOR_BACKOFF")
        self._turns = turns_of(crawler.settings)
        self._refusals: Counter[str] = Counter()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "Patience":
        """Return the middleware for *crawler*; NotConfigured where waiting makes no sense."""
        if not crawler.settings.getbool("RETRY_ENABLED") or not crawler.settings.getfloat("PROSPECTOR_BACKOFF"):
            raise NotConfigured
        return cls(crawler)

    def process_response(self, request: Request, response: Response) -> Request | Response:
        """Return *response*, or the request again after a refusal; Refused when the site is given up."""
        site = request.meta.get("download_slot", "")
        if response.status not in REFUSALS:
            return response
        self._refusals[site] += 1
        asked = retry_after((response.headers.get("Retry-After") or b"").decode("latin-1"), datetime.now(UTC))
        wait = self._first_wait * 2 ** (self._refusals[site] - 1) if asked is None else asked
        if wait > LONGEST_WAIT:
            raise Refused(response.status, f"HTTP {response.status}, asks to wait {ceil(wait)} s")
        if self._refusals[site] >= MOST_REFUSALS:
            raise Refused(response.status, f"HTTP {response.status}, after {MOST_REFUSALS} refusals in this run")
        self._turns.hold(site, wait)
        return request.replace(dont_filter=True)


def retry_after(value: str, now: datetime) -> float | None:
    """Return how many seconds a Retry-After header asks to wait; None when it asks for nothing that is understood.

    >>> retry_after("120", datetime(2026, 3, 9, tzinfo=UTC)), retry_after("soon", datetime(2026, 3, 9, tzinfo=UTC))
    (120.0, None)
    >>> retry_after("Mon, 09 Mar 2026 00:00:30 GMT", datetime(2026, 3, 9, tzinfo=UTC))
    30.0
    """
    if _SECONDS.fullmatch(value.strip()):
        return float(value)
    moment = read_http_date(value) if value else None
    return max(0.0, (moment - now).total_seconds()) if moment else None
