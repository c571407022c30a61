"""Commands about what is covered: markets and seeds."""

from collections import Counter
from typing import Annotated

import typer

from prospector.cli.options import KindOption, MarketArgument
from prospector.cli.screen import say, table
from prospector.markets.knowledge import knowledge
from prospector.markets.seeds import shipped_seeds

seeds_app = typer.Typer(name="seeds", help="The shipped seed lists.", no_args_is_help=True, add_completion=False)


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module to *app*."""
    app.command()(markets)
    app.add_typer(seeds_app)


def markets() -> None:
    """List the markets with their languages and seeds."""
    rows = []
    for code, market in sorted(knowledge().markets.items()):
        kinds = Counter(seed.kind for seed in shipped_seeds(code).seeds)
        chambers = kinds["chamber"] + kinds["trade_body"]
        others = kinds.total() - kinds["publication"] - chambers - kinds["blog"]
        rows.append(
            (
                code.lower(),
                market.name,
                " ".join(market.languages),
                kinds["publication"],
                chambers,
                kinds["blog"],
                others,
            )
        )
    table(
        "",
        ("market", "country", "languages", "publications", "chambers and trade bodies", "blogs", "other seeds"),
        rows,
    )


@seeds_app.command("list")
def seeds_list(
    market: MarketArgument,
    kind: KindOption = None,
    limit: Annotated[int, typer.Option("--limit", min=0, help="How many at most; 0 for all.")] = 0,
) -> None:
    """List the shipped seeds of a market."""
    found = [seed for seed in shipped_seeds(market).seeds if not kind or seed.kind in kind]
    rows = [
        (seed.kind, seed.name, seed.url, seed.language, seed.region, seed.source) for seed in found[: limit or None]
    ]
    table("", ("kind", "name", "url", "language", "region", "source"), rows, wide=("url", "source"))
    say(f"{len(found)} seeds")
