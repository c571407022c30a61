"""docs/operations.md says what holds: keys of the summary, exit codes, the line for cron, the units for systemd."""

import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import pytest

from prospector import errors
from prospector.markets.files import data_path
from prospector.store.summaries import Summary

PAGE = (Path(__file__).parents[2] / "docs" / "operations.md").read_text(encoding="utf-8")
BIN = Path(sys.executable).parent


def rows(heading: str) -> list[str]:
    """The first cells of the table below a heading."""
    section = PAGE.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    return re.findall(r"^\| (\S+) \|", section, re.MULTILINE)[1:]


def block(language: str, number: int = 0) -> str:
    found: list[str] = re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)
    return found[number]


def test_every_key_of_a_summary_is_documented() -> None:
    assert rows("The summary of a run") == [field.name for field in fields(Summary)]


def test_every_exit_code_is_documented() -> None:
    raised = {cls.exit_code for cls in vars(errors).values() if isinstance(cls, type) and hasattr(cls, "exit_code")}
    assert rows("Exit codes") == [str(code) for code in sorted({0, 130} | raised)]


@pytest.fixture(scope="module")
def unattended(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project folder in which the line for cron has run: an empty environment, a plain shell, no terminal."""
    folder = tmp_path_factory.mktemp("links")
    (folder / ".venv").mkdir()
    (folder / ".venv" / "bin").symlink_to(BIN)
    (folder / "seeds.csv").write_text("url,market,kind\nhttps://www.tannwerder.de/,DE,government\n")
    web = data_path("sample", "web.warc.gz")
    line = block("cron").split(maxsplit=5)[5].replace("/srv/links", str(folder))
    line = line.replace("--workers 2", f"--workers 2 --seeds seeds.csv --replay {web}")
    done = subprocess.run(["/bin/sh", "-c", line], env={}, stdin=subprocess.DEVNULL, capture_output=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    return folder


def test_the_line_for_cron_works_as_it_stands_there(unattended: Path) -> None:
    log = (unattended / "crawl.log").read_text(encoding="utf-8").splitlines()
    assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d INFO run \S+: 1 sites to visit with 1 worker", log[0])
    assert re.match(r"run \S+ finished after ", log[1])
    assert not [line for line in log if "\x1b" in line or "Traceback" in line]


def test_the_summary_is_in_the_store_and_in_the_log(unattended: Path) -> None:
    (path,) = (unattended / "store" / "summaries").glob("*.json")
    summary = json.loads(path.read_text(encoding="utf-8"))
    assert f"Summary  {path}" in (unattended / "crawl.log").read_text(encoding="utf-8")
    assert list(summary) == [field.name for field in fields(Summary)]
    assert (summary["status"], summary["planned"], summary["visited"], summary["left"]) == ("finished", 1, 1, 0)


def test_systemd_takes_the_units(tmp_path: Path) -> None:
    if not shutil.which("systemd-analyze"):
        assert os.environ.get("CI") != "true", "no systemd-analyze; .ci/run installs systemd"
        pytest.skip("no systemd-analyze on this machine")
    here = {"/srv/links/.venv/bin": str(BIN), "/srv/links": str(tmp_path), "User=prospector": f"User={os.getuid()}"}
    for number, name in enumerate(("prospector.service", "prospector.timer")):
        unit = block("ini", number)
        for stated, found in here.items():
            unit = unit.replace(stated, found)
        (tmp_path / name).write_text(unit)
    units = [str(tmp_path / name) for name in ("prospector.service", "prospector.timer")]
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *units], capture_output=True, text=True, check=False
    )
    assert (done.returncode, [line for line in done.stderr.splitlines() if "prospector" in line]) == (0, [])
