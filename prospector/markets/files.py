"""Where shipped data lies, and reading it."""

import csv
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from prospector.errors import BadData

_PACKAGE = Path(__file__).resolve().parents[1]


def data_path(*parts: str) -> Path:
    """Return a path below ``data/``: beside the package in a checkout, inside it when installed from a wheel."""
    beside = _PACKAGE.parent / "data"
    root = beside if (beside / "weights").is_dir() else _PACKAGE / "data"
    return root.joinpath(*parts)


def read_toml(path: Path) -> dict[str, Any]:
    """Return the contents of a TOML file; a broken one is named with its line."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise BadData(f"{path}: no such file") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadData(f"{path}: {error}") from None


def read_csv(path: Path) -> Iterator[dict[str, str]]:
    """Yield the rows of a shipped CSV file as dictionaries."""
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
