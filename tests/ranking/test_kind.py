"""What a site's evidence makes of it: one kind, or unknown."""

import pytest

from prospector.models import Evidence
from prospector.ranking.rank import rank
from prospector.store.store import Store
from tests.judging.pages import NOW, page

# What each page of a site shows (signal and kind), how many such pages there are, and the kind that follows.
CASES: dict[str, tuple[list[tuple[str, str]], int, str]] = {
    "nothing": ([], 1, "unknown"),
    "thin": ([("words", "company")], 1, "unknown"),
    "a name": ([("name", "company")], 1, "company"),
    "a name seen often counts once": ([("called", "company")], 9, "unknown"),
    "two kinds as likely": ([("name", "company"), ("name", "education")], 1, "unknown"),
    "articles alone": ([("dated_article", "blog"), ("dated_article", "publication")], 9, "unknown"),
    "articles of a paper": ([("dated_article", "blog"), ("dated_article", "publication"), ("menu", "publication")], 9,
                            "publication"),
    "a publication that nowhere says so": ([("dated_article", "publication"), ("words", "publication")], 9, "unknown"),
    "either": ([("dated_article", "blog"), ("dated_article", "publication"), ("menu", "publication"), ("name", "blog")],
               9, "blog"),
    "a club that writes": ([("dated_article", "blog"), ("voice", "blog"), ("menu", "association")], 9, "association"),
    "a blog that says so": ([("dated_article", "blog"), ("name", "blog"), ("type", "company")], 9, "blog"),
    "a chamber is an association too": ([("name", "chamber"), ("association_form", "association"),
                                         ("join_page", "association")], 1, "chamber"),
}  # fmt: skip


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    store = Store.create(tmp_path_factory.mktemp("kinds") / "store")
    for site, (seen, pages, _) in enumerate(CASES.values()):
        evidence = tuple(Evidence("kind", signal, kind, signal) for signal, kind in seen)
        store.write_pages("r", [page(f"https://n{site}.example/{n}", evidence=evidence) for n in range(pages)])
    rank(store, NOW)
    rows = store.table("SELECT site, kind FROM sites").to_pylist()
    return {name: row["kind"] for row in rows for name in [list(CASES)[int(row["site"][1:].partition(".")[0])]]}


@pytest.mark.parametrize("name", CASES)
def test_the_kind_of_a_site(name: str, told: dict[str, str]) -> None:
    assert told[name] == CASES[name][2]


def test_the_reasons_of_an_unknown_kind_are_kept(store: Store) -> None:
    store.write_pages("r", [page(evidence=(Evidence("kind", "words", "publication", "Zeitung"),))])
    rank(store, NOW)
    assert store.table("SELECT kind, kind_reasons FROM sites").to_pylist() == [
        {"kind": "unknown", "kind_reasons": ["words on its own pages: Zeitung"]}
    ]
