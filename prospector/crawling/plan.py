"""What to visit next: a query over seeds, links and visits. The store is the only state."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pyarrow as pa

from prospector.markets.files import data_path, read_toml
from prospector.markets.kinds import spider_for
from prospector.markets.knowledge import knowledge, sites
from prospector.markets.seeds import BadRow, SeedList, market_seeds, read_seeds
from prospector.markets.weights import weights
from prospector.models import PlannedVisit, Seed
from prospector.reading.urls import clean
from prospector.store.store import Store

DUE_DAYS = 30
BROWSER_DAYS = 7
VOTES_PER_SITE = 50
VOTES_PER_TURN = 10
_LIMITS = {
    "due_days": DUE_DAYS,
    "browser_days": BROWSER_DAYS,
    "votes_per_site": VOTES_PER_SITE,
    "votes_per_turn": VOTES_PER_TURN,
}
_SQL = Path(__file__).with_name("sql") / "plan.sql"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a crawl is asked to visit. Empty *kinds* and *spiders* mean all; *sites* 0 means all that are due."""

    markets: tuple[str, ...]
    kinds: tuple[str, ...] = ()
    spiders: tuple[str, ...] = ()
    seeds: Path | None = None
    sites: int = 0


@dataclass(frozen=True, slots=True)
class Plan:
    """The visits to make, best first, and the rows of the seed list that could not be used."""

    visits: tuple[PlannedVisit, ...]
    bad: tuple[BadRow, ...] = ()


def plan_visits(store: Store, wanted: Wanted, listed: SeedList | None = None) -> Plan:
    """Return the plan for *wanted* over what *store* knows; *listed* are its seeds, where they were read before."""
    found = listed or wanted_seeds(wanted)
    rows = _rows(store, found.seeds, wanted)
    visits = [visit for visit in map(_visit, rows) if _is_wanted(visit, wanted)]
    return Plan(tuple(visits[: wanted.sites or None]), found.bad)


def wanted_seeds(wanted: Wanted) -> SeedList:
    """Return the seeds of the markets asked for: of the list given, else the project's own and the shipped ones."""
    if wanted.seeds:
        market = wanted.markets[0] if len(wanted.markets) == 1 else ""
        found = read_seeds(wanted.seeds, market) if market else read_seeds(wanted.seeds)
        return SeedList(tuple(seed for seed in found.seeds if seed.market in wanted.markets), found.bad)
    lists = [market_seeds(market) for market in wanted.markets]
    bad = dict.fromkeys(row for found in lists for row in found.bad)
    return SeedList(tuple(seed for found in lists for seed in found.seeds), tuple(bad))


def _known_sites(wanted: Wanted, seeds: Iterable[Seed]) -> set[str]:
    """Return the sites that are seeds of any market: they are visited when it is their market's turn."""
    others = () if wanted.seeds else [seed for market in knowledge().markets for seed in market_seeds(market).seeds]
    return {sites().site_of(seed.url) for seed in (*seeds, *others)}


def _rows(store: Store, seeds: Sequence[Seed], wanted: Wanted) -> list[dict[str, str]]:
    facts = _facts(seeds, _known_sites(wanted, seeds))
    parameters = {**_LIMITS, **weights("plan")["numbers"], "markets": list(wanted.markets)}
    with store.connect() as connection:
        moved = connection.execute("SELECT DISTINCT moved_to FROM visits WHERE moved_to <> ''").fetchall()
        facts["moved_sites"] = _table(("url", "site"), [(url, sites().site_of(url)) for (url,) in moved])
        for name, table in facts.items():
            connection.register(name, table)
        found: pa.Table = connection.sql(_SQL.read_text(encoding="utf-8"), params=parameters).to_arrow_table()
    rows: list[dict[str, str]] = found.to_pylist()
    return rows


def _facts(seeds: Sequence[Seed], known: Iterable[str]) -> dict[str, pa.Table]:
    """Return what the query needs to know that is not in the store, as tables by their names in it."""
    markets, generic = knowledge().markets.values(), knowledge().generic_suffixes
    own = [(s, m.code) for m in markets for s in (*m.country_suffixes, *m.regional_suffixes) if s not in generic]
    regions = read_toml(data_path("generic_cctlds.toml"))["world_regions"]
    placements = weights("plan")["placements"]
    languages = [{"market": market.code, "languages": list(market.languages)} for market in markets]
    return {
        "seeds": _seed_table(seeds),
        "known_seeds": _table(("site",), [(site,) for site in sorted(known)]),
        "suffixes": _table(("suffix", "market"), sorted(dict(own).items())),
        "generic_suffixes": _table(("suffix",), [(suffix,) for suffix in sorted({*generic, *regions})]),
        "infrastructure": _table(("site",), [(site,) for site in sorted(knowledge().services)]),
        "market_languages": pa.Table.from_pylist(languages),
        "placements": pa.Table.from_pylist([{"placement": name, **facts} for name, facts in placements.items()]),
    }


def _seed_table(seeds: Sequence[Seed]) -> pa.Table:
    columns = ("site", "url", "market", "kind", "name", "language", "source")
    rows = [(sites().site_of(s.url), s.url, s.market, s.kind, s.name, s.language, s.source) for s in seeds]
    return _table(columns, rows)


def _table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> pa.Table:
    """Return *rows* of text as a table; its columns are text also when there are no rows."""
    rows = list(rows)
    return pa.table({name: pa.array([row[at] for row in rows], pa.string()) for at, name in enumerate(columns)})


def _visit(row: dict[str, str]) -> PlannedVisit:
    return PlannedVisit(
        site=row["site"],
        url=row["url"] if row["source"] != "links" else _start(row["site"], row["url"]),
        market=row["market"],
        kind=row["kind"],
        reason=row["reason"],
        name=row["name"],
        language=row["language"],
        source=row["source"],
    )


def _start(site: str, url: str) -> str:
    """Return where to start on a site that was linked at *url*: its root, but on shared hosts where the link led."""
    url = clean(url)
    parts = urlsplit(url)
    return url if sites().is_shared(site) else f"{parts.scheme}://{parts.netloc}/"


def _is_wanted(visit: PlannedVisit, wanted: Wanted) -> bool:
    if wanted.kinds and visit.kind not in wanted.kinds:
        return False
    return not wanted.spiders or spider_for(visit.kind) in wanted.spiders
