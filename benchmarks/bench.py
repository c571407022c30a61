"""What Prospector costs: milliseconds of CPU per page by stage, and pages per second against a bare Scrapy spider.

Runs on real pages where they are at hand (``../shared`` or ``$PROSPECTOR_SHARED``), else on the sample web. Figures
that are compared come from one run on one machine; they are no promise about another.
"""

import multiprocessing
import os
import resource
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from benchmarks.bare import fetch_all
from prospector.cli.crawling import replay_settings
from prospector.crawling.plan import Wanted, plan_visits
from prospector.crawling.run import carry_out
from prospector.crawling.warc import fetched, responses, warc_files
from prospector.crawling.workers import Job
from prospector.markets.files import data_path
from prospector.markets.kinds import spider_for
from prospector.markets.knowledge import knowledge, sites
from prospector.models import PlannedVisit
from prospector.reading.page import Fetched, is_html, read_page
from prospector.stages import judging_stages
from prospector.store.rows import pages_table
from prospector.store.runs import new_run
from prospector.store.store import Store

MOST_PAGES = 250
LARGE = 150_000
SHARED = Path(os.environ.get("PROSPECTOR_SHARED", "../shared"))


def main() -> None:
    """Print all figures."""
    real = (SHARED / "web" / "dev").is_dir()
    print("pages: " + ("real ones (dev-pages, web/dev)" if real else "the sample web") + "\n")
    single = SHARED / "pages" / "dev-pages.warc.gz" if real else data_path("sample", "web.warc.gz")
    web = SHARED / "web" / "dev" if real else data_path("sample", "web.warc.gz")
    by_stage(pages_in(single))
    ingest_speed(single)
    crawl_against_bare(web, real=real)


def pages_in(path: Path) -> list[Fetched]:
    """Return up to 250 HTML responses of a WARC file, large ones where there are any."""
    found = [page for record, _ in responses(path) if (page := fetched(record)).status == 200 and is_html(page)]
    large = [page for page in found if len(page.body) >= LARGE]
    return (large or found)[:MOST_PAGES]


def by_stage(documents: list[Fetched]) -> None:
    """Print what reading and each stage cost on some documents."""
    size = sum(len(document.body) for document in documents) / len(documents) / 1000
    print(f"CPU per page, {len(documents)} pages of {size:.0f} kB on average")
    for document in documents[:20]:
        read_page(document, sites())
    spent, pages = timed(lambda document: read_page(document, sites()), documents)
    total = show("reading", spent, len(pages))
    for name, stage in judging_stages():
        stage(pages[0])
        spent, pages = timed(stage, pages)
        total += show(name, spent, len(pages))
    spent, _ = timed(pages_table, [pages[start : start + 12] for start in range(0, len(pages), 12)])
    total += show("StoreRows (rows, without the disk)", spent, len(pages))
    print(f"  {total:6.2f} ms  all together\n")


def timed(work: Callable[[Any], Any], things: Iterable[Any]) -> tuple[float, list[Any]]:
    """Return the CPU seconds that *work* takes on all *things*, and what it returned."""
    things = list(things)
    start = time.process_time()
    results = [work(thing) for thing in things]
    return time.process_time() - start, results


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


def crawl_against_bare(web: Path, *, real: bool) -> None:
    """Print pages per CPU second of a crawl with all stages and of a bare Scrapy spider on the same pages."""
    with tempfile.TemporaryDirectory() as folder:
        store = Store.create(Path(folder) / "store")
        seeds = dev_seeds(Path(folder)) if real else data_path("sample", "seeds.csv")
        full = children_seconds(lambda: crawl_by_replay(store, web, seeds))
        urls = [row["url"] for row in store.table("SELECT requested_url AS url FROM pages").to_pylist()]
        files = [str(path.absolute()) for path in warc_files([web])]
        bare = children_seconds(lambda: bare_crawl(files, urls))
    print(f"crawl of {len(urls)} pages by replay, CPU of one worker process, start-up included in both")
    print(f"  {len(urls) / full:6.1f} pages a second with all stages")
    print(f"  {len(urls) / bare:6.1f} pages a second for a bare Scrapy spider that fetches the same pages")
    print(f"  ratio {bare / full:.2f}")


def crawl_by_replay(store: Store, web: Path, seeds: Path) -> None:
    """Visit the seeds of a list in one worker, answered from recorded responses."""
    settings = {**replay_settings(store.path, [web]), "LOG_LEVEL": "WARNING"}
    plan = plan_visits(store, Wanted(tuple(knowledge().markets), seeds=seeds))
    run = new_run("crawl", {}, plan.visits)
    visits: dict[str, tuple[PlannedVisit, ...]] = {}
    for visit in plan.visits:
        visits[spider_for(visit.kind)] = (*visits.get(spider_for(visit.kind), ()), visit)
    carry_out(store, run, [Job(run.run, settings, visits)], lambda news: None)


def dev_seeds(folder: Path) -> Path:
    """Write the start pages of the real sites as a seed list and return its path."""
    rows = [
        line.split("\t") for line in (SHARED / "web" / "dev" / "sites.tsv").read_text(encoding="utf-8").splitlines()
    ]
    path = folder / "seeds.csv"
    lines = [f"{row[1]},{row[2][:2] if row[2][:2] in knowledge().markets else 'US'},unknown" for row in rows[1:]]
    path.write_text("url,market,kind\n" + "\n".join(lines) + "\n", encoding="utf-8")
    return path


def bare_crawl(files: list[str], urls: list[str]) -> None:
    """Fetch *urls* with a bare Scrapy spider in a process of its own."""
    process = multiprocessing.get_context("spawn").Process(target=fetch_all, args=(files, urls))
    process.start()
    process.join()


def children_seconds(work: Callable[[], object]) -> float:
    """Return the CPU seconds of the processes that *work* starts and waits for."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    work()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
