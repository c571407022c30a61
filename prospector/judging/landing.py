"""Which page of a site serves the readers of a market, by the hreflang map of its start page."""

from collections.abc import Sequence
from dataclasses import dataclass

from prospector.models import Alternate, Page
from prospector.reading.urls import clean


@dataclass(frozen=True, slots=True)
class Served:
    """The page for readers of a *language* in a *market*: *by* says what names it. Without one *url* is empty."""

    market: str
    language: str
    url: str
    by: str


def serving(home: Page, market: str, language: str) -> Served:
    """Return the page that *home* names for readers of *language* in *market*.

    In this order: hreflang for the language there, for the language anywhere, the start page itself when it is in that
    language, ``x-default``.
    """
    region, plain = f"{language}-{market}".lower(), language.lower()
    for wanted in (region, plain):
        found = _named(home.alternates, wanted)
        if found:
            return Served(market, language, found, f"hreflang {wanted}")
    if language in (home.language, home.html_lang.lower().partition("-")[0]):
        return Served(market, language, home.url, "the start page")
    default = _named(home.alternates, "x-default")
    return Served(market, language, default, "hreflang x-default" if default else "")


def _named(alternates: Sequence[Alternate], lang: str) -> str:
    return next((clean(other.url) for other in alternates if other.lang.lower().replace("_", "-") == lang), "")


def flaws(served: Served, home: Page, page: Page | None) -> list[str]:
    """Return what is wrong with the page that serves a market, worst first; *page* is None when it was not to be had.

    Search engines take a hreflang entry for good only when the page it names has one that leads back.
    """
    if not served.url:
        return ["no page: hreflang names none, and the start page is in another language"]
    if page is None:
        return ["it cannot be read"]
    leads_back = page.url == home.url or any(clean(other.url) == home.url for other in page.alternates)
    found = {
        f"written in {page.language}": page.language not in ("unknown", served.language),
        "noindex: search engines leave it out": "noindex" in page.robots,
        "its hreflang does not lead back to the start page": not leads_back,
        "only x-default serves this market": served.by == "hreflang x-default",
    }
    return [flaw for flaw, is_there in found.items() if is_there]
