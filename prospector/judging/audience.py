"""For whom a page is written: the locale it declares, the currency of its prices, the authorities it links to."""

from collections.abc import Iterator
from functools import lru_cache

from prospector.folding import one_line
from prospector.judging.knowledge import Knowledge
from prospector.judging.phrases import Hit, Phrases, folded, quote
from prospector.models import Page
from prospector.reading.urls import clean, host_of

_DEFAULT_LOCALES = frozenset({"en-us", "en_us"})
_PRICED = 8000
_LEAST_PRICES = 2
_BESIDE = 2
_ARTICLES = frozenset({"article", "listing"})

Seen = tuple[str, str]
"""A country and the words that speak for it."""


class Audiences:
    """Reads off a page for which country it is made."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._countries = frozenset([*knowledge.markets, *knowledge.countries])
        self._currencies = Phrases(_own_signs(knowledge))
        self._government = knowledge.government_hosts
        self._authority = lru_cache(maxsize=65536)(self._authority_of)

    def locales(self, page: Page) -> Iterator[Seen]:
        """Yield the regions that the page's language codes name, but for the one software writes when nobody chose."""
        claims = [("lang", page.html_lang), ("og:locale", page.og_locale)]
        claims += [("hreflang", a.lang) for a in page.alternates if clean(a.url) == page.url]
        for attribute, claimed in claims:
            _, dash, region = claimed.replace("_", "-").rpartition("-")
            if dash and region.upper() in self._countries and claimed.lower() not in _DEFAULT_LOCALES:
                yield region.upper(), f'{attribute}="{claimed}"'

    def currencies(self, page: Page) -> Iterator[Seen]:
        """Yield the country in whose own currency the page names prices, at least two of them."""
        text, folded_text = page.main_text, folded(page.main_text)
        prices = [hit for hit in self._currencies.find(folded_text[:_PRICED]) if _is_price(folded_text, hit)]
        countries = {hit.meaning for hit in prices}
        if len(prices) >= _LEAST_PRICES and len(countries) == 1:
            yield countries.pop(), quote(text, folded_text, prices[0])

    def authorities(self, page: Page) -> Iterator[Seen]:
        """Yield each country to whose authorities the page links; articles report on any of them."""
        if page.role in _ARTICLES:
            return
        seen: dict[str, str] = {}
        for link in page.links:
            if link.external and (code := self._authority(host_of(link.url))):
                seen.setdefault(code, one_line(link.url, 240))
        yield from seen.items()

    def _authority_of(self, host: str) -> str:
        """Return the country whose authorities use *host*, empty when it is nobody's."""
        labels = host.split(".")
        endings = (".".join(labels[start:]) for start in range(len(labels)))
        return next((self._government[ending] for ending in endings if ending in self._government), "")


def _own_signs(knowledge: Knowledge) -> dict[str, list[str]]:
    """Return the signs and codes of currencies that one market alone uses; only foreigners tell dollars apart."""
    owners: dict[str, set[str]] = {}
    for code, market in knowledge.markets.items():
        for sign in market.currency_signs:
            owners.setdefault(sign, set()).add(code)
    return {
        code: [s for s in market.currency_signs if len(owners[s]) == 1 and (not s.isascii() or s == market.currency)]
        for code, market in knowledge.markets.items()
        if not any("$" in sign for sign in market.currency_signs)
    }


def _is_price(text: str, hit: Hit) -> bool:
    """Say whether a digit stands beside a sign."""
    around = text[max(0, hit.start - _BESIDE) : hit.start] + text[hit.end : hit.end + _BESIDE]
    return any(map(str.isdigit, around))
