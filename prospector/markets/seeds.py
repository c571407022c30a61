"""Seed lists: shipped ones per market, and the user's own CSV files."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from prospector.errors import BadSeeds
from prospector.markets.files import data_path
from prospector.markets.knowledge import knowledge, market_code, sites
from prospector.models import KINDS, Seed
from prospector.reading.urls import clean

COLUMNS = ("url", "kind", "name", "language", "region", "source")


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


def read_seeds(path: Path, market: str = "") -> SeedList:
    """Return the seeds of a CSV file. Rows of other markets than *market* (if given) are passed over.

    Needs a ``url`` column; ``market`` may be a column or given. A broken row is reported by line, the rest is used.
    """
    seeds: dict[str, Seed] = {}
    bad: list[BadRow] = []
    for line, row in _rows(path):
        try:
            seed = _seed(row, market)
        except ValueError as why:
            bad.append(BadRow(path, line, str(why)))
            continue
        if not market or seed.market == market:
            seeds.setdefault(sites().site_of(seed.url), seed)
    return SeedList(tuple(seeds.values()), tuple(bad))


def _rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the line number and cells of each row, missing cells empty."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise BadSeeds(f"{path}: no such seed list") from None
    except UnicodeDecodeError:
        raise BadSeeds(f"{path}: not UTF-8; save the list as CSV UTF-8") from None
    except OSError as error:
        raise BadSeeds(f"{path}: {error.strerror}") from None
    first = text.partition("\n")[0]
    delimiter = next((mark for mark in (",", ";", "\t") if mark in first), ",")
    reader = csv.DictReader(text.splitlines(), delimiter=delimiter)
    if "url" not in (reader.fieldnames or ()):
        raise BadSeeds(f"{path}:1: no column 'url'; the first line names the columns: market,{','.join(COLUMNS)}")
    for row in reader:
        yield reader.line_num, {key: (value or "").strip() for key, value in row.items() if isinstance(key, str)}


def _seed(row: dict[str, str], market: str) -> Seed:
    """Return the seed a row names; ValueError says what is wrong with it."""
    url = clean(row["url"])
    if not url or not sites().site_of(url):
        raise ValueError(f"'{row['url']}' is no http(s) address")
    kind = row.get("kind") or "unknown"
    if kind not in (*KINDS, "unknown"):
        raise ValueError(f"unknown kind '{kind}'; kinds are {', '.join(KINDS)}")
    code = (row.get("market") or market).upper()
    code = "GB" if code == "UK" else code
    if code not in knowledge().markets:
        raise ValueError(f"unknown market '{code.lower()}'" if code else "no market: add a column 'market'")
    return Seed(
        url, code, kind, row.get("name", ""), row.get("language", ""), row.get("region", ""), row.get("source", "")
    )
