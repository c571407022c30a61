"""Weights: how much each signal counts. Data in ``data/weights/``, so that a changed weight is a re-run of seconds."""

from functools import cache
from typing import Any

import pyarrow as pa

from prospector.errors import BadData
from prospector.markets.files import data_path, read_toml

TABLES = ("campaign", "country", "kind", "link_selling", "quality", "rank", "topic")


@cache
def weights(name: str) -> dict[str, Any]:
    """Return the weights of one subject as its file has them."""
    return read_toml(data_path("weights", f"{name}.toml"))


@cache
def decisive_signals() -> frozenset[tuple[str, str]]:
    """Return the subject and signal of evidence that decides alone (grade A), after which a visit may stop."""
    signals = weights("link_selling")["signals"]
    return frozenset(("link_selling", name) for name, facts in signals.items() if facts["grade"] == "A")


def weight_tables() -> dict[str, pa.Table]:
    """Return the weights as tables for SQL: one row a signal with its facts, and the numbers by name."""
    tables = {f"{name}_weights": _signals(name) for name in TABLES if "signals" in weights(name)}
    numbers = [
        (f"{name}.{key}", float(value)) for name in TABLES for key, value in weights(name).get("numbers", {}).items()
    ]
    tables["numbers"] = pa.table({"name": [key for key, _ in numbers], "value": [value for _, value in numbers]})
    return tables


def _signals(name: str) -> pa.Table:
    rows = [{"signal": signal, **facts} for signal, facts in weights(name)["signals"].items()]
    columns = {key for row in rows for key in row}
    for row in rows:
        if set(row) != columns:
            missing = ", ".join(sorted(columns - set(row)))
            raise BadData(f"{data_path('weights', name + '.toml')}: signal '{row['signal']}' lacks {missing}")
    return pa.Table.from_pylist(rows)
