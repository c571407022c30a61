"""Replay: every request answered from recorded responses, the rest of the crawl being the real one."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from scrapy import Request
from scrapy.core.downloader.handlers.base import BaseDownloadHandler
from scrapy.crawler import Crawler
from scrapy.exceptions import CannotResolveHostError
from scrapy.http import Headers, Response
from scrapy.responsetypes import responsetypes
from w3lib.url import canonicalize_url

from prospector.crawling.warc import Recorded, response_at, responses, warc_files

_DROPPED = {"content-encoding", "transfer-encoding", "content-length"}
_REDIRECTS = 5


@dataclass(frozen=True, slots=True)
class Answer:
    """A recorded response, its body decoded."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def location(self) -> str:
        """Return where the response redirects to; empty when it does not."""
        found = next((value for name, value in self.headers if name.lower() == "location"), "")
        return found if 300 <= self.status < 400 else ""


NOT_RECORDED = Answer(404, (("Content-Type", "text/plain"),), b"")


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

    def answer(self, url: str) -> Answer | None:
        """Return what is recorded for *url*: a 404 for another path on a recorded host, None for an unknown host."""
        place = self.place(url)
        if place is None:
            return NOT_RECORDED if self.knows_host(url) else None
        found = response_at(place)
        headers = tuple((name, value) for name, value in found.headers if name not in _DROPPED)
        return Answer(found.status or 200, headers, found.body)

    def last_answer(self, url: str) -> Answer | None:
        """Return what is recorded for *url* behind its redirects; None where one leads to an unknown host."""
        for _ in range(_REDIRECTS):
            answer = self.answer(url)
            if answer is None or not answer.location():
                return answer
            url = urljoin(url, answer.location())
        return None


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
        answer = self._index.answer(request.url)
        if answer is None:
            raise CannotResolveHostError(f"{urlsplit(request.url).hostname} is not recorded")
        headers = Headers(answer.headers)
        cls = responsetypes.from_args(headers=headers, url=request.url, body=answer.body[:1024])
        return cls(request.url, status=answer.status, headers=headers, body=answer.body)
