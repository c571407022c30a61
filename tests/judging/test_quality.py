"""Checks that pass or fail, and are left out where nothing can be said."""

from datetime import date
from typing import Any

import pytest

from prospector.judging.knowledge import Knowledge
from prospector.judging.quality import Quality
from prospector.markets.languages import languages
from prospector.models import Link
from tests.judging.pages import outward, page


@pytest.fixture(scope="module")
def quality(knowledge: Knowledge) -> Quality:
    return Quality(knowledge, languages().told)


URL = "https://www.example.de/rat"


def linking(*anchors: str) -> tuple[Link, ...]:
    return tuple(outward(f"https://site{at}.example/", anchor) for at, anchor in enumerate(anchors))


GERMAN = linking("Wanderwege im Harz und ihre Geschichte", "die Hütten des Vereins im Winter")
SHARING = tuple(
    outward(f"https://{site}/x", f"View this post on {site} with all of its pictures")
    for site in ("instagram.com", "disqus.com")
)
ENGLISH = linking("best mattress for side sleepers", "cheap flights to the islands this winter")
CHECKS: list[tuple[str, dict[str, Any], str | None]] = [
    ("https", {}, "pass"),
    ("https", {"url": "http://www.example.de/"}, "fail"),
    ("indexable", {}, "pass"),
    ("indexable", {"robots": ("nofollow", "max-image-preview:large")}, "pass"),
    ("indexable", {"robots": ("noindex", "follow")}, "fail"),
    ("indexable", {"robots": ("none",)}, "fail"),
    ("indexable", {"robots": ("googlebot: noindex",)}, "fail"),
    ("canonical_to_itself", {}, None),
    ("canonical_to_itself", {"canonical": URL + "/"}, "pass"),
    ("canonical_to_itself", {"canonical": "https://www.example.de/"}, "fail"),
    ("substantial_text", {"role": "article", "main_text": "Wort " * 100}, "pass"),
    ("substantial_text", {"role": "article", "main_text": "Kurz."}, "fail"),
    ("substantial_text", {"role": "home", "main_text": "Kurz."}, None),
    ("named_author", {"role": "article", "authors": ("Ada Beispiel",)}, "pass"),
    ("named_author", {"role": "article", "authors": ("admin", "Ada Beispiel")}, "pass"),
    ("named_author", {"role": "article", "authors": ("Redaktion",)}, "fail"),
    ("named_author", {"role": "article", "authors": ("La Rédaction",)}, "fail"),
    ("named_author", {"role": "article", "authors": ("編集部",)}, "fail"),
    ("named_author", {"role": "article", "authors": ("Редакция",)}, "fail"),
    ("named_author", {"role": "article", "authors": ("von Ada Beispiel",)}, "pass"),
    ("named_author", {"role": "article", "authors": ("By Ada van Beispiel",)}, "pass"),
    ("named_author", {"role": "article", "authors": ("by admin",)}, "fail"),
    ("named_author", {"role": "article", "authors": ("por Redacción",)}, "fail"),
    ("named_author", {"role": "article", "authors": ("Redaktion Sport",)}, "fail"),
    ("named_author", {"role": "article", "authors": ("Author: Editorial Team",)}, "fail"),
    ("named_author", {"role": "article", "authors": ("Example.de",)}, None),
    ("named_author", {"role": "article", "authors": ("Ada Beispiel",), "site_name": "Ada Beispiel"}, None),
    ("named_author", {"role": "article"}, None),
    ("named_author", {"role": "about", "authors": ("admin",)}, None),
    ("named_author", {"role": "article", "authors": ("Example.de", "Bo Muster")}, "pass"),
    ("dated", {"role": "article", "published": date(2026, 3, 1)}, "pass"),
    ("dated", {"role": "article"}, None),
    ("anchor_language", {"language": "de", "links": GERMAN}, "pass"),
    ("anchor_language", {"language": "de", "links": ENGLISH}, "fail"),
    ("anchor_language", {"language": "en", "links": ENGLISH}, "pass"),
    ("anchor_language", {"language": "unknown", "links": ENGLISH}, None),
    ("anchor_language", {"language": "de", "links": linking("Mehr", "example.com", "Müller")}, None),
    ("anchor_language", {"language": "de", "links": SHARING}, None),
    ("anchor_language", {"language": "de"}, None),
    ("moderated", {"role": "about", "text": "Jeder Eintrag wird geprüft, bevor er erscheint."}, "pass"),
    ("moderated", {"role": "join", "text": "Every listing is checked by hand and reviewed by our editors."}, "pass"),
    ("moderated", {"role": "article", "text": "Jeder Eintrag wird geprüft, bevor er erscheint."}, None),
    ("parked", {"text": "Diese Domain steht zum Verkauf."}, "fail"),
    ("parked", {"title": "example.de", "text": "Buy this domain"}, "fail"),
    ("parked", {"text": "Ce domaine est à vendre"}, "fail"),
    ("parked", {"text": "Este dominio está en venta"}, "fail"),
    ("parked", {"text": "Dit domein is te koop"}, "fail"),
    ("parked", {"text": "このドメインは販売中です"}, "fail"),
    ("parked", {"text": "Домен продается"}, "fail"),
    ("parked", {"text": "Das Haus am Markt steht zum Verkauf."}, None),
    ("parked", {"text": "Wie man merkt: diese Domain steht zum Verkauf. " + "Text " * 400}, None),
    ("parked", {}, None),
]


@pytest.mark.parametrize(("check", "facts", "verdict"), CHECKS)
def test_a_check(check: str, facts: dict[str, Any], verdict: str | None, quality: Quality) -> None:
    found = {e.signal: e.value for e in quality.evidence(page(**{"url": URL, **facts}))}
    assert found.get(check) == verdict


BYLINES = [("admin", 1.0), ("Redaktion", 0.5), ("by Newsroom", 0.5), ("Guest Author", 1.0)]


@pytest.mark.parametrize(("byline", "strength"), BYLINES)
def test_a_newsroom_signs_for_people_and_a_system_for_none(byline: str, strength: float, quality: Quality) -> None:
    found = quality.evidence(page(URL, role="article", authors=(byline,)))
    assert [e.strength for e in found if e.signal == "named_author"] == [strength]


def test_a_failed_check_says_what_was_seen(quality: Quality) -> None:
    facts = {
        "robots": ("noindex",),
        "text": "Hallo\nDiese Domain steht zum Verkauf.",
        "canonical": "https://a.example/",
    }
    found = {e.signal: e.quote for e in quality.evidence(page(URL, **facts)) if e.value == "fail"}
    assert found == {
        "indexable": "noindex",
        "canonical_to_itself": "canonical https://a.example/",
        "parked": "Diese Domain steht zum Verkauf.",
    }
