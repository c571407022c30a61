"""The end of a crawl, said to a person: what was visited, what failed and why, what is new, what to do next."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any

from prospector.cli.screen import note, say, table
from prospector.errors import RunFailed, StoreWriteFailed
from prospector.markets.project import project
from prospector.store.runs import Run
from prospector.store.store import Store
from prospector.store.summaries import Summary, summarised, write_summary

_MOST_FAILURES = 12
_MOST_ROWS = 30


def report(store: Store, run: Run, since: datetime) -> None:
    """Print the summary of a crawl and leave it in the store; RunFailed, with the way on, unless the run is done."""
    with suppress(StoreWriteFailed):  # it may be why the run failed, and is said below then
        summary = summarised(store, run, since)
        show_summary(summary)
        say(f"\nSummary  {write_summary(summary, store)}")
    _way_on(store, run)


def leave_summary(store: Store, run: Run, since: datetime) -> None:
    """Leave the summary of a run in the store, where it can be written."""
    with suppress(StoreWriteFailed):
        write_summary(summarised(store, run, since), store)


def show_summary(summary: Summary) -> None:
    """Print a summary."""
    say(_headline(summary))
    _show_visits(summary.visits)
    _show_failures("Sites that could not be read", "site", summary.failures)
    _show_failures("Pages that could not be had", "page", summary.failures)
    _show_new(summary)


def _headline(summary: Summary) -> str:
    left = f" of {summary.planned:,}" if summary.left else ""
    return (
        f"run {summary.run} {summary.status} after {duration(summary.seconds)}: "
        f"{summary.visited:,}{left} sites visited, {summary.pages:,} pages read, "
        f"{summary.requests:,} requests"
    )


def duration(seconds: float) -> str:
    """Return a time as a person says it.

    >>> duration(4.6), duration(252), duration(7_325)
    ('5 s', '4 min 12 s', '2 h 2 min')
    """
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours} h {minutes} min"
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"


def _show_visits(rows: Sequence[dict[str, Any]]) -> None:
    """Print what was visited, by market and kind; by market alone where that would fill a screen."""
    if not rows:
        return
    say("\nVisited")
    columns = ("sites", "read", "moved", "failed", "pages")
    by = ("market", "kind") if len(rows) <= _MOST_ROWS else ("market",)
    counts: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    for row in rows:
        counts[tuple(row[name].replace("_", " ") for name in by)].update({name: row[name] for name in columns})
    table(
        "", (*by, *columns), [(*names, *(found[name] or None for name in columns)) for names, found in counts.items()]
    )


def _show_failures(title: str, what: str, failures: Sequence[dict[str, Any]]) -> None:
    rows = [row for row in failures if row["what"] == what]
    if not rows:
        return
    say(f"\n{title}")
    shown = [(f"{row['count']:,}", row["reason"], ", ".join(row["examples"])) for row in rows[:_MOST_FAILURES]]
    table("", (f"{what}s", "because", "for example"), shown, wide=("because", "for example"))
    if len(rows) > _MOST_FAILURES:
        others = rows[_MOST_FAILURES:]
        say(f"and {sum(row['count'] for row in others):,} for {len(others)} other reasons, in the summary file")


def _show_new(summary: Summary) -> None:
    new, sellers = summary.new, summary.sellers
    named = ", ".join(sellers["examples"]) + (", ..." if sellers["sites"] > len(sellers["examples"]) else "")
    lines = [
        (new["sites"], "visited for the first time"),
        (new["candidates"], "candidates that nothing in the store linked to before"),
        (sellers["sites"], f"left early because they sell links: {named}"),
    ]
    if any(count for count, _ in lines):
        say("\nNew sites")
    for count, what in lines:
        if count:
            say(f"{count:>7,}  {what}")


def _way_on(store: Store, run: Run) -> None:
    """Say what to do next; RunFailed when the run did not do its work."""
    again = f"'{command(store, f'crawl --run {run.run}')}'"
    if run.status == "failed":
        raise RunFailed(f"{run.error}; {again} goes on with what is left")
    left = len(store.left(run))
    sites = f"{left} site{'' if left == 1 else 's'}"
    if run.status == "interrupted":
        raise RunFailed(f"interrupted; {again} goes on with the {sites} left")
    if left:
        note(f"errors ended some visits, the log says which; {again} goes on with the {sites} left")
    markets = run.asked.get("markets") or ["MARKET"]
    say(f"Next     {command(store, 'rank')}")
    say(f"         {command(store, f'prospects {markets[0].lower()}')}")


def command(store: Store, words: str) -> str:
    """Return a command to type; it names the store where that is not the one taken anyway."""
    is_usual = project().store.absolute() == store.path
    return f"prospector {words}" + ("" if is_usual else f" --store {store.path}")
