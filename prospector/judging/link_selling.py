"""Whether a page sells links: an offer for the site's own pages decides, never vocabulary (REQUIREMENTS section 3).

Signals: ``own_offer``, ``metric_prices``, ``topic_surcharge`` speak for selling; ``labelled``, ``rate_card`` and
``refuses`` against it; ``report`` says how to take the others. What links show is in `prospector.judging.sold_links`.
Grades (A decisive, B strong, C supporting) and the rule that adds them up are data and SQL; here is what was seen.
"""

import re
from collections.abc import Callable, Iterator

from prospector.judging.knowledge import Knowledge
from prospector.judging.phrases import Hit, Phrases, folded, quote
from prospector.judging.sold_links import SoldLinks, as_words, observed
from prospector.models import Evidence, Page

_READ = 20_000
_NEAR = 220
_OFFERING = frozenset({"advertise", "contribute"})
_SPEAKING = frozenset({*_OFFERING, "home"})
_REPORTS_ABOUT = 2
_METRIC = re.compile(
    r"\b(?:da|dr|pa|tf|ur|moz da|ahrefs dr|domain authority|domain rating|trust flow)\s*[:=]?\s*(?:>|≥)?\s*\d{2}\b"
)
_PRICE = re.compile(
    r"(?:[€$£¥₽₩]|\b(?:eur|euros?|usd|gbp|chf|sek|kr|rub|руб|円|원)\b)\s?\d{1,5}|\d{1,5}(?:[.,]\d{2})?\s?(?:[€$£¥₽₩円원]|(?:eur|euros?|usd|gbp|chf|sek|kr|руб|rub)\b)"
)
_QUOTATION = re.compile('["„“”«»「」『』]')
_LABEL_BEHIND = re.compile(r"\s?(?:[:|–—·]|-(?!\w))")
_WORD = re.compile(r"\w")
_LABEL_ENDS = frozenset(")]】＞:")


class LinkSelling:
    """Reads link-selling evidence off pages."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._words = Phrases({**knowledge.phrases("selling"), **knowledge.phrases("advertising")})
        self._links = SoldLinks(knowledge)

    def evidence(self, page: Page) -> list[Evidence]:
        """Return everything on *page* that speaks for or against selling links; values name what was sold or seen."""
        text = page.text[:_READ]
        folded_text = folded(text)
        hits = self._words.meanings(folded_text)
        return [
            *self._by_text(page, text, folded_text, hits),
            *_by_labels(page, text, folded_text, hits),
            *self._links.evidence(page),
        ]

    def _by_text(self, page: Page, text: str, folded_text: str, hits: dict[str, list[Hit]]) -> Iterator[Evidence]:
        reports = hits.get("report", [])
        different = len({hit.phrase for hit in reports})
        if reports:
            yield observed("report", "report", quote(text, folded_text, reports[0]), min(1.0, different / 3))
        if different < _REPORTS_ABOUT or page.role in _OFFERING:
            yield from self._offers(page, text, folded_text, hits)

    def _offers(self, page: Page, text: str, folded_text: str, hits: dict[str, list[Hit]]) -> Iterator[Evidence]:
        """Yield offers for the page's own site, and what only makes sense beside one: metrics and surcharges."""
        priced = _near_price(folded_text)
        own = {meaning: [hit for hit in found if not _is_quoted(folded_text, hit)] for meaning, found in hits.items()}
        offer = _offer(page, own, priced)
        if offer is None:
            return
        yield observed("own_offer", offer.meaning, quote(text, folded_text, offer))
        metric = _METRIC.search(folded_text)
        at = Hit("", "", metric.start(), metric.end()) if metric else None
        if at and priced(at):
            yield observed("metric_prices", "price by metric", quote(text, folded_text, at))
        surcharges = hits.get("surcharge", [])
        crowd = next((hit for hit in surcharges if _crowded(hit, surcharges)), None)
        if crowd:
            yield observed("topic_surcharge", "surcharge", quote(text, folded_text, crowd))


def _by_labels(page: Page, text: str, folded_text: str, hits: dict[str, list[Hit]]) -> Iterator[Evidence]:
    """Yield what honest advertisers show: labels, rate cards, and a plain no to paid links."""
    label = next((hit for hit in hits.get("labels", []) if _is_label(folded_text, hit)), None)
    if label:
        yield observed("labelled", "label", quote(text, folded_text, label))
    honest = hits.get("honest", [])
    if page.role == "advertise" and len({hit.phrase for hit in honest}) >= 2:
        yield observed("rate_card", "rate card", quote(text, folded_text, honest[0]))
    if hits.get("refuse"):
        yield observed("refuses", "refuses", quote(text, folded_text, hits["refuse"][0]))
    sponsored = next((link for link in page.links if link.external and "sponsored" in link.rel), None)
    if sponsored:
        yield observed("labelled", "rel=sponsored", as_words(sponsored))


def _offer(page: Page, hits: dict[str, list[Hit]], priced: Callable[[Hit], bool]) -> Hit | None:
    """Return where a page offers links or posts on its own site for money, None when it does not.

    Either it says so beside a link quality or a price; or, on a page that speaks for the site and reports nothing, it
    names link qualities with a price or with a list of topics that cost extra. On other pages these are words of
    explainers, job offers and forums.
    """
    qualities = hits.get("quality", [])
    for offer in hits.get("offer", []):
        if priced(offer) or any(_close(offer, quality) for quality in qualities):
            return offer
    if page.role not in _SPEAKING or hits.get("report") or not qualities:
        return None
    several = len({hit.phrase for hit in qualities}) >= 2 or (page.role in _OFFERING and bool(hits.get("guest")))
    surcharges = hits.get("surcharge", [])
    if any(_crowded(hit, surcharges) for hit in surcharges):
        return qualities[0]
    return next((hit for hit in qualities if priced(hit)), None) if several else None


def _near_price(folded_text: str) -> Callable[[Hit], bool]:
    """Return a test that says whether a price stands close to a hit; prices are looked for near hits only."""
    return lambda hit: _PRICE.search(folded_text, max(0, hit.start - _NEAR), hit.end + _NEAR) is not None


def _is_quoted(folded_text: str, hit: Hit) -> bool:
    """Say whether *hit* stands in quotation marks: then it is somebody else's offer."""
    start, end = folded_text.rfind("\n", 0, hit.start) + 1, folded_text.find("\n", hit.end)
    opened = len(_QUOTATION.findall(folded_text, start, hit.start)) % 2 == 1
    return opened and _QUOTATION.search(folded_text, hit.end, len(folded_text) if end == -1 else end) is not None


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
