"""Answers are cut, not dropped: documents at 2 MB, robots.txt at 500 KiB; what is no document is not read at all."""

from collections import Counter, defaultdict

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import StopDownload
from scrapy.http import Headers

from prospector.crawling.robots import ROBOTS_BYTES
from prospector.reading.page import MAX_BYTES

_READABLE = (
    "text/",
    "application/xhtml",
    "application/xml",
    "application/rss",
    "application/atom",
    "application/x-gzip",
    "application/gzip",
)


_MOST_PIECES = 5_000
"""So many pieces make an answer of 2 MB whose pieces are 400 bytes; a byte at a time it would busy a processor."""


class CutLongAnswers:
    """Stops a download when enough of it has come, keeping what there is."""

    def __init__(self) -> None:
        self._read: dict[int, int] = defaultdict(int)
        self._pieces: Counter[int] = Counter()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "CutLongAnswers":
        """Return the extension for *crawler*."""
        extension = cls()
        crawler.signals.connect(extension.headers_received, signals.headers_received)
        crawler.signals.connect(extension.bytes_received, signals.bytes_received)
        crawler.signals.connect(extension.forget, signals.request_left_downloader)
        return extension

    def headers_received(self, headers: Headers, body_length: int | None, request: Request) -> None:
        """Stop an answer whose type says that it is no document; rules for robots hold whatever type they come as."""
        if request.meta.get("is_robots"):
            return
        kind = (headers.get("Content-Type") or b"").decode("latin-1").strip().lower()
        if kind and not kind.startswith(_READABLE):
            raise StopDownload(fail=False)

    def bytes_received(self, data: bytes, request: Request) -> None:
        """Stop an answer that has grown past the limit, or that comes in crumbs."""
        self._read[id(request)] += len(data)
        self._pieces[id(request)] += 1
        most = ROBOTS_BYTES if request.meta.get("is_robots") else MAX_BYTES
        if self._read[id(request)] > most or self._pieces[id(request)] > _MOST_PIECES:
            raise StopDownload(fail=False)

    def forget(self, request: Request) -> None:
        """Drop the count of an answer that has ended."""
        self._read.pop(id(request), None)
        self._pieces.pop(id(request), None)
