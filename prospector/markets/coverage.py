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

    def of(self, group: str) -> int:
        """Return how many seeds there are of one of the groups of `FLOORS`."""
        count: int = getattr(self, group)
        return count

    @property
    def thin(self) -> tuple[str, ...]:
        """The groups below their floor."""
        return tuple(group for group, floor in FLOORS.items() if self.of(group) < floor)


def coverage(seeds: Iterable[Seed]) -> Coverage:
    """Return how well *seeds* cover their market.

    >>> coverage([Seed("https://a.de/", "DE", "trade_body")]).thin
    ('publications', 'chambers', 'blogs')
    """
    counts = Counter(_GROUPS.get(seed.kind, "others") for seed in seeds)
    return Coverage(counts["publications"], counts["chambers"], counts["blogs"], counts["others"])
