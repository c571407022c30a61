"""``docs/link_selling.md`` says what the weights say."""

from pathlib import Path

import pytest

from prospector.markets.weights import weights

PAGE = (Path(__file__).parents[2] / "docs" / "link_selling.md").read_text(encoding="utf-8")
SIGNALS = [
    f"| `{name}` | {facts['grade']} | {facts['level']} | {facts['says']} |"
    for name, facts in weights("link_selling")["signals"].items()
]
CHECKS = [
    f"| {facts['requirement']} | `{name}` | {facts['says']} | {facts['unknown']} |"
    for name, facts in weights("quality")["checks"].items()
]


@pytest.mark.parametrize(("heading", "rows"), [("Signals", SIGNALS), ("The checklist", CHECKS)])
def test_the_page_has_every_row_and_no_other(heading: str, rows: list[str]) -> None:
    section = PAGE.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    table = [line for line in section.splitlines() if line.startswith("| ")][1:]
    assert table == rows, f"docs/link_selling.md: bring the table under '{heading}' up to date"
