"""``docs/markets.md`` says what the data says."""

import runpy
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def test_the_page_on_markets_is_current(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PROSPECTOR_PROJECT", raising=False)
    script = runpy.run_path(str(ROOT / "data" / "sources" / "markets_page.py"))
    written = (ROOT / "docs" / "markets.md").read_text(encoding="utf-8")
    assert written == script["markets_page"](), "docs/markets.md is not what data/ says: run 'make docs'"
