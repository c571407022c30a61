"""``prospector sellers``: what the user says of sites and lists, remembered and put to use by the next rank."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from prospector.cli.app import app
from prospector.errors import ProspectorError
from prospector.models import Evidence, Page, Visit
from prospector.ranking.explain import explanation
from prospector.ranking.export import shortlist
from prospector.ranking.rank import rank
from prospector.store.sellers import read_sellers
from prospector.store.store import Store

NOW = datetime(2026, 6, 1, tzinfo=UTC)
TODAY = f"{datetime.now(UTC):%Y-%m-%d}"
ADDRESS = (
    Evidence("country", "postal_address", "DE", "Hauptstraße 1, 10115 Berlin"),
    Evidence("country", "register_id", "DE", "HRB 1"),
)
OFFER = Evidence("link_selling", "own_offer", "offer", "Wir verkaufen Links")
SURCHARGE = Evidence("link_selling", "topic_surcharge", "surcharge", "Casino, CBD: +100 %")


@pytest.fixture
def sellers(store: Store) -> Callable[..., str]:
    """Run ``prospector sellers`` on the test's store, and return what it printed."""

    def run(*arguments: str | Path) -> str:
        command = ["sellers", *map(str, arguments), "--store", str(store.path)]
        done = CliRunner().invoke(app, command, catch_exceptions=False)
        assert done.exit_code == 0, done.output
        return done.stdout

    return run


@pytest.fixture
def add(store: Store, make_page: Callable[..., Page], make_visit: Callable[..., Visit]) -> Callable[..., None]:
    """Puts a German site of four pages into the store, the first with some evidence of link selling."""

    def added(site: str, *seen: Evidence) -> None:
        visit = make_visit(f"https://{site}/", market="DE", kind="blog", pages=4)
        facts = {"visit": visit.visit, "fetched_at": NOW, "language": "de", "text": "Ein Text über das Tal. " * 20}
        pages = [
            make_page(
                f"https://{site}/{at}",
                role="article" if at else "home",
                evidence=ADDRESS if at else (*ADDRESS, *seen),
                **facts,
            )
            for at in range(4)
        ]
        store.write_visit("r", visit, pages)

    return added


def test_what_the_user_says_wins_and_stands_in_lists_with_its_reason(
    sellers: Callable[..., str], add: Callable[..., None], store: Store
) -> None:
    add("accused.de", OFFER)
    add("innocent.de")
    said = sellers("allow", "https://www.accused.de/werbung", "--why", "they meant\n banners")
    assert said == f"accused.de allowed by hand on {TODAY}: they meant banners; 'prospector rank' puts it to use\n"
    sellers("block", "innocent.de", "--why", "wrote to us with a price list")
    sellers("block", "never-seen.de", "--why", "known from elsewhere")
    rank(store, NOW)

    listed = {row["site"]: row for row in shortlist(store, "DE").to_pylist()}
    assert set(listed) == {"accused.de"}
    assert f"allowed by hand on {TODAY}: they meant banners" in listed["accused.de"]["reasons_for"]
    (rejected,) = store.table("SELECT site, reason, reasons FROM rejected").to_pylist()
    reason = f"blocked by hand on {TODAY}: wrote to us with a price list"
    assert (rejected["site"], rejected["reason"], rejected["reasons"][0]) == ("innocent.de", "link_seller", reason)
    for site, words in (("innocent.de", reason), ("accused.de", "they meant banners")):
        explained = explanation(store, site)
        assert explained is not None
        assert words in "".join(explained.places)
    (unseen,) = store.table("SELECT link_selling, outcome FROM sites WHERE site = 'never-seen.de'").to_pylist()
    assert tuple(unseen.values()) == ("link_seller", "not_visited")

    sellers("forget", "innocent.de")
    sellers("forget", "accused.de")
    rank(store, NOW)
    assert {row["site"] for row in shortlist(store, "DE").to_pylist()} == {"innocent.de"}


def test_an_imported_list_is_strong_evidence_and_not_enough(
    sellers: Callable[..., str], add: Callable[..., None], store: Store, tmp_path: Path
) -> None:
    add("named.de")
    add("named-and-charging.de", SURCHARGE)
    path = tmp_path / "nets.tsv"
    path.write_text('site\tgroup\nnamed.de\t"Net" 7\nnamed-and-charging.de\t\n', encoding="utf-8")
    assert sellers("import", path) == "2 sites on the list nets.tsv; 'prospector rank' puts it to use\n"
    rank(store, NOW)
    found = {row["site"]: row for row in store.table("SELECT * FROM sites").to_pylist()}
    assert found["named.de"]["link_selling"] == "unknown"
    assert found["named.de"]["link_selling_reasons"] == [
        'is on a list of link sellers: on the list nets.tsv as "Net" 7'
    ]
    assert found["named-and-charging.de"]["link_selling"] == "link_seller"
    assert "2 sites" in sellers("list")
    sellers("forget", "nets.tsv")
    assert read_sellers(store).lists == {}


LISTS = [
    ("site,group\na.de,Net\nwww.b.de,\n", {"a.de": "Net", "b.de": ""}),
    ("url\thuman\nhttps://a.de/x\tno\n", {"a.de": ""}),
    (
        "# made by hand\n\na.de\nhttps://www.a.de/again\n||b.co.uk^$all\n*://*.c.com/*\n",
        {"a.de": "", "b.co.uk": "", "c.com": ""},
    ),
    ("medium.com/@ada\n", {"medium.com/@ada": ""}),
]


@pytest.mark.parametrize(("text", "sites"), LISTS)
def test_a_list_may_be_a_table_or_plain_lines(
    text: str, sites: dict[str, str], sellers: Callable[..., str], store: Store, tmp_path: Path
) -> None:
    path = tmp_path / "list.txt"
    path.write_text(text, encoding="utf-8")
    sellers("import", path, "--name", "mine")
    assert read_sellers(store).lists["mine"].sites == sites


SENTENCES = [
    (("allow", "no site", "--why", "x"), "'no site' is no site; name one like example.de"),
    (("block", "facebook.com", "--why", "x"), "'facebook.com' is no site; name one like example.de"),
    (("block", "a.de"), "say why: prospector sellers block a.de --why TEXT"),
    (("block", "a.de", "--why", " "), "say why: prospector sellers block a.de --why TEXT"),
    (("forget", "a.de"), "nothing is known of 'a.de'; 'prospector sellers list' shows what is"),
    (("import", "LIST"), "LIST:2: 'no site' is no site; nothing was imported"),
    (("import", "EMPTY"), "EMPTY: no site in it; nothing was imported"),
    (("import", "nowhere.csv"), "nowhere.csv: no such file"),
]


@pytest.mark.parametrize(("arguments", "sentence"), SENTENCES, ids=[sentence for _, sentence in SENTENCES])
def test_what_makes_no_sense_is_said_in_one_sentence(
    arguments: tuple[str, ...], sentence: str, sellers: Callable[..., str], store: Store, tmp_path: Path
) -> None:
    (tmp_path / "LIST").write_text("a.de\nno site\n", encoding="utf-8")
    (tmp_path / "EMPTY").write_text("# nothing\n", encoding="utf-8")
    with pytest.raises(ProspectorError) as error:
        sellers(*(str(tmp_path / word) if word.isupper() else word for word in arguments))
    assert (str(error.value).replace(f"{tmp_path}/", ""), error.value.exit_code) == (sentence, 2)
    assert not (store.path / "sellers.json").exists()


def test_a_broken_file_is_named(sellers: Callable[..., str], store: Store) -> None:
    (store.path / "sellers.json").write_text("{", encoding="utf-8")
    with pytest.raises(ProspectorError, match="is broken; put it back from a backup, or delete it to forget"):
        sellers("list")
