"""Shortlists as files that a person opens."""

import csv
import json
import zipfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from xml.etree import ElementTree

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from prospector.errors import BadRequest, StoreWriteFailed
from prospector.ranking.export import COLUMNS, cell, shortlist, write_shortlist
from prospector.store.store import Store

_SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"

# Site names as strangers write them, who would like a spreadsheet to run them.
FORMULAS = [
    "=1+1",
    '=HYPERLINK("https://evil.example","Click")',
    "+49 30 1234",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1+1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "＝1+1",
    "＋1",
    "－1",
    "＠x",
]
HARMLESS = [
    "Löwenwerder = Wehrau",
    "a@b.de",
    "1-2",
    "東京新聞",
    "",
    "'quoted'",
    'A, "B"; C',
    "two\nlines",
    "https://a.de/",
]


def listed(names: list[str]) -> pa.Table:
    """A list with these names; each is also the second reason, and the first opportunity."""
    return pa.table(
        {
            "rank": pa.array(range(1, len(names) + 1), pa.int64()),
            "name": names,
            "score": [12.5] * len(names),
            "reasons_for": [["fine", name] for name in names],
            "opportunities": [[name, "more"] for name in names],
            "topic_score": pa.array([None] * len(names), pa.float64()),
            "judged_at": [datetime(2026, 3, 1, 23, 59, tzinfo=UTC)] * len(names),
        }
    )


def rows_of_xlsx(path: Path) -> list[list[str]]:
    """The cells of a workbook's first sheet as text; a cell that is a formula or an error fails."""
    with zipfile.ZipFile(path) as book:
        sheet = ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml"))
        strings = ["".join(text.itertext()) for text in ElementTree.fromstring(book.read("xl/sharedStrings.xml"))]
    assert sheet.find(f".//{_SHEET}f") is None
    assert sheet.find(f".//{_SHEET}hyperlink") is None
    rows = []
    for row in sheet.iter(f"{_SHEET}row"):
        cells = {cell.get("r", "").rstrip("0123456789"): "".join(cell.itertext()) for cell in row}
        texts = {cell.get("r", "").rstrip("0123456789") for cell in row if cell.get("t") == "s"}
        cells |= {letter: strings[int(cells[letter])] for letter in texts}
        rows.append([cells.get(letter, "") for letter in "ABCDEFG"])
    return rows


def rows_of_csv(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


READERS: dict[str, Callable[[Path], list[list[str]]]] = {"list.csv": rows_of_csv, "list.xlsx": rows_of_xlsx}


@pytest.mark.parametrize("name", READERS)
def test_no_cell_runs_as_a_formula(name: str, tmp_path: Path) -> None:
    write_shortlist(listed(FORMULAS), tmp_path / name)
    rows = READERS[name](tmp_path / name)[1:]
    assert [row[1].replace("_x000D_", "\r") for row in rows] == [f"'{text}" for text in FORMULAS]
    assert all(row[4].startswith("'") for row in rows), "a list that begins so, too"
    assert all(row[3].startswith("fine | ") for row in rows)


@pytest.mark.parametrize("name", READERS)
def test_what_is_no_formula_stays_as_it_is(name: str, tmp_path: Path) -> None:
    write_shortlist(listed(HARMLESS), tmp_path / name)
    assert [row[1] for row in READERS[name](tmp_path / name)[1:]] == HARMLESS


@pytest.mark.parametrize("name", READERS)
def test_cells_are_what_a_person_reads(name: str, tmp_path: Path) -> None:
    write_shortlist(listed(["A"]), tmp_path / name)
    assert READERS[name](tmp_path / name) == [
        ["rank", "name", "score", "reasons_for", "opportunities", "topic_score", "judged_at"],
        ["1", "A", "12.5", "fine | A", "A | more", "", "2026-03-01"],
    ]


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, ""),
        ([], ""),
        (["=1", "b"], "'=1 | b"),
        (-1.5, -1.5),
        (0, 0),
        (True, True),
        (date(2026, 3, 1), "2026-03-01"),
    ],
)
def test_cell(value: object, shown: object) -> None:
    assert cell(value) == shown


def test_a_csv_begins_with_a_byte_order_mark_when_asked(tmp_path: Path) -> None:
    """Without one Excel reads UTF-8 as the letters of the machine's country."""
    for name, bom in (("plain.csv", False), ("excel.csv", True)):
        write_shortlist(listed(["Löwe"]), tmp_path / name, bom=bom)
    plain, excel = ((tmp_path / name).read_bytes() for name in ("plain.csv", "excel.csv"))
    assert excel == b"\xef\xbb\xbf" + plain
    assert plain.startswith(b"rank,name,")
    assert plain.count(b"\r\n") == 2


def test_the_first_row_and_the_names_of_a_workbook_stay_in_sight(tmp_path: Path) -> None:
    write_shortlist(listed(["A"]), tmp_path / "list.xlsx")
    with zipfile.ZipFile(tmp_path / "list.xlsx") as book:
        sheet = ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml"))
    pane = sheet.find(f".//{_SHEET}pane")
    assert pane is not None
    assert (pane.get("xSplit"), pane.get("ySplit"), pane.get("state")) == ("2", "1", "frozen")


def test_json_lines_keep_lists_and_unknowns(tmp_path: Path) -> None:
    write_shortlist(listed(["=1+1", "Löwe"]), tmp_path / "list.jsonl")
    lines = (tmp_path / "list.jsonl").read_text(encoding="utf-8").splitlines()
    assert "Löwe" in lines[1]
    assert json.loads(lines[0]) == {
        "rank": 1,
        "name": "=1+1",
        "score": 12.5,
        "reasons_for": ["fine", "=1+1"],
        "opportunities": ["=1+1", "more"],
        "topic_score": None,
        "judged_at": "2026-03-01",
    }


def test_parquet_keeps_types(tmp_path: Path) -> None:
    table = listed(["=1+1"])
    write_shortlist(table, tmp_path / "list.PARQUET")
    assert pq.read_table(tmp_path / "list.PARQUET").equals(table)


@pytest.mark.parametrize("name", ["list.csv", "list.xlsx", "list.jsonl", "list.parquet"])
def test_a_list_of_nobody_can_be_written(name: str, tmp_path: Path) -> None:
    write_shortlist(listed([]), tmp_path / name)
    assert (tmp_path / name).is_file()


def test_what_cannot_be_named_so_is_refused(tmp_path: Path) -> None:
    cases = {
        tmp_path / "list.doc": f"{tmp_path}/list.doc: name a .csv, .xlsx, .jsonl or .parquet file",
        tmp_path / "list": f"{tmp_path}/list: name a .csv, .xlsx, .jsonl or .parquet file",
        tmp_path / "no" / "list.csv": f"{tmp_path}/no: no such folder; make it first, or name a file elsewhere",
        tmp_path / "folder.csv": f"{tmp_path}/folder.csv is a folder; name a file in it",
    }
    (tmp_path / "folder.csv").mkdir()
    for path, said in cases.items():
        with pytest.raises(BadRequest) as caught:
            write_shortlist(listed([]), path)
        assert str(caught.value) == said


@pytest.mark.parametrize("name", ["list.csv", "list.xlsx", "list.jsonl", "list.parquet"])
def test_a_folder_that_cannot_be_written_to_is_said(name: str) -> None:
    with pytest.raises(StoreWriteFailed, match="cannot write to /proc: No such file or directory"):
        write_shortlist(listed(["A"]), Path("/proc") / name)


# From a store


def test_a_shortlist_has_its_columns_in_the_order_a_person_reads_them(sample_store: Store) -> None:
    found = shortlist(sample_store, "DE")
    assert tuple(found.column_names) == COLUMNS
    assert COLUMNS[:7] == ("rank", "name", "home_url", "kind", "score", "reasons_for", "reasons_against")
    assert found.column("rank").to_pylist() == list(range(1, found.num_rows + 1))
    scores = found.column("score").to_pylist()
    assert scores == sorted(scores, reverse=True)


def test_nothing_of_a_prospect_is_left_out(sample_store: Store) -> None:
    assert set(COLUMNS) == set(sample_store.table("SELECT * FROM prospects LIMIT 0").column_names)


def test_a_shortlist_may_be_cut(sample_store: Store) -> None:
    assert shortlist(sample_store, "DE", limit=3).equals(shortlist(sample_store, "DE").slice(0, 3))


def test_a_market_without_prospects_has_an_empty_one(sample_store: Store) -> None:
    assert shortlist(sample_store, "NZ").num_rows == 0
