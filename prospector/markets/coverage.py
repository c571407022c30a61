"""How well a market is covered: its seeds by kind, against the floors that a market should reach."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from prospector.models import Seed

FLOORS = {"publications": 30, "chambers": 10, "blogs": 10}
"""The least number of seeds of a market that is not thin; chambers and trade bodies count together."""

NAMES = {"publications": "publications", "chambers": "chambers or trade bodies", "blogs": "blogs or niche sites"}
_GROUPS = {"publication": "publications", "chamber": "chambers", "trade_body": "chambers", "blog": "blogs"}


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many seeds of each group a market has."""

    publications: int
    chambers: int
    blogs: int
    others: int

    @property
    def thin(self) -> dict[str, int]:
        """The groups below their floor, with how many seeds are missing."""
        counts = {name: getattr(self, name) for name in FLOORS}
        return {name: FLOORS[name] - count for name, count in counts.items() if count < FLOORS[name]}

    @property
    def total(self) -> int:
        """All seeds."""
        return self.publications + self.chambers + self.blogs + self.others


def coverage(seeds: Iterable[Seed]) -> Coverage:
    """Return how well *seeds* cover their market.

    >>> coverage([Seed("https://a.de/", "DE", "trade_body")]).thin
    {'publications': 30, 'chambers': 9, 'blogs': 10}
    """
    counts = Counter(_GROUPS.get(seed.kind, "others") for seed in seeds)
    return Coverage(counts["publications"], counts["chambers"], counts["blogs"], counts["others"])
