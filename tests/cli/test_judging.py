"""``inspect``, ``rejudge`` and ``rank``."""

import json
import shutil
from pathlib import Path

import pytest

from prospector.store.store import Store, open_store
from tests.conftest import run_here

PAGE = """\
<!doctype html><html lang="de"><head><title>Impressum – Tannwerder Anzeiger</title></head><body><main>
<h1>Impressum</h1><p>Herausgeber des Tannwerder Anzeigers ist die Anzeiger Verlag GmbH, Hauptstraße 1, 10115 Berlin.
Verantwortlich für den Inhalt der Zeitung ist die Redaktion. Telefon 030 23125 410.</p>
<a href="https://andere-zeitung.de/">Eine andere Zeitung</a> <a href="/kontakt">Kontakt</a></main></body></html>
"""


@pytest.mark.parametrize(
    ("name", "options", "url"),
    [
        ("seite.html", ("--url", "https://www.anzeiger.de/impressum"), "https://www.anzeiger.de/impressum"),
        ("Meine Seite_2.html", (), "https://meine-seite-2.invalid/"),
        ("東京.html", (), "https://xn--1lqs71d.invalid/"),
    ],
)
def test_a_saved_page_is_read_and_judged(name: str, options: tuple[str, ...], url: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(PAGE, encoding="utf-8")
    done = run_here("inspect", tmp_path / name, *options)
    assert (done.returncode, done.stderr) == (0, "")
    seen = json.loads(done.stdout)
    assert (seen["url"], seen["language"], seen["title"]) == (url, "de", "Impressum – Tannwerder Anzeiger")
    assert seen["links"]["count"] == 2
    assert [link["url"] for link in seen["links"]["to_other_sites"]] == ["https://andere-zeitung.de/"]
    assert "DE" in {found["value"] for found in seen["evidence"] if found["subject"] == "country"}
    assert "" not in seen.values()


@pytest.fixture
def copied(sample_store: Store, tmp_path: Path) -> Store:
    shutil.copytree(sample_store.path, tmp_path / "store")
    return open_store(tmp_path / "store")


def test_judging_again_what_has_not_changed_changes_nothing(copied: Store, sample_store: Store) -> None:
    done = run_here("rejudge", "--store", copied.path)
    assert (done.returncode, done.stderr) == (0, "")
    count = copied.table("SELECT url FROM pages").num_rows
    assert done.stdout == f"{count} pages judged again; 'prospector rank' puts them in order\n"
    query = "SELECT * EXCLUDE (judged_at) FROM pages ORDER BY url, fetched_at"
    assert copied.table(query).equals(sample_store.table(query))
    newer = "SELECT min(judged_at) AS judged_at FROM pages"
    assert copied.table(newer).to_pylist()[0]["judged_at"] > sample_store.table(newer).to_pylist()[0]["judged_at"]


def test_an_empty_store_has_nothing_to_judge_or_rank(store: Store) -> None:
    judged, ranked = (run_here(command, "--store", store.path) for command in ("rejudge", "rank"))
    assert (judged.returncode, judged.stdout) == (0, "0 pages judged again; 'prospector rank' puts them in order\n")
    assert (ranked.returncode, ranked.stdout) == (0, "")
    assert ranked.stderr.startswith("no prospects yet: ")


def test_rank_prints_the_markets_asked_for(copied: Store) -> None:
    done = run_here("rank", "de", "nz", "--store", copied.path)
    assert done.returncode == 0, done.stderr
    assert [line.split()[0] for line in done.stdout.splitlines()] == ["market", "DE"]
    assert done.stderr == "no prospects for nz yet; 'prospector crawl nz' looks for some\n"
