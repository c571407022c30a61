"""Lists of link sellers that others have made: CSV or TSV with a column of sites, plain lines, or block list rules."""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from prospector.errors import BadRequest
from prospector.markets.files import read_text
from prospector.markets.knowledge import sites

_SITE_COLUMNS = ("site", "domain", "host", "url")
_GROUP_COLUMNS = ("group", "category", "network", "owner")
_RULE = re.compile(r"^(?:\*://(?:\*\.)?|\|\|)|(?:\^.*|/\*)$")
_COMMENTS = ("#", "!", ";")
_NAME = re.compile(r"[\w-]+(?:\.[\w-]+)+(?:/[\w.@-]+)*")

Row = tuple[int, str, str]


def read_seller_list(path: Path) -> dict[str, str]:
    """Return the sites of a list with the group it names for each; BadRequest names the first line that is no site.

    A list is read whole or not at all, and a platform that many share is no site.
    """
    found: dict[str, str] = {}
    for line, address, group in _rows(path):
        found.setdefault(_site(path, line, address), group)
    if not found:
        raise BadRequest(f"{path}: no site in it; nothing was imported")
    return found


def site_named(address: str) -> str:
    """Return the site that an address or name stands for, empty when it is none.

    >>> site_named("https://www.example.de/links"), site_named("Example.de"), site_named("no site")
    ('example.de', 'example.de', '')
    """
    bare = address.strip().lower().partition("://")[2] or address.strip().lower()
    if not _NAME.fullmatch(bare.partition("?")[0].rstrip("/")):
        return ""
    url = f"https://{bare}"
    return "" if sites().is_social(url) else sites().site_of(url)


def _site(path: Path, line: int, address: str) -> str:
    site = site_named(_RULE.sub("", address))
    if not site:
        raise BadRequest(f"{path}:{line}: '{address[:60]}' is no site; nothing was imported")
    return site


def _rows(path: Path) -> Iterator[Row]:
    text = read_text(path)
    first = text.partition("\n")[0]
    separator = "\t" if "\t" in first else ","
    columns = [name.strip().lower() for name in first.split(separator)]
    if set(columns) & set(_SITE_COLUMNS):
        return _table_rows(text, separator, columns)
    return _plain_rows(text)


def _table_rows(text: str, separator: str, columns: list[str]) -> Iterator[Row]:
    """Yield site and group of each row but the first; quotes in a TSV are letters like others."""
    rows = (line.split("\t") for line in text.splitlines()) if separator == "\t" else csv.reader(io.StringIO(text))
    for number, cells in enumerate(rows, start=1):
        if number > 1 and any(cells):
            row = dict(zip(columns, cells, strict=False))
            yield number, _cell(row, _SITE_COLUMNS), _cell(row, _GROUP_COLUMNS)


def _cell(row: Mapping[str, str], names: tuple[str, ...]) -> str:
    return next((row[name].strip() for name in names if name in row), "")


def _plain_rows(text: str) -> Iterator[Row]:
    """Yield what stands on each line, comments and empty lines passed over."""
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip() and not line.lstrip().startswith(_COMMENTS):
            yield number, line.strip(), ""
