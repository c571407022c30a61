"""Options that several commands share: the same name for the same thing everywhere."""

import os
from pathlib import Path
from typing import Annotated

import typer

StoreOption = Annotated[
    Path, typer.Option("--store", help="Folder of the store.", envvar="PROSPECTOR_STORE", show_default=True)
]
MarketsArgument = Annotated[list[str], typer.Argument(metavar="MARKET...", help="Markets, as ISO codes: de at ch.")]
MarketArgument = Annotated[str, typer.Argument(metavar="MARKET", help="A market, as an ISO code: de.")]
WorkersOption = Annotated[int, typer.Option("--workers", min=1, max=64, help="Processes that share the work.")]
KindOption = Annotated[list[str] | None, typer.Option("--kind", help="Only sites of this kind; may be given again.")]
LimitOption = Annotated[int, typer.Option("--limit", min=0, help="How many at most; 0 for all.")]
CampaignOption = Annotated[
    str, typer.Option("--campaign", help="Name of a campaign; without one, the market's own list.")
]

DEFAULT_STORE = Path(os.environ.get("PROSPECTOR_STORE") or "store")
