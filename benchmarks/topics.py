"""How right topics are: sentences, articles and whole sites, by topic words alone, by the model alone, and by both.

A class of a set is the sum of the topics that `SENTENCES` and `ARTICLES` give it; other topics speak for none. Nothing
of MasakhaNEWS is trained on (its licence is not stated), nor is the dev split of SIB-200.
"""

import csv
import os
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from prospector.crawling.run import carry_out
from prospector.crawling.workers import Job
from prospector.judging.language import load_model
from prospector.judging.topic import Reading, Topics, model_shares, shares, word_shares
from prospector.markets.files import data_path
from prospector.markets.knowledge import knowledge, sites
from prospector.models import Page
from prospector.ranking.rank import rank
from prospector.store.runs import new_run
from prospector.store.store import Store

SHARED = Path(os.environ.get("PROSPECTOR_SHARED", "../shared"))
LANGUAGES = {
    "arb": "ar", "ces": "cs", "dan": "da", "deu": "de", "eng": "en", "fin": "fi", "fra": "fr", "hin": "hi", "ita": "it",
    "jpn": "ja", "kor": "ko", "nld": "nl", "nob": "nb", "pol": "pl", "por": "pt", "rus": "ru", "spa": "es", "swe": "sv",
    "tur": "tr", "zho": "zh",
}  # fmt: skip
SENTENCES = {
    "science/technology": ("Science", "Technology & Computing"),
    "travel": ("Travel", "Attractions"),
    "politics": ("Politics", "War and Conflicts", "Law", "Crime"),
    "sports": ("Sports",),
    "health": ("Medical Health", "Healthy Living"),
    "entertainment": (
        "Entertainment", "Pop Culture", "Fine Art", "Books and Literature", "Video Gaming", "Hobbies & Interests",
        "Food & Drink",
    ),
}  # fmt: skip
ARTICLES = {
    "business": ("Business and Finance", "Personal Finance", "Real Estate", "Careers", "Shopping"),
    "entertainment": ("Entertainment", "Pop Culture", "Fine Art", "Books and Literature", "Style & Fashion"),
    "health": SENTENCES["health"],
    "politics": SENTENCES["politics"],
    "religion": ("Religion & Spirituality",),
    "sports": SENTENCES["sports"],
    "technology": ("Technology & Computing", "Science", "Video Gaming"),
}
SITES = {
    "business": ("Business and Finance", "Personal Finance"),
    "economics": ("Business and Finance", "Personal Finance"),
    "entertainment": ("Entertainment", "Pop Culture"),
    "finance": ("Business and Finance", "Personal Finance"),
    "food": ("Food & Drink",),
    "music": ("Entertainment",),
    "news": ("General News",),
    "politics": ("Politics",),
    "science": ("Science",),
    "sport": ("Sports",),
    "tech": ("Technology & Computing",),
    "travel": ("Travel", "Attractions"),
    "world": ("General News", "Politics", "War and Conflicts"),
}
Judges = Mapping[str, Callable[[Reading], Mapping[str, float]]]


@dataclass(frozen=True, slots=True)
class Case:
    """A text with the class it has."""

    language: str
    title: str
    text: str
    truth: str


def main() -> None:
    """Print the tables."""
    for line in topic_tables():
        print(line, flush=True)


def topic_tables() -> Iterator[str]:
    """Yield the lines of all tables as Markdown."""
    model = load_model(data_path("models", "topics.ftz"))
    topics = Topics(knowledge(), model)
    judges: Judges = {
        "words": word_shares,
        "model": lambda reading: model_shares(replace(reading, said={}), model),
        "both": lambda reading: shares(reading, model),
    }
    yield "| macro-F1 on | n | topic words alone | model alone | both |"
    yield "|---|---|---|---|---|"
    yield from _rows("SIB-200 dev", list(sentences()), SENTENCES, _Judged(topics, judges))
    yield from _rows("MasakhaNEWS dev", [*articles("eng"), *articles("fra")], ARTICLES, _Judged(topics, judges))
    yield ""
    yield from site_table()


@dataclass(frozen=True, slots=True)
class _Judged:
    topics: Topics
    judges: Judges

    def scores(self, cases: list[Case], classes: Mapping[str, tuple[str, ...]]) -> list[float]:
        """Return the macro-F1 of each judge."""
        pages = [_page(case) for case in cases]
        readings = [self.topics.read(page) for page in pages]
        truths = [case.truth for case in cases]
        return [macro_f1(truths, [_class(judge(seen), classes) for seen in readings]) for judge in self.judges.values()]


def _rows(name: str, cases: list[Case], classes: Mapping[str, tuple[str, ...]], judged: _Judged) -> Iterator[str]:
    """Yield a row per language and, last, their mean."""
    by_language: dict[str, list[Case]] = defaultdict(list)
    for case in cases:
        by_language[case.language].append(case)
    found = {language: judged.scores(some, classes) for language, some in sorted(by_language.items())}
    for language, scores in found.items():
        yield _row(f"{name}, {language}", len(by_language[language]), scores)
    means = [sum(column) / len(found) for column in zip(*found.values(), strict=True)]
    yield _row(f"**{name}, mean of {len(found)}**", len(cases), means)


def _row(name: str, n: int, scores: Iterable[float]) -> str:
    return f"| {name} | {n} | " + " | ".join(f"{score:.3f}" for score in scores) + " |"


def _page(case: Case) -> Page:
    return Page(
        url="https://www.example.org/",
        site="example.org",
        section="www.example.org",
        fetched_at=datetime.now(UTC),
        title=case.title,
        main_text=case.text,
        language=case.language,
    )


def _class(found: Mapping[str, float], classes: Mapping[str, tuple[str, ...]]) -> str:
    """Return the class whose topics have the largest share, empty when none has any."""
    scores = {name: sum(found.get(topic, 0.0) for topic in topics) for name, topics in classes.items()}
    best = max(sorted(scores), key=scores.__getitem__)
    return best if scores[best] else ""


def macro_f1(truths: list[str], told: list[str]) -> float:
    """Return the mean F1 of the classes that occur in *truths*."""
    pairs = list(zip(truths, told, strict=True))
    names = sorted(set(truths))
    right = {name: pairs.count((name, name)) for name in names}
    return sum(2 * right[name] / (truths.count(name) + told.count(name)) for name in names) / len(names)


def sentences() -> Iterator[Case]:
    """Yield the sentences of SIB-200 dev in the languages of the markets; travel and geography are one class."""
    with (SHARED / "labels" / "topics_sib200_train_dev.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            language = LANGUAGES.get(row["language"].partition("_")[0])
            if row["split"] == "dev" and language:
                topic = "travel" if row["topic"] == "geography" else row["topic"]
                yield Case(language, "", row["text"], topic)


def articles(language: str) -> Iterator[Case]:
    """Yield the articles of MasakhaNEWS dev in one language; its fields are quoted and hold line breaks."""
    path = SHARED / "labels" / f"topics_masakhanews_{language}_dev.tsv"
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            yield Case(LANGUAGES[language], row["headline"], row["text"], row["category"])


def site_table() -> Iterator[str]:
    """Yield how many sites with a known topic are judged right, from the single pages and the web at hand."""
    truths = site_topics()
    with tempfile.TemporaryDirectory() as folder:
        found = judged_sites(Path(folder), [SHARED / "pages" / "dev-pages.warc.gz"])
    known = {site: row for site, row in found.items() if site in truths}
    yield "| site topics (newscatcher) | n | topic named | right | right of all | right of named |"
    yield "|---|---|---|---|---|---|"
    for name, general in (("sites of one field", False), ("newspapers of all fields", True)):
        some = {site: topic for site, topic in known.items() if ("General News" in truths[site]) == general}
        named = {site: topic for site, topic in some.items() if topic}
        right = [site for site, topic in named.items() if topic in truths[site]]
        yield _site_row(name, len(some), len(named), len(right))


def _site_row(name: str, n: int, named: int, right: int) -> str:
    shares_right = " | ".join(f"{right / of:.3f}" if of else "–" for of in (n, named))
    return f"| {name} | {n} | {named} | {right} | {shares_right} |"


def site_topics() -> dict[str, set[str]]:
    """Return the topics that each site of the list may be judged to have."""
    found: dict[str, set[str]] = defaultdict(set)
    with (SHARED / "labels" / "site_topics_newscatcher.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            found[sites().site_of(f"https://{row['site']}") or row["site"]].update(SITES[row["topic"]])
    return found


def judged_sites(folder: Path, files: list[Path]) -> dict[str, str | None]:
    """Return the main topic of each site of some WARC files, ingested and judged as usual.

    Ages are counted from the newest record: no page grows too old to count as years go by.
    """
    store = Store.create(folder / "store")
    run = new_run("ingest", {})
    settings = {"PROSPECTOR_STORE": str(store.path), "LOG_LEVEL": "WARNING"}
    job = Job(run.run, settings, files=tuple(str(path.absolute()) for path in files))
    carry_out(store, run, [job], lambda news: None)
    rank(store, store.table("SELECT max(fetched_at) AS newest FROM pages").to_pylist()[0]["newest"])
    return {row["site"]: row["topic"] for row in store.table("SELECT site, topic FROM sites").to_pylist()}


if __name__ == "__main__":
    main()
