"""Write ``docs/markets.md`` from the data. One command, from anywhere: ``make docs``.

Its words are in ``markets_page.md``, its tables are made here: the markets with their languages, suffixes and seeds,
and where those are from.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from prospector.judging.knowledge import Knowledge, Market
from prospector.markets.coverage import FLOORS, NAMES, coverage
from prospector.markets.files import write_whole
from prospector.markets.knowledge import knowledge
from prospector.markets.seeds import shipped_seeds
from prospector.models import Seed

TEMPLATE = Path(__file__).with_suffix(".md")
PAGE = Path(__file__).resolve().parents[2] / "docs" / "markets.md"
_COVERED = ("", "market", "languages", "publications", "chambers", "blogs", "other", "regions named")


def markets_page() -> str:
    """Return the page on what is shipped."""
    known = knowledge()
    seeds = {code: shipped_seeds(code).seeds for code in known.markets}
    return TEMPLATE.read_text(encoding="utf-8").format(
        markets=len(seeds),
        seeds=f"{sum(map(len, seeds.values())):,}",
        floors=", ".join(f"{floor} {NAMES[name]}" for name, floor in FLOORS.items()),
        covered=_table(_COVERED, [_covered(market, seeds[code]) for code, market in known.markets.items()]),
        suffixes=_table(("", "country", "cities and regions", "generic"), map(_suffixes, known.markets.values())),
        languages=_table(("", "language", "words", "in"), _languages(known)),
        sources=_table(("source", "seeds", "markets"), _sources(seeds)),
    )


def _table(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    lines = [columns, ["---"] * len(columns), *rows]
    return "\n".join(f"| {' | '.join(map(str, line))} |" for line in lines)


def _covered(market: Market, seeds: Sequence[Seed]) -> tuple[Any, ...]:
    found = coverage(seeds)
    counts = [f"**{found.of(name)}**" if name in found.thin else found.of(name) for name in FLOORS]
    regions = len({seed.region for seed in seeds if seed.region})
    return market.code.lower(), market.name, ", ".join(market.languages), *counts, found.others, regions


def _suffixes(market: Market) -> tuple[str, ...]:
    generic = "yes" if market.generic_suffix else ""
    return market.code.lower(), _dotted(market.country_suffixes), _dotted(market.regional_suffixes), generic


def _dotted(suffixes: Iterable[str]) -> str:
    """Return suffixes as people write them.

    >>> _dotted(["de", "xn--p1ai"])
    '.de .рф'
    """
    return " ".join(f".{suffix.encode().decode('idna')}" for suffix in suffixes)


def _languages(known: Knowledge) -> list[tuple[str, ...]]:
    markets: dict[str, list[str]] = {code: [] for code in known.languages}
    for market in known.markets.values():
        for code in dict.fromkeys((*market.languages, *market.official)):
            markets.setdefault(code, []).append(market.code.lower())
    return [
        (code, known.language_names[code], "yes" if code in known.languages else "", " ".join(found))
        for code, found in sorted(markets.items())
    ]


def _sources(seeds: dict[str, tuple[Seed, ...]]) -> list[tuple[Any, ...]]:
    counts: Counter[str] = Counter()
    markets: dict[str, list[str]] = {}
    for code, found in seeds.items():
        here = Counter(seed.source.partition(";")[0].partition(":")[0] for seed in found)
        counts.update(here)
        for source in here:
            markets.setdefault(source, []).append(code.lower())
    return [
        (source, count, " ".join(markets[source]) if len(markets[source]) < len(seeds) else "all")
        for source, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    ]


if __name__ == "__main__":
    write_whole({PAGE: markets_page()})
    print(f"wrote {PAGE}")
