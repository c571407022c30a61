"""Looking at every seed of a list once, with the manners and the safety of a crawl: its start page and no more."""

import multiprocessing
import os
import signal
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection
from typing import Any, Self

import scrapy
from scrapy import Request, signals
from scrapy.crawler import Crawler, CrawlerProcess
from scrapy.http import Response
from scrapy.utils.project import get_project_settings
from twisted.python.failure import Failure

from prospector.crawling.answers import as_fetched
from prospector.crawling.findings import Finding, of_page, of_status
from prospector.crawling.leaving import LeavesSite
from prospector.crawling.reasons import reason_of
from prospector.crawling.refusals import Refused
from prospector.crawling.robots import Disallowed, NoAnswer
from prospector.errors import RunFailed
from prospector.markets.knowledge import sites
from prospector.models import Page, Seed
from prospector.reading.page import is_html, read_page

_MOST_MOVES = 3
_NO_HOST = "no such host"
_SETTINGS = {"CONCURRENT_REQUESTS": 64, "PROSPECTOR_BACKOFF": 0, "LOG_LEVEL": "ERROR"}
_STAGES = {
    "pipelines.role.NameRole": 100,
    "pipelines.language.DetectLanguage": 200,
    "pipelines.country.LocateCountry": 300,
    "pipelines.quality.CheckQuality": 400,
}


@dataclass(frozen=True, slots=True)
class Checked:
    """The findings of a list in its order; *problem* says why it was not checked to its end, empty when it was."""

    findings: tuple[Finding, ...]
    problem: str = ""


class SeedChecks(scrapy.Spider):
    """Visits the start page of each seed and tells what it found."""

    name = "seed-checks"

    def __init__(self, seeds: Sequence[Seed], tell: Callable[[int, Finding], Any], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._seeds = seeds
        self._tell = tell

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Return the spider, listening for pages that have passed the stages, or that failed on the way."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider._judged, signals.item_scraped)
        crawler.signals.connect(spider._failed, signals.item_error)
        crawler.signals.connect(spider._failed, signals.spider_error)
        return spider

    async def start(self) -> AsyncIterator[Request]:
        """Yield the start page of each seed."""
        for number, seed in enumerate(self._seeds):
            yield self._request(number, seed.url)

    def _request(self, number: int, url: str, moves: int = 0) -> Request:
        slot = sites().site_of(url)
        meta = {"visit": str(number), "role": "home", "clicks": 0, "download_slot": slot, "moves": moves}
        return Request(url, callback=self.arrived, errback=self.missed, dont_filter=True, meta=meta)

    async def arrived(self, response: Response) -> AsyncIterator[Page]:
        """Hand a page on to be judged; tell at once of an answer that is none."""
        fetched, seed = as_fetched(response), self._seeds[int(response.meta["visit"])]
        if response.status >= 400:
            self._tell_of(response.request, of_status(seed, response.url, response.status))
        elif not is_html(fetched):
            kind = fetched.header("content-type").partition(";")[0][:60] or "no type"
            self._tell_of(
                response.request, Finding(seed, "no_page", f"answers with {kind}", response.url, response.status)
            )
        else:
            yield read_page(fetched, sites())

    def _tell_of(self, request: Request | None, found: Finding) -> None:
        """Tell of a seed without a page; one that had moved is told of as moved."""
        if request is None:
            raise AssertionError("an answer without its request")
        if request.meta["moves"]:
            found = replace(found, verdict="moved", detail=f"leads to {found.url}; {found.detail}")
        self._tell(int(request.meta["visit"]), found)

    def _judged(self, item: Page) -> None:
        number = int(item.visit)
        seed = self._seeds[number]
        self._tell(number, of_page(seed, item, moved=sites().site_of(item.url) != sites().site_of(seed.url)))

    def _failed(self, response: Response, failure: Failure) -> None:
        """Tell of a page that could not be read or judged; the traceback is in the log."""
        number = int(response.meta["visit"])
        detail = f"could not be judged: {type(failure.value).__name__}"
        self._tell(number, Finding(self._seeds[number], "no_page", detail, response.url, response.status))

    async def missed(self, failure: Failure) -> AsyncIterator[Request]:
        """Follow a seed that has moved to another site, or tell why there is no page."""
        request: Request = failure.request  # type: ignore[attr-defined]  # Scrapy adds it
        number, moves, error = int(request.meta["visit"]), request.meta["moves"], failure.value
        if isinstance(error, LeavesSite) and moves < _MOST_MOVES:
            yield self._request(number, error.url, moves + 1)
            return
        self._tell_of(request, Finding(self._seeds[number], _verdict(error), reason_of(failure), request.url))


def _verdict(error: BaseException | None) -> str:
    """Return the verdict on an address that could not be had."""
    if isinstance(error, LeavesSite):
        return "moved"
    if isinstance(error, Disallowed) and not isinstance(error, NoAnswer):
        return "forbidden"
    if isinstance(error, Refused):
        return "refused"
    return "dead" if str(error) == _NO_HOST else "no_answer"


# The process


def check_seeds(seeds: Sequence[Seed], settings: dict[str, Any], tell: Callable[[Finding], None]) -> Checked:
    """Look at *seeds* in a process of its own, telling of each as it is found, and return all findings.

    What was not looked at, after Ctrl-C or when the process died, comes back as ``not_checked``. RunFailed when no host
    at all is known, which speaks of this machine and not of the seeds.
    """
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=_check, args=(tuple(seeds), settings, there), name="prospector-seed-checks")
    previous = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        process.start()
        there.close()
        found = _received(here, tell)
        process.join()
    finally:
        signal.signal(signal.SIGINT, previous)
    if len(found) > 1 and all(finding.detail == _NO_HOST for finding in found.values()):
        raise RunFailed("no host of any seed is known: is this machine online? No report was written")
    findings = (found.get(number) or Finding(seed, "not_checked") for number, seed in enumerate(seeds))
    return Checked(tuple(findings), _problem(len(seeds) - len(found), process.exitcode or 0))


def _problem(missing: int, code: int) -> str:
    if not missing:
        return ""
    # A Ctrl-C that comes before Scrapy listens for it, or as it leaves, ends the process itself.
    died = code not in (0, -signal.SIGINT)
    why = f"the check died (exit code {code})" if died else "interrupted"
    return f"{why}; {missing} seeds were not checked, the report says which"


def _received(connection: Connection, tell: Callable[[Finding], None]) -> dict[int, Finding]:
    found: dict[int, Finding] = {}
    while True:
        try:
            number, finding = connection.recv()
        except EOFError:
            return found
        found[number] = finding
        tell(finding)


def _check(seeds: tuple[Seed, ...], settings: dict[str, Any], connection: Connection) -> None:
    os.environ["SCRAPY_SETTINGS_MODULE"] = "prospector.settings"
    signal.signal(signal.SIGINT, signal.default_int_handler)
    project_settings = get_project_settings()
    project_settings.setdict({**_SETTINGS, **settings, "ITEM_PIPELINES": _STAGES}, priority="cmdline")
    process = CrawlerProcess(project_settings)
    process.crawl(SeedChecks, seeds=seeds, tell=lambda number, finding: connection.send((number, finding)))
    process.start()
    if process.bootstrap_failed:
        raise SystemExit(1)
