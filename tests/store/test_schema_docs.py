"""``docs/schema.md`` says what the store has."""

import re
from pathlib import Path

import pytest

from prospector.store.queries import RELATIONS
from prospector.store.store import Store

DOCS = Path(__file__).parents[2] / "docs" / "schema.md"


def documented(relation: str) -> list[tuple[str, str]]:
    section = DOCS.read_text(encoding="utf-8").split(f"\n## {relation}\n")[1].split("\n## ")[0]
    return re.findall(r"^\| (\w+) \| (.+?) \| .+ \|$", section, re.MULTILINE)[1:]


@pytest.mark.parametrize("relation", RELATIONS)
def test_every_column_is_documented_with_its_type(relation: str, tmp_path: Path) -> None:
    store = Store.create(tmp_path / "store")
    described = store.table(f"DESCRIBE {relation}").to_pylist()
    columns = [
        (row["column_name"], row["column_type"].replace("TIMESTAMP WITH TIME ZONE", "TIMESTAMPTZ")) for row in described
    ]
    assert documented(relation) == columns, f"docs/schema.md: bring the table of '{relation}' up to date"
