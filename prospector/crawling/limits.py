"""Bounds on what a server may send before the body: Twisted reads any number of headers into memory."""

from typing import Any

from scrapy.core.downloader.handlers.http11 import (
    HTTP11DownloadHandler,
    _LenientHTTP11ClientFactory,
    _LenientHTTP11ClientProtocol,
    _LenientHTTPClientParser,
)
from scrapy.crawler import Crawler

from prospector.crawling.reasons import NotHad

HEADER_BYTES = 64 * 1024
HEADER_COUNT = 200
IDLE_SECONDS = 35
"""How long a connection stays open for the next request, past the longest Crawl-delay: thousands of sites add up."""


class TooManyHeaders(NotHad):
    """An answer whose headers are larger, or more, than any page needs."""

    def __init__(self) -> None:
        super().__init__(f"its headers are larger than {HEADER_BYTES // 1024} kB or more than {HEADER_COUNT}")


class _BoundedParser(_LenientHTTPClientParser):
    """Reads a response head up to a size. An object becomes one by its class, so it starts with the class's counts."""

    MAX_LENGTH = HEADER_BYTES
    head_bytes = 0
    head_lines = 0

    def lineReceived(self, line: bytes) -> None:  # noqa: N802 - Twisted's name
        """Take a line of the head; TooManyHeaders past the limit."""
        self.head_bytes += len(line)
        self.head_lines += 1
        if self.head_bytes > HEADER_BYTES or self.head_lines > HEADER_COUNT:
            raise TooManyHeaders
        super().lineReceived(line)

    def lineLengthExceeded(self, line: bytes) -> None:  # noqa: N802 - Twisted's name
        """End a line that never ends."""
        raise TooManyHeaders


class _BoundedProtocol(_LenientHTTP11ClientProtocol):
    def request(self, request: Any) -> Any:
        """Send *request*, its answer read by a parser with limits."""
        answer = super().request(request)
        self._parser.__class__ = _BoundedParser
        return answer


class _BoundedFactory(_LenientHTTP11ClientFactory):
    def buildProtocol(self, addr: Any) -> _BoundedProtocol:  # noqa: N802 - Twisted's name
        """Return the protocol of one connection."""
        return _BoundedProtocol(self._quiescentCallback)  # type: ignore[no-untyped-call]  # Twisted has no types here


class BoundedHandler(HTTP11DownloadHandler):
    """Scrapy's own handler, with limits on response heads and on connections that nobody uses."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._pool._factory = _BoundedFactory
        self._pool.cachedConnectionTimeout = IDLE_SECONDS
