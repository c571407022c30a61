"""What tests share: the knowledge, and one crawl of the sample web for all that look at its results."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from contextlib import redirect_stderr, redirect_stdout
from datetime import UTC, datetime, timedelta
from fcntl import LOCK_EX, flock
from io import StringIO
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from prospector.cli import screen
from prospector.cli.app import main
from prospector.crawling.browser import find_browser
from prospector.judging.knowledge import Knowledge
from prospector.markets.knowledge import knowledge as shipped_knowledge
from prospector.markets.knowledge import sites
from prospector.models import Page, PlannedVisit, Visit
from prospector.store.store import Store, open_store

# The site of the sample web that shows nothing without a browser.
BROWSER_SITE = "amblethorn-wheelers.org.uk"

Command = Callable[..., "subprocess.CompletedProcess[str]"]

# A disk on which no file can grow past so many bytes: real writes fail, in the process and in the ones it starts.
_FULL_DISK = (
    "import resource, runpy; resource.setrlimit(resource.RLIMIT_FSIZE, ({0}, {0})); "
    "runpy.run_module('prospector', run_name='__main__')"
)


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    return shipped_knowledge()


def run_command(
    *arguments: str | Path, cwd: Path | None = None, env: Mapping[str, str] | None = None, disk: int = 0
) -> "subprocess.CompletedProcess[str]":
    """Run ``prospector`` in a process of its own, as a user would, and return what it said.

    *env* is added to the environment; where *disk* is given, no file can grow past so many bytes.
    """
    start = ["-c", _FULL_DISK.format(disk)] if disk else ["-m", "prospector"]
    command = [sys.executable, *start, *map(str, arguments)]
    environment = {**os.environ, **(env or {})}
    return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, timeout=240, check=False)


def run_here(
    *arguments: str | Path, cwd: Path | None = None, env: Mapping[str, str] | None = None
) -> "subprocess.CompletedProcess[str]":
    """Run ``prospector`` in this process, which is quicker, and return what it said.

    Not for commands that fetch, since a reactor starts once in a process.
    """
    out, err, code = StringIO(), StringIO(), 0
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        patch.setattr(sys, "argv", ["prospector", *map(str, arguments)])
        patch.chdir(cwd or Path.cwd())
        for name, value in (env or {}).items():
            patch.setenv(name, value)
        patch.setattr(
            screen.out, "_width", int((env or {}).get("COLUMNS", 80))
        )  # read from COLUMNS as a process starts
        try:
            main()
        except SystemExit as end:
            code = int(end.code or 0)
    return subprocess.CompletedProcess(arguments, code, out.getvalue(), err.getvalue())


@pytest.fixture(scope="session")
def prospector() -> Command:
    return run_command


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> "tuple[Path, subprocess.CompletedProcess[str]]":
    """The folder that ``prospector demo`` filled, and what it printed; processes that share the tests share it too."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    folder, said = shared / "demo", shared / "demo.json"
    with (shared / "demo.lock").open("w") as lock:
        flock(lock, LOCK_EX)  # the first to come makes it, with all cores, and the others wait
        if not said.exists():
            done = run_command("demo", "--folder", folder, "--workers", "2")
            said.write_text(json.dumps([done.returncode, done.stdout, done.stderr]), encoding="utf-8")
    done = subprocess.CompletedProcess("demo", *json.loads(said.read_text(encoding="utf-8")))
    assert done.returncode == 0, done.stderr
    return folder, done


@pytest.fixture(scope="session")
def sample_store(demo: "tuple[Path, subprocess.CompletedProcess[str]]") -> Store:
    """The store of the demo. Read it, never write to it."""
    return open_store(demo[0] / "store")


@pytest.fixture(scope="session")
def empty_store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A store in which nothing is. Read it, never write to it."""
    return Store.create(tmp_path_factory.mktemp("empty") / "store")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A store of the test's own."""
    return Store.create(tmp_path / "store")


def _page(url: str, **facts: Any) -> Page:
    known = {"site": sites().site_of(url), "section": sites().section_of(url), "fetched_at": datetime.now(UTC)}
    return Page(url, **{**known, **facts})


def _visit(url: str, *, days_ago: float = 0, market: str = "DE", kind: str = "blog", **facts: Any) -> Visit:
    moment = datetime.now(UTC) - timedelta(days=days_ago)
    known = {
        "visit": uuid4().hex,
        "planned": PlannedVisit(sites().site_of(url), url, market, kind, "seed, never visited"),
        "started_at": moment,
        "ended_at": moment,
        "outcome": "read",
    }
    return Visit(**{**known, **facts})


@pytest.fixture(scope="session")
def make_page() -> Callable[..., Page]:
    """Makes the page at an address, read just now, with the facts given."""
    return _page


@pytest.fixture(scope="session")
def make_visit() -> Callable[..., Visit]:
    """Makes a visit of the site of an address that ended so many days ago, having read what it came for."""
    return _visit


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "browser: needs Chromium; left out where there is none, but never in CI")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave out what needs a browser where there is none; with ``CI=true`` it fails instead."""
    if find_browser(os.environ.get("PROSPECTOR_BROWSER", "")) or os.environ.get("CI") == "true":
        return
    for item in items:
        if item.get_closest_marker("browser") or BROWSER_SITE in item.name:
            item.add_marker(pytest.mark.skip(reason="no browser; 'apt-get install chromium' installs one"))
