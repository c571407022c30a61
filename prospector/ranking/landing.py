"""Which page of the own site serves which market: kept in the store by ``campaign check``, joined into lists."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import pyarrow as pa

from prospector.store.parts import replacing
from prospector.store.store import Store


@dataclass(frozen=True, slots=True)
class LandingPage:
    """The page of the own site for readers of a *language* in a *market*. *url* is empty where there is none."""

    market: str
    language: str
    url: str
    says: str


def write_landing_pages(store: Store, campaign: str, found: Sequence[LandingPage]) -> None:
    """Keep what was found for a campaign, in place of what was known before."""
    with replacing(_path(store, campaign)) as temporary:
        temporary.write_text(json.dumps([asdict(page) for page in found], ensure_ascii=False), encoding="utf-8")


def landing_pages(store: Store, campaign: str) -> pa.Table:
    """Return the landing pages of a campaign by market and language; none before ``campaign check``."""
    path = _path(store, campaign)
    rows = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else []
    columns = ("market", "language", "url")
    return pa.table({name: pa.array([row[name] for row in rows if row["url"]], pa.string()) for name in columns})


def _path(store: Store, campaign: str) -> Path:
    return store.path / "campaigns" / f"{campaign}.json"
