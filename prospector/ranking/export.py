"""Shortlists as files that a person opens: CSV, XLSX, JSON Lines or Parquet, by the file's name."""

import csv
import json
from collections.abc import Iterator
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import xlsxwriter

from prospector.errors import BadRequest
from prospector.store.parts import replacing
from prospector.store.store import Store

COLUMNS = (
    "rank",
    "name",
    "home_url",
    "kind",
    "score",
    "reasons_for",
    "reasons_against",
    "contact_email",
    "contact_url",
    "opportunities",
    "checks",
    "best_page",
    "landing_page",
    "country",
    "country_status",
    "language",
    "topic",
    "subtopics",
    "link_selling",
    "country_score",
    "language_score",
    "topic_score",
    "quality_score",
    "authority_score",
    "section",
    "site",
    "market",
    "campaign",
    "first_seen",
    "last_seen",
    "judged_at",
)
"""The columns of a shortlist in the order a person reads them."""

_RUNS_AS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_SHORTLIST = """
  SELECT * FROM prospects WHERE market = $market AND campaign = $campaign ORDER BY rank LIMIT $limit
"""
_NO_LIMIT = 1 << 40


def shortlist(store: Store, market: str, *, campaign: str = "_", limit: int = 0) -> pa.Table:
    """Return the ranked prospects of a market, best first, with the columns of `COLUMNS`; *limit* 0 means all."""
    parameters = {"market": market, "campaign": campaign, "limit": limit or _NO_LIMIT}
    return store.table(_SHORTLIST, parameters).select(COLUMNS)


def write_shortlist(table: pa.Table, path: Path, *, bom: bool = False) -> None:
    """Write *table* as the kind of file that *path* names, whole or not at all.

    With *bom* a CSV opens in Excel with its letters right.
    """
    writer = _WRITERS.get(path.suffix.lower())
    if writer is None:
        raise BadRequest(f"{path}: name a .csv, .xlsx, .jsonl or .parquet file")
    if not path.parent.is_dir():
        raise BadRequest(f"{path.parent}: no such folder; make it first, or name a file elsewhere")
    if path.is_dir():
        raise BadRequest(f"{path} is a folder; name a file in it")
    with replacing(path) as temporary:
        writer(table, temporary, bom)


def _write_csv(table: pa.Table, path: Path, bom: bool) -> None:
    with path.open("w", encoding="utf-8-sig" if bom else "utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(table.column_names)
        rows.writerows(_cells(table))


def _write_xlsx(table: pa.Table, path: Path, bom: bool) -> None:
    options = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    made = BytesIO()
    with xlsxwriter.Workbook(made, options) as book:
        sheet = book.add_worksheet("prospects")
        sheet.freeze_panes(1, 2)
        sheet.write_row(0, 0, table.column_names, book.add_format({"bold": True}))
        for number, cells in enumerate(_cells(table), start=1):
            sheet.write_row(number, 0, cells)
    path.write_bytes(made.getvalue())


def _write_jsonl(table: pa.Table, path: Path, bom: bool) -> None:
    lines = (json.dumps(row, ensure_ascii=False, default=_said) for row in table.to_pylist())
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def _write_parquet(table: pa.Table, path: Path, bom: bool) -> None:
    pq.write_table(table, path)


_WRITERS = {".csv": _write_csv, ".xlsx": _write_xlsx, ".jsonl": _write_jsonl, ".parquet": _write_parquet}


def _cells(table: pa.Table) -> Iterator[list[Any]]:
    for row in table.to_pylist():
        yield [cell(value) for value in row.values()]


def cell(value: Any) -> Any:
    """Return a value as a spreadsheet cell: lists joined, moments as days, and nothing that would run as a formula.

    Titles come from strangers, so a text that a spreadsheet would take for a formula gets an apostrophe before it.

    >>> cell("=HYPERLINK(1)"), cell(["a", "b"]), cell(None)
    ("'=HYPERLINK(1)", 'a | b', '')
    """
    if value is None:
        return ""
    if isinstance(value, list):
        return cell(" | ".join(map(str, value)))
    if isinstance(value, date):
        return _said(value)
    if isinstance(value, str) and value.startswith(_RUNS_AS_FORMULA):
        return f"'{value}"
    return value


def _said(value: object) -> str:
    return f"{value:%Y-%m-%d}" if isinstance(value, datetime | date) else str(value)
