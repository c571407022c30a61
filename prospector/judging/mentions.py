"""Countries, regions and towns that a text names: what it is about, not where its writer sits."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from prospector.folding import one_line
from prospector.judging.knowledge import Knowledge
from prospector.judging.phrases import Hit, Phrases, folded, quote
from prospector.models import Page

_SAMPLE = 3000
_MANY = 3
_SHARE = 0.6
_SHORTEST = 4
_SHORTEST_KANA = 3
_SHORTEST_DENSE = 2
_DENSE = "\u0600"
_LARGE = 30_000
_METROPOLIS = 1_000_000
_REGION = 5_000_000
_DWARFS = 10


class Mentions:
    """Finds names of places that belong to one country alone and are no everyday words."""

    def __init__(self, knowledge: Knowledge) -> None:
        sizes: dict[str, dict[str, int]] = {}
        for code, name, size in _names(knowledge):
            known = sizes.setdefault(name, {})
            known[code] = max(size, known.get(code, 0))
        alone: dict[str, list[str]] = {}
        for name, known in sizes.items():
            owner = _owner(known)
            if owner and _says_something(name):
                alone.setdefault(owner, []).append(name)
        self._phrases = Phrases(alone)

    def of_name(self, words: str) -> str:
        """Return the one country whose places the name of a site or page holds, empty when none or several."""
        countries = {hit.meaning for hit in self._in(words, folded(words))}
        return countries.pop() if len(countries) == 1 else ""

    def of_page(self, page: Page) -> tuple[str, float, str] | None:
        """Return the country of most places in title and beginning of *page*, its share of them and a quote."""
        text, folded_text = page.main_text, folded(page.main_text)
        titled = list(self._in(page.title, folded(page.title)))
        named = list(self._in(text, folded_text[:_SAMPLE]))
        counts = Counter(hit.meaning for hit in (*titled, *named))
        if not counts:
            return None
        code, most = counts.most_common(1)[0]
        if most < _SHARE * counts.total():
            return None
        first = next((hit for hit in named if hit.meaning == code), None)
        words = quote(text, folded_text, first) if first else page.title
        return code, most / counts.total() * min(1.0, most / _MANY), one_line(words, 240)

    def _in(self, text: str, folded_text: str) -> Iterator[Hit]:
        """Yield the places in a text that stand there as they are written, capital letters and all."""
        written: dict[str, bool] = {}
        hits = [hit for found in self._phrases.meanings(folded_text).values() for hit in found]
        for hit in sorted(hits, key=lambda hit: hit.start):
            if written.setdefault(hit.phrase, hit.phrase in text):
                yield hit


def _names(knowledge: Knowledge) -> Iterator[tuple[str, str, int]]:
    """Yield names with country and inhabitants: of countries, of regions, of towns large enough to be named alone."""
    for code, market in knowledge.markets.items():
        yield from _each(code, (market.name, *market.names.values()), _REGION)
    for code, country in knowledge.countries.items():
        yield from _each(code, country.names, _REGION)
        yield from _each(code, country.towns, _METROPOLIS)
    everyday = knowledge.everyday_names
    for region in knowledge.regions:
        yield from _each(region.market, (n for n in region.names if (region.market, n) not in everyday), _REGION)
    for place in knowledge.places:
        if place.population >= _LARGE:
            yield from _each(
                place.market, (n for n in place.names if (place.market, n) not in everyday), place.population
            )


def _each(code: str, names: Iterable[str], size: int) -> Iterator[tuple[str, str, int]]:
    return ((code, name, size) for name in dict.fromkeys(names))


def _owner(sizes: Mapping[str, int]) -> str:
    """Return the country that a name means: the only one, or that of a place many times larger than the others."""
    first, *others = sorted(sizes, key=lambda code: (-sizes[code], code))
    return first if all(sizes[first] >= _DWARFS * sizes[other] for other in others) else ""


def _says_something(name: str) -> bool:
    """Say whether a name is long enough to be no accident."""
    if "\u3040" <= name[0] <= "\u30ff":
        return len(name) >= _SHORTEST_KANA
    return len(name) >= (_SHORTEST_DENSE if name > _DENSE else _SHORTEST)
