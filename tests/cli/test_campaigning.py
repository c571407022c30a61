"""Campaigns at the command line: the own site is read over real HTTP, and lists are ranked for the niche."""

import shutil
from pathlib import Path

import pytest

from prospector.store.store import Store
from tests.conftest import Command
from tests.crawling.web import NOT_FOUND, Answer, serving

CAMPAIGN = """
name = "Hüttentouren"
site = "https://www.own.example/"
markets = ["de", "at", "jp"]
pages = ["spot-on.html"]
[niche]
de = ["Hütte", "wandern"]
"""
ALTERNATES = (
    '<link rel="alternate" hreflang="en" href="https://www.own.example/">'
    '<link rel="alternate" hreflang="de" href="https://www.own.example/de/">'
    '<link rel="alternate" hreflang="de-AT" href="https://www.own.example/at/">'
)
ENGLISH = "We have been selling boots for the mountains since our grandfather made the first pair of them in his barn. "
GERMAN = "Wir verkaufen Schuhe für die Berge, seit unser Großvater das erste Paar in der Scheune genäht hat. "
NO_WAY_BACK = "its hreflang does not lead back to the start page"


def own_site(url: str) -> Answer | None:
    """A shop whose Austrian page does not lead back."""
    pages = {
        "https://www.own.example/": f'<html lang="en"><head>{ALTERNATES}</head><body><main><p>{ENGLISH * 3}</main>',
        "https://www.own.example/de/": f'<html lang="de"><head>{ALTERNATES}</head><body><main><p>{GERMAN * 3}</main>',
        "https://www.own.example/at/": f'<html lang="de"><body><main><p>{GERMAN * 3}</main>',
    }
    return Answer(pages[url].encode()) if url in pages else NOT_FOUND


@pytest.fixture(scope="module")
def campaign(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("campaign")
    (folder / "spot-on.html").write_text(
        f"<html lang=de><title>Hüttentour</title><main><p>{'Die Hüttentour über den Klettersteig war steil. ' * 4}",
        encoding="utf-8",
    )
    (folder / "h.toml").write_text(CAMPAIGN, encoding="utf-8")
    return folder / "h.toml"


@pytest.fixture(scope="module")
def checked(campaign: Path, tmp_path_factory: pytest.TempPathFactory, prospector: Command) -> tuple[str, Path]:
    """What ``campaign check`` said, and the store that it wrote to."""
    store = tmp_path_factory.mktemp("checked") / "store"
    with serving(own_site) as web:
        done = prospector("campaign", "check", campaign, "--store", store, env={**web.env, "COLUMNS": "200"})
    assert done.returncode == 0, done.stderr
    return done.stdout, store


@pytest.mark.parametrize(
    "row",
    [
        ("DE", "de", "https://www.own.example/de/", "hreflang de", "ok"),
        ("AT", "de", "https://www.own.example/at/", "hreflang de-at", NO_WAY_BACK),
        ("JP", "ja", "–", "–", "no page: hreflang names none, and the start page is in another language"),
    ],
)  # fmt: skip
def test_check_says_which_page_serves_a_market_and_what_is_wrong_with_it(
    row: tuple[str, ...], checked: tuple[str, Path]
) -> None:
    assert [line.split() for line in checked[0].splitlines() if line.startswith(row[0])] == [" ".join(row).split()]


def test_what_check_found_is_kept_in_the_store(checked: tuple[str, Path]) -> None:
    assert Store.open(checked[1]).path.joinpath("campaigns", "huttentouren.json").is_file()


def test_an_own_site_that_cannot_be_read_is_named_with_its_key(campaign: Path, prospector: Command) -> None:
    with serving(lambda url: NOT_FOUND) as web:
        done = prospector("campaign", "check", campaign, "--store", campaign.parent / "new", env=web.env)
    sentence = f"prospector: {campaign}: 'site': https://www.own.example/ could not be read: HTTP 404\n"
    assert (done.returncode, done.stderr.splitlines(keepends=True)[-1]) == (2, sentence)
    assert not (campaign.parent / "new").exists()


def test_suggest_offers_terms_to_paste(campaign: Path, sample_store: Store, prospector: Command) -> None:
    done = prospector("campaign", "suggest", campaign, "--store", sample_store.path)
    assert done.returncode == 0, done.stderr
    assert '"Klettersteig"' in done.stdout.splitlines()[-1]


def test_rank_prospects_and_export_know_the_campaign(
    campaign: Path, sample_store: Store, prospector: Command, tmp_path: Path
) -> None:
    store = tmp_path / "store"
    shutil.copytree(sample_store.path, store)
    ranked = prospector("rank", "--campaign", campaign, "--store", store)
    assert "no niche terms for jp: 'niche' in" in ranked.stderr
    assert "nothing about the niche" in ranked.stderr
    shown = prospector("prospects", "de", "--campaign", campaign, "--store", store)
    assert "wanderfalter-blog.de" in shown.stdout.splitlines()[1]
    exported = prospector("export", "de", "-o", tmp_path / "x.csv", "--campaign", "Hüttentouren", "--store", store)
    assert exported.stdout.endswith(f"prospects written to {tmp_path / 'x.csv'}\n")
    assert "speaks of Hütte" in (tmp_path / "x.csv").read_text(encoding="utf-8")


def test_a_store_in_which_nothing_is_has_nobody_to_rank(campaign: Path, prospector: Command, tmp_path: Path) -> None:
    done = prospector("rank", "--campaign", campaign, "--store", Store.create(tmp_path / "store").path)
    sentence = "no prospects yet: nothing is stored that belongs to a market; 'prospector crawl MARKET' looks for some"
    assert (done.returncode, done.stderr.splitlines()[-1]) == (0, sentence)


def test_a_campaign_that_was_never_ranked_is_said(sample_store: Store, prospector: Command) -> None:
    done = prospector("prospects", "de", "--campaign", "nope", "--store", sample_store.path)
    where = f"no prospects for 'de' and campaign 'nope' in {sample_store.path}"
    assert (done.returncode, done.stderr) == (2, f"prospector: {where}; run 'prospector rank --campaign FILE' first\n")
