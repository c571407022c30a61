"""The views over a store's files: in memory for Prospector's own queries, and in a file for plain DuckDB clients."""

import hashlib
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from string import Template

import duckdb

from prospector.markets.knowledge import sites
from prospector.store.parts import counting_parts, replacing
from prospector.store.queries import path_pattern, read_sql, saying_where

_PARTED = ("pages", "visits")


def connected(store: Path) -> duckdb.DuckDBPyConnection:
    """Return a connection in memory that has the views over *store*."""
    connection = duckdb.connect()
    connection.execute("SET TimeZone = 'UTC'")
    connection.execute("SET autoinstall_known_extensions = false")
    connection.execute(_views(store, {table: parts_of(store, table) for table in _PARTED}))
    return connection


def write_views(store: Path) -> None:
    """Rebuild ``prospector.duckdb``, which holds the views for plain DuckDB clients, and rename it into place.

    Views that are there already stay: to make them anew reads the foot of every part.
    """
    path, views = store / "prospector.duckdb", _views(store, {table: _pattern(store, table) for table in _PARTED})
    mark = hashlib.blake2b(views.encode(), digest_size=8).hexdigest()
    if _mark_in(path) == mark:
        return
    with replacing(path) as temporary, saying_where(path), duckdb.connect(str(temporary)) as connection:
        connection.execute(views)
        connection.execute(f"COMMENT ON VIEW runs IS '{mark}'")
        connection.execute("CHECKPOINT")  # closing would do it too, but say nothing when the disk is full


def parts_of(store: Path, table: str) -> str:
    """Return the parts of *table* as SQL names them: by a pattern, or one by one where some do not count any more.

    After a crawl of a thousand sites these are thousands, and every query would read the foot of each.
    """
    parts = counting_parts(store / table)
    return _pattern(store, table) if parts is None else f"[{', '.join(map(_as_literal, parts))}]"


def _views(store: Path, parts: Mapping[str, str]) -> str:
    social = ", ".join(f"'{host}'" for host in sorted(sites().shared.social))
    return Template(read_sql("views.sql")).substitute(store=path_pattern(store), social=social, **parts)


def _pattern(store: Path, table: str) -> str:
    return f"'{path_pattern(store)}/{table}/*/part-*.parquet'"


def _as_literal(path: Path) -> str:
    return f"'{path_pattern(path)}'"


def _mark_in(path: Path) -> str:
    """Return the mark of the views in a file, empty when there are none that could be read."""
    if not path.is_file():
        return ""
    with suppress(duckdb.Error), duckdb.connect(str(path), read_only=True) as connection:
        found = connection.execute("SELECT comment FROM duckdb_views() WHERE view_name = 'runs'").fetchone()
        return str(found[0]) if found else ""
    return ""
