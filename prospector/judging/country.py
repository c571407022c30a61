"""Where a page's publisher sits and whom it writes for: evidence, each with the words it rests on.

Signals: ``suffix``, ``restricted_suffix``, ``regional_suffix``, ``imitation_suffix``, ``structured_address``,
``postal_address``, ``address_below``, ``register_id``, ``legal_words``, ``country_name``, ``many_countries``,
``territory``, ``phone``, ``locale``, ``language``, ``main_language``, ``national_words``, ``currency``,
``government_link``, ``place_name``, ``place_language``, ``place_text``. What each weighs, and which belong to one
family, is data (``data/weights/country.toml``); ``linked_from`` is seen in the link graph of a store. Ownership is read
from the publisher's own words only (`prospector.judging.ownership`); ``address_below`` counts when pages repeat it.
"""

from collections.abc import Iterator
from functools import lru_cache

from prospector.folding import one_line
from prospector.judging.addresses import Addresses
from prospector.judging.audience import Audiences
from prospector.judging.knowledge import Knowledge
from prospector.judging.mentions import Mentions
from prospector.judging.own_words import TELLS_OFFICES, OwnWords
from prospector.judging.ownership import Ownership
from prospector.judging.phones import phone_countries
from prospector.judging.phrases import folded
from prospector.judging.registers import Registers
from prospector.judging.suffixes import Suffixes
from prospector.judging.variety import Varieties
from prospector.models import Evidence, Organisation, Page
from prospector.reading.sites import Sites

VERSION = "country/2"
_SURE_LANGUAGE = 0.6
_GUIDEBOOKS = "en"
_NAMES_ITSELF = frozenset({"", "home"})


class Countries:
    """Reads country evidence off pages."""

    def __init__(self, knowledge: Knowledge, sites: Sites) -> None:
        self._sites = sites
        self._ownership = Ownership(knowledge.credit_phrases, knowledge.other_parties)
        self._suffixes = Suffixes(knowledge, sites)
        self._addresses = Addresses(knowledge)
        self._registers = Registers(knowledge)
        self._own_words = OwnWords(knowledge)
        self._only_here = _single_country_languages(knowledge)
        self._mainly_here = knowledge.main_languages
        self._spoken = {code: set(market.official) - {_GUIDEBOOKS} for code, market in knowledge.markets.items()}
        self._audiences = Audiences(knowledge)
        self._varieties = Varieties(knowledge)
        self._mentions = Mentions(knowledge)
        self._of_own = lru_cache(maxsize=256)(self._read_own)

    def evidence(self, page: Page) -> list[Evidence]:
        """Return everything on *page* that speaks for a country."""
        own = self._ownership.own_text(page)
        found = [
            *(_seen(*seen) for seen in self._suffixes.seen(page)),
            *self._by_structure(page),
            *self._of_own(own, page.role in TELLS_OFFICES),
            *self._by_closing(page, own),
            *(_seen("phone", code, words) for code, words in phone_countries(page, own, self._hint(page))),
            *self._by_audience(page),
            *self._by_language(page),
            *self._by_places(page),
        ]
        return list(dict.fromkeys(found))

    def _by_structure(self, page: Page) -> Iterator[Evidence]:
        for organisation in page.organisations:
            if not self._is_own(page, organisation):
                continue
            code, words = self._addresses.of_organisation(organisation)
            if code:
                yield _seen("structured_address", code, words)

    def _is_own(self, page: Page, organisation: Organisation) -> bool:
        """Say whether JSON-LD speaks of the page's own publisher, not of somebody listed on it."""
        if organisation.type == "Person" or page.role in ("members", "listing", "article"):
            return False
        named = self._sites.site_of(organisation.url) if organisation.url.startswith("http") else page.site
        return named == page.site

    def _read_own(self, own: str, tells_offices: bool) -> tuple[Evidence, ...]:
        """Return what a publisher's own text says; remembered, since it is the same footer on page after page."""
        found = [
            *(("postal_address", code, words) for code, words in self._addresses.in_lines(own.split("\n"))),
            *(("register_id", code, words) for code, words in self._registers.in_text(own, folded(own))),
            *self._own_words.seen(own, tells_offices),
        ]
        return tuple(_seen(*seen) for seen in found)

    def _by_closing(self, page: Page, own: str) -> Iterator[Evidence]:
        """Yield addresses at the foot of a page that is not the publisher's own: many pages with the same one tell."""
        closing = self._ownership.closing_text(page)
        known = set(own.split("\n"))
        lines = [line for line in closing.split("\n") if line not in known]
        for code, words in self._addresses.in_lines(lines):
            yield _seen("address_below", code, words)

    def _by_audience(self, page: Page) -> Iterator[Evidence]:
        signals = (
            ("locale", self._audiences.locales),
            ("currency", self._audiences.currencies),
            ("government_link", self._audiences.authorities),
        )
        for signal, read in signals:
            yield from (_seen(signal, code, words) for code, words in read(page))

    def _by_language(self, page: Page) -> Iterator[Evidence]:
        confidence = page.language_confidence or 0
        if confidence <= _SURE_LANGUAGE:
            return
        for signal, owners in (("language", self._only_here), ("main_language", self._mainly_here)):
            if page.language in owners:
                yield _seen(signal, owners[page.language], one_line(page.main_text or page.text, 120), confidence)
        told = self._varieties.of_page(page)
        if told:
            code, share, words = told
            yield _seen("national_words", code, words, share)

    def _by_places(self, page: Page) -> Iterator[Evidence]:
        titled = (page.site_name, page.title) if page.role in _NAMES_ITSELF else (page.site_name,)
        for words in dict.fromkeys(titled):
            code = self._mentions.of_name(words[:200])
            if code:
                yield _seen("place_name", code, one_line(words, 240))
                if page.language in self._spoken.get(code, ()) and not self._suffixes.country(page):
                    yield _seen("place_language", code, one_line(words, 240))
        told = self._mentions.of_page(page)
        if told:
            code, share, words = told
            yield _seen("place_text", code, words, share)

    def _hint(self, page: Page) -> str:
        """Return the country in whose light national phone numbers are read: the suffix's, else the language's."""
        return self._suffixes.country(page) or self._only_here.get(page.language, "")


def _seen(signal: str, code: str, words: str, strength: float = 1.0) -> Evidence:
    return Evidence("country", signal, code, words, round(strength, 3), VERSION)


def _single_country_languages(knowledge: Knowledge) -> dict[str, str]:
    """Return the languages that speak for one country, with it: official there and in no other."""
    owners: dict[str, set[str]] = {}
    for code, market in knowledge.markets.items():
        for language in market.official:
            owners.setdefault(language, set()).add(code)
    for code, country in knowledge.countries.items():
        for language in country.languages:
            owners.setdefault(language, set()).add(code)
    return {
        language: next(iter(codes))
        for language, codes in owners.items()
        if len(codes) == 1 and language not in knowledge.world_languages
    }
