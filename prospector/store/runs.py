"""Run records: what was asked, the plan, how it ended. One JSON file a run, rewritten atomically."""

import json
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from prospector.errors import BadRequest
from prospector.models import PlannedVisit
from prospector.store.parts import replacing
from prospector.version import __version__


@dataclass(frozen=True, slots=True)
class Run:
    """One crawl, ingest or rejudge. *status* is ``running``, ``finished``, ``interrupted`` or ``failed``."""

    run: str
    command: str
    asked: dict[str, Any]
    started_at: datetime
    status: str = "running"
    ended_at: datetime | None = None
    plan: tuple[PlannedVisit, ...] = ()
    counts: dict[str, int] = field(default_factory=dict)
    error: str = ""
    version: str = __version__


def new_run(command: str, asked: dict[str, Any], plan: tuple[PlannedVisit, ...] = ()) -> Run:
    """Return a run that starts now; its id sorts by time and says what it does."""
    now = datetime.now(UTC)
    return Run(f"{now:%Y%m%dT%H%M%S}-{command}-{uuid4().hex[:6]}", command, asked, now, plan=plan)


def continued(run: Run) -> Run:
    """Return *run* as running again; what it counted so far stays."""
    return replace(run, status="running", ended_at=None, error="")


def ended(run: Run, status: str, counts: dict[str, int], error: str = "") -> Run:
    """Return *run* as it ended, now."""
    return replace(run, status=status, ended_at=datetime.now(UTC), counts=counts, error=error)


def write_run(run: Run, folder: Path) -> None:
    """Write a run's record in *folder*, replacing the one before."""
    record = {**asdict(run), "plan": [asdict(visit) for visit in run.plan]}
    with replacing(folder / f"{run.run}.json") as temporary:
        temporary.write_text(json.dumps(record, ensure_ascii=False, default=datetime.isoformat), encoding="utf-8")


def read_run(name: str, folder: Path) -> Run:
    """Return the record of the run called *name*."""
    known = sorted(found.stem for found in folder.glob("*.json") if found.stem != "_")
    if name not in known:
        raise BadRequest(
            f"no run '{name}' in this store; {f'the last one is {known[-1]}' if known else 'it has none yet'}"
        )
    record = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
    record["plan"] = tuple(PlannedVisit(**visit) for visit in record["plan"])
    for moment in ("started_at", "ended_at"):
        record[moment] = record[moment] and datetime.fromisoformat(record[moment])
    return Run(**record)
