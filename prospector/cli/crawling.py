"""Commands that bring pages in: crawl and ingest."""

from pathlib import Path
from typing import Annotated, Any

import typer

from prospector.cli.options import DEFAULT_STORE, KindOption, MarketsArgument, StoreOption, WorkersOption
from prospector.cli.running import watched
from prospector.cli.screen import note, say, table
from prospector.crawling.plan import Plan, Wanted, plan_visits
from prospector.crawling.run import Job, share
from prospector.crawling.warc import damage, warc_files
from prospector.errors import BadArchive, BadRequest, RunFailed
from prospector.markets.kinds import spider_for
from prospector.markets.knowledge import market_code
from prospector.models import KINDS, PlannedVisit
from prospector.store.runs import Run, new_run
from prospector.store.store import Store

_Replay = Annotated[
    list[Path] | None, typer.Option("--replay", help="Answer from these WARC files or folders, not the network.")
]


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module to *app*."""
    app.command()(crawl)
    app.command()(ingest)


def crawl(
    markets: MarketsArgument,
    kind: KindOption = None,
    seeds: Annotated[Path | None, typer.Option("--seeds", help="A seed list of your own, as CSV.")] = None,
    sites: Annotated[int, typer.Option("--sites", min=0, help="How many sites at most; 0 for all that are due.")] = 0,
    pages: Annotated[int, typer.Option("--pages", min=0, max=200, help="Pages a visit; 0 as its kind wants.")] = 0,
    workers: WorkersOption = 1,
    replay: _Replay = None,
    archive: Annotated[bool, typer.Option("--archive", help="Keep what is fetched as WARC, in the store.")] = False,
    run: Annotated[str, typer.Option("--run", help="Continue this run.")] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Print the plan and stop.")] = False,
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """Visit the sites of some markets that are due, and the best candidates."""
    codes = tuple(dict.fromkeys(map(market_code, markets)))
    _check_kinds(kind)
    settings = _settings(store, replay, pages)
    opened = Store.create(store)
    if run:
        record = opened.read_run(run)
        visits = _left(opened, record)
    else:
        plan = plan_visits(opened, Wanted(codes, tuple(kind or ()), seeds=seeds, sites=sites))
        _report_bad(plan)
        visits = plan.visits
        record = new_run(
            "crawl",
            {"markets": list(codes), "kinds": kind or [], "replay": [str(path) for path in replay or ()]},
            visits,
        )
    if dry_run:
        _show_plan(visits)
        return
    if not visits:
        say("nothing is due: every seed was visited lately and no candidate is known")
        return
    if not run:
        opened.write_run(record)
    if archive:
        settings["PROSPECTOR_ARCHIVE"] = str(opened.path / "archive" / f"run={record.run}")
    _report(visit_all(opened, record, visits, settings, workers))


def visit_all(store: Store, run: Run, visits: tuple[PlannedVisit, ...], settings: dict[str, Any], workers: int) -> Run:
    """Visit the sites of a plan with some workers and return the run as it ended."""
    jobs = [Job(run.run, settings, _by_spider(part)) for part in share(visits, workers) if part]
    return watched(store, run, jobs, len(visits))


def replay_settings(store: Path, replay: list[Path]) -> dict[str, Any]:
    """Return the settings of a crawl that is answered from WARC files: no host is bothered, so nothing waits."""
    files = warc_files(replay)
    broken = next((wrong for wrong in map(damage, files) if wrong), "")
    if broken:
        raise BadArchive(f"{broken}; replay needs whole files")
    handler = "prospector.crawling.replay.ReplayHandler"
    return {
        "PROSPECTOR_STORE": str(store.absolute()),
        "PROSPECTOR_REPLAY": [str(path.absolute()) for path in files],
        "DOWNLOAD_HANDLERS": {"http": handler, "https": handler},
        "DOWNLOAD_DELAY": 0,
        "RETRY_ENABLED": False,
    }


def _settings(store: Path, replay: list[Path] | None, pages: int) -> dict[str, Any]:
    settings = replay_settings(store, replay) if replay else {"PROSPECTOR_STORE": str(store.absolute())}
    return {**settings, "PROSPECTOR_PAGES": pages, "LOG_LEVEL": "WARNING"}


def _check_kinds(kinds: list[str] | None) -> None:
    for kind in kinds or ():
        if kind not in (*KINDS, "unknown"):
            raise BadRequest(f"unknown kind '{kind}'; kinds are {', '.join(KINDS)}")


def _left(store: Store, run: Run) -> tuple[PlannedVisit, ...]:
    """Return the visits of a run's plan that it has not committed."""
    done = {
        row["site"] for row in store.table("SELECT site FROM visits WHERE run = $run", {"run": run.run}).to_pylist()
    }
    return tuple(visit for visit in run.plan if visit.site not in done)


def _by_spider(visits: list[PlannedVisit]) -> dict[str, tuple[PlannedVisit, ...]]:
    shares: dict[str, tuple[PlannedVisit, ...]] = {}
    for visit in visits:
        name = spider_for(visit.kind)
        shares[name] = (*shares.get(name, ()), visit)
    return shares


def _report_bad(plan: Plan) -> None:
    for row in plan.bad:
        note(f"left out: {row}")


def _show_plan(visits: tuple[PlannedVisit, ...]) -> None:
    table(
        "",
        ("market", "kind", "site", "reason"),
        [(v.market, v.kind, v.site, v.reason) for v in visits],
        wide=("reason",),
    )
    say(f"{len(visits)} sites to visit")


def _report(run: Run) -> None:
    counts = run.counts
    said = ", ".join(
        f"{counts[name]} {name.replace('_', ' ')}"
        for name in ("requests", "pages", "spider_errors", "stage_errors")
        if counts.get(name)
    )
    say(f"run {run.run} {run.status}: {said or 'nothing was read'}")
    if run.status == "interrupted":
        raise RunFailed(f"interrupted; 'prospector crawl MARKET --run {run.run}' goes on where it stopped")


def ingest(
    files: Annotated[list[Path], typer.Argument(metavar="WARC...", help="WARC files or folders of them.")],
    workers: WorkersOption = 1,
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """Read the pages of WARC files through the same stages as a crawl."""
    found = warc_files(files)
    opened = Store.create(store)
    record = new_run("ingest", {"files": [str(path) for path in found]})
    opened.write_run(record)
    settings = {"PROSPECTOR_STORE": str(store.absolute()), "LOG_LEVEL": "WARNING"}
    shares = [tuple(str(path.absolute()) for path in found[number::workers]) for number in range(workers)]
    ended = watched(opened, record, [Job(record.run, settings, files=part) for part in shares if part], len(found))
    _report_ingest(ended)
    broken = [wrong for wrong in map(damage, found) if wrong]
    if broken:
        raise RunFailed(
            f"{broken[0]}; what could be read is stored, fetch the file again and ingest it again for the rest"
        )


def _report_ingest(run: Run) -> None:
    counts = run.counts
    passed_over = {"not_200": "other status", "not_html": "no HTML", "no_address": "no address"}
    others = ", ".join(f"{counts[name]} {words}" for name, words in passed_over.items() if counts.get(name))
    say(
        f"run {run.run} {run.status}: {counts.get('ingested', 0)} pages ingested"
        + (f"; passed over: {others}" if others else "")
    )
