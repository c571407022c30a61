"""Fetching one page, with the same manners and safety as a crawl."""

import multiprocessing
import os
from collections.abc import AsyncIterator
from multiprocessing.connection import Connection
from typing import Any

import scrapy
from scrapy import Request
from scrapy.crawler import CrawlerProcess
from scrapy.http import Response
from scrapy.utils.project import get_project_settings
from twisted.python.failure import Failure

from prospector.crawling.answers import as_fetched
from prospector.crawling.reasons import reason_of
from prospector.errors import RunFailed
from prospector.markets.knowledge import sites
from prospector.reading.page import Fetched


class _One(scrapy.Spider):
    name = "one"

    def __init__(self, url: str, send: Any, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.url = url
        self.send = send

    async def start(self) -> AsyncIterator[Request]:
        meta = {"visit": "", "role": "", "clicks": 0, "download_slot": sites().site_of(self.url)}
        yield Request(self.url, callback=self.arrived, errback=self.missed, meta=meta)

    def arrived(self, response: Response) -> None:
        self.send(as_fetched(response))

    def missed(self, failure: Failure) -> None:
        self.send(reason_of(failure))


def fetch_one(url: str) -> Fetched:
    """Return the answer for *url*; RunFailed says why there is none."""
    here, there = multiprocessing.get_context("spawn").Pipe(duplex=False)
    process = multiprocessing.get_context("spawn").Process(target=_fetch, args=(url, there))
    process.start()
    there.close()
    try:
        answer = here.recv()
    except EOFError:
        answer = "no answer"
    process.join()
    if isinstance(answer, str):
        raise RunFailed(f"{url} could not be fetched: {answer}")
    return answer  # type: ignore[no-any-return]


def _fetch(url: str, connection: Connection) -> None:
    os.environ["SCRAPY_SETTINGS_MODULE"] = "prospector.settings"
    settings = get_project_settings()
    settings.setdict({"ITEM_PIPELINES": {}, "LOG_LEVEL": "ERROR", "PROSPECTOR_BACKOFF": 0}, priority="cmdline")
    process = CrawlerProcess(settings)
    process.crawl(_One, url=url, send=connection.send)
    process.start()
