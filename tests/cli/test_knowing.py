"""``prospector markets`` as a person sees it."""

import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from prospector.markets.knowledge import knowledge
from tests.conftest import run_here

Command = Callable[..., "subprocess.CompletedProcess[str]"]
CLEAN: Mapping[str, str] = {"COLUMNS": "80", "PROSPECTOR_PROJECT": "", "PROSPECTOR_STORE": "", "PROSPECTOR_CONTACT": ""}


@pytest.fixture(scope="module")
def table() -> str:
    done = run_here("markets", env=CLEAN)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_every_market_has_a_line_with_its_counts(table: str) -> None:
    lines = {line.split()[0]: line for line in table.splitlines() if line}
    for code, market in knowledge().markets.items():
        assert market.name in lines[code.lower()]
    assert lines["de"].split()[1:3] == ["Germany", "de"]
    assert "3 of 10" in lines["cl"]


def test_it_fits_a_narrow_terminal(table: str) -> None:
    rows = table.split("\n\n")[0].splitlines()
    assert max(len(line.rstrip()) for line in rows) <= 80
    assert "…" not in table


def test_show_prints_all_that_is_known(prospector: Command) -> None:
    done = prospector("markets", "show", "uk", env={**CLEAN, "COLUMNS": "300"})
    assert done.returncode == 0
    market = knowledge().markets["GB"]
    shown = " ".join(done.stdout.split())
    facts = (*market.outreach.channels, *market.outreach.law, *market.outreach.avoid, *market.imprint_words)
    engines = [word for engine in market.search_engines for word in (engine.name, engine.crawler)]
    numbers = [number.name for number in market.ids]
    for fact in (
        "United Kingdom (gb)",
        "+44",
        ".uk",
        ".london",
        "Welsh (cy",
        market.outreach.tone,
        *facts,
        *engines,
        *numbers,
    ):
        assert " ".join(fact.split()) in shown
    assert "not legal advice" in shown
    assert "gb.toml" in shown


def test_an_unknown_market_is_named_with_the_ones_that_exist() -> None:
    done = run_here("markets", "show", "xx", env=CLEAN)
    assert done.returncode == 2
    assert done.stderr.startswith("prospector: unknown market 'xx'; there are ae, ar, at,")
    assert done.stdout == ""


def test_the_word_show_is_asked_for() -> None:
    done = run_here("markets", "de", env=CLEAN)
    assert (done.returncode, done.stderr) == (
        2,
        "prospector: 'de' is no command here; 'prospector markets show de' shows a market\n",
    )


def test_a_broken_file_of_the_project_is_said_and_not_a_traceback(tmp_path: Path) -> None:
    (tmp_path / "prospector.toml").write_text("contct = 'ada@example.org'\n", encoding="utf-8")
    for arguments in (["crawl", "de"], ["rank"], ["seeds", "list", "de"]):
        done = run_here(*arguments, cwd=tmp_path, env=CLEAN)
        assert (done.returncode, done.stderr) == (
            2,
            f"prospector: {tmp_path}/prospector.toml: unknown key 'contct'; is 'contact' meant?\n",
        ), arguments
