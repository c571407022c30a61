"""Commands that judge what is stored: rejudge and rank, and inspect for a single page."""

import json
from dataclasses import asdict
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from prospector.cli.options import DEFAULT_STORE, StoreOption
from prospector.cli.screen import note, say, table
from prospector.crawling.single import fetch_one
from prospector.errors import BadRequest
from prospector.folding import words_of
from prospector.markets.knowledge import knowledge, market_code, sites
from prospector.models import Evidence
from prospector.ranking.explain import weighed
from prospector.ranking.rank import rank as rank_all
from prospector.reading.page import Fetched, is_html, read_page
from prospector.reading.urls import clean
from prospector.rejudging import rejudge_store
from prospector.stages import judged, judging_stages
from prospector.store.store import Store


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module to *app*."""
    app.command()(rejudge)
    app.command()(rank)
    app.command()(inspect)


def rejudge(store: StoreOption = DEFAULT_STORE) -> None:
    """Run the stages again over every stored page, without fetching."""
    pages = rejudge_store(Store.open(store))
    say(f"{pages} pages judged again; 'prospector rank' puts them in order")


def rank(
    markets: Annotated[
        list[str] | None, typer.Argument(metavar="[MARKET...]", help="Markets to print; all are ranked.")
    ] = None,
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """Judge sites and rank the prospects of every market."""
    wanted = {market_code(market) for market in markets or ()}
    counts = rank_all(Store.open(store))
    rows = [(code, knowledge().markets[code].name, n) for code, n in counts.items() if not wanted or code in wanted]
    if not counts:
        note("no prospects yet: nothing is stored that belongs to a market; 'prospector crawl MARKET' looks for some")
        return
    table("", ("market", "country", "prospects"), rows)
    for code in sorted(wanted - set(counts)):
        note(f"no prospects for {code.lower()} yet; 'prospector crawl {code.lower()}' looks for some")


def inspect(
    what: Annotated[str, typer.Argument(metavar="URL|FILE", help="An address, or a saved HTML file.")],
    url: Annotated[str, typer.Option("--url", help="The address a saved file is from.")] = "",
) -> None:
    """Read and judge one page and print what was seen, as JSON."""
    fetched = fetch_one(what) if what.startswith(("http://", "https://")) else _from_file(Path(what), url)
    if not is_html(fetched):
        raise BadRequest(f"{what} is no HTML page: {fetched.header('content-type') or 'no content type'}")
    page = judged(read_page(fetched, sites()), judging_stages())
    facts = _shortened(asdict(page))
    facts["evidence"] = list(map(_ledger_line, page.evidence))
    print(json.dumps(facts, ensure_ascii=False, indent=2, default=_said))


def _ledger_line(seen: Evidence) -> dict[str, Any]:
    """Return an observation with what it says in words and what it weighs, as ``explain`` shows it."""
    says, weight = weighed(seen)
    return {"subject": seen.subject, "value": seen.value, "says": says, "weight": weight, **asdict(seen)}


def _from_file(path: Path, url: str) -> Fetched:
    try:
        body = path.read_bytes()
    except OSError as error:
        raise BadRequest(f"{path}: {error.strerror}; give an http(s) address or a saved HTML file") from None
    if url and not clean(url):
        raise BadRequest(f"'{url}' is no http(s) address; give the one that {path} is from, or leave --url out")
    return Fetched(
        url or f"https://{words_of(path.stem).replace(' ', '-') or 'page'}.invalid/", body, datetime.now(UTC)
    )


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
