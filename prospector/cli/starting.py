"""``prospector init``: a project folder for what is the user's own."""

from pathlib import Path
from typing import Annotated

import typer

from prospector.cli.screen import say
from prospector.markets.project import make_project


def add_to(app: typer.Typer) -> None:
    """Add the command of this module to *app*."""
    app.command()(init)


def init(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Where the project begins; made if need be.")],
    contact: Annotated[
        str, typer.Option("--contact", help="E-mail or web address, for the user agent of every request.")
    ] = "",
) -> None:
    """Make a project folder: prospector.toml, and an example each of seeds, markets and campaigns."""
    written = make_project(folder, contact)
    for path in written:
        say(f"wrote {path}")
    if not contact:
        say(f"Next: set 'contact' in {folder / 'prospector.toml'}, so that the owner of a site can reach you.")
    there = "" if folder.resolve() == Path.cwd() else f"cd {folder} && "
    say(f"      {there}prospector seeds list de")
