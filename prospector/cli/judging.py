"""Commands that judge what is stored: rejudge and rank, and inspect for a single page."""

import json
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from prospector.cli.options import DEFAULT_STORE, StoreOption
from prospector.cli.screen import note, say, table
from prospector.markets.campaigns import Campaign, read_campaign
from prospector.markets.knowledge import knowledge, market_code
from prospector.models import Evidence
from prospector.ranking.campaign import Ranked, needs_rank, rank_campaign
from prospector.ranking.explain import weighed
from prospector.ranking.rank import rank as rank_all
from prospector.store.store import Store

_NOTHING_STORED = (
    "no prospects yet: nothing is stored that belongs to a market; 'prospector crawl MARKET' looks for some"
)
_NONE_FITS = (
    "no prospect of its markets says anything about the niche; more terms, or a crawl of more sites, may find some"
)


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module to *app*."""
    app.command()(rejudge)
    app.command()(rank)
    app.command()(inspect)


def rejudge(store: StoreOption = DEFAULT_STORE) -> None:
    """Run the stages again over every stored page, without fetching."""
    from prospector.rejudging import rejudge_store  # imported here: it brings Scrapy, which takes its time

    pages = rejudge_store(Store.open(store))
    say(f"{pages} pages judged again; 'prospector rank' puts them in order")


def rank(
    markets: Annotated[
        list[str] | None, typer.Argument(metavar="[MARKET...]", help="Markets to print; all are ranked.")
    ] = None,
    campaign: Annotated[
        Path | None, typer.Option("--campaign", help="A campaign file: rank its markets for its niche.")
    ] = None,
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """Judge sites and rank the prospects of every market, or those of a campaign for its niche."""
    wanted = {market_code(market) for market in markets or ()}
    sought = read_campaign(campaign) if campaign else None
    opened = Store.open(store)
    ranked = _ranked(opened, sought) if sought else Ranked(rank_all(opened), {})
    counts = ranked.counts
    rows = [(code, knowledge().markets[code].name, n) for code, n in counts.items() if not wanted or code in wanted]
    if not counts:
        note(_NONE_FITS if ranked.kept_out else _NOTHING_STORED)
        return
    table("", ("market", "country", "prospects"), rows)
    why = "that fit" if sought else "yet"
    for code in sorted((wanted or set(sought.markets if sought else ())) - set(counts)):
        note(f"no prospects for {code.lower()} {why}; 'prospector crawl {code.lower()}' looks for some")


def _ranked(store: Store, campaign: Campaign) -> Ranked:
    """Rank for a campaign, over lists that are up to date, and say what was left out of them."""
    if needs_rank(store):
        rank_all(store)
    found = rank_campaign(store, campaign)
    for market in campaign.markets_without_terms():
        languages = ", ".join(knowledge().markets[market].languages)
        note(f"no niche terms for {market.lower()}: 'niche' in {campaign.path} has none in {languages}")
    if found.kept_out:
        note("left out: " + ", ".join(f"{n} {reason}" for reason, n in found.kept_out.items()))
    return found


def inspect(
    what: Annotated[str, typer.Argument(metavar="URL|FILE", help="An address, or a saved HTML file.")],
    url: Annotated[str, typer.Option("--url", help="The address a saved file is from.")] = "",
) -> None:
    """Read and judge one page and print what was seen, as JSON."""
    from prospector.inspecting import page_at  # imported here: it brings Scrapy, which takes its time

    page = page_at(what, url)
    facts = _shortened(asdict(page))
    facts["evidence"] = list(map(_ledger_line, page.evidence))
    print(json.dumps(facts, ensure_ascii=False, indent=2, default=_said))


def _ledger_line(seen: Evidence) -> dict[str, Any]:
    """Return an observation with what it says in words and what it weighs, as ``explain`` shows it."""
    says, weight = weighed(seen)
    return {"subject": seen.subject, "value": seen.value, "says": says, "weight": weight, **asdict(seen)}


def _shortened(page: dict[str, Any]) -> dict[str, Any]:
    """Return a page's facts with long texts and link lists cut, empty facts left out."""
    page["links"] = {
        "count": len(page["links"]),
        "to_other_sites": [link for link in page["links"] if link["external"]][:20],
    }
    for name in ("text", "main_text", "footer_text"):
        page[name] = page[name][:600]
    return {name: value for name, value in page.items() if value not in ("", None, [], ())}


def _said(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime | date) else str(value)
