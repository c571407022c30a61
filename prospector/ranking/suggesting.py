"""Terms that a campaign's example pages say and other stored pages do not: offered to the user, never taken unasked."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log, log1p
from pathlib import Path

import pyarrow as pa

from prospector.folding import fold
from prospector.judging.niche import Term, words
from prospector.judging.phrases import glued
from prospector.models import Page
from prospector.store.store import Store

_SQL = Path(__file__).with_name("sql") / "campaign" / "background.sql"
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_RUN = re.compile(r"[\u30a0-\u30ff]{3,10}|[\u4e00-\u9fff]{2,4}|[\uac00-\ud7af]{2,8}")
_SHORTEST = 4
_MOST_CANDIDATES = 300
_MOST_BACKGROUND = 5_000
_OFTEN = 8
_RARE = 10


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A term with how many *examples* say it, how many *times*, and how many of the stored pages of its language do."""

    language: str
    term: str
    examples: int
    times: int
    stored: int
    of_stored: int


@dataclass(frozen=True, slots=True)
class _Said:
    written: str
    examples: int
    times: int


def suggestions(
    store: Store, examples: Sequence[Page], niche: Mapping[str, Sequence[Term]], most: int
) -> list[Suggestion]:
    """Return up to *most* terms for each language of *examples*, the most telling first; none that the niche has."""
    found: list[Suggestion] = []
    for language in sorted({page.language for page in examples} - {"unknown"}):
        pages = [page for page in examples if page.language == language]
        known = {" ".join(words(term)) for term in niche.get(language, ())}
        said = {term: row for term, row in _said(pages).items() if term not in known}
        ranked = sorted(_against(store, language, said, pages), key=_telling, reverse=True)
        rare = [row for row in ranked if row.stored * _RARE <= row.of_stored]
        found.extend(([row for row in rare if row.times > 1] or rare)[:most])
    return found


def _telling(row: Suggestion) -> tuple[float, str]:
    """Return how much a term stands out: said often, on several examples, on few other pages; phrases less than words.

    The term itself breaks ties.
    """
    often = row.examples * log1p(min(row.times, _OFTEN * row.examples)) / (1 + row.term.count(" "))
    return often * log((row.of_stored + 2) / (row.stored + 1)), row.term


def _said(pages: Sequence[Page]) -> dict[str, _Said]:
    """Return what the pages say, by its folded form: words, and phrases of two that come more than once."""
    times: Counter[str] = Counter()
    examples: Counter[str] = Counter()
    spelled: dict[str, Counter[str]] = {}
    for page in pages:
        here = list(_terms(f"{page.title}\n{page.main_text}"))
        times.update(map(fold, here))
        examples.update({fold(term) for term in here})
        for term in here:
            spelled.setdefault(fold(term), Counter())[term] += 1
    kept = [term for term, n in times.most_common(_MOST_CANDIDATES) if n > 1 or " " not in term]
    return {term: _Said(spelled[term].most_common(1)[0][0], examples[term], times[term]) for term in kept}


def _terms(text: str) -> Iterator[str]:
    yield from _RUN.findall(text)
    for line in text.splitlines():
        here = [word for word in _WORD.findall(line) if not glued(fold(word)[0])]
        yield from (word for word in here if len(word) >= _SHORTEST)
        yield from (f"{a} {b}" for a, b in pairwise(here) if min(len(a), len(b)) >= _SHORTEST)


def _against(store: Store, language: str, said: Mapping[str, _Said], pages: Sequence[Page]) -> list[Suggestion]:
    """Return *said* with how many stored pages of the language, other than the examples, say the same."""
    with store.connect() as connection:
        connection.register("said", pa.table({"term": pa.array(list(said), pa.string())}))
        parameters = {
            "language": language,
            "most": _MOST_BACKGROUND,
            "examples": [page.url for page in pages],
            "apart": not any(glued(term[0]) for term in said),
        }
        rows = connection.execute(_SQL.read_text(encoding="utf-8"), parameters).fetchall()
    return [
        Suggestion(language, said[term].written, said[term].examples, said[term].times, stored, of_stored)
        for term, stored, of_stored in rows
    ]
