"""Whole crawls over loopback against other spiders on the same pages, two workers against one, event loops."""

import multiprocessing
import os
import resource
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from benchmarks.bare import fetch_all
from benchmarks.serving import Server
from prospector.crawling.run import carry_out, share
from prospector.crawling.workers import Job
from prospector.markets.files import data_path
from prospector.markets.kinds import spider_for
from prospector.models import PlannedVisit
from prospector.store.runs import new_run
from prospector.store.store import Store

TIMES_FETCHED = 3
Visits = Sequence[PlannedVisit]
Settings = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Spent:
    """What something took: CPU *seconds* of the processes it started, *wall* seconds, and its result."""

    seconds: float
    wall: float
    result: Any = None


def spent(work: Callable[[], Any]) -> Spent:
    """Return what *work* takes in processes that it starts and waits for."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    result = work()
    after, wall = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter() - start
    return Spent(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, wall, result)


def crawl(store: Store, visits: Visits, settings: Settings, workers: int = 1) -> None:
    """Visit *visits* with some workers, one process each; without visits, only start them."""
    run = new_run("crawl", {}, tuple(visits))
    shared = {"PROSPECTOR_STORE": str(store.path), "LOG_LEVEL": "ERROR", "PROSPECTOR_BROWSER_PAGES": 0, **settings}
    jobs = [Job(run.run, shared, by_spider(part)) for part in share(visits, workers)]
    carry_out(store, run, jobs, lambda news: None)


def by_spider(visits: Visits) -> dict[str, tuple[PlannedVisit, ...]]:
    """Return *visits* by the spider that makes them, all spiders named."""
    shares: dict[str, list[PlannedVisit]] = {name: [] for name in ("publications", "chambers", "blogs", "candidates")}
    for visit in visits:
        shares[spider_for(visit.kind)].append(visit)
    return {name: tuple(part) for name, part in shares.items()}


def over(server: Server, **settings: Any) -> Settings:
    """Return the settings of a crawl whose hosts are all played by *server*."""
    return {"PROSPECTOR_STAND_IN": server.stand_in, "DOWNLOAD_DELAY": 0, **settings}


def per_page(visits: Visits, settings: Settings) -> tuple[float, list[str]]:
    """Return the CPU seconds of a crawl per page, start-up taken off, and the addresses of the pages."""
    with tempfile.TemporaryDirectory() as folder:
        store = Store.create(Path(folder) / "store")
        starting = spent(lambda: crawl(store, (), settings)).seconds
        whole = spent(lambda: crawl(store, visits, settings)).seconds
        urls = [row["url"] for row in store.table("SELECT requested_url AS url FROM pages").to_pylist()]
    return (whole - starting) / len(urls), urls


def fetched_per_page(urls: list[str], server: Server, model: str = "", times: int = TIMES_FETCHED) -> float:
    """Return the CPU seconds per page of a spider of `benchmarks.bare`, start-up taken off."""
    starting = spent(lambda: _in_process(fetch_all, [], server.stand_in, model)).seconds
    whole = spent(lambda: _in_process(fetch_all, urls * times, server.stand_in, model)).seconds
    return (whole - starting) / len(urls) / times


def _in_process(work: Callable[..., None], *arguments: Any) -> None:
    process = multiprocessing.get_context("spawn").Process(target=work, args=arguments)
    process.start()
    process.join()


def against_others(visits: Visits, server: Server) -> None:
    """Print what a page costs in a crawl with all stages and in other spiders that fetch the same pages."""
    ours, urls = per_page(visits, over(server))
    bare = fetched_per_page(urls, server)
    print(f"crawl of {len(visits)} sites, {len(urls)} pages, served by {server.name}; CPU per page, start-up taken off")
    print(f"  {ours * 1000:6.2f} ms  Prospector, all stages, robots.txt, feeds and sitemaps included")
    print(f"  {bare * 1000:6.2f} ms  a bare Scrapy spider: ratio {bare / ours:.2f}")
    if find_spec("trafilatura") is None:
        print("          trafilatura is not installed: 'pip install -e .[bench]' brings it\n")
        return
    peer = fetched_per_page(urls, server, str(data_path("models", "lid.176.ftz")), 1)
    print(f"  {peer * 1000:6.2f} ms  Scrapy, trafilatura and fastText: ratio {peer / ours:.1f}\n")


def two_workers(visits: Visits, server: Server) -> None:
    """Print what two workers take against one."""
    took = {workers: spent(partial(_crawl_anew, visits, server, workers)) for workers in (1, 2)}
    one, two = took[1], took[2]
    print(f"two workers against one, {len(visits)} sites, one page each, served by {server.name}, start-up included")
    for workers, cost in took.items():
        print(f"  {cost.wall:6.1f} s, {cost.seconds:6.1f} s of CPU  workers: {workers}")
    load = ", ".join(f"{load:.1f}" for load in os.getloadavg())
    print(f"  ratio {one.wall / two.wall:.2f} by time (load average {load}, {os.cpu_count()} cores)\n")


def _crawl_anew(visits: Visits, server: Server, workers: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        crawl(Store.create(Path(folder) / "store"), visits, over(server, PROSPECTOR_PAGES=1), workers)


def event_loops(visits: Visits, server: Server) -> None:
    """Print what a page costs with the event loop of asyncio and with uvloop, in turns."""
    if find_spec("uvloop") is None:
        print("event loops: uvloop is not installed: 'pip install -e .[bench]' brings it\n")
        return
    print("event loops, CPU per page, start-up taken off, in turns")
    for loop in (None, "uvloop.Loop") * 2:
        cost, _ = per_page(visits, over(server, ASYNCIO_EVENT_LOOP=loop))
        print(f"  {cost * 1000:6.2f} ms  {loop or 'asyncio'}")
    print()
