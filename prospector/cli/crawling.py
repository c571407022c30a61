"""Commands that bring pages in: crawl and ingest."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from prospector.cli.options import DEFAULT_STORE, KindOption, MarketsArgument, StoreOption, WorkersOption
from prospector.cli.reporting import leave_summary, report
from prospector.cli.running import watched
from prospector.cli.screen import note, say, table, warn_without_contact
from prospector.crawling.plan import Plan, Wanted, plan_visits, wanted_seeds
from prospector.crawling.run import share
from prospector.crawling.warc import damage, warc_files
from prospector.crawling.workers import Job
from prospector.errors import BadArchive, BadRequest, RunFailed
from prospector.markets.kinds import spider_for
from prospector.markets.knowledge import market_code
from prospector.markets.seeds import SeedList
from prospector.models import PlannedVisit
from prospector.store.locks import Lock, locked
from prospector.store.runs import Run, continued, ended, new_run
from prospector.store.store import Store

_Replay = Annotated[
    list[Path] | None, typer.Option("--replay", help="Answer from these WARC files or folders, not the network.")
]
_NOTHING_DUE = "nothing is due: every seed was visited lately and no candidate is known"

_LEFT_UNREAD = {
    "no_browser": "no browser was found, 'apt-get install chromium' installs one (or name one in PROSPECTOR_BROWSER)",
    "broken_browser": "the browser does not start, the log says why",
    "over_browser_budget": "PROSPECTOR_BROWSER_PAGES is how many a run may read",
}


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module to *app*."""
    app.command()(crawl)
    app.command()(ingest)


def crawl(
    markets: MarketsArgument = None,
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
    wanted = Wanted(tuple(dict.fromkeys(map(market_code, markets or ()))), tuple(kind or ()), seeds=seeds, sites=sites)
    if run:
        begun = _continued(store, run, wanted)
    else:
        files = [path.absolute() for path in whole_files(replay or [])]
        begun = _begun(store, wanted, {"replay": list(map(str, files)), "pages": pages})
    if dry_run:
        _show_plan(begun.store.left(begun.planned().run))
        return
    with locked(begun.store.path, begun.run.asked["markets"], begun.run.run) as locks:
        _carry_out(begun.planned(), locks, archive, workers)


def _carry_out(begun: "_Crawl", locks: tuple[Lock, ...], archive: bool, workers: int) -> None:
    """Visit what is left of a crawl whose markets are locked, and report it."""
    since = datetime.now(UTC)
    store, record = begun.store, begun.run
    visits = store.left(record)
    if not visits and (not begun.is_continued or record.status == "finished"):
        say(f"run {record.run} is finished, nothing of it is left" if begun.is_continued else _NOTHING_DUE)
        return
    if not record.asked.get("replay"):
        warn_without_contact()
    store.write_run(continued(record))
    settings = _settings(store, record, archive)
    report(store, visit_all(store, record, visits, settings, workers, locks), since)


@dataclass(frozen=True, slots=True)
class _Crawl:
    """A crawl that is asked for: its store, its record, and what its plan is made of while it has none."""

    store: Store
    run: Run
    wanted: Wanted
    listed: SeedList | None

    @property
    def is_continued(self) -> bool:
        return self.listed is None

    def planned(self) -> "_Crawl":
        """Return the crawl with its plan, made now unless it goes on as it was planned."""
        if self.listed is None:
            return self
        plan = plan_visits(self.store, self.wanted, self.listed)
        _report_bad(plan)
        return replace(self, run=replace(self.run, plan=plan.visits))


def _begun(path: Path, wanted: Wanted, asked: dict[str, Any]) -> _Crawl:
    """Return a crawl of what is *wanted* into the store in *path*, not yet planned: its markets are locked first."""
    if not wanted.markets:
        raise BadRequest("name a market to crawl, as in 'prospector crawl de'; 'prospector markets' lists them")
    listed = wanted_seeds(wanted)  # read first: a list that cannot be used leaves no empty store behind
    run = new_run("crawl", {"markets": wanted.markets, "kinds": wanted.kinds, **asked})
    return _Crawl(Store.create(path), run, wanted, listed)


def _continued(path: Path, name: str, wanted: Wanted) -> _Crawl:
    """Return a crawl that is to go on, as it was planned."""
    store = Store.create(Store.open(path).path)
    run = store.read_run(name)
    if run.command != "crawl":
        raise BadRequest(f"run {name} is no crawl; '--run' continues crawls, '{run.command}' is started anew")
    if wanted.kinds or wanted.seeds or wanted.sites or not set(wanted.markets) <= set(run.asked["markets"]):
        raise BadRequest(f"run {name} goes on as it was planned; leave out MARKET, --kind, --seeds and --sites")
    whole_files([Path(path) for path in run.asked.get("replay", ())])
    return _Crawl(store, run, wanted, None)


def visit_all(
    store: Store,
    run: Run,
    visits: tuple[PlannedVisit, ...],
    settings: dict[str, Any],
    workers: int,
    locks: tuple[Lock, ...] = (),
) -> Run:
    """Visit the sites of a plan with some workers and return the run as it ended."""
    parts = [part for part in share(visits, workers) if part]
    settings = {**settings, "PROSPECTOR_WORKERS": len(parts)}
    done = watched(store, run, [Job(run.run, settings, _by_spider(part), locks=locks) for part in parts], len(visits))
    _report_browser(done)
    return done


def whole_files(replay: list[Path]) -> list[Path]:
    """Return the WARC files to replay; BadArchive for a damaged one, since half a web would look like a whole one."""
    files = warc_files(replay)
    broken = next((wrong for wrong in map(damage, files) if wrong), "")
    if broken:
        raise BadArchive(f"{broken}; replay needs whole files")
    return files


def replay_settings(store: Path, replay: list[Path]) -> dict[str, Any]:
    """Return the settings of a crawl that is answered from WARC files: no host is bothered, so nothing waits."""
    return {
        "PROSPECTOR_STORE": str(store.absolute()),
        "PROSPECTOR_REPLAY": [str(path.absolute()) for path in warc_files(replay)],
        "DOWNLOAD_DELAY": 0,
        "RETRY_ENABLED": False,
    }


def _settings(store: Store, run: Run, archive: bool) -> dict[str, Any]:
    """Return the settings that a run was asked for with; a replay that is continued stays one."""
    replay = [Path(path) for path in run.asked.get("replay", ())]
    settings = replay_settings(store.path, replay) if replay else {"PROSPECTOR_STORE": str(store.path)}
    if archive:
        settings["PROSPECTOR_ARCHIVE"] = str(store.path / "archive" / f"run={run.run}")
    return {**settings, "PROSPECTOR_PAGES": run.asked.get("pages", 0), "LOG_LEVEL": "WARNING"}


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
    candidates = sum(visit.reason.startswith("candidate") for visit in visits)
    say(f"seeds that are due: {len(visits) - candidates}, candidates: {candidates}")
    say(f"{len(visits)} sites to visit")


def _report_browser(run: Run) -> None:
    """Say which pages were left for want of a browser, and the way out."""
    for name, sentence in _LEFT_UNREAD.items():
        if run.counts.get(name):
            note(f"pages made by JavaScript and left unread: {run.counts[name]}; {sentence}")


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
    jobs = [Job(record.run, settings, files=part) for part in shares if part]
    done = watched(opened, record, jobs, len(found))
    whole = done if done.status == "failed" else _with_damage(opened, done, found)
    leave_summary(opened, whole, record.started_at)
    if done.status == "failed":
        raise RunFailed(done.error)
    _report_ingest(whole)


def _with_damage(store: Store, run: Run, files: list[Path]) -> Run:
    """Return *run* as failed, and its record so, when one of *files* is damaged: reading them raises nothing."""
    broken = next((wrong for wrong in map(damage, files) if wrong), "")
    if broken:
        run = ended(run, "failed", run.counts, broken)
        store.write_run(run)
    return run


def _report_ingest(run: Run) -> None:
    counts = run.counts
    passed_over = {"not_200": "other status", "not_html": "no HTML", "no_address": "no address"}
    others = ", ".join(f"{counts[name]} {words}" for name, words in passed_over.items() if counts.get(name))
    say(
        f"run {run.run} {run.status}: {counts.get('ingested', 0)} pages ingested"
        + (f"; passed over: {others}" if others else "")
    )
    if run.error:
        raise RunFailed(f"{run.error}; what could be read is stored, fetch the file again and ingest it for the rest")
    if run.status == "interrupted":
        raise RunFailed("interrupted; what was read is stored, ingest the files again for the rest")
