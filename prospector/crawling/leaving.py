"""Redirects that leave a site: followed in a visit of their own, since a site belongs to one worker."""

from scrapy import Request
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response

from prospector.markets.knowledge import sites
from prospector.reading.urls import clean


class LeavesSite(IgnoreRequest):
    """The address redirects to another site."""

    def __init__(self, url: str) -> None:
        super().__init__(f"redirects to {url}")
        self.url = url


class StayOnSite:
    """Stops a redirect to another site and says where it led."""

    def process_response(self, request: Request, response: Response) -> Response:
        """Return *response*, or raise LeavesSite when it redirects away from the site visited."""
        location = response.headers.get("Location")
        if not 300 <= response.status < 400 or not location or request.meta.get("is_robots"):
            return response
        target = clean(response.urljoin(location.decode("utf-8", "replace")))
        home = request.meta.get("download_slot")
        if home and target and sites().site_of(target) != home:
            raise LeavesSite(target)
        return response
