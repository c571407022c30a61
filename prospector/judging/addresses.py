"""Postal addresses: a postcode as a market writes it beside a town that exists there."""

import re
from collections.abc import Iterator

from prospector.folding import one_line, words_of
from prospector.judging.knowledge import Knowledge, Market
from prospector.models import Organisation

_LONGEST_LINE = 300
_LONGEST_NAME = 4
_CITY_SUFFIXES = ("市", "区", "町", "村", "시", "군", "구")


class Addresses:
    """Finds postal addresses of all markets."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._markets = dict(knowledge.markets)
        self._towns: dict[str, set[str]] = {}
        self._large: dict[str, set[str]] = {}
        for place in knowledge.places:
            for name in place.names:
                self._towns.setdefault(words_of(name), set()).add(place.market)
                if place.population >= 100_000 and len(name) > 3:
                    self._large.setdefault(words_of(name), set()).add(place.market)
        self._postcodes = {code: _postcode(market) for code, market in self._markets.items() if market.postcode}
        self._glued = _glued_towns(knowledge)
        self._by_name = {
            words_of(name): code
            for code, market in self._markets.items()
            for name in (market.name, *market.names.values())
        }

    def in_lines(self, lines: list[str]) -> Iterator[tuple[str, str]]:
        """Yield the market and the words of each address in *lines*; a postcode and its town may stand on two lines."""
        for number, line in enumerate(lines):
            if len(line) > _LONGEST_LINE or not any(map(str.isdigit, line)):
                continue
            around = ", ".join(lines[max(0, number - 1) : number + 2]) if len(line) < 40 else line
            for code in self._markets_of(line, one_line(around)):
                yield code, one_line(around if len(line) < 40 else line, 240)

    def _markets_of(self, line: str, around: str) -> list[str]:
        towns = self._towns_in(around) if len(around) < _LONGEST_LINE else self._towns_in(line)
        return [
            code
            for code, pattern in self._postcodes.items()
            if (match := pattern.search(line)) and self._fits(code, towns, around, match[0])
        ]

    def _fits(self, code: str, towns: dict[str, set[str]], around: str, postcode: str) -> bool:
        """Say whether a town of the market stands beside the postcode, on the side where that market writes it."""
        market = self._markets[code]
        for name, codes in towns.items():
            if code in codes and _beside(words_of(around), name, words_of(postcode), market.postcode_first):
                return True
        return False

    def _towns_in(self, text: str) -> dict[str, set[str]]:
        """Return the towns named in *text* with the markets that have one of that name."""
        words = words_of(text).split()
        found = {
            name: self._towns[name]
            for size in range(1, _LONGEST_NAME + 1)
            for start in range(len(words) - size + 1)
            if (name := " ".join(words[start : start + size])) in self._towns
        }
        if any(letter >= "\u3040" for letter in text):
            found.update({name: {code} for name, code in self._glued.items() if name in text})
        return found

    def places_in(self, words: str) -> Iterator[tuple[str, str]]:
        """Yield market and name for each large town that belongs to one market alone and is named in *words*."""
        if not words:
            return
        for name, codes in self._towns_in(words[:200]).items():
            known = self._large.get(name, codes if name in self._glued else set())
            if len(known) == 1:
                yield next(iter(known)), name

    def of_organisation(self, organisation: Organisation) -> tuple[str, str]:
        """Return the market of an organisation's stated address and the words of it; empty when it has none."""
        town = f"{organisation.postcode} {organisation.locality}".strip()
        words = one_line(", ".join(filter(None, (organisation.street, town, organisation.country))), 240)
        stated = organisation.country.upper()
        code = stated if stated in self._markets else self._by_name.get(words_of(organisation.country), "")
        if code or not organisation.postcode:
            return code, words
        towns = self._towns.get(words_of(organisation.locality), set())
        fitting = [c for c in towns if c in self._postcodes and self._postcodes[c].fullmatch(organisation.postcode)]
        return (fitting[0], words) if len(fitting) == 1 else ("", "")


def _postcode(market: Market) -> re.Pattern[str]:
    prefixes = "|".join(re.escape(prefix) for prefix in market.postcode_prefixes)
    return re.compile(rf"(?<![\w.,/+-])(?:{prefixes})?(?:{market.postcode})(?![\w/]|[.,-]\d)" if prefixes
                      else rf"(?<![\w.,/+-])(?:{market.postcode})(?![\w/]|[.,-]\d)")  # fmt: skip


def _beside(words: str, town: str, postcode: str, postcode_first: bool) -> bool:
    """Say whether *town* stands within a few words of *postcode*, on the right side of it."""
    at = words.find(postcode)
    if at < 0:
        return False
    after, before = words[at + len(postcode) :][:40], words[max(0, at - 60) : at]
    if postcode_first:
        return bool(re.match(rf"\s*(?:\S+ ){{0,1}}{re.escape(town)}(?!\w)", after)) or (
            _is_glued(town) and town in after
        )
    return re.search(rf"(?<!\w){re.escape(town)}(?!\w)", before) is not None or (_is_glued(town) and town in before)


def _is_glued(name: str) -> bool:
    return name[0] >= "\u3040"


def _glued_towns(knowledge: Knowledge) -> dict[str, str]:
    """Return the towns that can be found inside text without spaces: those whose names end in "city" or "ward"."""
    return {
        name: place.market
        for place in knowledge.places
        for name in place.names
        if len(name) >= 3 and _is_glued(name) and name.endswith(_CITY_SUFFIXES)
    }
