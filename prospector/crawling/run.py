"""A run: the plan split over worker processes by site, watched, and its record kept."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from zlib import crc32

from prospector.crawling.news import CannotWrite, News, WorkerDone
from prospector.crawling.workers import Job, Workers, working
from prospector.errors import StoreWriteFailed
from prospector.models import PlannedVisit
from prospector.store.parts import clear_leftovers
from prospector.store.runs import Run, ended
from prospector.store.store import Store


def share(visits: Sequence[PlannedVisit], workers: int) -> list[list[PlannedVisit]]:
    """Return *visits* divided over *workers*; a site always falls to the same one."""
    shares: list[list[PlannedVisit]] = [[] for _ in range(workers)]
    for visit in visits:
        shares[crc32(visit.site.encode()) % workers].append(visit)
    return shares


def carry_out(store: Store, run: Run, jobs: Sequence[Job], tell: Callable[[News], None]) -> Run:
    """Run *jobs*, one process each, and return the run as it ended; its record and parts are in order then.

    A worker that dies does not take the others along; the run has failed then. What was committed stays in any case.
    """
    with working(jobs) as workers:
        finished = _watched(workers, tell)
        workers.end()
        return _in_order(store, run, finished, merging=not workers.is_killed)


def _watched(workers: Workers, tell: Callable[[News], None]) -> list[WorkerDone]:
    """Pass on what workers tell until all have ended, and return their last words.

    When one cannot write there is nothing more to wait for, and its sentence is all there is to say.
    """
    finished: list[WorkerDone] = []
    for news in workers.news():
        tell(news)
        if isinstance(news, CannotWrite):
            return [*finished, WorkerDone({}, news.why)]
        if isinstance(news, WorkerDone):
            finished.append(news)
    return finished


def _in_order(store: Store, run: Run, finished: Sequence[WorkerDone], *, merging: bool) -> Run:
    """Put a run's parts, the views and its record in order; return it as failed when the disk does not allow that.

    Merged first: to ask a store of many small parts anything takes as long as to merge them.
    """
    run = _ended(run, finished, _counted(run, finished))
    try:
        try:
            if merging and run.status != "failed":
                store.merge_run(run.run)
                store.write_views()
        finally:
            run = _ended(run, finished, {**run.counts, **store.committed(run.run)})
        store.write_run(run)
    except StoreWriteFailed as error:
        run = ended(run, "failed", run.counts, run.error or str(error))
        with suppress(StoreWriteFailed):
            store.write_run(run)
    if run.status != "finished":
        with suppress(StoreWriteFailed):
            clear_leftovers(store.path)
    return run


def _counted(run: Run, finished: Sequence[WorkerDone]) -> dict[str, int]:
    """Return what a run has counted so far, in this go and before."""
    counts = Counter(run.counts)
    for done in finished:
        counts.update(done.counts)
    return dict(counts)


def _ended(run: Run, finished: Sequence[WorkerDone], counts: Mapping[str, int]) -> Run:
    """Return *run* as its workers left it."""
    failures = "; ".join(dict.fromkeys(done.failed for done in finished if done.failed))
    is_whole = bool(run.plan) and counts.get("visits") == len(run.plan)
    stopped = any(done.interrupted for done in finished) and not is_whole
    status = "failed" if failures else "interrupted" if stopped else "finished"
    return ended(run, status, {name: n for name, n in sorted(counts.items()) if n}, failures)
