"""What the user knows of link sellers: sites allowed or blocked by hand, and imported lists. One file in the store."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from prospector.errors import NoStore
from prospector.store.parts import replacing
from prospector.store.store import Store


@dataclass(frozen=True, slots=True)
class Overrule:
    """What the user said of a *site*: ``allow`` or ``block``, *why* in their own words, and the day (ISO 8601)."""

    site: str
    verdict: str
    why: str
    day: str

    @property
    def says(self) -> str:
        """Return the sentence for reasons.

        >>> Overrule("a.de", "block", "offered us a link", "2026-11-21").says
        'blocked by hand on 2026-11-21: offered us a link'
        """
        return f"{self.verdict}ed by hand on {self.day}: {self.why}"


@dataclass(frozen=True, slots=True)
class SellerList:
    """An imported list: sites with the group that the list names for each, which may be empty."""

    name: str
    day: str
    sites: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Sellers:
    """Overrules by site, and lists by name."""

    overrules: Mapping[str, Overrule] = field(default_factory=dict)
    lists: Mapping[str, SellerList] = field(default_factory=dict)


def read_sellers(store: Store) -> Sellers:
    """Return what is known; nothing before the first ``prospector sellers``. NoStore names a file that is broken."""
    path = _path(store)
    if not path.is_file():
        return Sellers()
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        overrules = [Overrule(**row) for row in found["overrules"]]
        lists = [SellerList(**row) for row in found["lists"]]
    except (ValueError, KeyError, TypeError):
        raise NoStore(f"{path} is broken; put it back from a backup, or delete it to forget what it said") from None
    return Sellers({said.site: said for said in overrules}, {listed.name: listed for listed in lists})


def write_sellers(store: Store, sellers: Sellers) -> None:
    """Keep *sellers* in place of what was known, whole or not at all."""
    rows: dict[str, list[dict[str, Any]]] = {
        "overrules": [asdict(said) for _, said in sorted(sellers.overrules.items())],
        "lists": [asdict(listed) for _, listed in sorted(sellers.lists.items())],
    }
    with replacing(_path(store)) as temporary:
        temporary.write_text(json.dumps(rows, ensure_ascii=False, indent=1), encoding="utf-8")


def _path(store: Store) -> Path:
    return store.path / "sellers.json"
