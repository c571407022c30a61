"""What a visit to each kind of site wants to read."""

import pytest

from prospector.markets.kinds import appetite, spider_for
from prospector.models import KINDS

SPIDERS = [
    ("publication", "publications"),
    ("chamber", "chambers"),
    ("trade_body", "chambers"),
    ("blog", "blogs"),
    ("unknown", "candidates"),
    ("", "candidates"),
]


@pytest.mark.parametrize(("kind", "spider"), SPIDERS)
def test_a_kind_of_seed_is_visited_by_its_spider(kind: str, spider: str) -> None:
    assert spider_for(kind) == spider


@pytest.mark.parametrize("spider", ["publications", "chambers", "blogs", "candidates"])
def test_an_appetite_fits_its_budget(spider: str) -> None:
    found = appetite(spider)
    assert set(found.seed_kinds) <= {*KINDS, "unknown"}
    assert 1 <= found.pages <= 30
    assert all(value > 0 for value in found.order.values())
    assert all(1 <= most <= found.pages for most in found.most.values())


def test_chambers_have_a_budget_for_their_members() -> None:
    assert appetite("chambers").listing_pages > 0
