"""Redirects that leave a site: followed in a visit of their own, since a site belongs to one worker."""

from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response

from prospector.crawling.addresses import allowed_hosts, is_public_name
from prospector.crawling.reasons import NotHad
from prospector.markets.knowledge import sites
from prospector.reading.urls import clean, host_of


class LeavesSite(NotHad):
    """The address redirects to another site."""

    def __init__(self, url: str) -> None:
        super().__init__(f"redirects to {url}")
        self.url = url


class LeadsNowhere(NotHad):
    """The address redirects to something that nobody may ask for: a file, a mailbox, a machine of a private network."""


class StayOnSite:
    """Stops a redirect to another site and says where it led."""

    def __init__(self, allowed: frozenset[str] = frozenset()) -> None:
        self._allowed = allowed

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "StayOnSite":
        """Return the middleware for *crawler*."""
        return cls(allowed_hosts(crawler.settings))

    def process_response(self, request: Request, response: Response) -> Response:
        """Return *response*, or raise LeavesSite or LeadsNowhere when it redirects away from the site visited."""
        location = response.headers.get("Location")
        if not 300 <= response.status < 400 or not location or request.meta.get("is_robots"):
            return response
        target, home = self._target(response, location.decode("utf-8", "replace")), request.meta.get("download_slot")
        if home and sites().site_of(target) != home:
            raise LeavesSite(target)
        return response

    def _target(self, response: Response, location: str) -> str:
        """Return where *response* redirects to."""
        try:
            joined = response.urljoin(location)
        except ValueError:
            raise LeadsNowhere("redirects to what is no address") from None
        target = clean(joined)
        if not target:
            raise LeadsNowhere(f"redirects to {urlsplit(joined).scheme}:, which is no web address")
        host = host_of(target)
        if not is_public_name(host) and host not in self._allowed:
            raise LeadsNowhere(f"redirects to {host}, which is not public")
        return target
