"""Watching a run: a live view on a terminal, plain lines elsewhere."""

import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from prospector.cli.screen import err, note
from prospector.crawling.run import Job, News, VisitDone, carry_out
from prospector.store.runs import Run
from prospector.store.store import Store

_EVERY_SECONDS = 60.0


def watched(store: Store, run: Run, jobs: Sequence[Job], total: int) -> Run:
    """Carry out *jobs*, showing how far they are, and return the run as it ended."""
    if not err.is_terminal:
        return carry_out(store, run, jobs, _plain(total))
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("sites"),
        TimeElapsedColumn(),
        TextColumn("{task.fields[last]}"),
    )
    with Progress(*columns, console=err, transient=True) as progress:
        task = progress.add_task("visiting", total=total, last="")

        def tell(news: News) -> None:
            if isinstance(news, VisitDone):
                progress.update(task, advance=1, last=f"{news.site} {news.outcome}, {news.pages} pages")

        return carry_out(store, run, jobs, tell)


def _plain(total: int) -> Callable[[News], None]:
    """Return a teller that prints a line every minute."""
    done: Counter[str] = Counter()
    said = time.monotonic()

    def tell(news: News) -> None:
        nonlocal said
        if isinstance(news, VisitDone):
            done["sites"] += 1
            done["pages"] += news.pages
        if time.monotonic() - said >= _EVERY_SECONDS:
            said = time.monotonic()
            note(f"{done['sites']} of {total} sites, {done['pages']} pages")

    return tell


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
