"""What reading and each stage cost a page, in milliseconds of CPU."""

import tempfile
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from prospector.crawling.run import carry_out
from prospector.crawling.warc import fetched, responses
from prospector.crawling.worker import search_rarely
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


def pages_in(path: Path) -> tuple[list[Fetched], list[Fetched]]:
    """Return up to 250 HTML responses of a WARC file, large ones where there are any, and up to 500 others."""
    found = [page for record, _ in responses(path) if (page := fetched(record)).status == 200 and is_html(page)]
    large = [page for page in found if len(page.body) >= LARGE]
    measured = (large or found)[:MOST_PAGES]
    taken = set(map(id, measured))
    return measured, [page for page in found if id(page) not in taken][: 2 * MOST_PAGES]


def by_stage(path: Path) -> None:
    """Print what reading and each stage cost on the pages of a WARC file.

    Each run is a process of its own: what a worker remembers of a page is of no use to it, for it does not come twice.
    """
    with ProcessPoolExecutor(1, get_context("spawn"), max_tasks_per_child=1) as pool:
        runs = list(pool.map(spent, [path] * REPEATS))
    documents, _ = pages_in(path)
    size = sum(len(document.body) for document in documents) / len(documents) / 1000
    print(f"CPU per page, {len(documents)} pages of {size:.0f} kB on average, best of {REPEATS} runs for each page")
    total = 0.0
    for name in runs[0]:
        milliseconds = sum(map(min, zip(*(run[name] for run in runs), strict=True))) * 1000 / len(documents)
        print(f"  {milliseconds:6.2f} ms  {name}")
        total += milliseconds
    print(f"  {total:6.2f} ms  all together\n")


def spent(path: Path) -> dict[str, list[float]]:
    """Return the CPU seconds that reading and each stage took on each page, after some others as in a worker."""
    documents, others = pages_in(path)
    costs(others)
    search_rarely()
    return costs(documents)


def costs(documents: list[Fetched]) -> dict[str, list[float]]:
    """Return the CPU seconds that reading and each stage take on each document, rows by the dozen."""
    spent: dict[str, list[float]] = {}
    spent["reading"], pages = timed(lambda document: read_page(document, sites()), documents)
    for name, stage in judging_stages():
        spent[name], pages = timed(stage, pages)
    rows = [pages[start : start + 12] for start in range(0, len(pages), 12)]
    spent["StoreRows (rows, without the disk)"], _ = timed(pages_table, rows)
    return spent


def timed(work: Callable[[Any], Any], things: Iterable[Any]) -> tuple[list[float], list[Any]]:
    """Return the CPU seconds that *work* takes on each of *things*, and what it returned."""
    seconds: list[float] = []
    results: list[Any] = []
    for thing in things:
        start = time.thread_time()
        results.append(work(thing))
        seconds.append(time.thread_time() - start)
    return seconds, results


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
