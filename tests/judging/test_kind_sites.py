"""A start page of each kind in every language, written as people there write it, and judged as a site."""

import csv
from collections import Counter
from pathlib import Path

import pytest

from prospector.judging.kind import Kinds
from prospector.judging.knowledge import Knowledge
from prospector.models import Page
from prospector.ranking.rank import rank
from prospector.store.store import Store
from tests.judging.pages import NOW, page


def cases() -> list[dict[str, str]]:
    with Path(__file__).with_name("kind_sites.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def start_page(number: int, case: dict[str, str]) -> Page:
    text = case["lines"].replace("|", "\n")
    facts = {
        "title": case["title"],
        "language": case["language"],
        "text": f"{case['title']}\n{text}",
        "main_text": text,
    }
    return page(f"https://n{number}.example/", role="home", **facts)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory, knowledge: Knowledge) -> dict[str, str]:
    store = Store.create(tmp_path_factory.mktemp("kinds") / "store")
    kinds = Kinds(knowledge)
    starts = [start_page(number, case) for number, case in enumerate(cases())]
    store.write_pages("r", [start.observed("kind", kinds.evidence(start)) for start in starts])
    rank(store, NOW)
    return {row["site"]: row["kind"] for row in store.table("SELECT site, kind FROM sites").to_pylist()}


@pytest.mark.parametrize(
    ("number", "kind"), [pytest.param(n, case["kind"], id=case["title"]) for n, case in enumerate(cases())]
)
def test_a_start_page_says_what_kind_of_site_it_is(number: int, kind: str, told: dict[str, str]) -> None:
    assert told[f"n{number}.example"] == kind


def test_every_language_has_a_case_of_the_kinds_that_are_met_most(knowledge: Knowledge) -> None:
    met = Counter(case["kind"] for case in cases())
    assert {met[kind] for kind in ("publication", "association", "company", "blog")} <= set(range(20, 40))
    assert {case["language"] for case in cases()} == set(knowledge.languages)
