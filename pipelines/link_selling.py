"""Whether a page sells links."""

from functools import cache
from typing import Self

from scrapy.crawler import Crawler

from pipelines.observing import Observes
from prospector.judging.link_selling import LinkSelling
from prospector.markets.knowledge import knowledge


@cache
def _judge() -> LinkSelling:
    return LinkSelling(knowledge())


class SpotLinkSelling(Observes):
    """Adds what speaks for and against selling links."""

    subject = "link_selling"

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(_judge())
