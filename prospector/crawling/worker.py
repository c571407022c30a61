"""Inside a worker process: Scrapy running the spiders of one job."""

import gc
import logging
import signal
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any

from scrapy import signals
from scrapy.crawler import Crawler, CrawlerProcess
from scrapy.utils.project import get_project_settings

from prospector.crawling.news import CannotWrite, News, PagesRead, VisitDone, WorkerDone
from prospector.crawling.workers import Job
from prospector.markets.weights import decisive_signals
from prospector.models import Page, Visit
from prospector.store.commits import STORE_FAILED, cannot_write, visit_committed

_INGEST = "ingest"
_HUNDRED = 100
_NEW_VALUES_BETWEEN_SEARCHES = 20_000
_COUNTED = {
    "downloader/request_count": "requests",
    "downloader/response_count": "responses",
    "browser/rendered": "rendered",
    "browser/failed": "not_rendered",
    "browser/over_budget": "over_browser_budget",
    "browser/missing": "no_browser",
    "browser/broken": "broken_browser",
    "spider_exceptions/count": "spider_errors",
    "item_error_count": "stage_errors",
    "ingest/pages": "ingested",
    "ingest/not_200": "not_200",
    "ingest/not_html": "not_html",
    "ingest/no_address": "no_address",
}


def run_spiders(job: Job, send: Callable[[News], Any]) -> WorkerDone:
    """Run the spiders of *job* to their end and return what happened."""
    settings = get_project_settings()
    settings.setdict({**job.settings, "LOG_ENABLED": True}, priority="cmdline")
    logging.getLogger("scrapy.core.downloader.tls").setLevel(logging.ERROR)  # warns of every certificate, twice
    process = CrawlerProcess(settings)
    crawlers = [_start(process, name, {"plan": visits, "run": job.run}, send) for name, visits in job.visits.items()]
    if job.files:
        crawlers.append(_start(process, _INGEST, {"files": job.files, "run": job.run}, send))
    reasons = [_reason(crawler) for crawler in crawlers]
    _stop_when_told(process)
    process.start(install_signal_handlers=False)
    stopped = any(reason[0] in ("", "shutdown") for reason in reasons)
    return WorkerDone(_counts(crawlers), _failure(process, crawlers, stopped, job), interrupted=stopped)


def _failure(process: CrawlerProcess, crawlers: list[Crawler], stopped: bool, job: Job) -> str:
    """Return the sentence to show when a spider could not do its work, empty when all did."""
    said = next(filter(None, (crawler.stats.get_value(STORE_FAILED) for crawler in crawlers)), "")
    if said:
        return str(said)
    if process.bootstrap_failed:
        return "a spider could not be started; the log says why"
    read = sum(crawler.stats.get_value("ingest/files", 0) for crawler in crawlers)
    return "" if stopped or read == len(job.files) else "a file could not be read to its end; the log says why"


def _stop_when_told(process: CrawlerProcess) -> None:
    """Take SIGTERM as the wish to finish what is open and end, however often it comes; Scrapy would hurry at two."""

    def told(number: int, frame: object) -> None:
        from twisted.internet import reactor  # imported here: the process has installed it by now

        reactor.callFromThread(process.stop)

    signal.signal(signal.SIGTERM, told)


def search_rarely() -> None:
    """Search for garbage once for so many new values: as Python has it, a search for 700 of them is a tenth of a crawl.

    Only what holds itself waits for it; all else goes when nobody holds it any more.
    """
    gc.set_threshold(_NEW_VALUES_BETWEEN_SEARCHES)
    gc.enable()


def _start(process: CrawlerProcess, name: str, arguments: dict[str, Any], send: Callable[[News], Any]) -> Crawler:
    crawler = process.create_crawler(name)

    def tell(news: News) -> None:
        with suppress(BrokenPipeError):  # the command that started this worker is gone, and so will this worker be
            send(news)

    def committed(visit: Visit, pages: Sequence[Page]) -> None:
        tell(VisitDone(visit.planned.site, visit.outcome, visit.pages, len(visit.errors), _sells(pages)))

    crawler.signals.connect(search_rarely, signals.spider_opened, weak=False)
    crawler.signals.connect(committed, visit_committed, weak=False)
    crawler.signals.connect(lambda why: tell(CannotWrite(why)), cannot_write, weak=False)
    if name == _INGEST:
        crawler.signals.connect(_in_hundreds(tell), signals.item_scraped, weak=False)
    process.crawl(crawler, **arguments)
    return crawler


def _in_hundreds(tell: Callable[[News], Any]) -> Callable[[], None]:
    """Return what is to be called for each page that was read, and tells so for a hundred at once."""
    read = 0

    def page_read() -> None:
        nonlocal read
        read += 1
        if read % _HUNDRED == 0:
            tell(PagesRead(_HUNDRED))

    return page_read


def _sells(pages: Sequence[Page]) -> bool:
    """Say whether a visit ended early because the site sells links."""
    return any((seen.subject, seen.signal) in decisive_signals() for page in pages for seen in page.evidence)


def _reason(crawler: Crawler) -> list[str]:
    """Return a list that will hold the reason for which *crawler* closed."""
    reason = [""]

    def closed(reason_given: str) -> None:
        reason[0] = reason_given

    crawler.signals.connect(lambda reason: closed(reason), signals.spider_closed, weak=False)
    return reason


def _counts(crawlers: list[Crawler]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for crawler in crawlers:
        found = crawler.stats.get_stats()
        for statistic, name in _COUNTED.items():
            if found.get(statistic):
                counts[name] = counts.get(name, 0) + int(found[statistic])
    return counts
