"""Ranking the prospects of markets for one campaign: what their stored pages say of its niche.

Nothing is judged anew: the lists of the last rank are the ground, so a changed campaign costs seconds.
"""

from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from prospector.judging.knowledge import Forms
from prospector.judging.niche import Term, finder, pattern
from prospector.markets.campaigns import Campaign
from prospector.markets.knowledge import knowledge, sites
from prospector.markets.weights import weight_tables, weights
from prospector.ranking.landing import landing_pages
from prospector.ranking.lists import write_lists
from prospector.ranking.rank import run_script
from prospector.store.store import Store

_SQL = Path(__file__).with_name("sql")
_STALE = """
  SELECT coalesce(max(judged_at) > (SELECT max(judged_at) FROM sites), count(*) > 0)
  FROM pages
"""


@dataclass(frozen=True, slots=True)
class Ranked:
    """How many prospects each market has, and how many sites each reason kept out."""

    counts: Mapping[str, int]
    kept_out: Mapping[str, int]


def needs_rank(store: Store) -> bool:
    """Say whether pages were read or judged since the last rank."""
    with store.connect() as connection:
        return bool(connection.execute(_STALE).fetchall()[0][0])


def rank_campaign(store: Store, campaign: Campaign, as_of: datetime | None = None) -> Ranked:
    """Rank the prospects of the campaign's markets for its niche and write its lists beside the markets' own."""
    parameters = {
        "as_of": as_of or datetime.now(UTC),
        "markets": list(campaign.markets),
        "kinds": list(campaign.kinds),
        "opportunities": list(campaign.opportunities),
    }
    with store.connect() as connection:
        for name, table in {**weight_tables(), **_facts(store, campaign)}.items():
            connection.register(name, table)
        _run(connection, "00_macros.sql", parameters)
        _run(connection, "campaign/01_listed.sql", parameters)
        for language in campaign.niche:
            _run(connection, "campaign/02_find.sql", {**parameters, **_finders(campaign, language)})
        for name in ("campaign/03_fit.sql", "campaign/04_prospects.sql"):
            _run(connection, name, parameters)
        with ExitStack() as written:
            counts = write_lists(connection, store.path / "prospects" / f"campaign={campaign.slug}", written)
        return Ranked(counts, dict(connection.execute("SELECT reason, sites FROM kept_out ORDER BY ALL").fetchall()))


def _run(connection: duckdb.DuckDBPyConnection, name: str, parameters: Mapping[str, Any]) -> None:
    run_script(connection, (_SQL / name).read_text(encoding="utf-8"), parameters)


def _forms(language: str) -> Forms:
    return knowledge().languages[language].forms


def _finders(campaign: Campaign, language: str) -> dict[str, str | None]:
    unwanted = campaign.must_not.get(language, ())
    return {
        "language": language,
        "wanted": finder(campaign.niche[language], _forms(language)),
        "unwanted": finder(unwanted, _forms(language)) if unwanted else None,
    }


def _facts(store: Store, campaign: Campaign) -> dict[str, pa.Table]:
    """Return the campaign as tables for SQL."""
    left_out = {"site": list(campaign.left_out), "list": list(campaign.left_out.values())}
    return {
        "terms": _terms(campaign),
        "own": _texts(site=[sites().site_of(campaign.site)] if campaign.site else []),
        "competitors": _texts(site=list(campaign.competitors)),
        "left_out": _texts(**left_out),
        **{name: _texts(role=roles) for name, roles in weights("campaign")["roles"].items()},
        "landing_pages": landing_pages(store, campaign.slug),
    }


def _texts(**columns: list[str]) -> pa.Table:
    return pa.table({name: pa.array(values, pa.string()) for name, values in columns.items()})


def _terms(campaign: Campaign) -> pa.Table:
    rows = [
        (language, term, is_wanted)
        for is_wanted, terms in ((True, campaign.niche), (False, campaign.must_not))
        for language, found in terms.items()
        for term in found
    ]
    return pa.table(
        {
            "language": pa.array([language for language, _, _ in rows], pa.string()),
            "term": pa.array([term.written for _, term, _ in rows], pa.string()),
            "weight": pa.array([term.weight for _, term, _ in rows], pa.float64()),
            "pattern": pa.array([_pattern(language, term) for language, term, _ in rows], pa.string()),
            "is_wanted": pa.array([is_wanted for _, _, is_wanted in rows], pa.bool_()),
        }
    )


def _pattern(language: str, term: Term) -> str:
    return pattern(term, _forms(language))
