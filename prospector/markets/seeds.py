"""Seed lists: the shipped ones, those in the user's project, and any CSV file of the same form."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from prospector.errors import BadSeeds, UnknownMarket
from prospector.markets.files import data_path, read_text
from prospector.markets.knowledge import knowledge, market_code, sites
from prospector.markets.project import project
from prospector.models import KINDS, Seed
from prospector.reading.urls import clean

COLUMNS = ("url", "kind", "name", "language", "region", "source")
_SEPARATORS = {";": "semicolons", "\t": "tabs", "|": "bars"}


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row of a seed list that cannot be used: its file, line and the reason."""

    path: Path
    line: int
    why: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.why}"


@dataclass(frozen=True, slots=True)
class SeedList:
    """The usable seeds of a list and its bad rows."""

    seeds: tuple[Seed, ...]
    bad: tuple[BadRow, ...] = ()


def shipped_seeds(market: str) -> SeedList:
    """Return the shipped seeds of *market* (any spelling); an empty list when none are shipped."""
    code = market_code(market)
    path = data_path("seeds", f"{code.lower()}.csv")
    return read_seeds(path, code) if path.exists() else SeedList(())


def own_seeds(market: str) -> SeedList:
    """Return the seeds of *market* in the user's project: of ``seeds/<market>.csv`` and lists with a market column."""
    code = market_code(market)
    found = [_of_project(path, code) for path in project().files("seeds", ".csv")]
    return SeedList(
        tuple(_by_site(seed for each in found for seed in each.seeds)), tuple(row for each in found for row in each.bad)
    )


def _of_project(path: Path, market: str) -> SeedList:
    """Return what a list of the project has for *market*; a list named after another one is not even opened."""
    named = _market_named(path.stem)
    if named and named != market:
        return SeedList(())
    return read_seeds(path, market) if named else _only(read_seeds(path), market)


def _only(found: SeedList, market: str) -> SeedList:
    return SeedList(tuple(seed for seed in found.seeds if seed.market == market), found.bad)


def _market_named(name: str) -> str:
    try:
        return market_code(name)
    except UnknownMarket:
        return ""


def market_seeds(market: str) -> SeedList:
    """Return all seeds of *market*: the user's own, and the shipped ones of other sites."""
    own, shipped = own_seeds(market), shipped_seeds(market)
    return SeedList(tuple(_by_site((*own.seeds, *shipped.seeds))), (*own.bad, *shipped.bad))


def read_seeds(path: Path, market: str = "") -> SeedList:
    """Return the seeds of a CSV file. Rows of other markets than *market* (if given) are passed over.

    Needs a ``url`` column; ``market`` may be a column or given. A broken row is reported by line, the rest is used.
    """
    seeds: list[Seed] = []
    bad: list[BadRow] = []
    for line, row in rows_of(path, read_text(path)):
        try:
            seeds.append(seed_of(row, market))
        except ValueError as why:
            bad.append(BadRow(path, line, str(why)))
    return SeedList(tuple(_by_site(seed for seed in seeds if not market or seed.market == market)), tuple(bad))


def _by_site(seeds: Iterable[Seed]) -> Iterable[Seed]:
    """Return *seeds* with the first of each site in a market only."""
    first: dict[tuple[str, str], Seed] = {}
    for seed in seeds:
        first.setdefault((seed.market, sites().site_of(seed.url)), seed)
    return first.values()


def rows_of(path: Path, text: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the line number and cells of each row of a list; empty rows and comments (``#``) are passed over.

    Raises BadSeeds when the first line does not name the columns, separated by commas. A row with more cells than
    columns has them under the name ``+``.
    """
    reader = csv.reader(io.StringIO(text, newline=""))
    try:
        columns = [name.strip() for name in next(reader, [])]
        _check_columns(path, columns, text.partition("\n")[0])
        for cells in reader:
            if cells and not cells[0].lstrip().startswith("#"):
                more = {"+": ",".join(cells[len(columns) :])} if len(cells) > len(columns) else {}
                yield reader.line_num, dict(zip(columns, map(str.strip, cells), strict=False)) | more
    except csv.Error as error:
        raise BadSeeds(f"{path}:{reader.line_num}: {error}") from None


def _check_columns(path: Path, columns: list[str], first: str) -> None:
    known = ("market", *COLUMNS)
    separator = next((name for mark, name in _SEPARATORS.items() if mark in first and "," not in first), "")
    if separator:
        raise BadSeeds(f"{path}:1: the columns are separated by {separator}; save the list with commas")
    if "url" not in columns:
        raise BadSeeds(f"{path}:1: no column 'url'; the first line names the columns: {','.join(known)}")
    strange = next((name for name in columns if name not in known or columns.count(name) > 1), None)
    if strange is not None:
        fault = "is there twice" if strange in known else "is unknown"
        raise BadSeeds(f"{path}:1: the column '{strange}' {fault}; columns are {', '.join(known)}")


def seed_of(row: Mapping[str, str], market: str = "") -> Seed:
    """Return the seed that a row names, *market* being that of rows without one; ValueError says what is wrong."""
    if row.get("+"):
        raise ValueError(f"more cells than columns: '{row['+']}'; put cells that hold a comma in quotes")
    return Seed(
        url=_url(row.get("url", "")),
        market=_market(row.get("market") or market),
        kind=_kind(row.get("kind") or "unknown"),
        name=row.get("name", ""),
        language=_language(row.get("language", "")),
        region=row.get("region", ""),
        source=row.get("source", ""),
    )


def _url(stated: str) -> str:
    url = clean(stated)
    if "." in sites().site_of(url):
        return url
    if not re.search(r"://|@|\s", stated) and "." in sites().site_of(f"https://{stated}"):
        raise ValueError(f"'{stated}' has no scheme; write https://{stated.strip('/')}/")
    raise ValueError(f"'{stated}' is no http(s) address" if stated else "no address")


def _market(stated: str) -> str:
    if not stated:
        raise ValueError("no market; add a column 'market', or import the list with --market")
    try:
        return market_code(stated)
    except UnknownMarket:
        raise ValueError(f"unknown market '{stated}'") from None


def _kind(stated: str) -> str:
    if stated not in (*KINDS, "unknown"):
        raise ValueError(f"unknown kind '{stated}'; kinds are {', '.join(KINDS)}")
    return stated


def _language(stated: str) -> str:
    code = stated.replace("_", "-").partition("-")[0].lower()
    if code and code not in knowledge().language_names:
        raise ValueError(f"unknown language '{stated}'; write it as ISO 639 does: de, fr, nb")
    return stated
