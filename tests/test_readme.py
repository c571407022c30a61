"""What README.md shows is what the commands print."""

import re
from pathlib import Path
from subprocess import CompletedProcess

from tests.conftest import run_command

README = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```text\n(.*?)```", README, re.DOTALL)


def said(text: str) -> list[str]:
    """Return the lines of an output without what differs from run to run: folders, and the day of the crawl."""
    text = re.sub(r"\d{4}-\d\d-\d\d", "DAY", re.sub(r"\S*/?demo\S*", "FOLDER", text))
    return [line.rstrip() for line in text.splitlines() if line.strip() and "FOLDER" not in line]


def test_the_demo_prints_what_the_readme_shows(demo: "tuple[Path, CompletedProcess[str]]") -> None:
    printed = said(demo[1].stdout)
    for line in said(BLOCKS[0]):
        assert line in printed, f"README.md shows a line that 'make demo' does not print: {line!r}"


def test_explain_prints_what_the_readme_shows(demo: "tuple[Path, CompletedProcess[str]]") -> None:
    done = run_command("explain", "diariodevalmontera.es", "--store", demo[0] / "store")
    printed = said(done.stdout)
    for line in said(BLOCKS[1].replace("[...]", "")):
        assert line in printed, f"README.md shows a line that 'prospector explain' does not print: {line!r}"
