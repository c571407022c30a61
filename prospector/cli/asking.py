"""Commands that ask the store: prospects, explain, export, sql."""

import csv
import json
import sys
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.text import Text

from prospector.cli.checklist import show_checklist
from prospector.cli.options import DEFAULT_STORE, CampaignOption, KindOption, LimitOption, MarketArgument, StoreOption
from prospector.cli.screen import arrow_table, out, say, table
from prospector.errors import BadRequest
from prospector.folding import one_line
from prospector.markets.knowledge import knowledge, market_code, sites
from prospector.markets.topics import topic_name
from prospector.ranking.explain import Explanation, Observation, explanation
from prospector.ranking.export import cell, shortlist, write_shortlist
from prospector.ranking.rank import NO_CAMPAIGN
from prospector.store.store import Store

_WIDE = 110


class Format(StrEnum):
    """How an answer is printed."""

    table = "table"
    csv = "csv"
    json = "json"


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module to *app*."""
    for command in (prospects, explain, export, sql):
        app.command()(command)


def prospects(
    market: MarketArgument,
    kind: KindOption = None,
    topic: Annotated[
        str, typer.Option("--topic", help="Only sites on this topic, or with it among their narrower ones.")
    ] = "",
    limit: LimitOption = 30,
    campaign: CampaignOption = NO_CAMPAIGN,
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """Print the ranked prospects of a market."""
    wanted = topic_name(topic) if topic else ""
    rows = _ranked(Store.open(store), market, campaign)
    chosen = [
        row
        for row in rows
        if (not kind or row["kind"] in kind) and (not wanted or wanted in (row["topic"], *(row["subtopics"] or ())))
    ]
    show_prospects(chosen[: limit or None])
    say(f"{len(chosen)} of {len(rows)} prospects" if len(chosen) < len(rows) else f"{len(rows)} prospects")


def show_prospects(rows: list[dict[str, Any]]) -> None:
    """Print prospects as a table: what fits the terminal, the rest is in the CSV and in ``explain``."""
    columns = [("#", "rank"), ("score", "score"), ("site", "section"), ("kind", "kind"), ("topic", "topic")]
    if any(row["topic_score"] is not None for row in rows):
        columns[2:2] = [("fit", "topic_score")]
        columns[5:] = [("best page", "best_page")]
    if out.width >= _WIDE:
        columns += [
            ("country", "country_status"),
            ("lang", "language"),
            ("links", "link_selling"),
            ("contact", "contact"),
        ]
    cells = [[_shown(row, name) for _, name in columns] for row in rows]
    table("", [title for title, _ in columns], cells)


def _shown(row: dict[str, Any], name: str) -> Any:
    if name == "contact":
        return row["contact_email"] or row["contact_url"]
    value = row[name]
    return value.replace("_", " ") if isinstance(value, str) else value


def _ranked(store: Store, market: str, campaign: str) -> list[dict[str, Any]]:
    """Return the prospects of a market; BadRequest says what to run when there are none."""
    code = market_code(market)
    rows: list[dict[str, Any]] = shortlist(store, code, campaign=campaign).to_pylist()
    if not rows:
        raise BadRequest(f"no prospects for '{code.lower()}'{_way_to_some(store, code.lower(), campaign)}")
    return rows


def _way_to_some(store: Store, market: str, campaign: str) -> str:
    if campaign == NO_CAMPAIGN:
        return f" in {store.path}; run 'prospector crawl {market}' and 'prospector rank' first"
    known = store.table("SELECT DISTINCT campaign FROM prospects WHERE campaign <> '_' ORDER BY campaign").to_pylist()
    there = ", ".join(row["campaign"] for row in known)
    way = f"campaigns ranked here are {there}" if there else "run 'prospector rank --campaign FILE' first"
    return f" and campaign '{campaign}' in {store.path}; {way}"


def explain(
    site: Annotated[str, typer.Argument(metavar="SITE", help="A site, as in the list: example.com.")],
    market: Annotated[str, typer.Option("--market", help="Explain its place in this market.")] = "",
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """Show every judgement of a site with its evidence, quotes and addresses."""
    named = sites().site_of(site if "://" in site else f"https://{site}") or site
    found = explanation(Store.open(store), named, market_code(market) if market else "")
    if found is None:
        raise BadRequest(f"'{named}' is not in this store; 'prospector sql \"SELECT site FROM sites\"' lists what is")
    _show(found)


def _show(found: Explanation) -> None:
    site = found.site
    say(f"{site['name']} ({site['site']})")
    say(_read(site))
    say()
    verdicts = [
        ("kind", site["kind"]),
        ("country", f"{site['country'] or 'unknown'} ({site['country_status']})"),
        ("written for", site["written_for"]),
        ("written about", site["written_about"]),
        ("language", _shares(site["language"], site["languages"])),
        ("topic", _shares(site["topic"], site["topics"])),
        *((f"topic of {part['section']}", _shares(part["topic"], part["topics"])) for part in found.sections),
        *([("narrower topics", _listed(site["subtopics"]))] if site["subtopics"] else []),
        ("link selling", site["link_selling"].replace("_", " ")),
        ("quality", site["quality"]),
        ("linked by", f"{site['linking_sites']} sites read here"),
    ]
    table("Judgement", ("of", "verdict"), verdicts, wide=("verdict",))
    for place in found.places:
        say()
        say(place.rstrip())
    if found.parts:
        say()
        out.print(Text("Parts with a warning", style="bold"))
        say("".join(f"  - {part}\n" for part in found.parts).rstrip())
    if site["checks"]:
        say()
        out.print(Text("Checklist", style="bold"))
        show_checklist(site["checks"])
    say()
    say("What was seen, by weight: + for the verdict, - against it, (in brackets) where more weighs in its family.")
    for subject, rows in found.evidence.items():
        say()
        out.print(Text(_heading(subject, site), style="bold"))
        for row in rows:
            _show_evidence(row)


def _heading(subject: str, site: dict[str, Any]) -> str:
    """Return the name of a subject with its verdict, where it has one in words."""
    status = f", {site['country_status']}" if subject == "country" else ""
    verdict = site.get(subject)
    name = subject.replace("_", " ").capitalize()
    return f"{name}: {verdict.replace('_', ' ')}{status}" if isinstance(verdict, str) else name


def _read(site: Mapping[str, Any]) -> str:
    """Return where a site starts and what was read of it; of a site that was only blocked by hand there is nothing."""
    if site["last_seen"] is None:
        return "never visited"
    return f"{site['home_url']}, {site['pages']} pages read, last on {site['last_seen']:%Y-%m-%d}"


def _show_evidence(row: Observation) -> None:
    """Print one observation: its side and weight, what was seen for what, on how many pages, the words, and where."""
    pages = "1 page" if row.pages == 1 else f"{row.pages} pages"
    sign = {"for": "+", "against": "-", "": " "}[row.side]
    say(f" {sign}{row.weight:>7}  {row.says}: {row.value or 'none'} ({pages})")
    if row.quote:
        say(f"           “{row.quote}”")
    say(f"           {row.page}")


def _listed(shares: list[tuple[str, float]]) -> str:
    return ", ".join(f"{name} {share:.0%}" for name, share in shares)


def _shares(main: str | None, shares: Any) -> str:
    most = _listed(shares[:4]) if isinstance(shares, list) else ""
    return f"{main or 'unknown'}" + (f" ({most})" if most else "")


def export(
    market: MarketArgument,
    output: Annotated[Path, typer.Option("-o", "--output", help="A .csv, .xlsx, .jsonl or .parquet file.")],
    limit: LimitOption = 0,
    bom: Annotated[bool, typer.Option("--bom", help="Begin a CSV so that Excel reads its letters right.")] = False,
    campaign: CampaignOption = NO_CAMPAIGN,
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """Write the shortlist of a market as a file."""
    opened = Store.open(store)
    _ranked(opened, market, campaign)
    found = shortlist(opened, market_code(market), campaign=campaign, limit=limit)
    write_shortlist(found, output, bom=bom)
    say(f"{found.num_rows} prospects written to {output}")


def sql(
    query: Annotated[str, typer.Argument(metavar="SQL", help='DuckDB SQL over the views: "SELECT ... FROM sites".')],
    form: Annotated[Format, typer.Option("--format", help="How to print the answer.")] = Format.table,
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """Answer a DuckDB SQL query over the store, reading only."""
    found = Store.open(store).answer(query)
    if form is Format.table:
        arrow_table(found)
        return
    rows = found.to_pylist()
    if form is Format.json:
        print(json.dumps(rows, ensure_ascii=False, indent=2, default=str))
        return
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(found.column_names)
    writer.writerows([cell(value) for value in row.values()] for row in rows)


def market_name(code: str) -> str:
    """Return the English name of a market."""
    return knowledge().markets[code].name


def show_rejected(store: Store, code: str) -> None:
    """Print why sites were kept out of a market's list; those that could not be read are only counted."""
    query = "SELECT site, reason, reasons FROM rejected WHERE market = $market ORDER BY reason, site"
    rows = store.table(query, {"market": code}).to_pylist()
    judged = [row for row in rows if row["reason"] != "unreadable"]
    cells = [(row["site"], row["reason"].replace("_", " "), one_line(row["reasons"][0], 160)) for row in judged]
    table(f"Kept out of the list for {market_name(code)}", ("site", "reason", "because"), cells, wide=("because",))
    if len(rows) > len(judged):
        say(f"and {len(rows) - len(judged)} that could not be read")
