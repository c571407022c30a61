"""What a page is about."""

from functools import cache
from typing import Self

from scrapy.crawler import Crawler

from pipelines.observing import Observes
from prospector.judging.language import load_model
from prospector.judging.topic import Topics
from prospector.markets.files import data_path
from prospector.markets.knowledge import knowledge


@cache
def _judge() -> Topics:
    return Topics(knowledge(), load_model(data_path("models", "topics.ftz")))


class ClassifyTopic(Observes):
    """Adds the page's topics with the words that speak for them."""

    subject = "topic"

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(_judge())
