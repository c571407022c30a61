"""A page with the facts that matter to a case, everything else as if the page had nothing."""

from datetime import UTC, datetime
from typing import Any

from prospector.markets.knowledge import sites
from prospector.models import Evidence, Link, Page

NOW = datetime(2026, 11, 21, tzinfo=UTC)


def page(url: str = "https://www.example.de/", **facts: Any) -> Page:
    site = sites().site_of(url)
    return Page(url=url, site=site, section=sites().section_of(url), fetched_at=NOW, **facts)


def outward(url: str, anchor: str, *rel: str, placement: str = "content", hidden: bool = False) -> Link:
    """A link to another site."""
    site = sites().site_of(url)
    return Link(url, anchor, rel, placement, external=True, hidden=hidden, site=site)


def signed(*bylines: str, named: bool = True) -> Evidence:
    """What is seen of an article with *bylines*."""
    return Evidence("quality", "named_author", "pass" if named else "fail", ", ".join(bylines))


def seen(evidence: list[Evidence]) -> set[tuple[str, str]]:
    """Return the signals seen, with what they speak for."""
    return {(found.signal, found.value) for found in evidence}
