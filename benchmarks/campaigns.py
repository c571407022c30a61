"""How long a campaign takes over a store of many pages: synthetic ones, put together from lines of the sample web."""

import random
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pyarrow as pa

from prospector.crawling.warc import fetched, responses
from prospector.folding import fold
from prospector.markets.campaigns import read_campaign
from prospector.markets.files import data_path
from prospector.markets.knowledge import sites
from prospector.ranking.campaign import rank_campaign
from prospector.reading.page import is_html, read_page
from prospector.store.parts import write_part
from prospector.store.schema import PAGES
from prospector.store.store import Store

PAGES_PER_SITE = 10
LETTERS = 4_100
BATCH = 5_000
CAMPAIGN = """
name = "bench"
markets = ["de"]
[niche]
de = ["wandern", "Hütte", "Bergtour", "Klettersteig", "Versicherung", "Fahrrad", "Imker", "Lehmputz", "mit dem Rad"]
"""
_LISTED = """
  COPY (
    SELECT * REPLACE ('site' || number || '.de' AS site, 'site' || number || '.de' AS section, 80.0 AS country_score,
      90.0 AS language_score, 70.0 AS quality_score, 0.0 AS authority_score, 'de' AS language, 'clean' AS link_selling,
      [] AS reasons_for, [] AS reasons_against, [] AS opportunities)
    FROM (FROM $store) AS empty RIGHT JOIN range($sites) AS numbers(number) ON true
  ) TO '$path' (FORMAT parquet)
"""


def main(pages: int = 1_000_000) -> None:
    """Print how long ranking *pages* stored pages for a niche of ten terms takes."""
    with tempfile.TemporaryDirectory() as folder:
        store = Store.create(Path(folder) / "store")
        for part in parts(pages):
            write_part(part, store.path / "pages" / "run=bench")
        list_sites(store, pages // PAGES_PER_SITE)
        path = Path(folder) / "bench.toml"
        path.write_text(CAMPAIGN, encoding="utf-8")
        wall, cpu = time.perf_counter(), time.process_time()
        found = rank_campaign(store, read_campaign(path))
        wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    print(f"campaign of ten terms over {pages:,} pages of {LETTERS:,} letters: {wall:.1f} s, {cpu:.1f} s of CPU")
    print(f"  {sum(found.counts.values()):,} of {pages // PAGES_PER_SITE:,} sites fit")


def lines() -> list[str]:
    """Return the folded lines of the sample web's main texts."""
    found = []
    for record, _ in responses(data_path("sample", "web.warc.gz")):
        page = fetched(record)
        if page.status == 200 and is_html(page):
            found += fold(read_page(page, sites()).main_text).splitlines()
    return [line for line in found if len(line) > 40]


def parts(pages: int) -> Iterator[pa.Table]:
    """Yield *pages* page rows in tables of 5,000; what a campaign does not look at is empty."""
    source, choose, moment = lines(), random.Random(1), datetime.now(UTC)
    usual = sum(map(len, source)) / len(source)
    for start in range(0, pages, BATCH):
        numbers = range(start, min(start + BATCH, pages))
        hosts = [f"site{number // PAGES_PER_SITE}.de" for number in numbers]
        columns = {
            "url": [f"https://{host}/{number}" for host, number in zip(hosts, numbers, strict=True)],
            "site": hosts,
            "section": hosts,
            "role": ["article"] * len(hosts),
            "visit": [""] * len(hosts),
            "language": ["de"] * len(hosts),
            "fetched_at": [moment] * len(hosts),
            "judged_at": [moment] * len(hosts),
            "folded_title": choose.choices(source, k=len(hosts)),
            "folded_anchors": [""] * len(hosts),
            "folded_text": ["\n".join(choose.choices(source, k=round(LETTERS / usual))) for _ in hosts],
        }
        arrays = [pa.array(columns.get(field.name, [None] * len(hosts)), field.type) for field in PAGES]
        yield pa.Table.from_arrays(arrays, schema=PAGES)


def list_sites(store: Store, count: int) -> None:
    """Make the store's list for Germany hold *count* sites."""
    path = store.path / "prospects/campaign=_/market=DE/part-0.parquet"
    path.parent.mkdir(parents=True)
    empty = f"'{store.path}/prospects/campaign=_/market=_/part-0.parquet'"
    with duckdb.connect() as connection:
        connection.execute(_LISTED.replace("$store", empty).replace("$sites", str(count)).replace("$path", str(path)))
