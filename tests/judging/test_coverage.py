"""What a site covers, by the names its links bear."""

import pytest

from prospector.judging.coverage import coverage
from prospector.judging.phrases import Phrases
from prospector.models import Link
from tests.judging.pages import outward, page

WORDS = Phrases({"Sports": ["football", "tennis", "hockey", "golf", "rugby"], "Law": ["court", "judge", "lawyer"]})
EIGHT = ("football", "tennis", "hockey", "golf", "rugby", "court news", "the judge", "a lawyer")
CASES = [
    ("shares", EIGHT, [("Sports", 0.625), ("Law", 0.375)]),
    ("the same words again say no more", EIGHT + EIGHT, [("Sports", 0.625), ("Law", 0.375)]),
    ("few words say nothing", EIGHT[:7], []),
    ("nothing", (), []),
]


@pytest.mark.parametrize(("anchors", "told"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_links_within_the_site_tell_what_it_covers(anchors: tuple[str, ...], told: list[tuple[str, float]]) -> None:
    links = tuple(Link(f"https://www.example.de/{at}", anchor, placement="nav") for at, anchor in enumerate(anchors))
    found = coverage(page(links=links), WORDS, "topic/0")
    assert [(seen.value, seen.strength) for seen in found] == told
    assert all(seen.signal == "links" and seen.quote for seen in found)


def test_links_to_others_do_not() -> None:
    links = tuple(outward(f"https://www.example.org/{anchor}", anchor) for anchor in EIGHT)
    assert coverage(page(links=links), WORDS, "topic/0") == []
