"""The language a page is written in, from its visible text. The lang attribute is a claim, reported beside it."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import fasttext

from prospector.models import Evidence, Page

VERSION = "language/1"
_SAMPLE = 1800
_LEAST_LETTERS = 40
_LEAST_DENSE_LETTERS = 15
_LEAST_CONFIDENCE = 0.45
_CODES = {"no": "nb"}


@dataclass(frozen=True, slots=True)
class LanguageFound:
    """A language (ISO 639) with the model's confidence, or ``unknown`` and None."""

    code: str
    confidence: float | None


UNKNOWN = LanguageFound("unknown", None)


class Predicts(Protocol):
    """What is asked of a model: labels and probabilities for one line."""

    def predict(self, text: str, k: int = 1) -> tuple[tuple[str, ...], Any]:
        """Return up to *k* labels with their probabilities."""


def load_model(path: Path) -> Predicts:
    """Return the fastText model in *path*."""
    model: Predicts = fasttext.load_model(str(path))
    return model


def detect(text: str, model: Predicts) -> LanguageFound:
    """Return the language of *text*; ``unknown`` for too little of it or when the model is in doubt."""
    line = " ".join(text[: _SAMPLE * 2].split())[:_SAMPLE].encode("utf-8", "replace").decode("utf-8")
    if not _enough(line):
        return UNKNOWN
    labels, chances = model.predict(line)
    confidence = min(1.0, float(chances[0]))
    if confidence < _LEAST_CONFIDENCE:
        return UNKNOWN
    code = labels[0].removeprefix("__label__")
    return LanguageFound(_CODES.get(code, code), round(confidence, 4))


def _enough(line: str) -> bool:
    """Say whether there are letters enough to tell; a Japanese or Korean letter says more than a Latin one."""
    letters = sum(map(str.isalpha, line[:400]))
    dense = sum(letter >= "\u3040" for letter in line[:400] if letter.isalpha())
    return letters >= _LEAST_LETTERS or dense >= _LEAST_DENSE_LETTERS


def language_of(page: Page, model: Predicts) -> LanguageFound:
    """Return the language of *page* from its main text, or from all its text when that says nothing."""
    found = detect(page.main_text, model)
    return found if found is not UNKNOWN else detect(page.text, model)


def language_evidence(page: Page, found: LanguageFound) -> list[Evidence]:
    """Return what *page* shows of its language: the text's own, and what its markup claims."""
    evidence = []
    if found.confidence is not None:
        words = " ".join((page.main_text or page.text)[:160].split())
        evidence.append(Evidence("language", "text", found.code, words, found.confidence, VERSION))
    claimed = page.html_lang.lower().replace("_", "-").partition("-")[0]
    if claimed:
        evidence.append(
            Evidence("language", "html_lang", _CODES.get(claimed, claimed), f'lang="{page.html_lang}"', 1.0, VERSION)
        )
    return evidence
