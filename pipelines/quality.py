"""How a page is kept."""

from functools import cache
from typing import Self

from scrapy.crawler import Crawler

from pipelines.observing import Observes
from prospector.judging.quality import Quality
from prospector.markets.knowledge import knowledge
from prospector.markets.languages import languages


@cache
def _judge() -> Quality:
    return Quality(knowledge(), languages().told)


class CheckQuality(Observes):
    """Adds the checks that a page passes or fails."""

    subject = "quality"

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(_judge())
