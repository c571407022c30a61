"""Which page of the own site serves a market, and what is wrong with it."""

from collections.abc import Callable

import pytest

from prospector.judging.landing import Served, flaws, serving
from prospector.models import Alternate, Page

HOME = "https://www.example.com/"
MAP = (
    Alternate("en", HOME),
    Alternate("de", f"{HOME}de/"),
    Alternate("de-AT", f"{HOME}at/"),
    Alternate("x-default", HOME),
)


@pytest.mark.parametrize(
    ("alternates", "market", "language", "expected"),
    [
        (MAP, "AT", "de", (f"{HOME}at/", "hreflang de-at")),
        (MAP, "DE", "de", (f"{HOME}de/", "hreflang de")),
        (MAP, "FR", "fr", (HOME, "hreflang x-default")),
        ((), "GB", "en", (HOME, "the start page")),
        ((), "FR", "fr", ("", "")),
        ((Alternate("pt_BR", f"{HOME}br/"),), "BR", "pt", (f"{HOME}br/", "hreflang pt-br")),
    ],
)
def test_the_nearest_entry_serves_a_market(
    alternates: tuple[Alternate, ...], market: str, language: str, expected: tuple[str, str],
    make_page: Callable[..., Page],
) -> None:  # fmt: skip
    found = serving(make_page(HOME, html_lang="en", alternates=alternates), market, language)
    assert (found.url, found.by) == expected


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"language": "de", "alternates": (Alternate("en", HOME),)}, []),
        ({"language": "de"}, ["its hreflang does not lead back to the start page"]),
        (
            {"language": "en", "robots": ("noindex",), "alternates": (Alternate("en", HOME),)},
            ["written in en", "noindex: search engines leave it out"],
        ),
    ],
)
def test_flaws_are_said(facts: dict[str, object], expected: list[str], make_page: Callable[..., Page]) -> None:
    served = Served("DE", "de", f"{HOME}de/", "hreflang de")
    assert flaws(served, make_page(HOME), make_page(f"{HOME}de/", **facts)) == expected


def test_a_page_that_is_not_there_is_said(make_page: Callable[..., Page]) -> None:
    home = make_page(HOME)
    nobody = Served("FR", "fr", "", "")
    assert flaws(nobody, home, None) == ["no page: hreflang names none, and the start page is in another language"]
    assert flaws(Served("DE", "de", f"{HOME}de/", "hreflang de"), home, None) == ["it cannot be read"]
