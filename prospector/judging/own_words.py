"""Words in a publisher's own lines that name its country: of its law, of its address, of its territory."""

import re
from collections.abc import Iterable, Iterator

from prospector.folding import one_line, words_of
from prospector.judging.knowledge import Knowledge
from prospector.judging.phrases import Hit, Phrases, folded, quote

_ADDRESS_LINE = 120
_MANY_COUNTRIES = 4
_SHORTEST_LEGAL = 2
_SHORT_LINE = 40
_REACH = 3
_NUMBER = re.compile(r"(?<!\d)(?!(?:19|20)\d\d(?!\d))\d")
_BREAKS_OFF = re.compile(r"\s*(?:$|[.,;|)(•·–-]|\+?\d|[\u3040-\u9fff])")
TELLS_OFFICES = frozenset({"imprint", "contact", "about", "staff"})
"""Pages that may tell of offices in several countries."""

Seen = tuple[str, str, str]
"""A signal, the country it speaks for, and the words."""


class OwnWords:
    """Finds the words of one country in what speaks for a page's publisher."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._names = _country_names(knowledge)
        self._legal = _legal_words(knowledge)
        self._territories = Phrases(knowledge.territories)

    def seen(self, own: str, tells_offices: bool) -> Iterator[Seen]:
        """Yield what *own*, the publisher's own text on a page, says; nothing that several countries share."""
        folded_own = folded(own)
        for hit in _first_of_each(hit for hit in self._legal.find(folded_own) if hit.phrase in own):
            yield "legal_words", hit.meaning, quote(own, folded_own, hit)
        for hit in _first_of_each(self._territories.find(folded_own)):
            yield "territory", hit.meaning, quote(own, folded_own, hit)
        yield from self._names_in(own, folded_own, tells_offices)

    def _names_in(self, own: str, folded_own: str, tells_offices: bool) -> Iterator[Seen]:
        """Yield the one country that a site's own address names; many of them speak for a site of many countries."""
        named = _first_of_each(self._names.find(folded_own))
        if len(named) >= _MANY_COUNTRIES and tells_offices:
            lines = [line for hit in named if len(line := quote(own, folded_own, hit)) <= _ADDRESS_LINE]
            if len(lines) >= _MANY_COUNTRIES:
                yield "many_countries", "INT", one_line(" … ".join(dict.fromkeys(lines)), 240)
        elif len(named) == 1:
            words = quote(own, folded_own, named[0])
            if len(words) <= _ADDRESS_LINE and _ends_address(folded_own, named[0]):
                yield "country_name", named[0].meaning, words


def _ends_address(text: str, hit: Hit) -> bool:
    """Say whether a country's name ends an address: numbers stand in its line, or shortly above a line of its own.

    A number that may be a year is none.
    """
    start, end = text.rfind("\n", 0, hit.start) + 1, text.find("\n", hit.end)
    before, behind = text[start : hit.start], text[hit.end : end if end >= 0 else len(text)]
    if behind and not _BREAKS_OFF.match(behind):
        return False
    if _NUMBER.search(before) or _NUMBER.search(behind):
        return True
    above = text[:start].split("\n")[-_REACH - 1 :]
    return len(before) + len(behind) <= _SHORT_LINE and any(map(_NUMBER.search, above))


def _first_of_each(hits: Iterable[Hit]) -> list[Hit]:
    """Return the first hit of each meaning."""
    first: dict[str, Hit] = {}
    for hit in hits:
        first.setdefault(hit.meaning, hit)
    return list(first.values())


def _country_names(knowledge: Knowledge) -> Phrases:
    """Return the names of countries that can stand in an address."""
    table = {code: [market.name, *market.names.values()] for code, market in knowledge.markets.items()}
    table |= {code: list(country.names) for code, country in knowledge.countries.items()}
    return Phrases(
        {code: [n for n in names if len(words_of(n)) > 3 or n[0] > "\u0600"] for code, names in table.items()}
    )


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
