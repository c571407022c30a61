"""Options that several commands share: the same name for the same thing everywhere."""

from pathlib import Path
from typing import Annotated

import typer

from prospector.errors import BadRequest
from prospector.markets.campaigns import read_campaign, slug
from prospector.markets.project import project
from prospector.models import KINDS
from prospector.ranking.rank import NO_CAMPAIGN


def _known_kinds(kinds: list[str] | None) -> list[str] | None:
    """Return *kinds*; BadRequest names the ones there are when one is none."""
    for kind in kinds or ():
        if kind not in (*KINDS, "unknown"):
            raise BadRequest(f"unknown kind '{kind}'; kinds are {', '.join(KINDS)}")
    return kinds


def _campaign(name: str) -> str:
    """Return what the store calls the campaign of a *name* or file."""
    if name == NO_CAMPAIGN:
        return name
    return read_campaign(Path(name)).slug if name.endswith(".toml") else slug(name)


def _of_project(context: typer.Context, parameter: typer.CallbackParam, stated: Path) -> Path:
    """Return the store that was *stated*, else the one of the project that the current folder lies in."""
    source = context.get_parameter_source(parameter.name or "")
    return project().store if source is not None and source.name == "DEFAULT" else stated


StoreOption = Annotated[
    Path,
    typer.Option(
        "--store",
        help="Folder of the store; if not given, the one that prospector.toml names, else 'store'.",
        envvar="PROSPECTOR_STORE",
        callback=_of_project,
        show_default=False,
    ),
]
MarketsArgument = Annotated[
    list[str] | None, typer.Argument(metavar="MARKET...", help="Markets, as ISO codes: de at ch.")
]
MarketArgument = Annotated[str, typer.Argument(metavar="MARKET", help="A market, as an ISO code: de.")]
WorkersOption = Annotated[int, typer.Option("--workers", min=1, max=64, help="Processes that share the work.")]
KindOption = Annotated[
    list[str] | None,
    typer.Option("--kind", help="Only sites of this kind; may be given again.", callback=_known_kinds),
]
LimitOption = Annotated[int, typer.Option("--limit", min=0, help="How many at most; 0 for all.")]
CampaignOption = Annotated[
    str,
    typer.Option(
        "--campaign",
        help="Name or file of a campaign; without one, the market's own list.",
        callback=lambda name: _campaign(name),
    ),
]

DEFAULT_STORE = Path("store")
