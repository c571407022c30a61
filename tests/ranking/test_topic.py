"""The topic of a site, from those of its pages."""

from collections.abc import Callable

import pytest

from prospector.models import Evidence, Page, Visit
from prospector.ranking.explain import explanation
from prospector.ranking.rank import rank
from prospector.store.store import Store

# What each page of a site is about, then the site's topic, and how much of one piece it is.
SITES: dict[str, tuple[list[tuple[str, float]], str | None, float | None]] = {
    "one field": ([("Sports", 0.9), ("Sports", 0.7), ("Sports", 0.8)], "Sports", 1.0),
    "mostly one": ([("Sports", 0.9), ("Sports", 0.9), ("Law", 0.6)], "Sports", 0.625),
    "everything": ([("Sports", 0.5), ("Law", 0.5), ("Pets", 0.5), ("Crime", 0.5), ("Travel", 0.5)], None, 0.2),
    "too little": ([("Sports", 0.3)], None, 1.0),
    "silent": ([], None, None),
    "one that stands out": ([("Sports", 0.45), ("Law", 0.15)], "Sports", 0.625),
    "kin count as one": (
        [("Business and Finance", 0.5), ("Personal Finance", 0.4), ("Law", 0.6)],
        "Business and Finance",
        0.342,
    ),
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


def test_what_links_name_counts_as_two_pages(
    store: Store, make_page: Callable[..., Page], make_visit: Callable[..., Visit]
) -> None:
    visit = make_visit("https://a.de/", pages=2)
    links = (Evidence("topic", "links", "Sports", "football", 0.75), Evidence("topic", "links", "Law", "court", 0.25))
    pages = [
        make_page("https://a.de/", visit=visit.visit, role="home", evidence=links),
        make_page("https://a.de/1", visit=visit.visit, evidence=(Evidence("topic", "words", "Law", "", 1.0), *links)),
    ]
    store.write_visit("r", visit, pages)
    rank(store)
    assert store.table("SELECT topic, topics FROM sites").to_pylist() == [
        {"topic": "Sports", "topics": [("Law", 0.5), ("Sports", 0.5)]}
    ]


def test_sections_have_topics_and_sites_narrower_ones(
    store: Store, make_page: Callable[..., Page], make_visit: Callable[..., Visit]
) -> None:
    visit = make_visit("https://a.de/", pages=3)
    about = [("www.a.de", "Sports", "Cycling"), ("blog.a.de", "Law", ""), ("blog.a.de", "Law", "")]
    pages = [
        make_page(
            f"https://{host}/{at}",
            visit=visit.visit,
            section=host,
            site="a.de",
            evidence=(
                Evidence("topic", "words", topic, "", 0.9),
                *([Evidence("subtopic", "words", narrow)] if narrow else []),
            ),
        )
        for at, (host, topic, narrow) in enumerate(about)
    ]
    store.write_visit("r", visit, pages)
    rank(store)
    query = "SELECT section, topic, topic_coherence FROM sections ORDER BY section"
    assert [tuple(row.values()) for row in store.table(query).to_pylist()] == [
        ("blog.a.de", "Law", 1.0),
        ("www.a.de", "Sports", 1.0),
    ]
    assert store.table("SELECT subtopics FROM sites").to_pylist() == [{"subtopics": [("Cycling", 0.333)]}]
    explained = explanation(store, "a.de")
    assert explained is not None
    assert [(part["section"], part["topic"]) for part in explained.sections] == [("www.a.de", "Sports")]
