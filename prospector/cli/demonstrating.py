"""``prospector demo``: the main job on the bundled sample web."""

import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from prospector.cli.asking import market_name, show_prospects, show_rejected
from prospector.cli.crawling import replay_settings, visit_all
from prospector.cli.options import WorkersOption
from prospector.cli.running import whole
from prospector.cli.screen import note, say
from prospector.crawling.plan import Wanted, plan_visits
from prospector.errors import BadRequest
from prospector.markets.files import data_path
from prospector.markets.knowledge import knowledge
from prospector.ranking.export import shortlist, write_shortlist
from prospector.ranking.rank import rank
from prospector.store.runs import new_run
from prospector.store.store import Store

RECORDED = datetime(2026, 10, 15, 8, tzinfo=UTC)
"""When the sample web was recorded: ages are counted from here, so that the demo looks the same every year."""

_SHOWN = "DE"
_MARK = ".prospector-demo"


def add_to(app: typer.Typer) -> None:
    """Add the command of this module to *app*."""
    app.command()(demo)


def demo(
    folder: Annotated[Path, typer.Option("--folder", help="Where store and CSV are written.")] = Path("demo"),
    workers: WorkersOption = 1,
) -> None:
    """Do the main job on the bundled sample web: crawl, rank, print the list, write a CSV."""
    _clear(folder)
    store = Store.create(folder / "store")
    (folder / _MARK).touch()
    codes = tuple(knowledge().markets)
    for what in ("seeds", "sites that they link to"):
        note(f"crawling the sample web: {what}")
        crawl_sample(store, codes, workers)
        counts = rank(store, RECORDED)
    rows = shortlist(store, _SHOWN).to_pylist()
    say(f"\nProspects for {market_name(_SHOWN)}")
    show_prospects(rows)
    say()
    show_rejected(store, _SHOWN)
    path = folder / f"prospects-{_SHOWN.lower()}.csv"
    write_shortlist(shortlist(store, _SHOWN), path)
    others = ", ".join(f"{code.lower()} {n}" for code, n in counts.items() if code != _SHOWN)
    say(f"\n{len(rows)} prospects written to {path}; other markets: {others}")
    say(f"Next: prospector prospects fr --store {folder}/store")
    say(f"      prospector explain {rows[0]['site']} --store {folder}/store")
    say(f'      prospector sql "SELECT market, count(*) FROM prospects GROUP BY market" --store {folder}/store')


def crawl_sample(store: Store, codes: tuple[str, ...], workers: int = 1) -> None:
    """Visit what is due of the sample web, by replay."""
    web = data_path("sample", "web.warc.gz")
    settings = {**replay_settings(store.path, [web]), "LOG_LEVEL": "WARNING"}
    plan = plan_visits(store, Wanted(codes, seeds=data_path("sample", "seeds.csv")))
    run = new_run("crawl", {"markets": codes, "replay": [str(web)], "pages": 0}, plan.visits)
    store.write_run(run)
    whole(visit_all(store, run, plan.visits, settings, workers))


def _clear(folder: Path) -> None:
    """Make room for the demo's store; one that a demo did not make is left alone."""
    store = folder / "store"
    if not store.exists():
        return
    if not (folder / _MARK).is_file():
        raise BadRequest(f"{store} was not made by a demo; give --folder another place")
    shutil.rmtree(store)
