"""A renderer that eats memory is ended; nothing else is."""

import subprocess
import sys
from pathlib import Path

import pytest

from prospector.crawling.hogs import end_hogs

EATS = "held = b'x' * {} ; print('ready', flush=True); input()"


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="reads /proc")
@pytest.mark.parametrize(
    ("kind", "megabytes", "ended"), [("renderer", 96, True), ("renderer", 1, False), ("utility", 96, False)]
)
def test_what_is_ended(kind: str, megabytes: int, ended: bool) -> None:
    command = [sys.executable, "-c", EATS.format(megabytes * 1024 * 1024), f"--type={kind}"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        assert end_hogs(64) == int(ended)
        process.communicate("\n")
    assert process.returncode == (-9 if ended else 0)
