"""Whether a page sells links: an offer for the site's own pages decides, never vocabulary (REQUIREMENTS section 3).

Signals: ``own_offer``, ``metric_prices``, ``topic_surcharge``, ``money_anchor_*``, ``lone_deep_link``,
``hidden_links`` speak for selling; ``labelled``, ``rate_card``, ``refuses`` against it; ``report`` and ``own_trade`` say
how to take the others. Their grades (A decisive, B strong, C supporting) and the rule that adds them up are data and
SQL; here is only what was seen.
"""

import re
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

from prospector.folding import fold, one_line
from prospector.judging.knowledge import Knowledge
from prospector.judging.phrases import Hit, Phrases, folded, quote
from prospector.models import Evidence, Link, Page
from prospector.reading.urls import host_of

VERSION = "link_selling/3"
_READ = 20_000
_NEAR = 220
_MOST_ANCHORS = 300
_MOST_TRADES = 20
_UNFOLLOWED = frozenset({"nofollow", "sponsored", "ugc"})
_OFFERING = frozenset({"advertise", "contribute"})
_REPORTS_ABOUT = 2
_MANY_HIDDEN = 3
_METRIC = re.compile(
    r"\b(?:da|dr|pa|tf|ur|moz da|ahrefs dr|domain authority|domain rating|trust flow)\s*[:=]?\s*(?:>|≥)?\s*\d{2}\b"
)
_PRICE = re.compile(
    r"(?:[€$£¥₽₩]|\b(?:eur|euros?|usd|gbp|chf|sek|kr|rub|руб|円|원)\b)\s?\d{1,5}|\d{1,5}(?:[.,]\d{2})?\s?(?:[€$£¥₽₩円원]|(?:eur|euros?|usd|gbp|chf|sek|kr|руб|rub)\b)"
)
_LABEL_BEHIND = re.compile(r"\s?(?:[:|–—·]|-(?!\w))")
_WORD = re.compile(r"\w")
_LABEL_ENDS = frozenset(")]】＞:")
_ASSETS = (".jpg", ".png", ".pdf")


class LinkSelling:
    """Reads link-selling evidence off pages."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._words = Phrases({**knowledge.phrases("selling"), **knowledge.phrases("advertising")})
        self._money = Phrases(knowledge.phrases("money"))
        self._trades = Phrases(_trades(knowledge))
        self._services = knowledge.services
        self._visitors = re.compile(rf"[?&](?:utm_\w+|{'|'.join(sorted(knowledge.visitor_marks))})=")

    def evidence(self, page: Page) -> list[Evidence]:
        """Return everything on *page* that speaks for or against selling links; values name what was sold or seen."""
        text = page.text[:_READ]
        folded_text = folded(text)
        hits = self._words.meanings(folded_text)
        return [
            *self._by_text(page, text, folded_text, hits),
            *_by_labels(page, text, folded_text, hits),
            *self._by_links(page),
            *self._by_trade(page),
        ]

    def _by_text(self, page: Page, text: str, folded_text: str, hits: dict[str, list[Hit]]) -> Iterator[Evidence]:
        reports = hits.get("report", [])
        different = len({hit.phrase for hit in reports})
        if reports:
            yield _seen("report", "report", quote(text, folded_text, reports[0]), min(1.0, different / 3))
        if different < _REPORTS_ABOUT or page.role in _OFFERING:
            yield from self._offers(page, text, folded_text, hits)

    def _offers(self, page: Page, text: str, folded_text: str, hits: dict[str, list[Hit]]) -> Iterator[Evidence]:
        """Yield offers for the page's own site, and what only makes sense beside one: metrics and surcharges."""
        priced = _near_price(folded_text)
        offer = _offer(page, hits, priced)
        if offer is None:
            return
        yield _seen("own_offer", offer.meaning, quote(text, folded_text, offer))
        metric = _METRIC.search(folded_text)
        at = Hit("", "", metric.start(), metric.end()) if metric else None
        if at and priced(at):
            yield _seen("metric_prices", "price by metric", quote(text, folded_text, at))
        surcharges = hits.get("surcharge", [])
        crowd = next((hit for hit in surcharges if _crowded(hit, surcharges)), None)
        if crowd:
            yield _seen("topic_surcharge", "surcharge", quote(text, folded_text, crowd))

    def _by_links(self, page: Page) -> Iterator[Evidence]:
        followed = [link for link in page.links if link.external and not _UNFOLLOWED.intersection(link.rel)]
        yield from self._money_anchors(followed)
        in_text = [link for link in followed if link.placement == "content" and link.anchor]
        deep = [link for link in in_text[:3] if urlsplit(link.url).path.strip("/") and not link.url.endswith(_ASSETS)]
        if page.role == "article" and 1 <= len(in_text) <= 2 and deep and len(deep[0].anchor.split()) <= 6:
            yield _seen("lone_deep_link", _host(deep[0]), _as_words(deep[0]))
        yield from self._hidden(page, followed)

    def _by_trade(self, page: Page) -> Iterator[Evidence]:
        """Yield that a page is itself about a trade that buys links, by its title."""
        hit = next(self._trades.find(fold(page.title)), None)
        if hit:
            yield _seen("own_trade", hit.phrase, page.title)

    def _money_anchors(self, followed: list[Link]) -> Iterator[Evidence]:
        """Yield followed outward links whose anchors are words of trades that buy links; values name the host.

        A link that counts the visitors it brings is paid by them, and nobody buys one to a video.
        """
        named = [link for link in followed[:_MOST_ANCHORS] if link.anchor and link.site not in self._services]
        anchors = [link for link in named if not self._visitors.search(link.url)]
        text = fold("\n".join(link.anchor for link in anchors))
        seen: set[tuple[str, str]] = set()
        for hit in self._money.find(text):
            link = anchors[text.count("\n", 0, hit.start)]
            trade = (hit.meaning, _host(link))
            if trade not in seen and len(seen) < _MOST_TRADES:
                seen.add(trade)
                yield _seen(f"money_anchor_{hit.meaning}", _host(link), _as_words(link))

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
            yield _seen("hidden_links", _host(shown[0]), "; ".join(map(_as_words, shown)))

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


def _by_labels(page: Page, text: str, folded_text: str, hits: dict[str, list[Hit]]) -> Iterator[Evidence]:
    """Yield what honest advertisers show: labels, rate cards, and a plain no to paid links."""
    label = next((hit for hit in hits.get("labels", []) if _is_label(folded_text, hit)), None)
    if label:
        yield _seen("labelled", "label", quote(text, folded_text, label))
    honest = hits.get("honest", [])
    if page.role == "advertise" and len({hit.phrase for hit in honest}) >= 2:
        yield _seen("rate_card", "rate card", quote(text, folded_text, honest[0]))
    if hits.get("refuse"):
        yield _seen("refuses", "refuses", quote(text, folded_text, hits["refuse"][0]))
    sponsored = next((link for link in page.links if link.external and "sponsored" in link.rel), None)
    if sponsored:
        yield _seen("labelled", "rel=sponsored", _as_words(sponsored))


def _offer(page: Page, hits: dict[str, list[Hit]], priced: Callable[[Hit], bool]) -> Hit | None:
    """Return where a page offers links or posts on its own site for money, None when it does not.

    Either it says so beside a link quality or a price; or, on a page that offers things and reports nothing, it names
    link qualities with a price or with a list of topics that cost extra.
    """
    qualities = hits.get("quality", [])
    for offer in hits.get("offer", []):
        if priced(offer) or any(_close(offer, quality) for quality in qualities):
            return offer
    if page.role == "article" or hits.get("report") or not qualities:
        return None
    several = len({hit.phrase for hit in qualities}) >= 2 or (page.role in _OFFERING and bool(hits.get("guest")))
    surcharges = hits.get("surcharge", [])
    if any(_crowded(hit, surcharges) for hit in surcharges):
        return qualities[0]
    return next((hit for hit in qualities if priced(hit)), None) if several else None


def _near_price(folded_text: str) -> Callable[[Hit], bool]:
    """Return a test that says whether a price stands close to a hit; prices are looked for near hits only."""
    return lambda hit: _PRICE.search(folded_text, max(0, hit.start - _NEAR), hit.end + _NEAR) is not None


def _close(one: Hit, other: Hit) -> bool:
    return one.start - _NEAR <= other.start <= one.end + _NEAR


def _crowded(hit: Hit, hits: list[Hit]) -> bool:
    """Say whether two other words of the same list stand close to *hit*."""
    return len({other.phrase for other in hits if _close(hit, other)}) >= 3


def _is_label(folded_text: str, hit: Hit) -> bool:
    """Say whether a label stands as labels do: alone on a short line or at the head of one."""
    start = folded_text.rfind("\n", 0, hit.start) + 1
    end = folded_text.find("\n", hit.end)
    line = folded_text[start : len(folded_text) if end == -1 else end]
    ends = bool(_LABEL_BEHIND.match(line, hit.end - start)) or hit.phrase[-1] in _LABEL_ENDS
    return hit.start - start <= 3 and (ends or not _WORD.search(line, hit.end - start))


def _host(link: Link) -> str:
    return host_of(link.url)


def _as_words(link: Link) -> str:
    return one_line(f"{link.anchor} → {link.url}", 240)


def _seen(signal: str, value: str, words: str, strength: float = 1.0) -> Evidence:
    return Evidence("link_selling", signal, value, words, round(strength, 3), VERSION)
