"""The language a page is written in, from its visible text. The lang attribute is a claim, reported beside it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol
from unicodedata import category

import fasttext

from prospector.folding import one_line
from prospector.judging.neighbours import Neighbours
from prospector.models import Evidence, Page

VERSION = "language/2"
_SAMPLE = 1800
_LEAST_LETTERS = 40
_FEW_LETTERS = 20
_LEAST_CONFIDENCE = 0.45
_FEW_LETTERS_CONFIDENCE = 0.8
_LABELS = 5
_LEAST_SCRIPT = 6
_LEAST_HAN = 8
_CERTAIN_HAN = 60
_MUCH = 0.2
_QUOTE = 160
_CODES = {"no": "nb", "als": "gsw", "bh": "bho", "sh": "sr", "arz": "ar", "wuu": "zh", "yue": "zh", "cn": "zh"}
_HANGUL = re.compile("[\uac00-\ud7a3\u1100-\u11ff]")
_KANA = re.compile("[\u3041-\u30fa\u31f0-\u31ff\uff66-\uff9d]")
_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")


@dataclass(frozen=True, slots=True)
class LanguageFound:
    """A language (ISO 639) with how likely it is, or ``unknown`` and None."""

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


class Languages:
    """Tells languages: by script where that decides, else by a model, its doubts about neighbours settled by words."""

    def __init__(self, model: Predicts, neighbours: Neighbours) -> None:
        self._model = model
        self._neighbours = neighbours

    def told(self, text: str) -> LanguageFound:
        """Return the language of *text*; ``unknown`` for too little of it or when the model is in doubt."""
        line = " ".join(text[: _SAMPLE * 2].split())[:_SAMPLE].encode("utf-8", "replace").decode("utf-8")
        letters = _letters(line[:400])
        found = _by_script(line[:400], letters)
        if found:
            return self._of_han(line, found) if found.code == "zh" else found
        if letters < _FEW_LETTERS:
            return UNKNOWN
        code, share = self._neighbours.settled(line, self._chances(line))
        least = _LEAST_CONFIDENCE if letters >= _LEAST_LETTERS else _FEW_LETTERS_CONFIDENCE
        return LanguageFound(code, round(share, 4)) if share >= least else UNKNOWN

    def _chances(self, line: str) -> dict[str, float]:
        """Return what the model sees in *line*, best first, varieties of one language put together."""
        labels, shares = self._model.predict(line, k=_LABELS)
        chances: dict[str, float] = {}
        for label, share in zip(labels, shares, strict=True):
            code = label.removeprefix("__label__")
            code = _CODES.get(code, code)
            chances[code] = chances.get(code, 0.0) + min(1.0, float(share))
        return dict(sorted(chances.items(), key=lambda chance: -chance[1]))

    def _of_han(self, line: str, found: LanguageFound) -> LanguageFound:
        """Return whether Han letters without kana are Chinese, as long ones are, or a Japanese title."""
        if len(_HAN.findall(line)) >= _CERTAIN_HAN:
            return found
        chances = {"zh": 0.01, "ja": 0.01, **self._chances(line)}
        code, share = self._neighbours.settled(line, {"zh": chances["zh"], "ja": chances["ja"]})
        share /= chances["zh"] + chances["ja"]
        return LanguageFound(code, round(share, 4)) if share >= _LEAST_CONFIDENCE else UNKNOWN

    def of_page(self, page: Page) -> LanguageFound:
        """Return the language of *page* from its main text, or from all its text when that says nothing."""
        found = self.told(page.main_text)
        return found if found is not UNKNOWN else self.told(page.text)

    def evidence(self, page: Page, found: LanguageFound) -> list[Evidence]:
        """Return what *page* shows of its language: its text's, one further down, and what its markup claims."""
        text = page.main_text or page.text
        evidence = []
        if found.confidence is not None:
            evidence.append(_seen("text", found.code, one_line(text[: _QUOTE * 2], _QUOTE), found.confidence))
            evidence += self._further_down(text, found)
        return evidence + _claimed(page, found)

    def _further_down(self, text: str, first: LanguageFound) -> list[Evidence]:
        """Return the language of the end of a long text where it is another one for certain."""
        if len(text) < 2 * _SAMPLE:
            return []
        end = text[-_SAMPLE // 2 :]
        found = self.told(end)
        if found.code == first.code or (found.confidence or 0) < _FEW_LETTERS_CONFIDENCE:
            return []
        return [_seen("also", found.code, one_line(end, _QUOTE), found.confidence or 0)]


def _claimed(page: Page, found: LanguageFound) -> list[Evidence]:
    """Return the language that the markup names; one that the text is not in is evidence of its own kind."""
    claimed = page.html_lang.lower().replace("_", "-").partition("-")[0]
    claimed = _CODES.get(claimed, claimed)
    if not claimed:
        return []
    agrees = found.code in (claimed, UNKNOWN.code)
    return [_seen("html_lang" if agrees else "html_lang_differs", claimed, f'lang="{page.html_lang}"', 1.0)]


def _letters(line: str) -> int:
    """Return how many letters a line has; vowel signs of Indian scripts and the like count as the letters they are."""
    signs = 0 if line.isascii() else sum(category(letter)[0] == "M" for letter in line if letter > "\u02ff")
    return sum(map(str.isalpha, line)) + signs


def _by_script(line: str, letters: int) -> LanguageFound | None:
    """Return the language that a line's script decides: few letters of it are enough."""
    if line.isascii() or not letters:
        return None
    counts: Mapping[str, int] = {
        "ko": len(_HANGUL.findall(line)),
        "ja": len(_KANA.findall(line)),
        "zh": len(_HAN.findall(line)),
    }
    together = sum(counts.values())
    for code in ("ko", "ja"):
        if counts[code] >= _LEAST_SCRIPT and counts[code] >= _MUCH * together and 2 * together > letters:
            return LanguageFound(code, round(together / letters, 4))
    if counts["zh"] >= _LEAST_HAN and 2 * counts["zh"] > letters:
        return LanguageFound("zh", round(counts["zh"] / letters, 4))
    return None


def _seen(signal: str, code: str, words: str, strength: float) -> Evidence:
    return Evidence("language", signal, code, words, strength, VERSION)
