"""Replay: every request answered from recorded responses, the rest of the crawl being the real one."""

from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.core.downloader.handlers.base import BaseDownloadHandler
from scrapy.crawler import Crawler
from scrapy.exceptions import CannotResolveHostError
from scrapy.http import Headers, Response
from scrapy.responsetypes import responsetypes
from w3lib.url import canonicalize_url

from prospector.crawling.warc import Recorded, response_at, responses, warc_files

_DROPPED = {"content-encoding", "transfer-encoding", "content-length"}


class ReplayIndex:
    """Which address was recorded where, over some WARC files."""

    def __init__(self, paths: tuple[str, ...]) -> None:
        self._places: dict[str, Recorded] = {}
        self._hosts: set[str] = set()
        for path in warc_files([Path(path) for path in paths]):
            for record, offset in responses(path):
                url = str(record.headers.get("WARC-Target-URI", "")).strip("<>")
                self._places.setdefault(_key(url), Recorded(path, offset))
                self._hosts.add(urlsplit(url).hostname or "")

    def place(self, url: str) -> Recorded | None:
        """Return where the response for *url* lies; None when it was not recorded."""
        return self._places.get(_key(url))

    def knows_host(self, url: str) -> bool:
        """Say whether anything of the host of *url* was recorded."""
        return (urlsplit(url).hostname or "") in self._hosts


@cache
def replay_index(paths: tuple[str, ...]) -> ReplayIndex:
    """Return the index of some files, made once: Scrapy builds a handler for each scheme."""
    return ReplayIndex(paths)


def _key(url: str) -> str:
    return str(canonicalize_url(url))


class ReplayHandler(BaseDownloadHandler):
    """Answers from records; another path on a recorded host is a 404, an unknown host has no address."""

    lazy = True

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._index = replay_index(tuple(crawler.settings.getlist("PROSPECTOR_REPLAY")))

    async def download_request(self, request: Request) -> Response:
        """Return the recorded response of *request*."""
        recorded = self._index.place(request.url)
        if recorded is None:
            if not self._index.knows_host(request.url):
                raise CannotResolveHostError(f"{urlsplit(request.url).hostname} is not recorded")
            return Response(request.url, status=404, headers={"Content-Type": "text/plain"}, body=b"")
        record = response_at(recorded)
        body = record.reader.read()
        headers = Headers([(n, v) for n, v in record.http_headers.astuples() if n.lower() not in _DROPPED])
        cls = responsetypes.from_args(headers=headers, url=request.url, body=body[:1024])
        return cls(request.url, status=int(record.http_headers.status_code or 200), headers=headers, body=body)
