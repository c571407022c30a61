"""Openings that a page shows."""

import pytest

from prospector.judging.opportunities import opportunities
from prospector.models import Link
from tests.judging.pages import outward, page

OPENINGS = [
    ("advertise", "advertising"),
    ("contribute", "contributions"),
    ("members", "member_directory"),
    ("partners", "partners"),
    ("press", "press_office"),
    ("events", "events_calendar"),
    ("join", "membership"),
]


@pytest.mark.parametrize(("role", "opening"), OPENINGS)
def test_a_role_is_an_opening_and_its_heading_the_quote(role: str, opening: str) -> None:
    (found,) = opportunities(page(role=role, title="Titel | Blatt", headings=("Schreiben  Sie für uns", "Mehr")))
    assert (found.subject, found.value, found.quote) == ("opportunity", opening, "Schreiben Sie für uns")


@pytest.mark.parametrize("role", ["home", "imprint", "article", "privacy", "other", ""])
def test_other_pages_are_none(role: str) -> None:
    assert opportunities(page(role=role, title="Titel")) == []


LISTED = [
    (5, "content", True),
    (4, "content", False),
    (9, "footer", False),
]


@pytest.mark.parametrize(("number", "placement", "listed"), LISTED)
def test_a_list_of_links_lists_sites(number: int, placement: str, listed: bool) -> None:
    links: list[Link] = [outward(f"https://site{n}.example/", "Verein", placement=placement) for n in range(number)]
    found = opportunities(page(role="links", title="Links", links=tuple(links)))
    assert [e.value for e in found] == (["link_list"] if listed else [])
