"""Fetching single pages, with the same manners and safety as a crawl."""

import multiprocessing
import os
from collections.abc import AsyncIterator, Iterable
from contextlib import suppress
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
from prospector.markets.knowledge import sites
from prospector.reading.page import Fetched


class _Single(scrapy.Spider):
    name = "single"

    def __init__(self, urls: tuple[str, ...], send: Any, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.urls = urls
        self.send = send

    async def start(self) -> AsyncIterator[Request]:
        for url in self.urls:
            meta = {"visit": "", "role": "", "clicks": 0, "asked": url, "download_slot": sites().site_of(url)}
            yield Request(url, callback=self.arrived, errback=self.missed, meta=meta, dont_filter=True)

    def arrived(self, response: Response) -> None:
        self.send((response.meta["asked"], as_fetched(response)))

    def missed(self, failure: Failure) -> None:
        self.send((failure.request.meta["asked"], reason_of(failure)))  # type: ignore[attr-defined]  # Scrapy adds it


def fetch_each(urls: Iterable[str]) -> dict[str, Fetched | str]:
    """Return the answer for each of *urls*, or in a few words why there is none."""
    wanted = tuple(dict.fromkeys(urls))
    answers: dict[str, Fetched | str] = dict.fromkeys(wanted, "no answer")
    here, there = multiprocessing.get_context("spawn").Pipe(duplex=False)
    process = multiprocessing.get_context("spawn").Process(target=_fetch, args=(wanted, there))
    process.start()
    there.close()
    with suppress(EOFError):
        while True:
            url, answer = here.recv()
            answers[url] = answer
    process.join()
    return answers


def _fetch(urls: tuple[str, ...], connection: Connection) -> None:
    os.environ["SCRAPY_SETTINGS_MODULE"] = "prospector.settings"
    settings = get_project_settings()
    settings.setdict({"ITEM_PIPELINES": {}, "LOG_LEVEL": "ERROR", "PROSPECTOR_BACKOFF": 0}, priority="cmdline")
    process = CrawlerProcess(settings)
    process.crawl(_Single, urls=urls, send=connection.send)
    process.start()
