"""The language a page is written in."""

from dataclasses import replace
from functools import cache
from typing import Self

from scrapy.crawler import Crawler

from prospector.judging.language import Predicts, language_evidence, language_of, load_model
from prospector.markets.files import data_path
from prospector.models import Page, Visit


@cache
def _model() -> Predicts:
    return load_model(data_path("models", "lid.176.ftz"))


class DetectLanguage:
    """Sets a page's language from its text; ``unknown`` when there is too little of it."""

    def __init__(self, model: Predicts) -> None:
        self._model = model

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(_model())

    def process_item(self, item: Page | Visit) -> Page | Visit:
        if isinstance(item, Visit):
            return item
        found = language_of(item, self._model)
        page = replace(item, language=found.code, language_confidence=found.confidence)
        return page.observed("language", language_evidence(page, found))
