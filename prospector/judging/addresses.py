"""Postal addresses: a postcode as a market writes it beside a town that exists there."""

import re
from collections.abc import Iterator
from functools import lru_cache

from prospector.folding import one_line, words_of
from prospector.judging.knowledge import Knowledge, Market
from prospector.models import Organisation

_SHORT_LINE = 60
_LONGEST_LINE = 500
_REACH = 60
_LONGEST_NAME = 4
_NAME_SIZES = range(1, _LONGEST_NAME + 1)
_YEAR = re.compile(r"(?:19|20)\d\d")
_MAY_HOLD_POSTCODE = re.compile(r"(?<!\d)(?!(?:19|20)\d\d(?!\d))\d{3}|(?:19|20)\d\d(?: \S|$)|[A-Z]\d|\d\d-\d{3}")
_HOUSE = re.compile(r"\d ?[a-zA-Z]?, $")
_CITY_SUFFIXES = ("市", "区", "町", "村", "시", "군", "구")


class Addresses:
    """Finds postal addresses of all markets."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._markets = dict(knowledge.markets)
        self._towns: dict[str, set[str]] = {}
        for place in knowledge.places:
            for name in place.names:
                self._towns.setdefault(words_of(name), set()).add(place.market)
        self._regions = {(region.market, words_of(name)) for region in knowledge.regions for name in region.names}
        self._postcodes = {code: _postcode(market) for code, market in self._markets.items() if market.postcode}
        self._glued = _glued_towns(knowledge)
        self._of_line = lru_cache(maxsize=4096)(self._read_line)
        self._countries = frozenset([*self._markets, *knowledge.countries])
        self._by_name = {words_of(name): c.code for c in knowledge.countries.values() for name in c.names} | {
            words_of(name): code
            for code, market in self._markets.items()
            for name in (market.name, *market.names.values())
        }

    def in_lines(self, lines: list[str]) -> Iterator[tuple[str, str]]:
        """Yield the market and the words of each address in *lines*; a postcode and its town may stand on two lines."""
        for number, line in enumerate(lines):
            if len(line) > _LONGEST_LINE or not _MAY_HOLD_POSTCODE.search(line):
                continue
            before, after = _neighbours(lines, number) if len(line) < _SHORT_LINE else ("", "")
            yield from self._of_line(before, line, after)

    def _read_line(self, before: str, line: str, after: str) -> tuple[tuple[str, str], ...]:
        """Return the addresses of a line that stands between others; remembered, since most pages end with the same."""
        around, end = before + line + after, len(before) + len(line)
        found = ((code, pattern.search(around, len(before))) for code, pattern in self._postcodes.items())
        return tuple(
            (code, _cut(around, match))
            for code, match in found
            if match and match.start() < end and self._fits(code, around, match)
        )

    def _fits(self, code: str, around: str, match: re.Match[str]) -> bool:
        """Say whether a postcode is one: it tells by itself, or a town of its market stands beside it.

        A number that could be a year is none, unless it stands between the number of a house and a town.
        """
        market, has_prefix = self._markets[code], bool(match["prefix"])
        if market.postcode_tells == "always" or (market.postcode_tells.endswith("with prefix") and has_prefix):
            return True
        may_be_year = not has_prefix and _YEAR.fullmatch(match["code"]) is not None
        if may_be_year and not _HOUSE.search(around, 0, match.start()):
            return False
        after = around[match.end() : match.end() + _REACH]
        if market.postcode_first:
            return self._begins_with_town(after, code, 0 if may_be_year else 1)
        before = around[max(0, match.start() - _REACH) : match.start()]
        if self._ends_with_region(before, code):
            return True
        if market.postcode_tells == "only with prefix":
            return False
        return self._ends_with_town(before, code) or self._glued_in(after, code)

    def _begins_with_town(self, text: str, code: str, aside: int) -> bool:
        """Say whether *text* begins with a town of the market, so many words left *aside* (a district)."""
        words = words_of(text).split()[: _LONGEST_NAME + 1]
        starts = range(aside + 1)
        return any(
            self._is_town(words[start:][:size], code) for start in starts for size in _NAME_SIZES
        ) or self._glued_in(text, code)

    def _ends_with_town(self, text: str, code: str) -> bool:
        """Say whether *text* ends with a town of the market, one word left aside (a state or county)."""
        words = words_of(text).split()[-_LONGEST_NAME - 1 :]
        return any(self._is_town(words[: len(words) - end][-size:], code) for end in (0, 1) for size in _NAME_SIZES)

    def _ends_with_region(self, text: str, code: str) -> bool:
        """Say whether *text* ends with a region of the market, written out ("Wisconsin 53024")."""
        words = words_of(text).split()
        return any((code, " ".join(words[-size:])) in self._regions for size in _NAME_SIZES)

    def _is_town(self, words: list[str], code: str) -> bool:
        return code in self._towns.get(" ".join(words), ())

    def _glued_in(self, text: str, code: str) -> bool:
        """Say whether a town's name stands in *text* of a script without spaces."""
        return _is_glued(text[-1:] or " ") and any(
            market == code and name in text for name, market in self._glued.items()
        )

    def of_organisation(self, organisation: Organisation) -> tuple[str, str]:
        """Return the market of an organisation's stated address and the words of it; empty when it has none."""
        town = f"{organisation.postcode} {organisation.locality}".strip()
        words = one_line(", ".join(filter(None, (organisation.street, town, organisation.country))), 240)
        stated = organisation.country.upper()
        code = stated if stated in self._countries else self._by_name.get(words_of(organisation.country), "")
        if code or organisation.country or not organisation.postcode:
            return code, words
        towns = self._towns.get(words_of(organisation.locality), set())
        fitting = [c for c in towns if c in self._postcodes and self._postcodes[c].fullmatch(organisation.postcode)]
        return (fitting[0], words) if len(fitting) == 1 else ("", "")


def _postcode(market: Market) -> re.Pattern[str]:
    """Return the pattern of a market's postcodes, with the groups ``prefix`` and ``code``."""
    prefixes = "|".join(re.escape(prefix) for prefix in market.postcode_prefixes) or "(?!)"
    return re.compile(rf"(?<![\w.,/+-])(?P<prefix>{prefixes})?(?P<code>{market.postcode})(?![\w/]|[.,-]\d)")


def _neighbours(lines: list[str], number: int) -> tuple[str, str]:
    """Return the lines before and after a line, as they stand beside it when all are written as one."""
    before = lines[number - 1] if number else ""
    after = lines[number + 1] if number + 1 < len(lines) else ""
    return before and f"{before}, ", after and f", {after}"


def _cut(around: str, match: re.Match[str]) -> str:
    """Return the words around a postcode, verbatim."""
    start = max(0, match.start() - 120)
    return one_line(around[start if start == 0 else around.find(" ", start) + 1 : match.end() + 60], 240)


def _is_glued(name: str) -> bool:
    return name >= "\u3040"


def _glued_towns(knowledge: Knowledge) -> dict[str, str]:
    """Return the towns that can be found inside text without spaces: those whose names end in "city" or "ward"."""
    return {
        name: place.market
        for place in knowledge.places
        for name in place.names
        if len(name) >= 3 and _is_glued(name) and name.endswith(_CITY_SUFFIXES)
    }
