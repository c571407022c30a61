"""What a link found on a visit is worth reading for: a role, and how much it gains over others of that role."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from prospector.crawling.paging import entries, paging
from prospector.crawling.traps import traps
from prospector.judging.roles import LEAST_STRENGTH, RoleFound, Roles
from prospector.models import Link, Page
from prospector.reading.dates import date_in_path
from prospector.reading.listings import Listed

LISTS = ("members", "listing")
"""Roles of the pages of a member directory."""

_SKIPPED_ROLES = frozenset({"shop", "archive"})
_SURE = 0.8
_HEADLINE = 25
_GLUED_HEADLINE = 12
_SHORTEST_PATH = 8
_INDEX = re.compile(r"/index\.\w{2,5}$")
_MONTHLY = re.compile(r"/(?:19|20)\d\d/(?:0?[1-9]|1[0-2])/[^/]+$")


@dataclass(frozen=True, slots=True)
class Promise:
    """What a page is expected to be: its *role*, empty when it is not worth reading, and a *bonus* over its like."""

    role: str
    bonus: float = 0.0


NOTHING = Promise("")


class Promises:
    """Reads what links promise, by words in every language and by the look of anchors and addresses."""

    def __init__(self, roles: Roles) -> None:
        self._roles = roles

    def on(self, page: Page) -> "PagePromises":
        """Return the reader of the links of one page."""
        return PagePromises(self._roles, page)

    def of_entry(self, entry: Listed) -> Promise:
        """Return what an address that a feed or sitemap names is worth: articles bear a title or look like one."""
        if traps().caught(entry.url) or traps().is_section(entry.url):
            return NOTHING
        found = self._roles.of_link(entry.url, "")
        if found.strength >= LEAST_STRENGTH:
            return _named(found, 0.5)
        is_article = entry.day and (entry.title or _has_article_path(entry.url))
        return Promise("article", 0.5) if is_article else NOTHING


class PagePromises:
    """Reads what the links of one page promise."""

    def __init__(self, roles: Roles, page: Page) -> None:
        self._roles = roles
        self._page = page
        self._entries = entries(page) if page.role in LISTS else frozenset()

    def of(self, link: Link) -> Promise:
        """Return what a link of the page is worth."""
        trap = traps().caught(link.url)
        if self._page.role in LISTS and trap in traps().yields_to_list and paging().leads_on(link, self._page):
            return Promise("listing")
        if trap and not self._leads_through(trap, link):
            return NOTHING
        if self._roles.of_anchor(link.anchor).strength < LEAST_STRENGTH:
            if link.url in self._entries:
                return Promise("member")
            if traps().is_section(link.url):
                return _list_of_articles(link)
        found = self._roles.of_link(link.url, link.anchor)
        return _named(found, found.strength / 2) if found.strength >= LEAST_STRENGTH else _by_look(link)

    def _leads_through(self, trap: str, link: Link) -> bool:
        """Say whether a link is wanted although its address looks like a trap."""
        if trap in traps().yields_to_headline and _is_headline(link.anchor):
            return True
        return trap in traps().yields_to_role and self._roles.of_anchor(link.anchor).strength >= _SURE


def _named(found: RoleFound, bonus: float) -> Promise:
    return NOTHING if found.role in _SKIPPED_ROLES else Promise(found.role, bonus)


def _by_look(link: Link) -> Promise:
    """Return what a link without a role is worth: nothing where it is hidden or robots are asked not to follow it."""
    if link.hidden or "nofollow" in link.rel:
        return NOTHING
    if _looks_like_article(link):
        return Promise("article", 0.3 if link.placement == "content" else 0.0)
    return Promise("section" if link.placement == "nav" and link.url.count("/") <= 4 else "other")


def _list_of_articles(link: Link) -> Promise:
    return Promise("section") if link.placement == "nav" else Promise("other", -0.5)


def _looks_like_article(link: Link) -> bool:
    """Say whether a link has the look of one to an article: a headline for an anchor, a dated or long path."""
    if len(urlsplit(link.url).path) < _SHORTEST_PATH or link.placement == "footer":
        return False
    return _has_article_path(link.url) or _is_headline(link.anchor)


def _has_article_path(url: str) -> bool:
    path = _INDEX.sub("", urlsplit(url).path.rstrip("/"))
    slug = path.rpartition("/")[2]
    wordy = slug.count("-") + slug.count("_") >= 3
    return wordy or bool(date_in_path(url) or _MONTHLY.search(path) or re.search(r"\d{3,}", slug))


def _is_headline(anchor: str) -> bool:
    return len(anchor) >= (_GLUED_HEADLINE if anchor >= "\u3040" else _HEADLINE)
