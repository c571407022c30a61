"""Watching a run: a live view on a terminal, a line of the log every minute elsewhere."""

import time
from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from rich.console import Group
from rich.live import Live
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.progress_bar import ProgressBar
from rich.text import Text

from prospector.cli.screen import err, log, note
from prospector.crawling.news import News, PagesRead, Tick, VisitDone
from prospector.crawling.run import carry_out
from prospector.crawling.workers import Job
from prospector.errors import RunFailed
from prospector.store.runs import Run
from prospector.store.store import Store

_EVERY_SECONDS = 60.0
_BAR_WIDTH = 60
_STOPPING = "stopping: pages being fetched are finished first; Ctrl-C again ends at once, without them"


class Tally:
    """What a run has done so far, told by its workers. *total* is how many sites, or files, it has before it."""

    def __init__(self, total: int, clock: Callable[[], float] = time.monotonic, what: str = "sites") -> None:
        self.total = total
        self.what = what
        self.sites = 0
        self.pages = 0
        self.errors = 0
        self.left_out: Counter[str] = Counter()
        self.last = ""
        self._clock = clock
        self._begun = clock()
        self._lately: deque[tuple[float, int]] = deque()

    def add(self, news: News) -> None:
        """Count what was done, if that is the news."""
        if isinstance(news, VisitDone | PagesRead):
            self.pages += news.pages
            self._lately.append((self._clock(), news.pages))
        if isinstance(news, VisitDone):
            self._add_visit(news)

    def _add_visit(self, visit: VisitDone) -> None:
        self.sites += 1
        self.errors += visit.errors
        reason = "seller" if visit.sells else "" if visit.outcome == "read" else visit.outcome.replace("_", " ")
        if reason:
            self.left_out[reason] += 1
        self.last = f"{visit.site}: {reason or f'{visit.pages} pages'}"

    @property
    def speed(self) -> float:
        """Pages a second over the last minute."""
        now = self._clock()
        while self._lately and now - self._lately[0][0] > _EVERY_SECONDS:
            self._lately.popleft()
        return sum(pages for _, pages in self._lately) / max(1.0, min(_EVERY_SECONDS, now - self._begun))

    def __str__(self) -> str:
        read = f"{self.pages:,} pages, {self.speed:.1f} pages/s"
        if self.what != "sites":
            return f"{read} of {self.total:,} {self.what}"
        left_out = ", ".join(
            f"{n:,} {reason}{'s' if reason == 'seller' and n > 1 else ''}" for reason, n in self.left_out.most_common()
        )
        return f"{self.sites:,} of {self.total:,} sites, {read}, {self.errors:,} errors" + (
            f", rejects: {left_out}" if left_out else ""
        )


def watched(store: Store, run: Run, jobs: Sequence[Job], total: int) -> Run:
    """Carry out *jobs*, showing how far they are, and return the run as it ended."""
    tally = Tally(total, what="sites" if run.plan else "files")
    if not err.is_terminal:
        if run.plan:
            log(f"run {run.run}: {total:,} sites to visit with {len(jobs)} worker{'' if len(jobs) == 1 else 's'}")
        return carry_out(store, run, jobs, telling(tally, every_minute(tally, log), log))
    with live(tally) as show:
        return carry_out(store, run, jobs, telling(tally, show, note))


def whole(run: Run) -> Run:
    """Return *run*; RunFailed, with its reason, unless it came to its end."""
    if run.status != "finished":
        raise RunFailed(run.error or run.status)
    return run


def telling(tally: Tally, show: Callable[[], None], say: Callable[[str], None]) -> Callable[[News], None]:
    """Return what takes the news of a run: it counts visits, shows the tally, and says that the run is to stop."""
    stopping = False

    def tell(news: News) -> None:
        nonlocal stopping
        tally.add(news)
        if isinstance(news, Tick) and news.is_stopping and not stopping:
            stopping = True
            say(_STOPPING)
        show()

    return tell


def every_minute(
    tally: Tally, say: Callable[[str], None], clock: Callable[[], float] = time.monotonic
) -> Callable[[], None]:
    """Return what says the tally when a minute has passed since it last did."""
    said = clock()

    def show() -> None:
        nonlocal said
        if clock() - said >= _EVERY_SECONDS:
            said = clock()
            say(str(tally))

    return show


@contextmanager
def live(tally: Tally) -> Iterator[Callable[[], None]]:
    """Yield what shows the tally on the terminal: a bar, what has been done, and the site that was done last."""

    def picture() -> Group:
        bar = ProgressBar(total=tally.total, completed=tally.sites, width=_BAR_WIDTH)
        return Group(bar, Text(str(tally)), Text(tally.last))

    with Live(picture(), console=err, transient=True) as view:
        yield lambda: view.update(picture())


@contextmanager
def counted(total: int, what: str) -> Iterator[Callable[[str], None]]:
    """Yield a function to call, with a word about it, as each of *total* things is done; the count is shown."""
    if err.is_terminal:
        columns = (BarColumn(), MofNCompleteColumn(), TextColumn(what), TextColumn("{task.description}"))
        with Progress(*columns, console=err, transient=True) as progress:
            task = progress.add_task("", total=total)
            yield lambda word: progress.update(task, advance=1, description=word)
        return
    done, said = 0, time.monotonic()

    def tell(word: str) -> None:
        nonlocal done, said
        done += 1
        if time.monotonic() - said >= _EVERY_SECONDS:
            said = time.monotonic()
            note(f"{done} of {total} {what}")

    yield tell
