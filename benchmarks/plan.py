"""How long the next plan takes over a large store: ``python -m benchmarks plan``.

The store is made up: 100,000 sites that were read, each with one page of ten links, every tenth page a list of members
and every twentieth site a seller. Few sites are linked from many places and many from few, as on the web.
"""

import random
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb

from prospector.crawling.plan import Wanted, plan_visits
from prospector.models import Link, Page, PlannedVisit, Visit
from prospector.store.parts import write_part
from prospector.store.queries import copied, read_sql
from prospector.store.rows import pages_table, visits_table
from prospector.store.store import Store

SITES = 100_000
LINKS = 10
BATCH = 10_000
SUFFIXES = ("de", "de", "de", "com", "at", "fr", "org", "hu")
PLACEMENTS = ("content", "content", "content", "footer", "aside", "nav")
_NOW = datetime.now(UTC)


def main() -> None:
    """Make the store, plan over it, and print how long both took."""
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        store = make_store(Path(folder))
        made = time.perf_counter() - start
        links = store.table("SELECT count(*) AS n FROM links").to_pylist()[0]["n"]
        print(f"store of {SITES:,} sites read and {links:,} links, made in {made:.0f} s")
        for markets in (("DE",), ("DE", "AT", "FR")):
            start, spent = time.perf_counter(), time.process_time()
            plan = plan_visits(store, Wanted(markets))
            seconds, spent = time.perf_counter() - start, time.process_time() - spent
            kinds = Counter("candidates" if visit.source == "links" else "seeds" for visit in plan.visits)
            said = ", ".join(f"{count:,} {kind}" for kind, count in sorted(kinds.items()))
            print(f"  plan for {', '.join(markets)}: {seconds:.1f} s ({spent:.1f} s of CPU) for {said}")


def make_store(folder: Path) -> Store:
    """Return a store whose sites link to each other and to others."""
    store, chance = Store.create(folder / "store"), random.Random(7)
    names = [f"s{number}.{chance.choice(SUFFIXES)}" for number in range(4 * SITES)]
    for first in range(0, SITES, BATCH):
        batch = names[first : first + BATCH]
        visits = [visit_of(name) for name in batch]
        pages = list(pages_of(visits, names, chance))
        write_part(pages_table(pages), store.path / "pages" / "run=r")
        write_part(visits_table(visits), store.path / "visits" / "run=r")
    judge(store)
    return store


def visit_of(name: str) -> Visit:
    """Return a visit of a site that was read ten days ago."""
    planned = PlannedVisit(name, f"https://{name}/", "DE", "blog", "seed, never visited")
    moment = _NOW - timedelta(days=10)
    return Visit(name, planned, moment, moment, "read", pages=1)


def pages_of(visits: list[Visit], names: list[str], chance: random.Random) -> Iterator[Page]:
    """Yield a page a visit, whose links go to some sites much oftener than to others."""
    for visit in visits:
        targets = {names[int(len(names) * chance.random() ** 3)] for _ in range(LINKS)}
        links = tuple(
            Link(f"https://{name}/", "a", placement=chance.choice(PLACEMENTS), external=True, site=name)
            for name in sorted(targets)
        )
        site, role = visit.planned.site, chance.choice(("members", *["article"] * 9))
        yield Page(visit.planned.url, site, site, _NOW, visit=visit.visit, role=role, language="de", links=links)


def judge(store: Store) -> None:
    """Write what a rank would say of the sites."""
    with duckdb.connect() as connection:
        connection.execute(read_sql("ranked.sql"))
        connection.execute(
            """
            INSERT INTO sites (site, link_selling, country, country_status)
            SELECT
              site,
              CASE WHEN hash(site) % 20 = 0 THEN 'link_seller' ELSE 'clean' END,
              'DE',
              CASE WHEN hash(site) % 2 = 0 THEN 'confirmed' ELSE 'claimed' END
            FROM read_parquet(?, hive_partitioning = false)
            """,
            [f"{store.path}/visits/*/part-*.parquet"],
        )
        with copied(connection, "sites", store.path / "sites.parquet"):
            pass
