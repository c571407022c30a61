"""How a site's people are reached."""

from dataclasses import replace
from functools import cache
from typing import Self

from scrapy.crawler import Crawler

from prospector.judging.contacts import Contacts
from prospector.markets.knowledge import knowledge, sites
from prospector.models import Page, Visit


@cache
def _contacts() -> Contacts:
    return Contacts(knowledge(), sites())


class FindContacts:
    """Sets a page's role addresses, phone links and contact form."""

    def __init__(self, contacts: Contacts) -> None:
        self._contacts = contacts

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(_contacts())

    def process_item(self, item: Page | Visit) -> Page | Visit:
        return item if isinstance(item, Visit) else replace(item, contacts=self._contacts.of_page(item))
