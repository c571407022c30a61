"""How right the judging is on real sites and pages: one table, the misses, and ``docs/evaluation.md``.

Needs the measuring material at ``../shared`` (or ``$PROSPECTOR_SHARED``); none of its text is written anywhere. Labels
are one reader's judgement.
"""

import csv
import os
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks import selling
from benchmarks.bench import crawl_by_replay, dev_seeds
from benchmarks.confusion import confusion
from benchmarks.coverage import on_sample
from benchmarks.topics import topic_tables
from prospector.crawling.warc import fetched, responses
from prospector.markets.knowledge import knowledge, sites
from prospector.markets.languages import languages
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


METHOD = Path(__file__).with_name("method.md")


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table: *right* of *n*, with the cases that missed; *details* are rows of a table of its own."""

    metric: str
    on: str
    right: int
    n: int
    misses: tuple[str, ...] = ()
    details: tuple[str, ...] = ()

    def row(self) -> str:
        """Return the line as a row of a Markdown table."""
        share = f"{self.right / self.n:.3f}" if self.n else "–"
        return f"| {self.metric} | {self.on} | {self.n} | {self.right} | {share} |"


def main() -> None:
    """Measure, print the table and the misses, and write the document."""
    if not (SHARED / "web" / "dev").is_dir():
        print(f"evaluation left out: no measuring material at {SHARED}")
        return
    figures = [*on_sites(), *on_pages(), *on_sentences(), *on_nothing(), *on_excerpts(), *on_visits()]
    table = ["| metric | set | n | right | share |", "|---|---|---|---|---|", *(figure.row() for figure in figures)]
    for figure in figures:
        table += ["", f"{figure.metric.capitalize()} on {figure.on}:", "", *figure.details] if figure.details else []
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
    wrong = tuple(_country(t, r) for t, r in sure if (t, r) not in right)
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
        details = confusion([(t[column], r[field]) for t, r in scored])
        yield Figure(metric, "web/dev", len(scored) - len(misses), len(scored), misses, details)
    for counted in selling.on_sites(cases):
        yield Figure(*counted)


def _country(truth: dict[str, str], row: dict[str, Any]) -> str:
    """Return a miss with what speaks for it."""
    seen = "; ".join(row["country_reasons"])
    verdict = f"{row['country'] or 'unknown'} ({row['country_status']})"
    return f"{truth['host']}: {verdict}, not {truth['countries_ok']}; {seen[:300] or 'nothing seen'}"


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
    selling.show_pages(page for _, page in pages)
    yield _languages(pages)
    stated = [(row["country_stated"], page) for row, page in pages if row["country_stated"]]
    verdicts = list(zip(stated, alone([page for _, page in stated]), strict=True))
    said = [(truth, page, row) for (truth, page), row in verdicts if row["country_status"] in SURE]
    wrong = tuple(
        f"{page.url}: {row['country']}, not {truth} ({'; '.join(row['country_reasons'])[:200]})"
        for truth, page, row in said
        if row["country"] != truth
    )
    yield Figure(
        "country of one page, of the confirmed and likely", "dev-pages", len(said) - len(wrong), len(said), wrong
    )
    yield Figure("country of one page confirmed or likely", "dev-pages", len(said) - len(wrong), len(stated))
    found = [(truth, owner) for truth, page in stated if (owner := _owner_country(page))]
    yield Figure("country by owner evidence alone", "dev-pages", sum(t == f for t, f in found), len(found))


def _languages(pages: list[tuple[dict[str, str], Page]]) -> Figure:
    agreed = [(row, page) for row, page in pages if row["html_lang"][:2].lower() == row["detected_lang"] != ""]
    misses = tuple(
        f"{page.url}: {page.language}, not {row['detected_lang']}"
        for row, page in agreed
        if page.language != row["detected_lang"].replace("no", "nb")
    )
    metric = "language where html lang and a detector agree"
    return Figure(metric, "dev-pages", len(agreed) - len(misses), len(agreed), misses)


def alone(pages: list[Page]) -> list[dict[str, Any]]:
    """Return for each page what is judged of a site that has no other page."""
    with tempfile.TemporaryDirectory() as folder:
        store = Store.create(Path(folder) / "store")
        now = datetime.now(UTC)
        named = [replace(page, site=str(n), section=str(n), fetched_at=now) for n, page in enumerate(pages)]
        store.write_pages("alone", [replace(page, url=f"{page.url}#{page.site}") for page in named])
        rank(store, now)
        rows = store.table("SELECT * FROM sites").to_pylist()
    by_site = {row["site"]: row for row in rows}
    return [by_site[page.site] for page in named]


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
    rows = read_tsv(SHARED / "labels" / "topics_sib200_train_dev.tsv")
    by_language: dict[str, list[str]] = {}
    for row in rows:
        if row["split"] == "dev":
            by_language.setdefault(_code(row["language"]), []).append(row["text"])
    for code, texts in sorted(by_language.items()):
        if code in knowledge().languages:
            yield Figure(f"language {code}", "SIB-200 dev", _told(texts, code), len(texts))


def on_nothing() -> Iterator[Figure]:
    """Yield how often text that is too little for anyone to tell is left unknown."""
    little = ("", " \n\t", "12.03.2026 | 14:30", "— * —", "Kontakt", "OK", "2026", "@", "\x00" * 50, "会社")
    unknown = sum(languages().told(text).code == "unknown" for text in little)
    yield Figure("language unknown for too little text", "ten scraps", unknown, len(little))


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


def _told(texts: list[str], code: str) -> int:
    return sum(languages().told(text).code == code for text in texts)


def on_excerpts() -> Iterator[Figure]:
    """Yield how many legitimate excerpts are left in peace, and how many with an offer of their own are seen."""
    for counted in selling.on_excerpts(read_tsv(SHARED / "labels" / "link_selling_dev.tsv")):
        yield Figure(*counted)


def on_visits() -> Iterator[Figure]:
    """Yield how many of the pages that a judgement needs a visit reads, by what they are for."""
    for covered in on_sample():
        misses = (*covered.missed, *covered.excused)
        yield Figure(f"page read in a visit: {covered.kind}", "sample web", covered.read, covered.pages, misses)


def read_tsv(path: Path) -> list[dict[str, str]]:
    """Return the rows of a tab-separated file; quotes in it are letters like others."""
    csv.field_size_limit(sys.maxsize)
    with path.open(encoding="utf-8", newline="") as file:
        return [dict(row) for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)]


def write_document(table: list[str]) -> None:
    """Write the figures and how they were measured."""
    DOCS.write_text(
        METHOD.read_text(encoding="utf-8") + "\n".join(table) + "\n",
        encoding="utf-8",
    )
