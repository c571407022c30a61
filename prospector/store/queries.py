"""SQL over a store: its files, paths in it, what is asked of it, and what DuckDB says when that goes wrong."""

import os
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import duckdb

from prospector.errors import BadQuery, StoreWriteFailed
from prospector.store.parts import replacing

RELATIONS = (
    *("runs", "visits", "pages", "links", "evidence", "contacts", "candidates"),
    *("sites", "checks", "sections", "prospects", "rejected"),
)
"""The views that a user may rely on; ``docs/schema.md`` describes them."""

_SQL = Path(__file__).with_name("sql")
_NUMBER = re.compile(r'"errno":"(\d+)"')
_EXPLAIN = re.compile(r"\s*EXPLAIN\s+(?:ANALYZE\s+)?", re.IGNORECASE)
_NO_TABLE = re.compile(r"Table with name (\S+) does not exist")


def read_sql(name: str) -> str:
    """Return a SQL file of the store."""
    return (_SQL / name).read_text(encoding="utf-8")


@contextmanager
def copied(connection: duckdb.DuckDBPyConnection, table: str, path: Path) -> Iterator[None]:
    """Write *table* of *connection* to disk; it takes the place of the Parquet file *path* when the context ends."""
    with replacing(path) as temporary:
        with saying_where(path):
            connection.execute(f"COPY {table} TO '{quoted(temporary)}' (FORMAT parquet, COMPRESSION zstd)")
        yield


@contextmanager
def saying_where(path: Path) -> Iterator[None]:
    """Turn what DuckDB says when it cannot write into StoreWriteFailed."""
    try:
        yield
    except (duckdb.IOException, duckdb.TransactionException, duckdb.FatalException) as error:
        number = _NUMBER.search(str(error))
        why = os.strerror(int(number[1])) if number else _first_lines(error).rpartition(": ")[2]
        raise StoreWriteFailed(f"cannot write to {path.parent}: {why}") from error


def quoted(path: Path) -> str:
    """Return a path for use between quotes in SQL."""
    return str(path).replace("'", "''")


def path_pattern(path: Path) -> str:
    """Return a path for use between quotes where SQL reads patterns: its own brackets and stars are letters."""
    return "".join(f"[{letter}]" if letter in "[*?" else letter for letter in quoted(path))


def check_reading(connection: duckdb.DuckDBPyConnection, query: str) -> None:
    """Raise BadQuery unless *query* is one SELECT or explains one; EXPLAIN ANALYZE runs what it explains."""
    explained = _EXPLAIN.match(query)
    statements = connection.extract_statements(query[explained.end() :] if explained else query)
    if [statement.type for statement in statements] != [duckdb.StatementType.SELECT]:
        raise BadQuery("one SELECT at a time: the store is read with SQL, never changed")


def query_problem(error: Exception) -> str:
    """Return what is wrong with a query; where it names a table that is not there, which ones there are."""
    unknown = _NO_TABLE.search(str(error))
    return f"no relation '{unknown[1]}'; there are {', '.join(RELATIONS)}" if unknown else _first_lines(error)


def distinct(names: Sequence[str]) -> list[str]:
    """Return *names* with a number added to those that were there before: two columns may bear one name in SQL."""
    return [f"{name}_{names[:at].count(name) + 1}" if name in names[:at] else name for at, name in enumerate(names)]


def _first_lines(error: Exception) -> str:
    """Return the message of a DuckDB error without its kind, on one line where it can be."""
    lines = str(error).split("\n")
    return " ".join(line.strip() for line in lines[:2] if line.strip() and not line.startswith("LINE"))
