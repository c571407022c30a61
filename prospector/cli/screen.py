"""How things look on a terminal."""

import logging
import sys
from collections.abc import Iterable, Sequence
from typing import Any

import pyarrow as pa
from rich.console import Console
from rich.table import Table
from rich.text import Text

from prospector.markets.project import project

_NUMBERS = frozenset(
    {
        "#",
        "score",
        "fit",
        "sites",
        "read",
        "moved",
        "failed",
        "pages",
        "weight",
        "prospects",
        "publications",
        "chambers",
        "blogs",
    }
)
_LEAST_WIDTHS = {"#": 3, "score": 5, "kind": 11, "country": 9, "lang": 4, "languages": 12, "links": 18}

out = Console(soft_wrap=False)
err = Console(stderr=True)

_LOG = logging.Formatter("%(asctime)s %(levelname)s %(message)s", "%Y-%m-%d %H:%M:%S")


def problem(sentence: str) -> None:
    """Say what went wrong, on standard error, in one sentence."""
    print(f"prospector: {sentence}", file=sys.stderr)


def note(sentence: str) -> None:
    """Say how work goes on, on standard error."""
    err.print(sentence, markup=False, highlight=False, soft_wrap=True)


def log(sentence: str) -> None:
    """Say how unattended work goes on, on standard error, in a line like those that workers log."""
    note(_LOG.format(logging.makeLogRecord({"levelname": "INFO", "msg": sentence})))


def warn_without_contact() -> None:
    """Say clearly that nobody can be asked about the requests, while no contact address is set."""
    here = project()
    if not here.contact:
        way = f"set 'contact' in {here.file}" if here.file else "'prospector init FOLDER' makes a project to hold one"
        note(f"warning: no contact address in the user agent, so whoever runs a site can only block you; {way}")


def say(sentence: str = "") -> None:
    """Print a line of the answer."""
    out.print(sentence, markup=False, highlight=False, soft_wrap=True)


def table(title: str, columns: Sequence[str], rows: Iterable[Sequence[Any]], *, wide: Sequence[str] = ()) -> None:
    """Print *rows* under *columns*; the *wide* ones wrap between words, the others are cut when there is no room."""
    shown = Table(
        title=title or None, title_justify="left", box=None, pad_edge=False, header_style="bold", title_style="bold"
    )
    for column in columns:
        shown.add_column(
            column,
            no_wrap=column not in wide,
            overflow="fold" if column in wide else "ellipsis",
            justify="right" if column in _NUMBERS else "left",
            min_width=_LEAST_WIDTHS.get(column),
        )
    for row in rows:
        shown.add_row(*(Text(shown_as(value)) for value in row))
    out.print(shown)


def facts(rows: Iterable[tuple[str, Any]]) -> None:
    """Print what is known of a thing: names on the left, values on the right, a list's entries one below the other."""
    shown = Table(box=None, pad_edge=False, show_header=False)
    shown.add_column(no_wrap=True, style="bold")
    shown.add_column(overflow="fold")
    for name, value in rows:
        shown.add_row(name, Text("\n".join(map(str, value)) if value and isinstance(value, list) else shown_as(value)))
    out.print(shown)


def shown_as(value: Any) -> str:
    """Return a value as a cell of a table on screen.

    >>> shown_as(None), shown_as(12.345), shown_as(["a", "b"])
    ('–', '12.3', 'a; b')
    """
    if value is None or value in ("", []):
        return "–"
    if isinstance(value, float):
        return f"{value:.1f}"
    if isinstance(value, list):
        return "; ".join(map(str, value))
    return str(value)


def arrow_table(found: pa.Table) -> None:
    """Print the answer to a query as a table."""
    rows = found.to_pylist()
    table("", found.column_names, [list(row.values()) for row in rows], wide=found.column_names)
    say(f"{len(rows)} row{'' if len(rows) == 1 else 's'}")
