"""Inside a worker process: Scrapy running the spiders of one job."""

from collections.abc import Callable
from typing import Any

from scrapy import signals
from scrapy.crawler import Crawler, CrawlerProcess
from scrapy.utils.project import get_project_settings

from prospector.crawling.run import Job, News, VisitDone, WorkerDone
from prospector.models import Visit
from prospector.store.commits import STORE_FAILED, visit_committed

_COUNTED = {
    "downloader/request_count": "requests",
    "downloader/response_count": "responses",
    "item_scraped_count": "pages",
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
    process = CrawlerProcess(settings)
    crawlers = [_start(process, name, {"plan": visits, "run": job.run}, send) for name, visits in job.visits.items()]
    if job.files:
        crawlers.append(_start(process, "ingest", {"files": job.files, "run": job.run}, send))
    reasons = [_reason(crawler) for crawler in crawlers]
    process.start()
    failed = [said for crawler in crawlers if (said := crawler.stats.get_value(STORE_FAILED))]
    if process.bootstrap_failed and not failed:
        failed = ["a spider could not be started; the log says why"]
    return WorkerDone(
        _counts(crawlers), failed=failed[0] if failed else "", interrupted="shutdown" in [r[0] for r in reasons]
    )


def _start(process: CrawlerProcess, name: str, arguments: dict[str, Any], send: Callable[[News], Any]) -> Crawler:
    crawler = process.create_crawler(name)

    def told(visit: Visit) -> None:
        send(VisitDone(visit.planned.site, visit.outcome, visit.pages))

    crawler.signals.connect(told, visit_committed, weak=False)
    process.crawl(crawler, **arguments)
    return crawler


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
