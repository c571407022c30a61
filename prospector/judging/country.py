"""Where a page's publisher sits and whom it writes for: evidence, each with the words it rests on.

Signals: ``suffix``, ``regional_suffix``, ``structured_address``, ``postal_address``, ``phone``, ``register_id``,
``legal_words``, ``country_name``, ``locale``, ``language``, ``place_name``. What each weighs, and which belong to one
family, is data (``data/weights/country.toml``). Ownership is read from imprint, contact and about pages, the start page
and the footer only: the addresses in a member directory are other people's.
"""

from collections.abc import Iterator

from prospector.folding import fold, one_line, words_of
from prospector.judging.addresses import Addresses
from prospector.judging.knowledge import Knowledge
from prospector.judging.phones import phone_countries
from prospector.judging.phrases import Hit, Phrases, folded, quote
from prospector.judging.registers import Registers
from prospector.models import Evidence, Organisation, Page
from prospector.reading.sites import Sites

VERSION = "country/1"
OWN_PAGES = frozenset({"imprint", "contact", "about", "staff", "privacy", "advertise"})
_WRITTEN_FOR = frozenset({"home", *OWN_PAGES})
_LONGEST = 6000
_ADDRESS_LINE = 120
_MANY_COUNTRIES = 4
_SHORTEST_LEGAL = 2
_SHORT_LINE = 40
_DEFAULT_LOCALES = frozenset({"en-us", "en_us"})
_AGENCY = Phrases(
    {
        "credit": [
            *(
                "webdesign",
                "web design",
                "website by",
                "site by",
                "designed by",
                "powered by",
                "developed by",
                "hosted by",
            ),
            *("umsetzung", "realisierung", "programmierung", "hosting", "provider", "webmaster"),
            *("réalisation", "hébergement", "hébergeur", "hébergé par", "création du site", "conception du site"),
            *("diseño web", "desarrollo web", "desarrollado por", "sviluppo web", "sviluppato da", "realizzazione"),
            *("desenvolvido por", "criação de sites", "website door", "webdesign door", "realisatie"),
            *("webbdesign", "webbplats av", "webside af", "nettside av", "toteutus", "web tasarım"),
            *("realizacja:", "realizacja strony", "projekt i wykonanie", "tvorba webu"),
            *("создание сайта", "разработка сайта", "хостинг"),
            *("ホームページ制作", "サイト制作", "홈페이지 제작", "技术支持"),
        ]
    }
)


class Countries:
    """Reads country evidence off pages."""

    def __init__(self, knowledge: Knowledge, sites: Sites) -> None:
        self._knowledge = knowledge
        self._sites = sites
        self._suffixes = {s: m.code for m in knowledge.markets.values() for s in (*m.country_suffixes, *m.second_level)}
        self._regional = {s: m.code for m in knowledge.markets.values() for s in m.regional_suffixes}
        self._addresses = Addresses(knowledge)
        self._registers = Registers(knowledge)
        self._names = _country_names(knowledge)
        self._legal = _legal_words(knowledge)
        self._only_here = _single_country_languages(knowledge)

    def evidence(self, page: Page) -> list[Evidence]:
        """Return everything on *page* that speaks for a country."""
        own = own_text(page)
        found = [
            *self._by_suffix(page),
            *self._by_structure(page),
            *self._by_text(own),
            *(_seen("phone", code, quote) for code, quote in phone_countries(page, own, self._hint(page))),
            *self._by_locale(page),
            *self._by_language(page),
            *self._by_places(page),
        ]
        return list(dict.fromkeys(found))

    def _by_suffix(self, page: Page) -> Iterator[Evidence]:
        if self._sites.is_shared(page.site):
            return
        suffix = self._sites.suffix_of(page.site)
        top = suffix.rpartition(".")[2]
        if suffix in self._knowledge.imitation_suffixes:
            yield _seen("imitation_suffix", "", "." + suffix)
        elif top in self._regional:
            yield _seen("regional_suffix", self._regional[top], "." + top)
        elif top in self._suffixes and top not in self._knowledge.generic_suffixes:
            code = self._suffixes[top]
            restricted = self._knowledge.markets[code].restricted_suffix
            yield _seen("restricted_suffix" if restricted else "suffix", code, "." + suffix)

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

    def _by_text(self, own: str) -> Iterator[Evidence]:
        folded_own = folded(own)
        for code, words in self._addresses.in_lines(own.split("\n")):
            yield _seen("postal_address", code, words)
        for code, words in self._registers.in_text(own, folded_own):
            yield _seen("register_id", code, words)
        for hit in _first_of_each(hit for hit in self._legal.find(folded_own) if hit.phrase in own):
            yield _seen("legal_words", hit.meaning, quote(own, folded_own, hit))
        yield from self._by_country_names(own, folded_own)

    def _by_country_names(self, own: str, folded_own: str) -> Iterator[Evidence]:
        """Yield the one country that a site's own lines name; many of them speak for a site of many countries."""
        named = _first_of_each(self._names.find(folded_own))
        if len(named) >= _MANY_COUNTRIES:
            lines = dict.fromkeys(quote(own, folded_own, hit) for hit in named)
            yield _seen("many_countries", "INT", one_line(" … ".join(lines), 240))
        elif len(named) == 1:
            words = quote(own, folded_own, named[0])
            ends_line = folded_own[named[0].end : named[0].end + 2].strip(" .").startswith("\n") or not folded_own[
                named[0].end :
            ].strip(" .")
            if len(words) <= _ADDRESS_LINE and (
                any(map(str.isdigit, words)) or (ends_line and len(words) <= _SHORT_LINE)
            ):
                yield _seen("country_name", named[0].meaning, words)

    def _by_locale(self, page: Page) -> Iterator[Evidence]:
        for attribute, claimed in (("lang", page.html_lang), ("og:locale", page.og_locale)):
            region = claimed.replace("_", "-").rpartition("-")[2].upper()
            if (
                "-" in claimed.replace("_", "-")
                and region in self._knowledge.markets
                and claimed.lower() not in _DEFAULT_LOCALES
            ):
                yield _seen("locale", region, f'{attribute}="{claimed}"')

    def _by_language(self, page: Page) -> Iterator[Evidence]:
        code = self._only_here.get(page.language)
        if code and (page.language_confidence or 0) > 0.6:
            yield _seen("language", code, one_line(page.main_text or page.text, 120), page.language_confidence or 0)

    def _by_places(self, page: Page) -> Iterator[Evidence]:
        for words in (page.site_name, page.title):
            for code, name in self._addresses.places_in(words):
                yield _seen("place_name", code, one_line(words, 240), 1.0 if name else 0.5)

    def _hint(self, page: Page) -> str:
        """Return the market in whose light national phone numbers are read: the suffix's, else the language's."""
        top = self._sites.suffix_of(page.site).rpartition(".")[2]
        if (
            top in self._suffixes
            and top not in self._knowledge.generic_suffixes
            and not self._sites.is_shared(page.site)
        ):
            return self._suffixes[top]
        return self._only_here.get(page.language, "")


def _first_of_each(hits: Iterator[Hit]) -> list[Hit]:
    """Return the first hit of each meaning."""
    first: dict[str, Hit] = {}
    for hit in hits:
        first.setdefault(hit.meaning, hit)
    return list(first.values())


def own_text(page: Page) -> str:
    """Return the parts of a page's text that speak for its publisher, without credits to agencies and hosts."""
    parts = [page.footer_text]
    if page.role in OWN_PAGES or (page.role == "home" and len(page.text) < _LONGEST):
        parts.insert(0, page.text[:_LONGEST])
    lines = dict.fromkeys(line for part in parts for line in part.split("\n"))
    return "\n".join(_without_credits(list(lines)))


def _without_credits(lines: list[str]) -> list[str]:
    """Return *lines* up to those that name the makers or hosts of a site, whose addresses follow their names."""
    kept, skip = [], 0
    for line in lines:
        if len(line) < 120 and next(_AGENCY.find(fold(line)), None):
            skip = 5
        if skip:
            skip -= 1
            continue
        kept.append(line)
    return kept


def _seen(signal: str, code: str, words: str, strength: float = 1.0) -> Evidence:
    return Evidence("country", signal, code, words, round(strength, 3), VERSION)


def _country_names(knowledge: Knowledge) -> Phrases:
    return Phrases({code: [n for n in (market.name, *market.names.values()) if len(words_of(n)) > 3 or n[0] > "\u0600"]
                    for code, market in knowledge.markets.items()})  # fmt: skip


def _legal_words(knowledge: Knowledge) -> Phrases:
    """Return the legal words that name one country's institutions; those shared by several name none.

    Their case counts: "Limited" is a company, "limited" is not.
    """
    owners: dict[str, set[str]] = {}
    for code, market in knowledge.markets.items():
        for word in (*market.imprint_words, *market.legal_forms):
            owners.setdefault(word, set()).add(code)
    table: dict[str, list[str]] = {}
    for word, codes in owners.items():
        if len(codes) == 1 and len(word) > _SHORTEST_LEGAL:
            table.setdefault(next(iter(codes)), []).append(word)
    return Phrases(table)


def _single_country_languages(knowledge: Knowledge) -> dict[str, str]:
    """Return the languages that speak for one market, with that market: official there and in no other country."""
    owners: dict[str, set[str]] = {}
    for code, market in knowledge.markets.items():
        for language in market.official:
            owners.setdefault(language, set()).add(code)
    return {
        language: next(iter(codes))
        for language, codes in owners.items()
        if len(codes) == 1 and language not in knowledge.world_languages
    }
