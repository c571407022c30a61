"""A spider started by ``scrapy crawl`` and not by the command: it plans for itself and keeps its own run record."""

from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from scrapy import signals
from scrapy.crawler import Crawler

from prospector.crawling.plan import Wanted, plan_visits
from prospector.store.commits import STORE_FAILED
from prospector.store.locks import locked
from prospector.store.runs import Run, ended, new_run
from prospector.store.store import Store


def begun_alone(crawler: Crawler, spider: str, market: str) -> Run:
    """Return the run of *spider* in *market*, planned; until it has ended the market is locked.

    Raises MarketLocked where another run crawls that market.
    """
    store = Store.create(Path(crawler.settings["PROSPECTOR_STORE"]))
    wanted = Wanted(markets=(market,), spiders=(spider,))
    run = new_run("crawl", {"markets": wanted.markets, "spider": spider})
    held = ExitStack()
    held.enter_context(locked(store.path, wanted.markets, run.run))
    run = replace(run, plan=plan_visits(store, wanted).visits)
    store.write_run(run)

    def closed(reason: str) -> None:
        error = crawler.stats.get_value(STORE_FAILED, "")
        status = "failed" if error else "finished" if reason == "finished" else "interrupted"
        store.write_run(ended(run, status, {"planned": len(run.plan)}, error))
        held.close()

    crawler.signals.connect(closed, signals.spider_closed, weak=False)
    return run
