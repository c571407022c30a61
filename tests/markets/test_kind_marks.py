"""The marks of kinds: each stands for one kind, sorted, written as it is looked for."""

import pytest

from prospector.folding import fold
from prospector.markets.files import data_path, read_toml
from prospector.models import KINDS

MARKS = read_toml(data_path("kind_marks.toml"))


@pytest.mark.parametrize("table", MARKS)
def test_a_mark_stands_for_one_kind(table: str) -> None:
    marks = [mark for listed in MARKS[table].values() for mark in listed]
    assert set(MARKS[table]) <= set(KINDS)
    assert sorted(marks) == sorted(set(marks))


@pytest.mark.parametrize("table", MARKS)
def test_marks_are_sorted(table: str) -> None:
    for kind, marks in MARKS[table].items():
        bare = [mark.strip("*") for mark in marks]
        assert bare == sorted(bare), f"data/kind_marks.toml: sort {table}.{kind}"


@pytest.mark.parametrize("table", ["engines", "shops", "platforms", "suffixes", "second_level", "host_ends", "paths"])
def test_marks_that_are_looked_for_in_small_letters_are_written_so(table: str) -> None:
    marks = [mark for listed in MARKS[table].values() for mark in listed]
    assert [mark for mark in marks if mark != fold(mark)] == []
