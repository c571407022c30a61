"""``prospector``: the commands, and how problems are said."""

import sys

import typer

from prospector.cli import asking, campaigning, crawling, demonstrating, judging, knowing, seeding, selling, starting
from prospector.cli.screen import problem
from prospector.errors import ProspectorError
from prospector.version import __version__

app = typer.Typer(
    name="prospector",
    help="Find, country by country, the sites worth asking for a link or a mention, with the evidence.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
for commands in (demonstrating, starting, crawling, judging, asking, campaigning, knowing, seeding, selling):
    commands.add_to(app)


@app.callback(invoke_without_command=True)
def _version(version: bool = typer.Option(False, "--version", help="Print the version and exit.")) -> None:
    if version:
        typer.echo(f"prospector {__version__}")
        raise typer.Exit


def main() -> None:
    """Run the command line. Exit 0 done, 1 the run failed, 2 the request makes no sense."""
    try:
        app()
    except ProspectorError as error:
        problem(str(error))
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        problem("interrupted")
        sys.exit(130)
