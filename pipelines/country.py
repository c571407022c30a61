"""Where a page's publisher sits and whom it writes for."""

from functools import cache
from typing import Self

from scrapy.crawler import Crawler

from pipelines.observing import Observes
from prospector.judging.country import Countries
from prospector.markets.knowledge import knowledge, sites


@cache
def _judge() -> Countries:
    return Countries(knowledge(), sites())


class LocateCountry(Observes):
    """Adds what speaks for a country."""

    subject = "country"

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(_judge())
