"""What a visit to each kind of site wants to read: ``data/kinds/*.toml``."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from prospector.markets.files import data_path, read_toml


@dataclass(frozen=True, slots=True)
class Appetite:
    """What a visit reads. *order* gives page roles by value, highest first; *most* caps pages by role.

    *pages* is the budget of a visit, *listing_pages* an extra one for the pages of a member directory, *seed_kinds* the
    kinds of seeds visited so.
    """

    kind: str
    seed_kinds: tuple[str, ...]
    pages: int
    listing_pages: int
    order: Mapping[str, float]
    most: Mapping[str, int]


@cache
def appetite(kind: str) -> Appetite:
    """Return what a visit of a spider's *kind* (``publications``, ``chambers``, ``blogs``, ``candidates``) reads."""
    table = read_toml(data_path("kinds", f"{kind}.toml"))
    return Appetite(
        kind=kind,
        seed_kinds=tuple(table["seed_kinds"]),
        pages=table["pages"],
        listing_pages=table["listing_pages"],
        order=table["order"],
        most=table["most"],
    )


def spider_for(seed_kind: str) -> str:
    """Return the name of the spider that visits seeds of a kind.

    >>> spider_for("trade_body"), spider_for("unknown")
    ('chambers', 'candidates')
    """
    names = ("publications", "chambers", "blogs")
    return next((name for name in names if seed_kind in appetite(name).seed_kinds), "candidates")
