"""Openings for a link or a mention that a page shows: a call for contributions, a list of links, a member directory."""

from prospector.folding import one_line
from prospector.models import Evidence, Page

VERSION = "opportunities/1"
OPENINGS = {
    "advertise": "advertising",
    "contribute": "contributions",
    "members": "member_directory",
    "links": "link_list",
    "partners": "partners",
    "press": "press_office",
    "events": "events_calendar",
    "join": "membership",
}
"""What a page of a role opens."""

_LEAST_LISTED = 5


def opportunities(page: Page) -> list[Evidence]:
    """Return the openings of *page*; a list of links counts when it lists sites, whatever the page is called."""
    outward = sum(link.external and link.placement == "content" for link in page.links)
    opening = OPENINGS.get(page.role, "")
    if opening == "link_list" and outward < _LEAST_LISTED:
        opening = ""
    if not opening and page.role == "home":
        return []
    words = one_line(page.headings[0] if page.headings else page.title, 160)
    return [Evidence("opportunity", "page", opening, words, 1.0, VERSION)] if opening else []
