"""What a worker holds in memory while it visits thousands of sites."""

import multiprocessing
import tempfile
from pathlib import Path

from benchmarks.crawls import by_spider
from benchmarks.made_up import made_up_sites
from prospector.crawling.news import News, VisitDone
from prospector.crawling.run import carry_out
from prospector.crawling.workers import Job
from prospector.models import PlannedVisit
from prospector.store.runs import new_run
from prospector.store.store import Store

STEPS = 5


def memory_of_a_worker(sites: int) -> None:
    """Print the resident memory of one worker as it visits made-up sites."""
    visits = [
        PlannedVisit(f"seite{n}.example", f"http://seite{n}.example/", "DE", "association", "seed")
        for n in range(sites)
    ]
    curve = _Curve(sites // STEPS)
    with made_up_sites() as stand_in, tempfile.TemporaryDirectory() as folder:
        store = Store.create(Path(folder) / "store")
        run = new_run("crawl", {}, tuple(visits))
        settings = {"PROSPECTOR_STORE": str(store.path), "PROSPECTOR_STAND_IN": stand_in, "DOWNLOAD_DELAY": 0}
        job = Job(run.run, {**settings, "LOG_LEVEL": "ERROR"}, by_spider(visits))
        ended = carry_out(store, run, [job], curve.told)
    print(f"memory of one worker: {ended.counts['visits']} made-up sites, {ended.counts['pages']} pages")
    print("  " + ", ".join(f"{megabytes} MB at {count}" for count, megabytes in curve.points.items()))
    print(f"  {curve.highest} MB at most\n")


class _Curve:
    """The resident memory of the worker by how many sites it has visited."""

    def __init__(self, step: int) -> None:
        self._step = step
        self._visits = 0
        self.points: dict[int, int] = {}
        self.highest = 0

    def told(self, news: News) -> None:
        """Take a look at the worker at the first visit and at every step."""
        if not isinstance(news, VisitDone):
            return
        self._visits += 1
        if self._visits == 1 or self._visits % self._step == 0:
            workers = [child for child in multiprocessing.active_children() if child.name == "prospector-worker"]
            self.points[self._visits] = _megabytes(workers[0].pid, "VmRSS:")
            self.highest = _megabytes(workers[0].pid, "VmHWM:")


def _megabytes(process: int | None, line: str) -> int:
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    return int(next(found for found in lines if found.startswith(line)).split()[1]) // 1024
