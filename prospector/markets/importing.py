"""Bringing seeds into the user's project: one by hand, or a CSV, OPML or plain list of addresses whole."""

import csv
import io
from codecs import BOM_UTF8
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit
from xml.parsers import expat

from prospector.errors import BadSeeds
from prospector.markets.files import read_bytes, read_text, write_whole
from prospector.markets.knowledge import sites
from prospector.markets.project import own_folder
from prospector.markets.seeds import COLUMNS, BadRow, market_seeds, own_seeds, rows_of, seed_of
from prospector.models import Seed

Row = tuple[int, dict[str, str]]
_FEED_HOSTS = frozenset({"feedblitz.com", "feedburner.com", "google.com", "rss.app"})
"""Where feeds of many sites lie: their host says nothing about the site."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of a list.

    Seeds added, by file; how many were known already, how many named a site again, and how many were left out because
    they are on a platform where nothing is a site of its own.
    """

    added: dict[Path, int]
    known: int
    repeated: int
    left_out: int


@dataclass(frozen=True, slots=True)
class Stated:
    """What holds for rows that do not say it themselves. Empty where nothing was stated."""

    market: str = ""
    kind: str = ""
    language: str = ""


def import_seeds(path: Path, stated: Stated) -> Imported:
    """Add the seeds of a list to the user's project; BadSeeds, naming the first bad line, when one cannot be used."""
    folder = own_folder()
    listed = _seeds(path, stated)
    seeds = [seed for seed in listed if not _on_platform(seed.url)]
    first: dict[tuple[str, str], Seed] = {}
    for seed in seeds:
        first.setdefault(_place(seed), seed)
    known = {_place(seed) for market in {seed.market for seed in seeds} for seed in market_seeds(market).seeds}
    new = [replace(seed, source=seed.source or path.name) for place, seed in first.items() if place not in known]
    return Imported(
        _added(folder, new),
        known=len(first) - len(new),
        repeated=len(seeds) - len(first),
        left_out=len(listed) - len(seeds),
    )


def _on_platform(url: str) -> bool:
    return sites().is_social(url) or sites().site_of(url) in _FEED_HOSTS


def _place(seed: Seed) -> tuple[str, str]:
    return seed.market, sites().site_of(seed.url)


def add_seed(row: dict[str, str], market: str) -> Path:
    """Add one seed to the user's project and return the file it is in now; it wins over a shipped one of its site."""
    folder = own_folder()
    try:
        seed = seed_of(row, market)
    except ValueError as why:
        raise BadSeeds(f"{why}; nothing was added") from None
    if _place(seed) in map(_place, own_seeds(seed.market).seeds):
        raise BadSeeds(f"{_place(seed)[1]} is in a list in {folder / 'seeds'} already; change the line there")
    return next(iter(_added(folder, [seed])))


# Reading lists


def _seeds(path: Path, stated: Stated) -> list[Seed]:
    seeds: list[Seed] = []
    bad: list[BadRow] = []
    for line, row in _reader(path)(path):
        try:
            seeds.append(seed_of(_completed(row, stated), stated.market))
        except ValueError as why:
            bad.append(BadRow(path, line, str(why)))
    if bad:
        more = f" (and {len(bad) - 1} more bad line{'s' if len(bad) > 2 else ''})" if len(bad) > 1 else ""
        raise BadSeeds(f"{bad[0]}{more}; nothing was imported")
    if not seeds:
        raise BadSeeds(f"{path}: no address in it; nothing was imported")
    return seeds


def _completed(row: dict[str, str], stated: Stated) -> dict[str, str]:
    own = {name: value for name, value in row.items() if value}
    return {"kind": stated.kind, "language": stated.language, **own}


def _reader(path: Path) -> Callable[[Path], Iterator[Row]]:
    """Return what reads a list, by the name of its file, else by what it begins with."""
    endings = {".csv": csv_rows, ".opml": opml_rows, ".xml": opml_rows, ".txt": plain_rows}
    if path.suffix.lower() in endings:
        return endings[path.suffix.lower()]
    first = read_text(path).lstrip()[:400]
    if first.startswith("<"):
        return opml_rows
    return csv_rows if "url" in first.partition("\n")[0].split(",") else plain_rows


def csv_rows(path: Path) -> Iterator[Row]:
    """Yield the rows of a CSV list."""
    return rows_of(path, read_text(path))


def plain_rows(path: Path) -> Iterator[Row]:
    """Yield the addresses of a plain list, one a line; empty lines and comments (``#``) are passed over."""
    for number, line in enumerate(read_text(path).split("\n"), start=1):
        if line.strip() and not line.lstrip().startswith("#"):
            yield number, {"url": line.strip()}


def opml_rows(path: Path) -> Iterator[Row]:
    """Yield the sites of an OPML file: where an outline names no page (``htmlUrl``), the start page of its feed's host.

    Raises BadSeeds, naming the line, for what is no XML or no OPML.
    """
    outlines: list[tuple[int, dict[str, str]]] = []
    names: list[str] = []

    def element(name: str, attributes: dict[str, str]) -> None:
        names.append(name)
        if name == "outline":
            outlines.append((parser.CurrentLineNumber, {key.lower(): value for key, value in attributes.items()}))

    def entity(*_: object) -> None:
        raise BadSeeds(f"{path}:{parser.CurrentLineNumber}: the file declares XML entities; lists need none")

    parser = expat.ParserCreate()
    parser.StartElementHandler = element
    parser.EntityDeclHandler = entity
    try:
        parser.Parse(read_bytes(path), True)
    except expat.ExpatError as error:
        why = expat.ErrorString(error.code)
        raise BadSeeds(f"{path}:{error.lineno}: not XML ({why}); nothing was imported") from None
    if names[0] != "opml":
        raise BadSeeds(f"{path}:1: no OPML file: it begins with <{names[0]}>, not with <opml>")
    return ((line, row) for line, outline in outlines if (row := _of_outline(outline)))


def _of_outline(outline: dict[str, str]) -> dict[str, str]:
    """Return what an outline says of a site; nothing for a folder of outlines."""
    url = outline.get("htmlurl") or _start_page(outline.get("xmlurl", ""))
    return {"url": url, "name": outline.get("title") or outline.get("text") or ""} if url else {}


def _start_page(feed: str) -> str:
    """Return where the site of a feed begins: its host, or on a host that many share the part that is somebody's."""
    parts, site = urlsplit(feed), sites().site_of(feed)
    folder = site.partition("/")[2]
    return f"{parts.scheme}://{parts.netloc}/{folder}" if site else feed


# Writing lists


def _added(folder: Path, seeds: Iterable[Seed]) -> dict[Path, int]:
    """Add *seeds* to the project's lists, all or none, and return how many went into which file."""
    by_market: dict[str, list[Seed]] = {}
    for seed in seeds:
        by_market.setdefault(seed.market, []).append(seed)
    files = {market: folder / "seeds" / f"{market.lower()}.csv" for market in sorted(by_market)}
    if files:
        write_whole({path: _with(path, by_market[market]) for market, path in files.items()})
    return {path: len(by_market[market]) for market, path in files.items()}


def _with(path: Path, seeds: list[Seed]) -> str:
    """Return the text of a list with *seeds* at its end; what stands there already stays as it is."""
    text = read_text(path) if path.exists() else ",".join(COLUMNS) + "\n"
    mark = "\ufeff" if path.exists() and read_bytes(path).startswith(BOM_UTF8) else ""
    columns = _columns(path, text)
    end = "\r\n" if "\r\n" in text else "\n"
    rows = io.StringIO(newline="")
    writer = csv.writer(rows, lineterminator=end)
    writer.writerows([_cell(seed, column) for column in columns] for seed in seeds)
    return mark + text + ("" if text.endswith("\n") else end) + rows.getvalue()


def _columns(path: Path, text: str) -> list[str]:
    """Return the columns of a list that is there; BadSeeds when it cannot be used or has no place for a seed's kind."""
    list(rows_of(path, text))
    columns = next(csv.reader(io.StringIO(text, newline="")))
    lacking = [name for name in COLUMNS if name not in columns]
    if lacking:
        raise BadSeeds(f"{path}:1: no column '{lacking[0]}'; name the columns {','.join(COLUMNS)} in the first line")
    return columns


def _cell(seed: Seed, column: str) -> str:
    value: str = getattr(seed, column)
    return " ".join(value.split())
