"""What a run came to, for people and programs to read: ``summaries/<run>.json`` in the store."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from prospector.markets.weights import decisive_signals
from prospector.store.parts import replacing
from prospector.store.runs import Run
from prospector.store.queries import read_sql
from prospector.store.store import Store

_EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class Summary:
    """A run as it ended. ``docs/operations.md`` says what each key holds; a test holds it to that."""

    run: str
    command: str
    status: str
    error: str
    markets: list[str]
    started_at: datetime
    ended_at: datetime | None
    seconds: float
    planned: int
    visited: int
    left: int
    pages: int
    requests: int
    counts: dict[str, int]
    visits: list[dict[str, Any]]
    failures: list[dict[str, Any]]
    sellers: dict[str, Any]
    new: dict[str, int]


def summarised(store: Store, run: Run, since: datetime) -> Summary:
    """Return the summary of *run*, which ended just now and worked since *since* this time."""
    visits = _rows(store, "summary_visits.sql", {"run": run.run})
    visited = sum(row["sites"] for row in visits)
    signals = [signal for _, signal in sorted(decisive_signals())]
    sellers = [row["site"] for row in _rows(store, "summary_sellers.sql", {"run": run.run, "decisive": signals})]
    return Summary(
        run=run.run,
        command=run.command,
        status=run.status,
        error=run.error,
        markets=list(run.asked.get("markets", ())),
        started_at=run.started_at,
        ended_at=run.ended_at,
        seconds=round(((run.ended_at or since) - since).total_seconds(), 1),
        planned=len(run.plan),
        visited=visited,
        left=max(0, len(run.plan) - visited),
        pages=sum(row["pages"] for row in visits) + run.counts.get("ingested", 0),
        requests=sum(row["requests"] for row in visits),
        counts=run.counts,
        visits=visits,
        failures=_rows(store, "summary_failures.sql", {"run": run.run}),
        sellers={"sites": len(sellers), "examples": sellers[:_EXAMPLES]},
        new=_rows(store, "summary_new.sql", {"run": run.run})[0],
    )


def _rows(store: Store, name: str, parameters: Mapping[str, Any]) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = store.table(store.over_parts(read_sql(name)), parameters).to_pylist()
    return rows


def write_summary(summary: Summary, store: Store) -> Path:
    """Write *summary* into the store, replacing the one before of its run, and return the file."""
    path = store.path / "summaries" / f"{summary.run}.json"
    with replacing(path) as temporary:
        text = json.dumps(asdict(summary), ensure_ascii=False, indent=2, default=datetime.isoformat)
        temporary.write_text(text + "\n", encoding="utf-8")
    return path
