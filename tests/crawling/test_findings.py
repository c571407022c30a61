"""What a start page says of a seed."""

from collections.abc import Callable
from typing import Any

import pytest

from prospector.crawling.findings import VERDICTS, Finding, of_page, of_status
from prospector.models import Evidence, Page, Seed

SEED = Seed("https://www.murgbote.de/", "DE", "publication", "Murgbote", "de")


def country(code: str, *signals: str) -> tuple[Evidence, ...]:
    return tuple(Evidence("country", signal, code, f"{signal} of {code}") for signal in signals)


PARKED = Evidence("quality", "parked", "fail", "Diese Domain steht zum Verkauf")

# What a page shows, whether it was moved to, and the verdict with its reason.
PAGES = [
    ({}, False, "ok", ""),
    ({"evidence": country("DE", "suffix", "postal_address")}, False, "ok", ""),
    (
        {"evidence": country("AT", "postal_address")},
        False,
        "other_country",
        "is in AT: postal address 'postal_address of AT'",
    ),
    ({"evidence": country("AT", "suffix", "phone")}, False, "other_country", "is in AT"),
    ({"evidence": country("AT", "suffix")}, False, "ok", ""),
    ({"evidence": (*country("AT", "postal_address"), *country("DE", "suffix", "language"))}, False, "ok", ""),
    ({"language": "fr", "language_confidence": 0.9}, False, "other_language", "written in 'fr', listed as 'de'"),
    ({"language": "fr", "language_confidence": 0.5}, False, "ok", ""),
    ({"language": "unknown", "language_confidence": None}, False, "ok", "too little text to tell its language"),
    ({"evidence": (PARKED,)}, False, "parked", "says 'Diese Domain steht zum Verkauf'"),
    ({}, True, "moved", "leads to https://www.murgbote.de/"),
    ({"evidence": (PARKED,)}, True, "parked", "leads to https://www.murgbote.de/; says 'Diese Domain"),
    (
        {"evidence": country("AT", "register_id"), "language": "fr"},
        False,
        "other_country",
        "written in 'fr', listed as 'de'",
    ),
]


@pytest.mark.parametrize(("facts", "moved", "verdict", "reason"), PAGES)
def test_a_page_gives_a_verdict_with_its_reasons(
    facts: dict[str, Any], moved: bool, verdict: str, reason: str, make_page: Callable[..., Page]
) -> None:
    page = make_page(SEED.url, **{"language": "de", "language_confidence": 0.99, **facts})
    found = of_page(SEED, page, moved)
    assert (found.verdict, reason in found.detail) == (verdict, True), found


@pytest.mark.parametrize(("stated", "seen"), [("nb", "nn"), ("no", "nb"), ("fr-CA", "fr"), ("", "it"), ("DE", "de")])
def test_akin_and_unstated_languages_are_no_other(stated: str, seen: str, make_page: Callable[..., Page]) -> None:
    page = make_page("https://www.murgbote.de/", language=seen, language_confidence=0.99)
    assert of_page(Seed(page.url, "DE", "blog", language=stated), page).verdict == "ok"


@pytest.mark.parametrize(
    ("status", "verdict"),
    [(404, "dead"), (410, "dead"), (403, "refused"), (429, "refused"), (503, "refused"), (500, "no_answer")],
)
def test_an_answer_without_a_page_gives_a_verdict(status: int, verdict: str) -> None:
    assert of_status(SEED, SEED.url, status) == Finding(
        SEED, verdict, f"its start page answers {status}", SEED.url, status
    )
    assert verdict in VERDICTS
