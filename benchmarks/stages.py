"""What reading and each stage cost a page, in milliseconds of CPU."""

import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from prospector.crawling.run import carry_out
from prospector.crawling.warc import fetched, responses
from prospector.crawling.workers import Job
from prospector.markets.knowledge import sites
from prospector.reading.page import Fetched, is_html, read_page
from prospector.stages import judging_stages
from prospector.store.rows import pages_table
from prospector.store.runs import new_run
from prospector.store.store import Store

MOST_PAGES = 250
LARGE = 150_000
REPEATS = 3


def pages_in(path: Path) -> list[Fetched]:
    """Return up to 250 HTML responses of a WARC file, large ones where there are any."""
    found = [page for record, _ in responses(path) if (page := fetched(record)).status == 200 and is_html(page)]
    large = [page for page in found if len(page.body) >= LARGE]
    return (large or found)[:MOST_PAGES]


def by_stage(documents: list[Fetched]) -> None:
    """Print what reading and each stage cost on some documents."""
    size = sum(len(document.body) for document in documents) / len(documents) / 1000
    print(f"CPU per page, {len(documents)} pages of {size:.0f} kB on average, best of {REPEATS} runs for each page")
    spent, pages = timed(lambda document: read_page(document, sites()), documents)
    total = show("reading", spent, len(pages))
    for name, stage in judging_stages():
        spent, pages = timed(stage, pages)
        total += show(name, spent, len(pages))
    spent, _ = timed(pages_table, [pages[start : start + 12] for start in range(0, len(pages), 12)])
    total += show("StoreRows (rows, without the disk)", spent, len(pages))
    print(f"  {total:6.2f} ms  all together\n")


def timed(work: Callable[[Any], Any], things: Iterable[Any]) -> tuple[float, list[Any]]:
    """Return the CPU seconds that *work* takes on all *things*, each at its best, and what it returned."""
    things = list(things)
    best = [float("inf")] * len(things)
    results: list[Any] = []
    for _ in range(REPEATS):
        results = []
        for place, thing in enumerate(things):
            start = time.thread_time()
            results.append(work(thing))
            best[place] = min(best[place], time.thread_time() - start)
    return sum(best), results


def show(name: str, seconds: float, pages: int) -> float:
    """Print and return the milliseconds per page."""
    milliseconds = seconds * 1000 / pages
    print(f"  {milliseconds:6.2f} ms  {name}")
    return milliseconds


def ingest_speed(path: Path) -> None:
    """Print how fast a WARC file goes through all stages into a store."""
    with tempfile.TemporaryDirectory() as folder:
        store = Store.create(Path(folder) / "store")
        run = new_run("ingest", {})
        job = Job(run.run, {"PROSPECTOR_STORE": str(store.path), "LOG_LEVEL": "WARNING"}, files=(str(path.absolute()),))
        start = time.perf_counter()
        ended = carry_out(store, run, [job], lambda news: None)
        seconds = time.perf_counter() - start
    pages = ended.counts["ingested"]
    print(f"ingest: {pages} pages in {seconds:.1f} s, {pages / seconds:.0f} pages a second (start-up included)\n")
