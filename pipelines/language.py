"""The language a page is written in."""

from dataclasses import replace
from typing import Self

from scrapy.crawler import Crawler

from prospector.judging.language import Languages
from prospector.markets.languages import languages
from prospector.models import Page, Visit


class DetectLanguage:
    """Sets a page's language from its text; ``unknown`` when there is too little of it."""

    def __init__(self, judge: Languages) -> None:
        self._judge = judge

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(languages())

    def process_item(self, item: Page | Visit) -> Page | Visit:
        if isinstance(item, Visit):
            return item
        found = self._judge.of_page(item)
        page = replace(item, language=found.code, language_confidence=found.confidence)
        return page.observed("language", self._judge.evidence(page, found))
