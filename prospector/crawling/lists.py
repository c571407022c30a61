"""Which feed or sitemap of a site to ask for next, and when none is needed."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

_MOST_FEEDS = 2
_MOST_SITEMAPS = 3
_ARTICLES = re.compile(r"news|post|artic|artik|blog|beitr|stor(?:y|ies)|aktuell", re.IGNORECASE)
_PAGES = re.compile(r"page|seite|static|main|general|core", re.IGNORECASE)
_USELESS = re.compile(r"image|video|tag|categor|kategor|author|product|shop|attachment|archive|user", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Wants:
    """What a visit has found no way to yet: *articles*, or *pages* that say who a site is and who its members are."""

    articles: bool
    pages: bool


def next_list(feeds: Sequence[str], sitemaps: Sequence[str], asked: Sequence[str], wants: Wants) -> tuple[str, str]:
    """Return the address and role (``feed``, ``sitemap``) of the list to ask for next, two empty texts for none.

    The first feed is always asked for, since it is the shortest way to what is new.

    >>> next_list(["https://a.de/feed"], ["https://a.de/s.xml"], ["https://a.de/feed"], Wants(False, pages=False))
    ('', '')
    """
    feed = next((url for url in feeds[:_MOST_FEEDS] if url not in asked), "")
    if feed and (not asked or (wants.articles and len(asked) < _MOST_FEEDS)):
        return feed, "feed"
    left = [url for url in sitemaps if url not in asked]
    if not left or not (wants.articles or wants.pages) or sum(url in asked for url in sitemaps) >= _MOST_SITEMAPS:
        return "", ""
    return max(left, key=lambda url: _promise(url, wants)), "sitemap"


def _promise(url: str, wants: Wants) -> int:
    """Return how much the name of a sitemap promises; the first of equals is asked for."""
    name = url.rpartition("/")[2]
    wanted = (wants.articles and bool(_ARTICLES.search(name))) or (wants.pages and bool(_PAGES.search(name)))
    return int(wanted) - 2 * bool(_USELESS.search(name))
