"""What Prospector costs, as ratios: by stage, against other spiders, by workers, in memory, by event loop.

Runs on real pages where they are at hand (``../shared`` or ``$PROSPECTOR_SHARED``), else on the sample web. Figures
that are compared come from one run on one machine; they are no promise about another.
"""

import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.crawls import Visits, against_others, crawl, event_loops, two_workers
from benchmarks.memory import memory_of_a_worker
from benchmarks.serving import Server, recorded, served
from benchmarks.stages import by_stage, ingest_speed
from prospector.cli.crawling import replay_settings
from prospector.crawling.plan import Wanted, plan_visits
from prospector.crawling.warc import warc_files
from prospector.markets.files import data_path
from prospector.markets.knowledge import knowledge, sites
from prospector.models import PlannedVisit
from prospector.store.store import Store

SHARED = Path(os.environ.get("PROSPECTOR_SHARED", "../shared"))
MADE_UP_SITES = 5000


@dataclass(frozen=True, slots=True)
class Material:
    """What is measured on: *web*, whole sites to visit, and *single*, pages each on a site of its own."""

    name: str
    web: Path
    single: Path
    seeds: Path | None = None


def material() -> Material:
    """Return the real pages where they are at hand, else the sample web."""
    if (SHARED / "web" / "dev").is_dir():
        return Material("real ones (dev-pages, web/dev)", SHARED / "web" / "dev", SHARED / "pages/dev-pages.warc.gz")
    sample = data_path("sample", "web.warc.gz")
    return Material("the sample web", sample, sample, data_path("sample", "seeds.csv"))


def main() -> None:
    """Print all figures, or those of the parts that are named."""
    found = material()
    print(f"pages: {found.name}\n")
    parts: dict[str, Callable[[Material], None]] = {
        "stages": lambda found: by_stage(found.single),
        "ingest": lambda found: ingest_speed(found.single),
        "crawl": _crawl,
        "workers": _workers,
        "memory": lambda found: memory_of_a_worker(MADE_UP_SITES),
        "loops": _loops,
    }
    for name, part in parts.items():
        if name in (sys.argv[1:] or parts):
            part(found)


def _crawl(found: Material) -> None:
    with _web(found) as (visits, server):
        against_others(visits, server)


def _loops(found: Material) -> None:
    with _web(found) as (visits, server):
        event_loops(visits, server)


def _workers(found: Material) -> None:
    answers = recorded([found.single])
    with served(answers) as server:
        by_site = {sites().site_of(url): url for url, answer in answers.items() if answer.status == 200}
        visits = [PlannedVisit(site, url, "DE", "unknown", "seed") for site, url in by_site.items()]
        two_workers(visits, server)


@contextmanager
def _web(found: Material) -> Iterator[tuple[Visits, Server]]:
    """Serve the whole sites and plan a visit to each."""
    with served(recorded(warc_files([found.web]))) as server:
        yield _visits(found), server


def _visits(found: Material) -> Visits:
    with tempfile.TemporaryDirectory() as folder:
        seeds = found.seeds or dev_seeds(Path(folder))
        store = Store.create(Path(folder) / "store")
        return plan_visits(store, Wanted(tuple(knowledge().markets), seeds=seeds)).visits


def crawl_by_replay(store: Store, web: Path, seeds: Path) -> None:
    """Visit the seeds of a list in one worker, answered from recorded responses."""
    visits = plan_visits(store, Wanted(tuple(knowledge().markets), seeds=seeds)).visits
    crawl(store, visits, replay_settings(store.path, [web]))


def dev_seeds(folder: Path) -> Path:
    """Write the start pages of the real sites as a seed list and return its path."""
    rows = [
        line.split("\t") for line in (SHARED / "web" / "dev" / "sites.tsv").read_text(encoding="utf-8").splitlines()
    ]
    path = folder / "seeds.csv"
    lines = [f"{row[1]},{row[2][:2] if row[2][:2] in knowledge().markets else 'US'},unknown" for row in rows[1:]]
    path.write_text("url,market,kind\n" + "\n".join(lines) + "\n", encoding="utf-8")
    return path
