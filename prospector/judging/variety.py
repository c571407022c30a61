"""Words of one country's institutions and variety of a language: who writes "Jänner" writes for Austria."""

import re
from collections.abc import Mapping

from prospector.folding import one_line
from prospector.judging.knowledge import Knowledge
from prospector.models import Page

_WORD = re.compile(r"\w+(?:[-'’]\w+)*")
_SAMPLE = 5000
_LEAST = 2
_LEAST_SIGNS = 8
_LEAD = 2
_MANY = 4


class Varieties:
    """Counts the words that one market alone uses in a page's language (``words`` in the market files)."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._spaced = {code: language.spaces for code, language in knowledge.languages.items()}
        self._owners: dict[str, dict[str, str]] = {}
        for code, market in knowledge.markets.items():
            for language, words in market.words.items():
                self._owners.setdefault(language, {}).update(dict.fromkeys(words, code))

    def of_page(self, page: Page) -> tuple[str, float, str] | None:
        """Return the market whose words *page* uses, how surely, and a line with one of them; None when in doubt."""
        owners = self._owners.get(page.language)
        if not owners:
            return None
        text = page.main_text[:_SAMPLE]
        lower = text.lower()
        spaced = self._spaced.get(page.language, True)
        used = _used(_WORD.findall(lower) if spaced else list(lower), owners)
        ranked = sorted(used, key=lambda code: (-len(used[code]), code))
        if not ranked or len(used[ranked[0]]) < (_LEAST if spaced else _LEAST_SIGNS):
            return None
        first, count = ranked[0], len(used[ranked[0]])
        if any(_LEAD * len(used[other]) > count for other in ranked[1:]):
            return None
        return first, min(1.0, count / _MANY), _line_with(text, next(iter(used[first])))


def _used(words: list[str], owners: Mapping[str, str]) -> dict[str, dict[str, None]]:
    """Return the telling words among *words* by market, each once, in the order of the text."""
    used: dict[str, dict[str, None]] = {}
    for word in words:
        if word in owners:
            used.setdefault(owners[word], {})[word] = None
    return used


def _line_with(text: str, word: str) -> str:
    """Return the line of *text* with *word*, cut around it when it is long."""
    line = next((line for line in text.split("\n") if word in line.lower()), "")
    start = max(0, line.lower().find(word) - 120)
    return one_line(line[start : start + 240])
