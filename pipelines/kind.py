"""What kind of site a page belongs to."""

from functools import cache
from typing import Self

from scrapy.crawler import Crawler

from pipelines.observing import Observes
from prospector.judging.kind import Kinds
from prospector.markets.knowledge import knowledge


@cache
def _judge() -> Kinds:
    return Kinds(knowledge())


class TellKind(Observes):
    """Adds what speaks for a kind of site."""

    subject = "kind"

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(_judge())
