"""Earlier readings: for asking a server whether they still hold, and for going on in a list where a visit left off."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from string import Template
from typing import Any

import duckdb
import pyarrow as pa

from prospector.models import Page
from prospector.reading.page import READING
from prospector.store.rows import pages_of
from prospector.store.queries import read_sql
from prospector.store.store import Store

OLDEST_DAYS = 400
_LONGEST_VALIDATOR = 300


@dataclass(frozen=True, slots=True)
class SiteReadings:
    """The earlier readings of one site: rows in *table*, of those that may still hold by the address asked for.

    *leading* are the rows of pages of its list of members.
    """

    table: pa.Table | None = None
    rows: Mapping[str, int] = field(default_factory=dict)
    leading: Sequence[int] = ()

    def conditions(self, url: str) -> dict[str, bytes]:
        """Return the headers that ask for *url* only if it has changed; none when nothing is known of it."""
        row = self.rows.get(url)
        if self.table is None or row is None:
            return {}
        said = {"If-None-Match": self._said("etag", row), "If-Modified-Since": self._said("last_modified", row)}
        return {name: value.encode("latin-1") for name, value in said.items() if _is_sendable(value)}

    def _said(self, column: str, row: int) -> str:
        assert self.table is not None
        return str(self.table.column(column)[row].as_py())

    def page(self, url: str) -> Page | None:
        """Return the earlier reading of *url*, links and all; None when there is none."""
        row = self.rows.get(url)
        return pages_of(self.table.slice(row, 1))[0] if self.table is not None and row is not None else None

    def listings(self) -> list[Page]:
        """Return the pages of the site's list of members that were read, links and all."""
        return pages_of(self.table.take(list(self.leading))) if self.table is not None and self.leading else []


def _is_sendable(value: str) -> bool:
    """Say whether a stranger's header value may be sent back to them as a header of ours."""
    return 0 < len(value) <= _LONGEST_VALIDATOR and value.isprintable() and all(letter < "\u0100" for letter in value)


class EarlierReadings:
    """The readings of some sites that a conditional request may rest on.

    Finding them is one query over the store; their rows are read for a few sites at a time, when their visits begin.
    """

    def __init__(self, store: Store, sites: Sequence[str]) -> None:
        self._connection = store.connect()
        self._connection.execute("SET threads = 1")  # beside a crawl: no hurry, and less memory
        self._connection.register("asked", pa.table({"site": pa.array(sites, pa.string())}))
        sql = Template(store.over_parts(read_sql("earlier.sql")))
        self._connection.execute(sql.substitute(reading=READING, days=OLDEST_DAYS))
        self._files: dict[str, set[str]] = {}
        for site, file in self._rows("SELECT DISTINCT site, filename FROM earlier"):
            self._files.setdefault(site, set()).add(file)

    def _rows(self, query: str) -> list[Any]:
        return self._connection.execute(query).fetchall()

    def of(self, sites: Sequence[str]) -> dict[str, SiteReadings]:
        """Return the readings of *sites*; a site without any is left out."""
        files = sorted({file for site in sites for file in self._files.get(site, ())})
        if not files:
            return {}
        try:
            found = self._rows_of(files, sites)
        except duckdb.IOException:  # judged anew or merged meanwhile, by another process: the pages are fetched whole
            return {}
        columns = (found.column(name).to_pylist() for name in ("site", "holds", "leads", "url", "requested_url"))
        rows: dict[str, dict[str, int]] = {}
        leading: dict[str, list[int]] = {}
        for row, (site, holds, leads, *urls) in enumerate(zip(*columns, strict=True)):
            rows.setdefault(site, {}).update(dict.fromkeys(reversed(urls), row) if holds else {})
            leading.setdefault(site, []).extend([row] if leads else [])
        return {site: SiteReadings(found, places, leading[site]) for site, places in rows.items()}

    def _rows_of(self, files: Sequence[str], sites: Sequence[str]) -> pa.Table:
        parameters = {"files": list(files), "sites": list(sites)}
        return self._connection.sql(read_sql("earlier_pages.sql"), params=parameters).to_arrow_table()
