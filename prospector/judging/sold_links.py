"""What the links of a page show of selling them, and the parts of its site that are named after trades that buy them.

Signals: ``money_anchor_*``, ``lone_deep_link``, ``hidden_links``, ``let_part``; ``own_trade`` puts them right.
"""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from prospector.folding import fold, one_line
from prospector.judging.knowledge import Knowledge
from prospector.judging.phrases import Phrases
from prospector.models import Evidence, Link, Page
from prospector.reading.urls import host_of

VERSION = "link_selling/3"
_MOST_ANCHORS = 300
_MOST_TRADES = 20
_UNFOLLOWED = frozenset({"nofollow", "sponsored", "ugc"})
_MANY_HIDDEN = 3
_ASSETS = (".jpg", ".png", ".pdf")


class SoldLinks:
    """Reads off pages what their links show."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._money = Phrases(knowledge.phrases("money"))
        self._trades = Phrases(_trades(knowledge))
        self._services = knowledge.services
        self._let_parts = knowledge.let_parts
        self._visitors = re.compile(rf"[?&](?:utm_\w+|{'|'.join(sorted(knowledge.visitor_marks))})=")

    def evidence(self, page: Page) -> Iterator[Evidence]:
        """Yield what the links of *page* show, then what it is about and which parts of its site it knows."""
        yield from self._followed(page)
        yield from self._own_trade(page)
        yield from self._parts(page)

    def _followed(self, page: Page) -> Iterator[Evidence]:
        followed = [link for link in page.links if link.external and not _UNFOLLOWED.intersection(link.rel)]
        yield from self._money_anchors(followed)
        in_text = [link for link in followed if link.placement == "content" and link.anchor]
        deep = [link for link in in_text[:3] if urlsplit(link.url).path.strip("/") and not link.url.endswith(_ASSETS)]
        if page.role == "article" and 1 <= len(in_text) <= 2 and deep and len(deep[0].anchor.split()) <= 6:
            yield observed("lone_deep_link", _host(deep[0]), as_words(deep[0]))
        yield from self._hidden(page, followed)

    def _own_trade(self, page: Page) -> Iterator[Evidence]:
        """Yield that a page is itself about a trade that buys links, by its title."""
        hit = next(self._trades.find(fold(page.title)), None)
        if hit:
            yield observed("own_trade", hit.phrase, page.title)

    def _parts(self, page: Page) -> Iterator[Evidence]:
        """Yield the parts of its site that a page is in or leads to which bear the name of a trade that rents them."""
        own = [(page.url, page.title), *((link.url, link.anchor) for link in page.links if not link.external)]
        parts = {part: words for url, words in reversed(own) if (part := self._let_part(url))}
        for part, words in parts.items():
            yield observed("let_part", part, one_line(words, 240))

    def _let_part(self, url: str) -> str:
        """Return the host, or the host and first folder, that a trade gave its name; empty when neither has one."""
        host, folder = [*url.split("/", 4), "", ""][2:4]
        if host.partition(".")[0] in self._let_parts:
            return host
        return f"{host}/{folder}" if folder.lower() in self._let_parts else ""

    def _money_anchors(self, followed: list[Link]) -> Iterator[Evidence]:
        """Yield followed outward links whose anchors are words of trades that buy links; values name the host."""
        anchors = [link for link in followed[:_MOST_ANCHORS] if link.anchor]
        text = fold("\n".join(link.anchor for link in anchors))
        seen: set[tuple[str, str]] = set()
        for hit in self._money.find(text):
            link = anchors[text.count("\n", 0, hit.start)]
            trade = (hit.meaning, _host(link))
            if trade not in seen and len(seen) < _MOST_TRADES and self._may_be_bought(link):
                seen.add(trade)
                yield observed(f"money_anchor_{hit.meaning}", _host(link), as_words(link))

    def _may_be_bought(self, link: Link) -> bool:
        """Say whether a link may be paid for: one that counts visitors is paid by them, none is bought to a video."""
        return link.site not in self._services and not self._visitors.search(link.url)

    def _hidden(self, page: Page, followed: list[Link]) -> Iterator[Evidence]:
        """Yield hidden links to several sites from the content; menus that open when asked to are hidden in the frame.

        Buttons that share the page are hidden too: they name the place they lead to, or the page's own site. So are the
        tools of the platform that a site is on.
        """
        first: dict[str, Link] = {}
        for link in followed:
            if link.hidden and link.placement == "content" and not self._is_tool(page, link):
                first.setdefault(link.site, link)
        if len(first) >= _MANY_HIDDEN:
            shown = list(first.values())[:_MANY_HIDDEN]
            yield observed("hidden_links", _host(shown[0]), "; ".join(map(as_words, shown)))

    def _is_tool(self, page: Page, link: Link) -> bool:
        """Say whether a link is a button, or leads to a service that sites are made with or to the page's platform."""
        words = "".join(filter(str.isalnum, fold(link.anchor)))
        is_button = not words or link.anchor.startswith(("http", "www.")) or words in link.site or page.site in link.url
        platform = link.site.partition(".")[2]
        is_at_home = platform in self._services and platform == page.site.partition(".")[2]
        return is_button or is_at_home or link.site in self._services


def _trades(knowledge: Knowledge) -> dict[str, list[str]]:
    """Return the words of the trades that buy links, with those that sellers charge extra for."""
    return {**knowledge.phrases("money"), "surcharge": knowledge.phrases("selling")["surcharge"]}


def _host(link: Link) -> str:
    return host_of(link.url)


def as_words(link: Link) -> str:
    """Return a link as it is quoted: its anchor and where it leads."""
    return one_line(f"{link.anchor} → {link.url}", 240)


def observed(signal: str, value: str, words: str, strength: float = 1.0) -> Evidence:
    """Return an observation of link selling, as this version of judging makes it."""
    return Evidence("link_selling", signal, value, words, round(strength, 3), VERSION)
