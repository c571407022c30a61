"""The topic of a site, from those of its pages."""

from collections.abc import Callable

import pytest

from prospector.models import Evidence, Page, Visit
from prospector.ranking.rank import rank
from prospector.store.store import Store

# What each page of a site is about, then the site's topic, and how much of one piece it is.
SITES: dict[str, tuple[list[tuple[str, float]], str | None, float | None]] = {
    "one field": ([("Sports", 0.9), ("Sports", 0.7), ("Sports", 0.8)], "Sports", 1.0),
    "mostly one": ([("Sports", 0.9), ("Sports", 0.9), ("Law", 0.6)], "Sports", 0.625),
    "everything": ([("Sports", 0.5), ("Law", 0.5), ("Pets", 0.5), ("Crime", 0.5), ("Travel", 0.5)], None, 0.2),
    "too little": ([("Sports", 0.3)], None, 1.0),
    "silent": ([], None, None),
}


@pytest.mark.parametrize("case", SITES.values(), ids=SITES)
def test_a_site_has_the_topic_of_its_pages(
    case: tuple[list[tuple[str, float]], str | None, float | None],
    store: Store,
    make_page: Callable[..., Page],
    make_visit: Callable[..., Visit],
) -> None:
    about, topic, coherence = case
    visit = make_visit("https://a.de/", pages=len(about) + 1)
    pages = [
        make_page(
            f"https://a.de/{number}", visit=visit.visit, evidence=(Evidence("topic", "words", name, "", strength),)
        )
        for number, (name, strength) in enumerate(about)
    ]
    store.write_visit("r", visit, [make_page("https://a.de/", visit=visit.visit, role="home"), *pages])
    rank(store)
    assert store.table("SELECT topic, topic_coherence FROM sites").to_pylist() == [
        {"topic": topic, "topic_coherence": coherence}
    ]
