"""Build the seed lists that are shipped in ``data/seeds/``.

One command, from anywhere: ``python data/sources/seeds.py FACTS``. FACTS is a table of hosts with the country and kind
that public lists state (tab-separated; columns country, kind, name, url, language, country_basis, country_conflict,
source_repository). ``seed_kinds.toml`` says which facts become seeds; ``known_seeds/<market>.csv`` adds addresses that
are known for certain and win over facts. Sites of link sellers stay out: ``labels/seller_networks.tsv`` beside the
folder of FACTS. A list known by hand that cannot be right ends the build with its file and line.
"""

import argparse
import csv
import hashlib
import html
import re
import sys
import tomllib
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import Any

from prospector.markets.knowledge import sites
from prospector.reading.sites import Sites
from prospector.reading.urls import host_of

HERE = Path(__file__).resolve().parent
COLUMNS = ("url", "kind", "name", "language", "region", "source")
KINDS = ("association", "blog", "chamber", "community", "directory", "publication", "trade_body")
LONGEST_NAME = 60
_BASIS = re.compile(r"stated \((?:state )?(.+)\)")
_BLANKS = re.compile(r"(?:\\[nt]|\s)+")
_PARTS = re.compile(r"[|•–—»·:⋄❱]| - ")
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


@dataclass(frozen=True, slots=True)
class Source:
    """A list that facts come from, as ``[[sources]]`` in ``seed_kinds.toml`` describes it."""

    match: str
    label: str
    country: str
    names: str
    region: str = ""
    most: int = sys.maxsize


@dataclass(frozen=True)
class Rules:
    """What ``seed_kinds.toml`` says, and the sites of link sellers."""

    most: int
    kinds: Mapping[str, str]
    spare_kinds: list[str]
    sources: tuple[Source, ...]
    suffixes: Mapping[str, list[str]]
    languages: Mapping[str, str]
    regions: Mapping[str, str]
    leave_out: Mapping[str, list[str]]
    sellers: frozenset[str]

    @cached_property
    def sites(self) -> Sites:
        """The product's reader of sites."""
        return sites()

    @cached_property
    def left_out(self) -> frozenset[str]:
        """The sites that are no seeds."""
        return self.sellers.union(*(group for key, group in self.leave_out.items() if key != "suffixes"))

    def is_wanted(self, site: str, url: str) -> bool:
        """Say whether nothing is known against a site."""
        public = _is_under(host_of(url), self.leave_out["suffixes"])
        return bool(site) and not public and site not in self.left_out and not self.sites.is_social(url)

    def is_national(self, host: str, market: str) -> bool:
        """Say whether *host* is under a suffix that points to *market*."""
        return _is_under(host, self.suffixes.get(market, [market.lower()]))


@dataclass(frozen=True, slots=True)
class Seed:
    """A row of a seed list.

    *rank* is the place of its source among the sources, -1 when known by hand. *stated* is false where a source's
    country does not count; *spare* seeds are taken when a market has room.
    """

    market: str
    site: str
    url: str
    kind: str
    name: str
    language: str
    region: str
    source: str
    rank: int = -1
    stated: bool = True
    spare: bool = False


def main() -> None:
    """Write every list and print what is in it."""
    parser = argparse.ArgumentParser(description="Build the seed lists in data/seeds/.")
    parser.add_argument("facts", type=Path, help="table of facts, tab-separated")
    facts = parser.parse_args().facts.resolve()
    rules = _rules(facts.parents[1] / "labels" / "seller_networks.tsv")
    known = list(_known_seeds(rules))
    by_market: dict[str, list[Seed]] = {seed.market: [] for seed in known}
    for seed in _settled(known, _facts(facts, rules)):
        by_market.get(seed.market, []).append(seed)
    for market, seeds in by_market.items():
        _write(market, _within_limits(rules, seeds))


def _rules(sellers: Path) -> Rules:
    table: dict[str, Any] = tomllib.loads((HERE / "seed_kinds.toml").read_text(encoding="utf-8"))
    sold = frozenset(row["site"] for row in _rows(sellers))
    return Rules(**{**table, "sources": tuple(Source(**entry) for entry in table["sources"])}, sellers=sold)


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)


def _known_seeds(rules: Rules) -> Iterator[Seed]:
    """Yield the seeds known by hand; the build ends at the first that cannot be right."""
    seen: dict[str, str] = {}
    for path in sorted((HERE / "known_seeds").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for line, row in enumerate(csv.DictReader(file), start=2):
                site = rules.sites.site_of(row["url"])
                if fault := _fault(row, site, seen) or ("of a link seller" if site in rules.sellers else ""):
                    sys.exit(f"{path}:{line}: {row['url']}: {fault}")
                seen[site] = f"{path.name}:{line}"
                url, kind, name, language, region, source = (row[column] for column in COLUMNS)
                yield Seed(path.stem.upper(), site, url, kind, name, language, region, source)


def _fault(row: Mapping[str, str], site: str, seen: Mapping[str, str]) -> str:
    """Return what is wrong with a seed known by hand, empty if nothing."""
    if row["kind"] not in KINDS:
        return f"unknown kind '{row['kind']}'; kinds are {', '.join(KINDS)}"
    if row["url"] != _start_page(row["url"], site):
        return f"not a start page, that is {_start_page(row['url'], site)}"
    return f"the same site as {seen[site]}" if site in seen else ""


def _facts(path: Path, rules: Rules) -> Iterator[Seed]:
    """Yield every fact that may become a seed, or confirm one."""
    for row in _rows(path):
        kind = rules.kinds[row["kind"].partition(":")[0]]
        site = rules.sites.site_of(row["url"])
        market = _market(row, rules)
        if kind and market and rules.is_wanted(site, row["url"]):
            yield _seed(row, rules, market, site)


def _seed(row: Mapping[str, str], rules: Rules, market: str, site: str) -> Seed:
    rank = next(rank for rank, source in enumerate(rules.sources) if row["source_repository"].startswith(source.match))
    source = rules.sources[rank]
    return Seed(
        market=market,
        site=site,
        url=_start_page(row["url"], site, shared=rules.sites.is_shared(site)),
        kind=rules.kinds[row["kind"].partition(":")[0]],
        name=_name(row, site, source.names),
        language=rules.languages.get(row["language"], row["language"]),
        region=_region(row, source, rules.regions),
        source=source.label,
        rank=rank,
        stated=source.country == "stated" or (source.country == "suffix" and rules.is_national(site, market)),
        spare=row["kind"] in rules.spare_kinds,
    )


def _market(row: Mapping[str, str], rules: Rules) -> str:
    """Return the country of a fact; of several claimants the one whose own suffix it has, empty if none or many."""
    claimants = row["country_conflict"].split("/")
    if claimants == [""]:
        return row["country"]
    national = [market for market in claimants if rules.is_national(host_of(row["url"]), market)]
    return national[0] if len(national) == 1 else ""


def _start_page(url: str, site: str, *, shared: bool = False) -> str:
    """Return the page a site starts at: the host's, or on a shared host the folder that is somebody's.

    >>> _start_page("http://www.example.de/a/b.html?x=1", "example.de")
    'http://www.example.de/'
    >>> _start_page("https://club.github.io/phoenix/", "club.github.io", shared=True)
    'https://club.github.io/phoenix/'
    >>> _start_page("https://medium.com/@ada/a-story", "medium.com/@ada", shared=True)
    'https://medium.com/@ada'
    """
    start = f"{url.partition('://')[0]}://{host_of(url)}/"
    path = url.partition("://")[2].partition("/")[2]
    if "/" in site:
        return start + site.partition("/")[2]
    lives_there = shared and re.fullmatch(r"[^/.?#]+/?", path)
    return start + path if lives_there else start


def _name(row: Mapping[str, str], site: str, how: str) -> str:
    """Return the name a source gives, or what of it the host repeats; *how* is ``keep``, ``host`` or ``drop``."""
    name = _BLANKS.sub(" ", html.unescape(html.unescape(row["name"]))).strip()
    if how == "drop" or not name:
        return ""
    is_whole_host = row["url"].partition("://")[2].rstrip("/").count("/") == 0
    return name if how == "keep" and is_whole_host and len(name) <= LONGEST_NAME else _repeated(name, site)


def _repeated(title: str, site: str) -> str:
    """Return the part of a page title that the site's domain repeats, empty if none does.

    >>> _repeated("Home - The Clare Champion | News", "clarechampion.ie")
    'The Clare Champion'
    >>> _repeated("Local media", "albayan.ae")
    ''
    """
    label = _squashed(site.partition(".")[0])
    for part in _PARTS.split(title):
        squashed = _squashed(part)
        if squashed == label or _is_akin(squashed, label) or _is_akin(label, squashed):
            return part.strip(" -")
    return ""


def _is_akin(short: str, long: str) -> bool:
    """Say whether *short* begins or ends *long*, and is most of it."""
    return len(short) > 3 and len(long) <= 2 * len(short) and (long.startswith(short) or long.endswith(short))


def _squashed(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_UMLAUTS))
    return "".join(letter for letter in plain if letter.isalnum())


def _region(row: Mapping[str, str], source: Source, names: Mapping[str, str]) -> str:
    if source.region != "basis":
        return source.region
    stated = _BASIS.fullmatch(row["country_basis"])
    return names.get(stated[1], stated[1]) if stated else ""


def _settled(known: Iterable[Seed], facts: Iterable[Seed]) -> Iterator[Seed]:
    """Yield one seed for each site: the known one, else the best fact unless countries claim it against each other."""
    claims: defaultdict[str, list[Seed]] = defaultdict(list)
    for seed in facts:
        claims[seed.site].append(seed)
    for seed in known:
        labels = {claim.source: None for claim in claims.pop(seed.site, []) if claim.market == seed.market}
        yield replace(seed, source="; ".join([seed.source, *labels]))
    for claim in claims.values():
        stated = [seed for seed in claim if seed.stated]
        if len({seed.market for seed in stated}) == 1:
            yield min(stated, key=lambda seed: (not _is_root(seed), seed.rank, len(seed.url), seed.url))


def _is_root(seed: Seed) -> bool:
    return host_of(seed.url).removeprefix("www.") == seed.site


def _within_limits(rules: Rules, seeds: Iterable[Seed]) -> list[Seed]:
    """Return at most as many seeds as each source and the market may have."""
    by_source: defaultdict[int, list[Seed]] = defaultdict(list)
    for seed in sorted(seeds, key=lambda seed: (rules.sites.is_shared(seed.site), _lot(seed))):
        by_source[seed.rank].append(seed)
    limits = {rank: source.most for rank, source in enumerate(rules.sources)}
    return _fairly(chain.from_iterable(group[: limits.get(rank)] for rank, group in by_source.items()))[: rules.most]


def _fairly(seeds: Iterable[Seed]) -> list[Seed]:
    """Return the known seeds, then the rarer kinds, then publications by turns of their regions, spare ones last."""
    turns: Counter[str] = Counter()
    places: dict[Seed, tuple[bool, ...] | tuple[bool, bool, bool, int]] = {}
    for seed in sorted(seeds, key=_lot):
        places[seed] = (seed.rank >= 0, seed.spare, seed.kind == "publication", turns[seed.region])
        turns[seed.region] += 1
    return sorted(places, key=lambda seed: places[seed])


def _lot(seed: Seed) -> str:
    """Return a key that sorts sites without favour, always in the same way."""
    return hashlib.blake2b(seed.site.encode(), digest_size=8).hexdigest()


def _is_under(host: str, suffixes: Iterable[str]) -> bool:
    return f".{host}".endswith(tuple(f".{suffix}" for suffix in suffixes))


def _write(market: str, seeds: Iterable[Seed]) -> None:
    """Write a market's list, sorted by kind and host, and print a line about it."""
    path = HERE.parent / "seeds" / f"{market.lower()}.csv"
    ordered = sorted(seeds, key=lambda seed: (seed.kind, host_of(seed.url).removeprefix("www."), seed.url))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows([getattr(seed, column) for column in COLUMNS] for seed in ordered)
    counts = Counter(seed.kind for seed in ordered)
    print(market, len(ordered), ", ".join(f"{kind} {counts[kind]}" for kind in sorted(counts)))


if __name__ == "__main__":
    main()
