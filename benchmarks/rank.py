"""How long a rank takes over a store of many sites: ``python -m benchmarks rank``.

The store is the sample web many times over: each copy has site names, addresses and accounts of its own, so that sites
are tied within a copy and not between copies.
"""

import tempfile
import time
from pathlib import Path

import duckdb

from prospector.crawling.warc import fetched, responses
from prospector.markets.files import data_path
from prospector.markets.knowledge import sites
from prospector.ranking.rank import rank
from prospector.reading.page import is_html, read_page
from prospector.stages import judged, judging_stages
from prospector.store.store import Store

COPIES = 60
_COPY = """
  COPY (
    SELECT * REPLACE (
      replace(url, site, 'c$number-' || site) AS url,
      'c$number-' || site AS site,
      replace(section, site, 'c$number-' || site) AS section,
      [id || '$number' FOR id IN owner_ids] AS owner_ids,
      text_hash || '$number' AS text_hash,
      [{
        'url': replace(link.url, link.site, 'c$number-' || link.site), 'anchor': link.anchor, 'rel': link.rel,
        'placement': link.placement, 'external': link.external, 'hidden': link.hidden,
        'site': CASE WHEN link.external THEN 'c$number-' || link.site ELSE '' END
      } FOR link IN links] AS links
    )
    FROM read_parquet('$source', hive_partitioning = false)
  ) TO '$path' (FORMAT parquet, COMPRESSION zstd)
"""


def main(copies: int = COPIES) -> None:
    """Print how long ranking *copies* of the sample web takes."""
    with tempfile.TemporaryDirectory() as folder:
        store = make_store(Path(folder), copies)
        pages = store.table("SELECT count(*) AS n, count(DISTINCT site) AS sites FROM pages").to_pylist()[0]
        wall, cpu = time.perf_counter(), time.process_time()
        rank(store)
        wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    print(f"rank of {pages['sites']:,} sites with {pages['n']:,} pages: {wall:.1f} s, {cpu:.1f} s of CPU")


def make_store(folder: Path, copies: int) -> Store:
    """Return a store that holds the pages of the sample web *copies* times."""
    store, stages = Store.create(folder / "store"), judging_stages()
    found = (fetched(record) for record, _ in responses(data_path("sample", "web.warc.gz")))
    pages = [judged(read_page(one, sites()), stages) for one in found if one.status == 200 and is_html(one)]
    store.write_pages("once", pages)
    (source,) = (store.path / "pages" / "run=once").glob("part-*.parquet")
    (store.path / "pages" / "run=copies").mkdir()
    with duckdb.connect() as connection:
        for number in range(copies):
            path = store.path / "pages" / "run=copies" / f"part-{number:05}.parquet"
            facts = {"$number": str(number), "$source": str(source), "$path": str(path)}
            connection.execute(_filled(_COPY, facts))
    source.unlink()
    return store


def _filled(query: str, facts: dict[str, str]) -> str:
    for name, value in facts.items():
        query = query.replace(name, value)
    return query
