"""The stages of `prospector.settings` outside a crawl: for stored pages, and for one to inspect."""

from collections.abc import Callable
from typing import Any

from scrapy import Spider
from scrapy.crawler import Crawler
from scrapy.settings import Settings
from scrapy.utils.misc import load_object

from prospector.models import Page

Stages = list[tuple[str, Callable[[Page], Page]]]
"""What judges a page, in order: the name of each stage and its work."""

_WRITES = "pipelines.store.StoreRows"


def judging_stages() -> Stages:
    """Return the name and work of each stage that judges, in order; the one that writes is left out."""
    from prospector import settings  # imported here: it reads the user's project, which may be broken

    crawler = Crawler(Spider, Settings({"ITEM_PIPELINES": settings.ITEM_PIPELINES}))
    paths = sorted(settings.ITEM_PIPELINES, key=settings.ITEM_PIPELINES.__getitem__)
    return [
        (path.rpartition(".")[2], _stage(load_object(path), crawler).process_item) for path in paths if path != _WRITES
    ]


def _stage(cls: Any, crawler: Crawler) -> Any:
    return cls.from_crawler(crawler) if hasattr(cls, "from_crawler") else cls()


def judged(page: Page, stages: Stages) -> Page:
    """Return *page* as it comes out of *stages*."""
    for _, stage in stages:
        page = stage(page)
    return page
