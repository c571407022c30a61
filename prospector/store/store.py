"""A store on disk: made, opened, queried. Data lives in Parquet and JSON; DuckDB only reads it."""

import hashlib
import json
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from string import Template
from typing import Any

import duckdb
import pyarrow as pa

from prospector.errors import BadQuery, NoStore, StoreWriteFailed
from prospector.markets.knowledge import sites
from prospector.models import Page, PlannedVisit, Visit
from prospector.store.parts import (
    clear_leftovers,
    counting_parts,
    is_temporary,
    merge_parts,
    replacing,
    write_part,
)
from prospector.store.rows import pages_of, pages_table, visits_table
from prospector.store.runs import Run, read_run, write_run
from prospector.store.schema import PAGES, VERSION, VISITS

_SQL = Path(__file__).with_name("sql")
_BEING_MADE = 0
_FEWER_COLUMNS = 1
_NUMBER = re.compile(r'"errno":"(\d+)"')
_EXPLAIN = re.compile(r"\s*EXPLAIN\s+(?:ANALYZE\s+)?", re.IGNORECASE)
RELATIONS = (
    *("runs", "visits", "pages", "links", "evidence", "contacts", "candidates"),
    *("sites", "checks", "sections", "prospects", "rejected"),
)
"""The views that a user may rely on; ``docs/schema.md`` describes them."""

_NO_TABLE = re.compile(r"Table with name (\S+) does not exist")
RANKED = ("sites", "sections", "rejected")
_PARTED = ("pages", "visits")


class Store:
    """The store in one folder. Cheap to make; holds nothing open between calls."""

    def __init__(self, path: Path) -> None:
        self.path = path.absolute()
        self.runs = self.path / "runs"

    # Making and opening

    @classmethod
    def create(cls, path: Path) -> "Store":
        """Return the store in *path*, made there if there is none yet; leftovers of dead processes are cleared."""
        store = cls(path)
        if not store._marker.exists() or store._version() == _BEING_MADE:
            store._make()
        store._check_version()
        clear_leftovers(store.path)
        return store

    @classmethod
    def open(cls, path: Path) -> "Store":
        """Return the store in *path*; NoStore says what to run when there is none."""
        store = cls(path)
        if store.path.is_file():
            raise NoStore(f"{store.path} is a file; give --store a folder")
        if not store._marker.is_file() or store._version() == _BEING_MADE:
            raise NoStore(f"no store at {path}; 'prospector crawl MARKET --store {path}' makes one")
        store._check_version()
        return store

    @property
    def _marker(self) -> Path:
        return self.path / "store.json"

    def _make(self) -> None:
        """Lay the folders out with an empty part for each table, since a view over no files is an error.

        Marked as being made until all is there, so a making that was cut short is taken up again.
        """
        self._check_free()
        self._mark(_BEING_MADE)
        self._make_parts()
        with replacing(self.runs / "_.json") as temporary:
            temporary.write_text("")
        self._make_ranked()
        self.write_views()
        self._mark(VERSION)

    def _make_parts(self) -> None:
        """Write a part without rows for each table, which has the columns that older parts lack."""
        for table, schema in (("pages", PAGES), ("visits", VISITS)):
            write_part(schema.empty_table(), self.path / table / "run=_")

    def _check_free(self) -> None:
        if self.path.exists() and not self.path.is_dir():
            raise NoStore(f"{self.path} is a file; give --store a folder")
        if self.path.exists() and not self._marker.exists() and not all(map(is_temporary, self.path.iterdir())):
            raise NoStore(f"{self.path} is not empty and no store; give --store a new folder")

    def _mark(self, version: int) -> None:
        with replacing(self._marker) as temporary:
            temporary.write_text(json.dumps({"version": version}))

    def _check_there(self) -> None:
        """Raise StoreWriteFailed when the store is gone: nobody makes folders anew where a disk was taken away."""
        if not self._marker.is_file():
            raise StoreWriteFailed(f"the store at {self.path} is gone")

    def _make_ranked(self) -> None:
        """Write what a rank writes, with the rows that are there: columns that are new stay empty until the next."""
        with duckdb.connect() as connection:
            connection.execute(read_sql("ranked.sql"))
            for table in RANKED:
                path = self.path / f"{table}.parquet"
                if path.is_file():
                    connection.execute(f"INSERT INTO {table} BY NAME FROM read_parquet('{path_pattern(path)}')")
                with copied(connection, table, path):
                    pass
            with copied(connection, "prospects", self.path / "prospects/campaign=_/market=_/part-0.parquet"):
                pass

    def _version(self) -> int:
        try:
            return int(json.loads(self._marker.read_text())["version"])
        except (OSError, ValueError, KeyError, TypeError):
            raise NoStore(f"{self._marker} is broken; put it back from a backup, or crawl into a new folder") from None

    def _check_version(self) -> None:
        found = self._version()
        if found == _FEWER_COLUMNS:
            self._make_parts()
            self._make_ranked()
            self.write_views()
            self._mark(VERSION)
        elif found != VERSION:
            raise NoStore(
                f"{self.path} is a store of version {found}, this Prospector reads version {VERSION}; "
                "crawl into a new folder"
            )

    def write_views(self) -> None:
        """Rebuild ``prospector.duckdb``, which holds the views for plain DuckDB clients, and rename it into place.

        Views that are there already stay: to make them anew reads the foot of every part.
        """
        path, views = self.path / "prospector.duckdb", self._views({table: self._pattern(table) for table in _PARTED})
        mark = hashlib.blake2b(views.encode(), digest_size=8).hexdigest()
        if _mark_of_views(path) == mark:
            return
        with replacing(path) as temporary, _saying_where(path), duckdb.connect(str(temporary)) as connection:
            connection.execute(views)
            connection.execute(f"COMMENT ON VIEW runs IS '{mark}'")
            connection.execute("CHECKPOINT")  # closing would do it too, but say nothing when the disk is full

    def _views(self, parts: Mapping[str, str]) -> str:
        social = ", ".join(f"'{host}'" for host in sorted(sites().shared.social))
        return Template(read_sql("views.sql")).substitute(store=path_pattern(self.path), social=social, **parts)

    def _pattern(self, table: str) -> str:
        return f"'{path_pattern(self.path)}/{table}/*/part-*.parquet'"

    def _parts(self, table: str) -> str:
        """Return the parts of *table* as SQL names them: by a pattern, or one by one where some do not count any more.

        After a crawl of a thousand sites these are thousands, and every query would read the foot of each.
        """
        parts = counting_parts(self.path / table)
        return self._pattern(table) if parts is None else f"[{', '.join(map(_as_literal, parts))}]"

    def over_parts(self, query: str) -> str:
        """Return *query*, which reads the store's parts by itself, with those of pages for ``$pages``."""
        return query.replace("$pages", self._parts("pages"))

    # Writing

    def write_visit(self, run: str, visit: Visit, pages: Sequence[Page]) -> None:
        """Commit a visit: its pages first, then the row that makes them count."""
        self._check_there()
        if pages:
            write_part(pages_table(pages), self.path / "pages" / f"run={run}")
        write_part(visits_table([visit]), self.path / "visits" / f"run={run}")

    def write_pages(self, run: str, pages: Sequence[Page]) -> None:
        """Write pages that belong to no visit (ingested ones)."""
        self._check_there()
        write_part(pages_table(pages), self.path / "pages" / f"run={run}")

    def write_run(self, run: Run) -> None:
        """Write a run's record, replacing the one before."""
        self._check_there()
        write_run(run, self.runs)

    def read_run(self, name: str) -> Run:
        """Return the record of a run."""
        return read_run(name, self.runs)

    def committed(self, run: str) -> dict[str, int]:
        """Return how many ``visits`` a run has committed, and the ``pages`` they read."""
        query = "SELECT count(*) AS visits, coalesce(sum(pages), 0)::BIGINT AS pages FROM visits WHERE run = $run"
        counts: dict[str, int] = self.table(query, {"run": run}).to_pylist()[0]
        return counts

    def left(self, run: Run) -> tuple[PlannedVisit, ...]:
        """Return the visits of a run's plan that it has not committed."""
        found = self.table("SELECT site FROM visits WHERE run = $run", {"run": run.run})
        done = set(found.column("site").to_pylist())
        return tuple(visit for visit in run.plan if visit.site not in done)

    def merge_run(self, run: str) -> None:
        """Make a run's parts one for each table."""
        self._check_there()
        merge_parts(self.path / "pages" / f"run={run}", PAGES)
        merge_parts(self.path / "visits" / f"run={run}", VISITS)

    # Reading

    def connect(self) -> duckdb.DuckDBPyConnection:
        """Return a connection in memory that has the views; for Prospector's own SQL."""
        self._check_there()
        connection = duckdb.connect()
        connection.execute("SET TimeZone = 'UTC'")
        connection.execute("SET autoinstall_known_extensions = false")
        connection.execute(self._views({table: self._parts(table) for table in _PARTED}))
        return connection

    def sql(self, query: str, parameters: Mapping[str, Any] | None = None) -> duckdb.DuckDBPyRelation:
        """Return the answer to a reading *query* over the views.

        Nothing outside the store can be read and nothing can be written; BadQuery says what is wrong with a query.
        """
        connection = self._locked()
        try:
            _check_reading(connection, query)
            return connection.sql(query, params=dict(parameters) if parameters else None)
        except duckdb.Error as error:
            raise BadQuery(_query_problem(error)) from None

    def answer(self, query: str) -> pa.Table:
        """Return the answer to a reading *query* as an Arrow table whose columns have names of their own.

        Errors while it runs are BadQuery too.
        """
        try:
            found = self.sql(query).to_arrow_table()
        except duckdb.Error as error:
            raise BadQuery(_query_problem(error)) from None
        return found.rename_columns(_distinct(found.column_names))

    def _locked(self) -> duckdb.DuckDBPyConnection:
        """Return a connection that can reach this store only, and whose settings are final."""
        connection = self.connect()
        allowed = ", ".join(f"'{path}/'" for path in sorted({_quoted(self.path), path_pattern(self.path)}))
        connection.execute(f"SET allowed_directories = [{allowed}]")
        connection.execute("SET enable_external_access = false")
        connection.execute("SET lock_configuration = true")
        return connection

    def readings(self, urls: Sequence[str]) -> list[Page]:
        """Return the latest reading of each of *urls* that is stored."""
        query = "FROM pages WHERE list_contains($urls::VARCHAR[], url)"
        return pages_of(self.table(query, {"urls": list(urls)}))

    def table(self, query: str, parameters: Mapping[str, Any] | None = None) -> pa.Table:
        """Return the answer to a query of Prospector's own as an Arrow table."""
        with self.connect() as connection:
            return connection.sql(query, params=dict(parameters or {})).to_arrow_table()


def _check_reading(connection: duckdb.DuckDBPyConnection, query: str) -> None:
    """Raise BadQuery unless *query* is one SELECT or explains one; EXPLAIN ANALYZE runs what it explains."""
    explained = _EXPLAIN.match(query)
    statements = connection.extract_statements(query[explained.end() :] if explained else query)
    if [statement.type for statement in statements] != [duckdb.StatementType.SELECT]:
        raise BadQuery("one SELECT at a time: the store is read with SQL, never changed")


def open_store(path: str | Path = "store") -> Store:
    """Return the store in *path*, whose `Store.sql` answers queries over its views."""
    return Store.open(Path(path))


def _distinct(names: Sequence[str]) -> list[str]:
    """Return *names* with a number added to those that were there before: two columns may bear one name in SQL."""
    return [f"{name}_{names[:at].count(name) + 1}" if name in names[:at] else name for at, name in enumerate(names)]


def read_sql(name: str) -> str:
    """Return a SQL file of the store."""
    return (_SQL / name).read_text(encoding="utf-8")


@contextmanager
def copied(connection: duckdb.DuckDBPyConnection, table: str, path: Path) -> Iterator[None]:
    """Write *table* of *connection* to disk; it takes the place of the Parquet file *path* when the context ends."""
    with replacing(path) as temporary:
        with _saying_where(path):
            connection.execute(f"COPY {table} TO '{_quoted(temporary)}' (FORMAT parquet, COMPRESSION zstd)")
        yield


@contextmanager
def _saying_where(path: Path) -> Iterator[None]:
    """Turn what DuckDB says when it cannot write into StoreWriteFailed."""
    try:
        yield
    except (duckdb.IOException, duckdb.TransactionException, duckdb.FatalException) as error:
        number = _NUMBER.search(str(error))
        why = os.strerror(int(number[1])) if number else _first_lines(error).rpartition(": ")[2]
        raise StoreWriteFailed(f"cannot write to {path.parent}: {why}") from error


def _mark_of_views(path: Path) -> str:
    """Return the mark of the views in a file, empty when there are none that could be read."""
    if not path.is_file():
        return ""
    with suppress(duckdb.Error), duckdb.connect(str(path), read_only=True) as connection:
        found = connection.execute("SELECT comment FROM duckdb_views() WHERE view_name = 'runs'").fetchone()
        return str(found[0]) if found else ""
    return ""


def _quoted(path: Path) -> str:
    """Return a path for use between quotes in SQL."""
    return str(path).replace("'", "''")


def _as_literal(path: Path) -> str:
    return f"'{path_pattern(path)}'"


def path_pattern(path: Path) -> str:
    """Return a path for use between quotes where SQL reads patterns: its own brackets and stars are letters."""
    return "".join(f"[{letter}]" if letter in "[*?" else letter for letter in _quoted(path))


def _query_problem(error: Exception) -> str:
    """Return what is wrong with a query; where it names a table that is not there, which ones there are."""
    unknown = _NO_TABLE.search(str(error))
    return f"no relation '{unknown[1]}'; there are {', '.join(RELATIONS)}" if unknown else _first_lines(error)


def _first_lines(error: Exception) -> str:
    """Return the message of a DuckDB error without its kind, on one line where it can be."""
    lines = str(error).split("\n")
    return " ".join(line.strip() for line in lines[:2] if line.strip() and not line.startswith("LINE"))
