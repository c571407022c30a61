"""How right the judging is on real sites and pages: one table, the misses, and ``docs/evaluation.md``.

Needs the measuring material at ``../shared`` (or ``$PROSPECTOR_SHARED``); none of its text is written anywhere. Labels
are one reader's judgement.
"""

import csv
import os
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.bench import crawl_by_replay, dev_seeds
from benchmarks.topics import topic_tables
from prospector.crawling.warc import fetched, responses
from prospector.judging.language import Predicts, detect, load_model
from prospector.markets.files import data_path
from prospector.markets.knowledge import knowledge, sites
from prospector.models import Page
from prospector.ranking.rank import rank
from prospector.reading.page import Fetched, read_page
from prospector.stages import judged, judging_stages
from prospector.store.store import Store

SHARED = Path(os.environ.get("PROSPECTOR_SHARED", "../shared"))
DOCS = Path(__file__).parents[1] / "docs" / "evaluation.md"
SURE = ("confirmed", "likely", "international")
_SIB_CODES = {
    "nob": "nb",
    "nno": "nn",
    "zho": "zh",
    "arb": "ar",
    "ces": "cs",
    "deu": "de",
    "fra": "fr",
    "spa": "es",
    "nld": "nl",
}


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table: *right* of *n*, with the cases that missed."""

    metric: str
    on: str
    right: int
    n: int
    misses: tuple[str, ...] = ()

    def row(self) -> str:
        """Return the line as a row of a Markdown table."""
        share = f"{self.right / self.n:.3f}" if self.n else "–"
        return f"| {self.metric} | {self.on} | {self.n} | {self.right} | {share} |"


def main() -> None:
    """Measure, print the table and the misses, and write the document."""
    if not (SHARED / "web" / "dev").is_dir():
        print(f"evaluation left out: no measuring material at {SHARED}")
        return
    figures = [*on_sites(), *on_pages(), *on_sentences(), *on_excerpts()]
    table = ["| metric | set | n | right | share |", "|---|---|---|---|---|", *(figure.row() for figure in figures)]
    print("\n".join(table))
    for figure in figures:
        if figure.misses:
            print(f"\nmissed, {figure.metric} on {figure.on}:")
            print("\n".join(f"  {miss}" for miss in figure.misses[:30]))
    topics = list(topic_tables())
    print("\n" + "\n".join(topics))
    write_document([*table, "", *topics])


def on_sites() -> Iterator[Figure]:
    """Yield the figures of a crawl by replay of the real sites."""
    with tempfile.TemporaryDirectory() as folder:
        rows = crawl(Path(folder))
    truths = read_tsv(SHARED / "web" / "dev" / "sites.tsv")
    cases = [(truth, rows[sites().site_of(truth["start_url"])]) for truth in truths]
    located = [(t, r) for t, r in cases if t["countries_ok"]]
    sure = [(t, r) for t, r in located if r["country_status"] in SURE]
    right = [(t, r) for t, r in sure if r["country"] in t["countries_ok"].split()]
    wrong = tuple(f"{t['host']}: {r['country']} ({r['country_status']})" for t, r in sure if (t, r) not in right)
    yield Figure("country, of the confirmed and likely", "web/dev", len(right), len(sure), wrong)
    yield Figure(
        "country confirmed or likely",
        "web/dev",
        len(right),
        len(located),
        tuple(_country(t, r) for t, r in located if (t, r) not in right),
    )
    for metric, column, field in (("kind", "kinds_ok", "kind"), ("link selling", "verdicts_ok", "link_selling")):
        scored = [(t, r) for t, r in cases if t[column]]
        misses = tuple(
            f"{t['host']}: {r[field]}, not {t[column]}" for t, r in scored if r[field] not in t[column].split()
        )
        yield Figure(metric, "web/dev", len(scored) - len(misses), len(scored), misses)


def _country(truth: dict[str, str], row: dict[str, Any]) -> str:
    return f"{truth['host']}: {row['country'] or 'unknown'} ({row['country_status']}), not {truth['countries_ok']}"


def crawl(folder: Path) -> dict[str, dict[str, Any]]:
    """Return the judged sites of a crawl of the real sites, by site."""
    store = Store.create(folder / "store")
    crawl_by_replay(store, SHARED / "web" / "dev", dev_seeds(folder))
    rank(store, datetime.now(UTC))
    return {row["site"]: row for row in store.table("SELECT * FROM sites").to_pylist()}


def on_pages() -> Iterator[Figure]:
    """Yield the figures of single real pages."""
    facts = {row["url"]: row for row in read_tsv(SHARED / "pages" / "dev-pages.tsv")}
    stages = judging_stages()
    pages = [(facts[page.url], judged(read_page(page, sites()), stages)) for page in documents() if page.url in facts]
    agreed = [(row, page) for row, page in pages if row["html_lang"][:2].lower() == row["detected_lang"] != ""]
    misses = tuple(f"{page.url}: {page.language}" for row, page in agreed if page.language != row["detected_lang"])
    yield Figure(
        "language where html lang and a detector agree", "dev-pages", len(agreed) - len(misses), len(agreed), misses
    )
    stated = [(row["country_stated"], _owner_country(page)) for row, page in pages if row["country_stated"]]
    said = [(truth, found) for truth, found in stated if found]
    yield Figure(
        f"country by owner evidence, where it says one ({len(said)} of {len(stated)})",
        "dev-pages",
        sum(t == f for t, f in said),
        len(said),
    )


def _owner_country(page: Page) -> str:
    """Return the one country that a page's own address, register number or phone names, else nothing."""
    signals = ("structured_address", "postal_address", "register_id", "phone")
    found = {seen.value for seen in page.evidence if seen.subject == "country" and seen.signal in signals}
    return found.pop() if len(found) == 1 else ""


def documents() -> Iterator[Fetched]:
    """Yield the single real pages."""
    for record, _ in responses(SHARED / "pages" / "dev-pages.warc.gz"):
        yield fetched(record)


def on_sentences() -> Iterator[Figure]:
    """Yield the share of sentences whose language is told, by language."""
    model = load_model(data_path("models", "lid.176.ftz"))
    rows = read_tsv(SHARED / "labels" / "topics_sib200_train_dev.tsv")
    by_language: dict[str, list[str]] = {}
    for row in rows:
        if row["split"] == "dev":
            by_language.setdefault(_code(row["language"]), []).append(row["text"])
    for code, texts in sorted(by_language.items()):
        if code in knowledge().languages:
            yield Figure(f"language {code}", "SIB-200 dev", _told(texts, code, model), len(texts))


def _code(name: str) -> str:
    three = name.partition("_")[0]
    twos = {
        "eng": "en",
        "ita": "it",
        "swe": "sv",
        "dan": "da",
        "fin": "fi",
        "pol": "pl",
        "jpn": "ja",
        "kor": "ko",
        "rus": "ru",
        "tur": "tr",
        "hin": "hi",
        "por": "pt",
    }
    return _SIB_CODES.get(three, twos.get(three, three))


def _told(texts: list[str], code: str, model: Predicts) -> int:
    return sum(detect(text, model).code == code for text in texts)


def on_excerpts() -> Iterator[Figure]:
    """Yield how many legitimate excerpts are left in peace, and how many with an offer of their own are seen."""
    stages = judging_stages()
    rows = read_tsv(SHARED / "labels" / "link_selling_dev.tsv")
    verdicts = [(row, _sells(row, stages)) for row in rows]
    for grade, says in (
        ("L", "legitimate excerpts without an offer seen"),
        ("P", "pages that sell themselves, offer seen"),
    ):
        graded = [(row, seen) for row, seen in verdicts if row["grade"] == grade]
        misses = tuple(
            f"{row['address'][:70]}: {seen or 'nothing'}" for row, seen in graded if bool(seen) != (grade == "P")
        )
        yield Figure(says, "link_selling_dev", len(graded) - len(misses), len(graded), misses)


def _sells(row: dict[str, str], stages: list[Any]) -> str:
    """Return the quote of an offer in an excerpt read as a page, empty when none is seen."""
    body = f"<title>{row['address']}</title><p>{row['excerpt']}</p>".encode()
    address = row["address"] if row["address"].startswith("http") else f"https://{row['address']}"
    page = judged(
        read_page(
            Fetched(address, body, datetime.now(UTC), headers=(("content-type", "text/html; charset=utf-8"),)), sites()
        ),
        stages,
    )
    offers = [seen.quote for seen in page.evidence if seen.signal in ("own_offer", "metric_prices")]
    return offers[0] if offers else ""


def read_tsv(path: Path) -> list[dict[str, str]]:
    """Return the rows of a tab-separated file; quotes in it are letters like others."""
    csv.field_size_limit(sys.maxsize)
    with path.open(encoding="utf-8", newline="") as file:
        return [dict(row) for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)]


def write_document(table: list[str]) -> None:
    """Write the figures and how they were measured."""
    DOCS.write_text(
        "# Evaluation\n\n"
        "What `make evaluate` measures on real sites and pages, which are not part of the project. Labels are one\n"
        "reader's judgement; a site counts as located when its country is confirmed, likely or international.\n\n"
        + "\n".join(table)
        + "\n",
        encoding="utf-8",
    )
