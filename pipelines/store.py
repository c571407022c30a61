"""Last stage: rows into the store, a visit at a time."""

import asyncio
import logging
from dataclasses import replace
from pathlib import Path
from typing import Self

from scrapy import Spider, signals
from scrapy.crawler import Crawler
from scrapy.http import Response
from twisted.python.failure import Failure as TwistedFailure

from prospector.errors import StoreWriteFailed
from prospector.models import Failure, Page, Visit
from prospector.store.commits import STORE_FAILED, cannot_write, visit_committed
from prospector.store.store import Store

BATCH = 500
_logger = logging.getLogger(__name__)


class StoreRows:
    """Commits a visit when it has ended and all its pages have come through the stages.

    A page that a stage fails on is left out and named in the visit's errors. When the store cannot be written the
    crawl stops at once: nothing later could be kept.
    """

    def __init__(self, crawler: Crawler, store: Store) -> None:
        self._crawler = crawler
        self._store = store
        self._pages: dict[str, list[Page]] = {}
        self._lost: dict[str, list[Failure]] = {}
        self._ended: dict[str, Visit] = {}
        self._stopping: asyncio.Future[None] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        stage = cls(crawler, Store.open(Path(crawler.settings["PROSPECTOR_STORE"])))
        crawler.signals.connect(stage.page_lost, signals.item_error)
        return stage

    @property
    def _run(self) -> str:
        return str(getattr(self._crawler.spider, "run", ""))

    def process_item(self, item: Page | Visit) -> Page | Visit:
        try:
            self._take(item)
        except StoreWriteFailed as error:
            self._fail(error)
        return item

    def _take(self, item: Page | Visit) -> None:
        if isinstance(item, Visit):
            self._ended[item.visit] = item
            self._commit(item.visit)
            return
        self._pages.setdefault(item.visit, []).append(item)
        if item.visit:
            self._commit(item.visit)
        elif len(self._pages[""]) >= BATCH:
            self._store.write_pages(self._run, self._pages.pop(""))

    def _commit(self, name: str) -> None:
        """Write a visit once it has ended and nothing of it is still on its way."""
        visit, pages, lost = self._ended.get(name), self._pages.get(name, []), self._lost.get(name, [])
        if visit is None or len(pages) + len(lost) < visit.pages:
            return
        visit = replace(visit, pages=len(pages), errors=(*visit.errors, *lost))
        self._store.write_visit(self._run, visit, pages)
        for waiting in (self._ended, self._pages, self._lost):
            waiting.pop(name, None)
        self._crawler.signals.send_catch_log(visit_committed, visit=visit, pages=pages)

    def page_lost(self, item: Page | Visit, response: Response | None, spider: Spider, failure: TwistedFailure) -> None:
        """Note a page that a stage could not judge; the traceback is in the log."""
        if isinstance(item, Page) and item.visit:
            lost = Failure(item.url, f"could not be judged: {type(failure.value).__name__}")
            self._lost.setdefault(item.visit, []).append(lost)
            self._commit(item.visit)

    def close_spider(self) -> None:
        try:
            if self._pages.get(""):
                self._store.write_pages(self._run, self._pages.pop(""))
        except StoreWriteFailed as error:
            self._fail(error)

    def _fail(self, error: StoreWriteFailed) -> None:
        stats = self._crawler.stats
        if stats.get_value(STORE_FAILED):
            return
        stats.set_value(STORE_FAILED, str(error))
        _logger.error("%s", error)
        self._crawler.signals.send_catch_log(cannot_write, why=str(error))
        self._stopping = asyncio.ensure_future(self._crawler.stop_async())
