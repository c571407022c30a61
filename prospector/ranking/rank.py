"""Judging all sites of a store and ranking the prospects of every market: the SQL files beside this one, in order."""

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from prospector.markets.knowledge import knowledge, sites
from prospector.markets.weights import weight_tables, weights
from prospector.ranking.lists import write_lists
from prospector.store.parts import clear_leftovers
from prospector.store.queries import copied, read_sql
from prospector.store.sellers import Sellers, read_sellers
from prospector.store.store import RANKED, Store

_SQL = Path(__file__).with_name("sql")
NO_CAMPAIGN = "_"


def rank(store: Store, as_of: datetime | None = None) -> dict[str, int]:
    """Judge every site and rank every market; return how many prospects each market has.

    *as_of* is the moment that ages are counted from, now unless given. Everything is computed before anything is
    replaced, so a rank that fails leaves the last one standing. Parts that were merged a while ago are deleted.
    """
    clear_leftovers(store.path)
    with store.connect() as connection:
        connection.execute(read_sql("ranked.sql").replace("CREATE TABLE", "CREATE TEMP TABLE"))
        for name, table in {**weight_tables(), **_facts(), **_said(read_sellers(store))}.items():
            connection.register(name, table)
        for path in sorted(_SQL.glob("*.sql")):
            run_script(connection, path.read_text(encoding="utf-8"), {"as_of": as_of or datetime.now(UTC)})
        return _write(store, connection)


def run_script(connection: duckdb.DuckDBPyConnection, script: str, parameters: Mapping[str, Any]) -> None:
    """Run the statements of a file, giving each the parameters it names."""
    for statement in connection.extract_statements(script):
        wanted = {name: parameters[name] for name in statement.named_parameters}
        connection.execute(statement, wanted)


def _facts() -> dict[str, pa.Table]:
    """Return what the SQL needs to know of markets, platforms and what links are."""
    markets = knowledge().markets.values()
    selling = weights("link_selling")
    return {
        "market_facts": pa.table(
            {
                "market": [market.code for market in markets],
                "languages": pa.array([list(market.languages) for market in markets], pa.list_(pa.string())),
            }
        ),
        "unlisted_kinds": pa.table({"kind": pa.array(weights("rank")["kinds"]["unlisted"], pa.string())}),
        "nameless": pa.table({"name": pa.array(sorted(knowledge().nameless), pa.string())}),
        "affiliate_hosts": pa.table({"host": pa.array(selling["affiliates"]["hosts"], pa.string())}),
        "affiliate_marks": pa.table({"mark": pa.array(selling["affiliates"]["marks"], pa.string())}),
        "association_words": pa.table({"word": pa.array(selling["taken_over"]["words"], pa.string())}),
        "checklist": _checklist(),
        "coupons": pa.table({"name": pa.array(selling["parts"]["coupons"], pa.string())}),
        "generic_anchors": pa.table({"phrase": pa.array(_generic_anchors(), pa.string())}),
        "platforms": pa.table({"host": pa.array(sorted(sites().shared.subdomain), pa.string())}),
        "services": pa.table({"site": pa.array(sorted(knowledge().services), pa.string())}),
        "topic_kin": _kin(),
        "social": pa.table({"site": pa.array(sorted(sites().shared.social), pa.string())}),
    }


def _kin() -> pa.Table:
    """Return the topics that count as one, each with the name they go by."""
    pairs = [(topic, kin) for kin, topics in weights("topic")["kin"].items() for topic in topics]
    return pa.table({"topic": [topic for topic, _ in pairs], "kin": [kin for _, kin in pairs]})


def _checklist() -> pa.Table:
    """Return the checks of the checklist in their order."""
    checks = weights("quality")["checks"].items()
    return pa.Table.from_pylist([{"place": place, "name": name, **facts} for place, (name, facts) in enumerate(checks)])


def _said(sellers: Sellers) -> dict[str, pa.Table]:
    """Return what the user has said of sellers: overrules, and the sites of imported lists."""
    overrules = list(sellers.overrules.values())
    listed = [(site, group, name) for name, found in sellers.lists.items() for site, group in found.sites.items()]
    return {
        "overrules": _texts(overrules, ("site", "verdict", "says")),
        "listed_sellers": pa.table(
            {
                name: pa.array([row[at] for row in listed], pa.string())
                for at, name in enumerate(("site", "listed_as", "list"))
            }
        ),
    }


def _texts(rows: Sequence[object], names: Sequence[str]) -> pa.Table:
    return pa.table({name: pa.array([getattr(row, name) for row in rows], pa.string()) for name in names})


def _generic_anchors() -> list[str]:
    """Return what links say that name no thing: "read more", and the names of a site's own pages."""
    tables = (knowledge().phrases(name) for name in ("anchors", "pages"))
    return sorted({phrase for table in tables for phrases in table.values() for phrase in phrases})


def _write(store: Store, connection: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """Put the tables in place of the last rank's, none before all are on disk; return the prospects of each market."""
    with ExitStack() as written:
        for table in RANKED:
            written.enter_context(copied(connection, table, store.path / f"{table}.parquet"))
        return write_lists(connection, store.path / "prospects" / f"campaign={NO_CAMPAIGN}", written)
