"""First stage: what the page is for."""

from dataclasses import replace
from functools import cache
from typing import Self

from scrapy.crawler import Crawler

from prospector.judging.roles import Roles
from prospector.markets.knowledge import knowledge
from prospector.models import Page, Visit
from prospector.version import __version__


@cache
def _roles() -> Roles:
    return Roles(knowledge())


class NameRole:
    """Gives a page the role its own address and title show, where the way to it did not tell."""

    def __init__(self, roles: Roles) -> None:
        self._roles = roles

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(_roles())

    def process_item(self, item: Page | Visit) -> Page | Visit:
        if isinstance(item, Visit):
            return item
        return replace(item, role=self._roles.settled(item), judged_by=f"prospector/{__version__}")
