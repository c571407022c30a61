"""``prospector seeds``: list the seeds of a market, add your own, and see which still stand."""

import csv
import io
import json
import sys
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from prospector.cli.asking import Format
from prospector.cli.crawling import replay_settings, whole_files
from prospector.cli.options import KindOption, LimitOption, MarketArgument
from prospector.cli.running import counted
from prospector.cli.screen import note, out, say, table, warn_without_contact
from prospector.crawling.findings import VERDICTS, Finding
from prospector.errors import BadRequest, RunFailed
from prospector.markets.files import write_whole
from prospector.markets.importing import Imported, Stated, add_seed, import_seeds
from prospector.markets.knowledge import market_code, sites
from prospector.markets.seeds import COLUMNS, BadRow, market_seeds, own_seeds, read_seeds
from prospector.models import KINDS, Seed
from prospector.ranking.export import cell

seeds_app = typer.Typer(
    name="seeds", help="Seed lists: see them, add your own, check them.", no_args_is_help=True, add_completion=False
)
_WIDE = 110
_REPORT = (
    "verdict",
    "detail",
    "url",
    "found_url",
    "status",
    "language",
    "country",
    "kind",
    "name",
    "source",
    "checked",
)
_ListOption = Annotated[Path | None, typer.Option("--seeds", help="A seed list of your own, as CSV.")]
_KindOf = Annotated[str, typer.Option("--kind", help=f"What it is: {', '.join(KINDS)}.")]
_LanguageOf = Annotated[str, typer.Option("--language", help="Its language, as ISO 639 code: de.")]


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module to *app*."""
    app.add_typer(seeds_app)


@seeds_app.command("list")
def list_seeds(
    market: MarketArgument,
    kind: KindOption = None,
    limit: LimitOption = 0,
    form: Annotated[Format, typer.Option("--format", help="How to print the list.")] = Format.table,
) -> None:
    """List the seeds of a market: your project's own, and the shipped ones."""
    seeds = _chosen(market, kind, None)[: limit or None]
    if form is not Format.table:
        _print(seeds, form)
        return
    own = {seed.url for seed in own_seeds(market).seeds}
    rows = [(s.kind, s.language, s.name, s.url, s.region, "yours" if s.url in own else s.source) for s in seeds]
    columns = ("kind", "lang", "name", "url", "region", "source")
    shown = len(columns) if out.width >= _WIDE else columns.index("region")
    table("", columns[:shown], [row[:shown] for row in rows], wide=("name", "region", "source"))
    say(_counted(seeds))


def _print(seeds: Sequence[Seed], form: Format) -> None:
    """Print seeds for a program to read, as CSV in the form of a seed list."""
    rows = [{column: getattr(seed, column) for column in COLUMNS} for seed in seeds]
    if form is Format.json:
        print(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    writer = csv.DictWriter(sys.stdout, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)


def _chosen(market: str, kinds: list[str] | None, path: Path | None) -> list[Seed]:
    """Return the seeds of a market, or of a list, that are of one of some *kinds*; bad rows are said."""
    code = market_code(market)
    found = read_seeds(path, code) if path else market_seeds(code)
    _say_bad(found.bad)
    return [seed for seed in found.seeds if not kinds or seed.kind in kinds]


def _say_bad(rows: Sequence[BadRow]) -> None:
    for row in rows:
        note(f"left out: {row}")


def _counted(seeds: Sequence[Seed]) -> str:
    kinds = Counter(seed.kind.replace("_", " ") for seed in seeds)
    parts = ", ".join(f"{count} {kind}" for kind, count in kinds.most_common())
    return f"{_seeds(len(seeds))}: {parts}" if seeds else "no seeds"


def _seeds(count: int) -> str:
    return f"{count} seed{'' if count == 1 else 's'}"


@seeds_app.command("add")
def add(
    market: MarketArgument,
    url: Annotated[str, typer.Argument(metavar="URL", help="Where the site starts: https://www.example.de/.")],
    kind: _KindOf = "unknown",
    name: Annotated[str, typer.Option("--name", help="What it is called.")] = "",
    language: _LanguageOf = "",
    region: Annotated[str, typer.Option("--region", help="Its region.")] = "",
    source: Annotated[str, typer.Option("--source", help="Where you know it from.")] = "",
) -> None:
    """Add a seed to your project; it wins over a shipped one of the same site."""
    code = market_code(market)
    row = {"url": url, "kind": kind, "name": name, "language": language, "region": region, "source": source}
    path = add_seed(row, code)
    say(f"{sites().site_of(url)} added to {path}")


@seeds_app.command("import")
def import_list(
    path: Annotated[Path, typer.Argument(metavar="FILE", help="A CSV or OPML file, or a plain list of addresses.")],
    market: Annotated[str, typer.Option("--market", help="The market of seeds that do not say theirs.")] = "",
    kind: _KindOf = "unknown",
    language: _LanguageOf = "",
) -> None:
    """Bring a list of seeds into your project: all of it, or with a sentence about the first bad line nothing."""
    found = import_seeds(path, Stated(market_code(market) if market else "", kind, language))
    for file, count in found.added.items():
        say(f"{_seeds(count)} added to {file}")
    left = _left(found)
    if left:
        say(left if found.added else f"nothing to add: {left}")


def _left(found: Imported) -> str:
    said = {
        "known already": found.known,
        "named twice": found.repeated,
        "on platforms where nothing is a site of its own": found.left_out,
    }
    return ", ".join(f"{count} {what}" for what, count in said.items() if count)


@seeds_app.command("check")
def check(
    market: MarketArgument,
    kind: KindOption = None,
    seeds: _ListOption = None,
    limit: LimitOption = 0,
    output: Annotated[Path | None, typer.Option("-o", "--output", help="The report, a CSV file.")] = None,
    replay: Annotated[
        list[Path] | None, typer.Option("--replay", help="Answer from these WARC files or folders, not the network.")
    ] = None,
) -> None:
    """Visit the start page of each seed, politely, and report what is dead, moved, parked or elsewhere.

    Lists are not changed: the report is for a person to read.
    """
    from prospector.crawling.checking import check_seeds  # imported here: it brings Scrapy, which takes its time

    chosen = _chosen(market, kind, seeds)[: limit or None]
    if not chosen:
        raise BadRequest("no such seeds to check; 'prospector seeds list MARKET' shows what there is")
    report = output or Path(f"seeds-{market_code(market).lower()}-checked.csv")
    if not report.parent.is_dir():
        raise BadRequest(f"{report.parent}: no such folder; make it first, or name a file elsewhere")
    settings = replay_settings(Path("store"), whole_files(replay)) if replay else {}
    if not replay:
        warn_without_contact()
    with counted(len(chosen), "seeds") as tell:
        checked = check_seeds(chosen, settings, lambda found: tell(f"{found.seed.url} {_words(found.verdict)}"))
    findings = sorted(checked.findings, key=lambda found: VERDICTS.index(found.verdict))
    write_whole({report: _as_csv(findings)})
    _show(findings)
    say(f"report written to {report}; no list was changed")
    if checked.problem:
        raise RunFailed(checked.problem)


def _words(verdict: str) -> str:
    return verdict.replace("_", " ")


def _as_csv(findings: Sequence[Finding]) -> str:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(_REPORT)
    today = f"{datetime.now(UTC):%Y-%m-%d}"
    writer.writerows(map(cell, (*_cells(found), today)) for found in findings)
    return text.getvalue()


def _cells(found: Finding) -> tuple[Any, ...]:
    seed, status = found.seed, found.status or ""
    what = (found.verdict, found.detail, seed.url, found.url, status, found.language, found.country)
    return *what, seed.kind, seed.name, seed.source


def _show(findings: Sequence[Finding]) -> None:
    """Print what is not as its list says, then the counts."""
    telling = [found for found in findings if found.verdict not in ("ok", "not_checked")]
    rows = [(_words(found.verdict), found.seed.url, found.detail) for found in telling]
    if rows:
        table("", ("verdict", "url", "detail"), rows, wide=("url", "detail"))
    counts = Counter(_words(found.verdict) for found in findings)
    say(f"{_seeds(len(findings))}: {', '.join(f'{count} {verdict}' for verdict, count in counts.most_common())}")
