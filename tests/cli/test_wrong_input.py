"""Wrong input: one sentence with the way out, exit 2 (1 where a run failed), and nothing that is stored is harmed."""

import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from prospector.markets.files import data_path, read_csv
from prospector.markets.knowledge import knowledge
from prospector.models import KINDS
from prospector.store.runs import ended, new_run
from prospector.store.store import Store
from tests.conftest import run_command, run_here

Done = subprocess.CompletedProcess[str]

MARKETS = f"unknown market 'xx'; there are {', '.join(sorted(code.lower() for code in knowledge().markets))}"
KIND = f"unknown kind 'newspaper'; kinds are {', '.join(KINDS)}"
TOPICS = sorted(row["name"] for row in read_csv(data_path("topics", "taxonomy.csv")))
TOPIC = f"unknown topic 'nonsense'; there are {', '.join(TOPICS)}"
NO_STORE = "no store at {0}/none; 'prospector crawl MARKET --store {0}/none' makes one"
NO_PROSPECTS = "no prospects for 'de' in {0}/empty; run 'prospector crawl de' and 'prospector rank' first"
WARCS = "give .warc or .warc.gz files, or a folder of them"
SELECT = "one SELECT at a time: the store is read with SQL, never changed"

# What is typed, {0} being a folder with bad things in it and {1} the store of the demo, and what is said.
SENTENCES = {
    "crawl xx": MARKETS,
    "crawl": "name a market to crawl, as in 'prospector crawl de'; 'prospector markets' lists them",
    "crawl de --kind newspaper": KIND,
    "crawl de --seeds {0}/none.csv": "{0}/none.csv: no such file",
    "crawl de --store {0}/letters --dry-run": "{0}/letters is not empty and no store; give --store a new folder",
    "crawl de --store {0}/file --dry-run": "{0}/file is a file; give --store a folder",
    "crawl de --store {0}/old --dry-run": (
        "{0}/old is a store of version 5, this Prospector reads version 2; crawl into a new folder"
    ),
    "crawl --run {2} --store {0}/file": "{0}/file is a file; give --store a folder",
    "crawl --run {2} --store {0}/none": NO_STORE,
    "crawl at --run {3} --store {0}/empty": (
        "run {3} goes on as it was planned; leave out MARKET, --kind, --seeds and --sites"
    ),
    "crawl --run {3} --kind blog --store {0}/empty": (
        "run {3} goes on as it was planned; leave out MARKET, --kind, --seeds and --sites"
    ),
    "crawl --run nope --store {0}/empty": "no run 'nope' in this store; the last one is {2}",
    "crawl --run {2} --store {0}/empty": "run {2} is no crawl; '--run' continues crawls, 'ingest' is started anew",
    "crawl de --replay {0}/none.warc.gz --store {1}": "{0}/none.warc.gz: no such file; " + WARCS,
    "crawl de --replay {0}/file --store {1}": "{0}/file is no WARC file; " + WARCS,
    "crawl de --replay {0}/cut.warc.gz --seeds {0}/one.csv --store {0}/crawled": (
        "{0}/cut.warc.gz is truncated: its last record is not complete; replay needs whole files"
    ),
    "ingest {0}/none.warc --store {1}": "{0}/none.warc: no such file; " + WARCS,
    "ingest {0}/file --store {1}": "{0}/file is no WARC file; " + WARCS,
    "ingest {0}/letters --store {1}": "{0}/letters: no .warc or .warc.gz file in this folder",
    "rank --store {0}/none": NO_STORE,
    "rank xx --store {1}": MARKETS,
    "rejudge --store {0}/none": NO_STORE,
    "prospects xx --store {1}": MARKETS,
    "prospects de --store {0}/none": NO_STORE,
    "prospects de --store {0}/empty": NO_PROSPECTS,
    "prospects de --kind newspaper --store {1}": KIND,
    "prospects de --topic nonsense --store {1}": TOPIC,
    "explain nobody.de --store {1}": (
        "'nobody.de' is not in this store; 'prospector sql \"SELECT site FROM sites\"' lists what is"
    ),
    "explain tannwerder-bote.de --market xx --store {1}": MARKETS,
    "export de -o {0}/list.csv --store {0}/empty": NO_PROSPECTS,
    "export de -o {0}/none/list.csv --store {1}": (
        "{0}/none: no such folder; make it first, or name a file elsewhere"
    ),
    "export de -o {0}/list.doc --store {1}": "{0}/list.doc: name a .csv, .xlsx, .jsonl or .parquet file",
    "sql SELEC --store {1}": 'Parser Error: syntax error at or near "SELEC"',
    "sql DROP+VIEW+sites --store {1}": SELECT,
    "sql SELECT+1 --store {0}/none": NO_STORE,
    "inspect {0}/none.html": "{0}/none.html: No such file or directory; give an http(s) address or a saved HTML file",
    "inspect {0}/letters": "{0}/letters: Is a directory; give an http(s) address or a saved HTML file",
    "inspect {0}/file": "{0}/file is no HTML page: no content type",
    "inspect {0}/page.html --url nonsense": (
        "'nonsense' is no http(s) address; give the one that {0}/page.html is from, or leave --url out"
    ),
    "demo --folder {0}/mine": "{0}/mine/store was not made by a demo; give --folder another place",
}  # fmt: skip

# What the parser of the command line says; one of its lines.
USAGE = {
    "nonsense": "Error: No such command 'nonsense'.",
    "crawl de --sites -1": "Error: Invalid value for '--sites'",
    "crawl de --workers 0": "Error: Invalid value for '--workers'",
    "export de --store {1}": "Error: Missing option '-o' / '--output'.",
    "sql SELECT+1 --format xml --store {1}": "Error: Invalid value for '--format'",
}

# Work that cannot be done: exit 1.
FAILURES = {
    "crawl de --store /dev/null/store": "cannot write to /dev/null/store: Not a directory",
    "demo --folder {0}/file": "cannot write to {0}/file/store: Not a directory",
    "export de -o /proc/list.csv --store {1}": "cannot write to /proc: No such file or directory",
    "inspect http://127.0.0.1:9/": (
        "http://127.0.0.1:9/ could not be fetched: "
        "its address is not public, and PROSPECTOR_ALLOWED_HOSTS does not name it"
    ),
}  # fmt: skip


def contents(places: tuple[str, ...]) -> dict[str, bytes]:
    """Every file of the bad things and of the demo's store, but for the one place where a store may come to be."""
    found = (path for place in places[:2] for path in Path(place).rglob("*"))
    return {str(path): path.read_bytes() for path in found if path.is_file() and "crawled" not in path.parts}


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory, sample_store: Store) -> tuple[str, ...]:
    """What stands for {0} to {3}: a folder of bad things, the demo's store, an ingest and a crawl of the empty one."""
    folder = tmp_path_factory.mktemp("wrong")
    for name in ("letters", "mine/store"):
        (folder / name).mkdir(parents=True)
        (folder / name / "letter.txt").write_text("mine")
    (folder / "file").write_text("nothing of any kind\n")
    (folder / "one.csv").write_text("url,market\nhttps://a.de/,DE\n")
    (folder / "page.html").write_text("<title>Page</title>")
    (folder / "cut.warc.gz").write_bytes(data_path("sample", "web.warc.gz").read_bytes()[:100_000])
    (Store.create(folder / "old").path / "store.json").write_text('{"version": 5}')
    runs = new_run("ingest", {}), ended(new_run("crawl", {"markets": ["DE"]}), "finished", {})
    for run in runs:
        Store.create(folder / "empty").write_run(run)
    return str(folder), str(sample_store.path), *(run.run for run in runs)


@pytest.fixture(scope="module")
def before(places: tuple[str, ...]) -> dict[str, bytes]:
    return contents(places)


@pytest.fixture(scope="module")
def said(places: tuple[str, ...], before: dict[str, bytes]) -> Mapping[str, Done]:
    """What each command said; only those that fetch need a process of their own."""

    def run(words: str) -> Done:
        start = run_command if "http" in words else run_here
        return start(*(word.replace("+", " ").format(*places) for word in words.split()))

    return {typed: run(typed) for typed in (*SENTENCES, *USAGE, *FAILURES)}


@pytest.mark.parametrize("typed", SENTENCES)
def test_a_request_that_makes_no_sense_is_answered_in_one_sentence(
    typed: str, said: Mapping[str, Done], places: tuple[str, ...]
) -> None:
    done = said[typed]
    sentence = SENTENCES[typed].format(*places)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", f"prospector: {sentence}\n")


@pytest.mark.parametrize("typed", USAGE)
def test_a_command_that_is_not_spelled_right_is_answered_with_its_usage(typed: str, said: Mapping[str, Done]) -> None:
    done = said[typed]
    assert (done.returncode, done.stdout) == (2, "")
    assert any(line.startswith(USAGE[typed]) for line in done.stderr.splitlines())
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("typed", FAILURES)
def test_work_that_failed_is_told_in_one_sentence_too(
    typed: str, said: Mapping[str, Done], places: tuple[str, ...]
) -> None:
    done = said[typed]
    sentence = FAILURES[typed].format(*places)
    assert (done.returncode, done.stdout, done.stderr) == (1, "", f"prospector: {sentence}\n")


def test_nothing_that_was_there_has_changed_and_nothing_was_added(
    said: Mapping[str, Done], before: dict[str, bytes], places: tuple[str, ...]
) -> None:
    assert len(said) == len(SENTENCES) + len(USAGE) + len(FAILURES)
    assert contents(places) == before


def test_a_refused_crawl_leaves_no_store_behind(said: Mapping[str, Done], places: tuple[str, ...]) -> None:
    assert not (Path(places[0]) / "crawled").exists()
