"""``prospector init`` and ``prospector seeds``, from an empty folder to a checked list."""

import csv
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from prospector.markets.files import data_path
from prospector.markets.project import make_project
from prospector.markets.seeds import shipped_seeds
from tests.conftest import run_here

Command = Callable[..., "subprocess.CompletedProcess[str]"]
CLEAN: Mapping[str, str] = {"COLUMNS": "80", "PROSPECTOR_PROJECT": "", "PROSPECTOR_STORE": "", "PROSPECTOR_CONTACT": ""}
SAMPLE = ("--seeds", data_path("sample", "seeds.csv"), "--replay", data_path("sample", "web.warc.gz"))
WARNING = "warning: no contact address in the user agent"


@pytest.fixture
def run(prospector: Command, tmp_path: Path) -> Command:
    """Run a command in a new project folder."""
    make_project(tmp_path)
    return lambda *arguments: (prospector if {"check", "crawl"} & set(arguments) else run_here)(
        *arguments, cwd=tmp_path, env=CLEAN
    )


def test_init_says_what_it_wrote_and_what_is_next(tmp_path: Path) -> None:
    done = run_here("init", "mine", cwd=tmp_path, env=CLEAN)
    assert done.stdout.splitlines() == [
        "wrote mine/seeds/de.csv",
        "wrote mine/markets/de.toml",
        "wrote mine/campaigns/example.toml",
        "wrote mine/prospector.toml",
        "Next: set 'contact' in mine/prospector.toml, so that the owner of a site can reach you.",
        "      cd mine && prospector seeds list de",
    ]
    again = run_here("init", "mine", cwd=tmp_path, env=CLEAN)
    assert (again.returncode, again.stderr) == (
        2,
        "prospector: mine/prospector.toml exists already; nothing was changed\n",
    )


def test_init_in_the_folder_one_is_in_sends_nobody_elsewhere(tmp_path: Path) -> None:
    done = run_here("init", ".", cwd=tmp_path, env=CLEAN)
    assert done.stdout.splitlines()[-1] == "      prospector seeds list de"


def test_what_is_added_is_listed_as_yours_and_counted(run: Command) -> None:
    added = run("seeds", "add", "de", "https://www.murgbote.de/", "--kind", "community", "--name", "Murgbote")
    assert added.returncode == 0
    assert added.stdout.startswith("murgbote.de added to ")
    listed = run("seeds", "list", "de", "--kind", "community", "--format", "csv")
    assert listed.stdout.splitlines()[1] == "https://www.murgbote.de/,community,Murgbote,,,"
    assert "1 of them your own" in run("markets", "show", "de").stdout
    planned = run("crawl", "de", "--kind", "community", "--dry-run")
    assert "murgbote.de" in planned.stdout


def test_list_prints_a_table_that_fits_and_its_counts(run: Command) -> None:
    done = run("seeds", "list", "ae")
    lines = [line.rstrip() for line in done.stdout.splitlines()]
    assert lines[0].split() == ["kind", "lang", "name", "url"]
    assert max(map(len, lines[:-1])) <= 80
    count = len(shipped_seeds("ae").seeds)
    assert lines[-1].startswith(f"{count} seeds: ")


def test_import_says_what_became_of_a_list(run: Command, tmp_path: Path) -> None:
    known = shipped_seeds("at").seeds[0].url
    (tmp_path / "list.txt").write_text(f"https://www.murgbote.at/\n{known}\nhttp://murgbote.at/\n", encoding="utf-8")
    done = run("seeds", "import", "list.txt", "--market", "at", "--kind", "publication")
    assert done.stdout.splitlines() == [
        f"1 seed added to {tmp_path}/seeds/at.csv",
        "1 known already, 1 named twice",
    ]
    again = run("seeds", "import", "list.txt", "--market", "at")
    assert again.stdout == "nothing to add: 2 known already, 1 named twice\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["add", "de", "www.murgbote.de"], "'www.murgbote.de' has no scheme; write https://www.murgbote.de/"),
        (["add", "de", "https://www.murgbote.de/", "--kind", "blok"], "unknown kind 'blok'; kinds are publication,"),
        (["add", "xx", "https://www.murgbote.de/"], "unknown market 'xx'; there are ae, ar"),
        (["import", "none.csv", "--market", "de"], "none.csv: no such file"),
        (["import", "semicolons.csv"], "semicolons.csv:1: the columns are separated by semicolons; save"),
        (["check", "de", "--kind", "education"], "no such seeds to check; 'prospector seeds list MARKET' shows what"),
        (["check", "de", "-o", "nowhere/report.csv"], "nowhere: no such folder; make it first, or name a file"),
    ],
)  # fmt: skip
def test_a_request_that_makes_no_sense_is_said_and_changes_nothing(
    arguments: list[str], said: str, run: Command, tmp_path: Path
) -> None:
    (tmp_path / "semicolons.csv").write_text("url;market\nhttps://www.murgbote.de/;de\n", encoding="utf-8")
    before = sorted(str(path) for path in tmp_path.rglob("*"))
    done = run("seeds", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"prospector: {said}")
    assert done.stderr.count("\n") == 1
    assert sorted(str(path) for path in tmp_path.rglob("*")) == before


def test_check_reports_and_changes_no_list(run: Command, tmp_path: Path) -> None:
    done = run("seeds", "check", "de", *SAMPLE, "-o", "report.csv")
    assert done.returncode == 0, done.stderr
    assert WARNING not in done.stderr
    with (tmp_path / "report.csv").open(encoding="utf-8", newline="") as file:
        found = {row["url"]: row for row in csv.DictReader(file)}
    assert found["https://www.tannwerder-bote.com/"]["verdict"] == "moved"
    assert found["https://www.tannwerder-bote.com/"]["found_url"] == "https://www.tannwerder-bote.de/"
    assert found["https://www.loewenwerder-anzeigen.de/"]["verdict"] == "parked"
    assert found["https://www.ihk-brockwerder.de/"]["verdict"] == "ok"
    lines = done.stdout.splitlines()
    assert lines[0].split() == ["verdict", "url", "detail"]
    assert lines[-1] == "report written to report.csv; no list was changed"
    assert "1 moved, 1 parked" in lines[-2]


def test_a_live_crawl_warns_while_no_contact_is_set(run: Command, tmp_path: Path) -> None:
    (tmp_path / "one.csv").write_text("url\nhttps://www.murgbote.invalid/\n", encoding="utf-8")
    live = ("crawl", "de", "--seeds", "one.csv")
    said = " ".join(run(*live).stderr.split())
    assert WARNING in said
    assert f"set 'contact' in {tmp_path}/prospector.toml" in said.replace("- ", "-")
    (tmp_path / "prospector.toml").write_text("contact = 'ada@example.org'\n", encoding="utf-8")
    assert WARNING not in run(*live, "--store", "other").stderr


def test_the_store_is_the_one_the_project_names(run: Command, tmp_path: Path) -> None:
    (tmp_path / "prospector.toml").write_text("store = 'kept'\n", encoding="utf-8")
    done = run("prospects", "de")
    assert done.returncode == 2
    assert str(tmp_path / "kept") in done.stderr
