"""A store on disk: made, opened, queried. Data lives in Parquet and JSON; DuckDB only reads it."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from prospector.errors import BadQuery, NoStore, StoreWriteFailed
from prospector.models import Page, PlannedVisit, Visit
from prospector.store.parts import clear_leftovers, is_temporary, merge_parts, replacing, write_part
from prospector.store.queries import (
    check_reading,
    copied,
    distinct,
    path_pattern,
    query_problem,
    quoted,
    read_sql,
)
from prospector.store.rows import pages_of, pages_table, visits_table
from prospector.store.runs import Run, read_run, write_run
from prospector.store.schema import PAGES, VERSION, VISITS
from prospector.store.views import connected, parts_of, write_views

_BEING_MADE = 0
_FEWER_COLUMNS = 1
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
        """Write ``prospector.duckdb`` anew where its views have changed."""
        write_views(self.path)

    def over_parts(self, query: str) -> str:
        """Return *query*, which reads the store's parts by itself, with those of pages for ``$pages``."""
        return query.replace("$pages", parts_of(self.path, "pages"))

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
        return connected(self.path)

    def sql(self, query: str, parameters: Mapping[str, Any] | None = None) -> duckdb.DuckDBPyRelation:
        """Return the answer to a reading *query* over the views.

        Nothing outside the store can be read and nothing can be written; BadQuery says what is wrong with a query.
        """
        connection = self._locked()
        try:
            check_reading(connection, query)
            return connection.sql(query, params=dict(parameters) if parameters else None)
        except duckdb.Error as error:
            raise BadQuery(query_problem(error)) from None

    def answer(self, query: str) -> pa.Table:
        """Return the answer to a reading *query* as an Arrow table whose columns have names of their own.

        Errors while it runs are BadQuery too.
        """
        try:
            found = self.sql(query).to_arrow_table()
        except duckdb.Error as error:
            raise BadQuery(query_problem(error)) from None
        return found.rename_columns(distinct(found.column_names))

    def _locked(self) -> duckdb.DuckDBPyConnection:
        """Return a connection that can reach this store only, and whose settings are final."""
        connection = self.connect()
        allowed = ", ".join(f"'{path}/'" for path in sorted({quoted(self.path), path_pattern(self.path)}))
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


def open_store(path: str | Path = "store") -> Store:
    """Return the store in *path*, whose `Store.sql` answers queries over its views."""
    return Store.open(Path(path))
