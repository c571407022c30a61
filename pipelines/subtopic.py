"""Which narrower topics a page is about."""

from functools import cache
from typing import Self

from scrapy.crawler import Crawler

from pipelines.observing import Observes
from prospector.judging.subtopic import Subtopics
from prospector.markets.knowledge import knowledge


@cache
def _judge() -> Subtopics:
    return Subtopics(knowledge())


class NarrowTopic(Observes):
    """Adds the page's narrower topics, each with the place that names it."""

    subject = "subtopic"

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(_judge())
