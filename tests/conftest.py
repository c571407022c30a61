"""What tests share: the knowledge, and one crawl of the sample web for all that look at its results."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from prospector.judging.knowledge import Knowledge
from prospector.markets.knowledge import knowledge as shipped_knowledge
from prospector.store.store import Store, open_store

Command = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    return shipped_knowledge()


def run_command(*arguments: str | Path, cwd: Path | None = None) -> "subprocess.CompletedProcess[str]":
    """Run ``prospector`` in a process of its own, as a user would, and return what it said."""
    command = [sys.executable, "-m", "prospector", *map(str, arguments)]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, timeout=240, check=False)


@pytest.fixture(scope="session")
def prospector() -> Command:
    return run_command


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> "tuple[Path, subprocess.CompletedProcess[str]]":
    """The folder that ``prospector demo`` filled, and what it printed."""
    folder = tmp_path_factory.mktemp("demo")
    done = run_command("demo", "--folder", folder)
    assert done.returncode == 0, done.stderr
    return folder, done


@pytest.fixture(scope="session")
def sample_store(demo: "tuple[Path, subprocess.CompletedProcess[str]]") -> Store:
    """The store of the demo. Read it, never write to it."""
    return open_store(demo[0] / "store")
