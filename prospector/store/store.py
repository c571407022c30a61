"""A store on disk: made, opened, queried. Data lives in Parquet and JSON; DuckDB only reads it."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from string import Template
from typing import Any

import duckdb
import pyarrow as pa

from prospector.errors import BadQuery, NoStore, StoreWriteFailed
from prospector.markets.knowledge import sites
from prospector.models import Page, Visit
from prospector.store.parts import clear_leftovers, merge_parts, replacing, write_part
from prospector.store.rows import pages_table, visits_table
from prospector.store.runs import Run, read_run, write_run
from prospector.store.schema import PAGES, VERSION, VISITS

_SQL = Path(__file__).with_name("sql")
_READING = {duckdb.StatementType.SELECT, duckdb.StatementType.EXPLAIN}
RANKED = ("sites", "sections", "rejected")


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
        marker = store.path / "store.json"
        if not marker.exists():
            store._make(marker)
        store._check_version()
        clear_leftovers(store.path)
        return store

    @classmethod
    def open(cls, path: Path) -> "Store":
        """Return the store in *path*; NoStore says what to run when there is none."""
        store = cls(path)
        if not (store.path / "store.json").is_file():
            raise NoStore(f"no store at {path}; 'prospector crawl MARKET --store {path}' makes one")
        store._check_version()
        return store

    def _make(self, marker: Path) -> None:
        """Lay the folders out with an empty part for each table, since a view over no files is an error."""
        if self.path.exists() and (not self.path.is_dir() or any(self.path.iterdir())):
            raise NoStore(f"{self.path} is not empty and no store; give --store a new folder")
        for table, schema in (("pages", PAGES), ("visits", VISITS)):
            write_part(schema.empty_table(), self.path / table / "run=_")
        with replacing(self.runs / "_.json") as temporary:
            temporary.write_text("")
        self._make_ranked()
        with replacing(marker) as temporary:
            temporary.write_text(json.dumps({"version": VERSION}))
        self.write_views()

    def _make_ranked(self) -> None:
        with duckdb.connect() as connection:
            connection.execute(read_sql("ranked.sql"))
            for table in RANKED:
                copy_table(connection, table, self.path / f"{table}.parquet")
            copy_table(connection, "prospects", self.path / "prospects" / "campaign=_" / "market=_" / "part-0.parquet")

    def _check_version(self) -> None:
        try:
            found = json.loads((self.path / "store.json").read_text())["version"]
        except (OSError, ValueError, KeyError):
            raise NoStore(f"{self.path}: store.json is broken; this is no store that can be read") from None
        if found != VERSION:
            raise NoStore(f"{self.path} is a store of version {found}, this Prospector reads version {VERSION}; crawl into a new folder")

    def write_views(self) -> None:
        """Rebuild ``prospector.duckdb``, which holds the views for plain DuckDB clients, and rename it into place."""
        with replacing(self.path / "prospector.duckdb") as temporary, duckdb.connect(str(temporary)) as connection:
            connection.execute(self._views())

    def _views(self) -> str:
        social = ", ".join(f"'{host}'" for host in sorted(sites().shared.social))
        return Template(read_sql("views.sql")).substitute(store=_pattern(self.path), social=social)

    # Writing

    def write_visit(self, run: str, visit: Visit, pages: Sequence[Page]) -> None:
        """Commit a visit: its pages first, then the row that makes them count."""
        if pages:
            write_part(pages_table(pages), self.path / "pages" / f"run={run}")
        write_part(visits_table([visit]), self.path / "visits" / f"run={run}")

    def write_pages(self, run: str, pages: Sequence[Page]) -> None:
        """Write pages that belong to no visit (ingested ones)."""
        write_part(pages_table(pages), self.path / "pages" / f"run={run}")

    def write_run(self, run: Run) -> None:
        """Write a run's record, replacing the one before."""
        write_run(run, self.runs)

    def read_run(self, name: str) -> Run:
        """Return the record of a run."""
        return read_run(name, self.runs)

    def merge_run(self, run: str) -> None:
        """Make a run's parts one for each table."""
        merge_parts(self.path / "pages" / f"run={run}", PAGES)
        merge_parts(self.path / "visits" / f"run={run}", VISITS)

    # Reading

    def connect(self) -> duckdb.DuckDBPyConnection:
        """Return a connection in memory that has the views; for Prospector's own SQL."""
        if not self.path.is_dir():
            raise StoreWriteFailed(f"the store at {self.path} is gone")
        connection = duckdb.connect()
        connection.execute("SET TimeZone = 'UTC'")
        connection.execute("SET autoinstall_known_extensions = false")
        connection.execute(self._views())
        return connection

    def sql(self, query: str, parameters: Mapping[str, Any] | None = None) -> duckdb.DuckDBPyRelation:
        """Return the answer to a reading *query* over the views.

        Nothing outside the store can be read and nothing can be written; BadQuery says what is wrong with a query.
        """
        connection = self._locked()
        try:
            statements = connection.extract_statements(query)
            if len(statements) != 1 or statements[0].type not in _READING:
                raise BadQuery("one SELECT at a time: the store is read with SQL, never changed")
            return connection.sql(query, params=dict(parameters) if parameters else None)
        except duckdb.Error as error:
            raise BadQuery(_first_lines(error)) from None

    def answer(self, query: str) -> pa.Table:
        """Return the answer to a reading *query* as an Arrow table; errors while it runs are BadQuery too."""
        try:
            return self.sql(query).to_arrow_table()
        except duckdb.Error as error:
            raise BadQuery(_first_lines(error)) from None

    def _locked(self) -> duckdb.DuckDBPyConnection:
        """Return a connection that can reach this store only, and whose settings are final."""
        connection = self.connect()
        allowed = ", ".join(f"'{path}/'" for path in sorted({_quoted(self.path), _pattern(self.path)}))
        connection.execute(f"SET allowed_directories = [{allowed}]")
        connection.execute("SET enable_external_access = false")
        connection.execute("SET lock_configuration = true")
        return connection

    def table(self, query: str, parameters: Mapping[str, Any] | None = None) -> pa.Table:
        """Return the answer to a query of Prospector's own as an Arrow table."""
        with self.connect() as connection:
            return connection.sql(query, params=dict(parameters or {})).to_arrow_table()


def open_store(path: str | Path = "store") -> Store:
    """Return the store in *path*, whose `Store.sql` answers queries over its views."""
    return Store.open(Path(path))


def read_sql(name: str) -> str:
    """Return a SQL file of the store."""
    return (_SQL / name).read_text(encoding="utf-8")


def copy_table(connection: duckdb.DuckDBPyConnection, table: str, path: Path) -> None:
    """Write *table* of *connection* as the Parquet file *path*, replacing it whole."""
    with replacing(path) as temporary:
        try:
            connection.execute(f"COPY {table} TO '{_quoted(temporary)}' (FORMAT parquet, COMPRESSION zstd)")
        except duckdb.IOException as error:
            raise StoreWriteFailed(f"cannot write to the store at {path.parent}: {_first_lines(error)}") from error


def _quoted(path: Path) -> str:
    """Return a path for use between quotes in SQL."""
    return str(path).replace("'", "''")


def _pattern(path: Path) -> str:
    """Return a path for use between quotes where SQL reads patterns: its own brackets and stars stand for themselves."""
    return "".join(f"[{letter}]" if letter in "[*?" else letter for letter in _quoted(path))


def _first_lines(error: Exception) -> str:
    """Return the message of a DuckDB error without its kind, on one line where it can be."""
    lines = str(error).split("\n")
    return " ".join(line.strip() for line in lines[:2] if line.strip() and not line.startswith("LINE"))
