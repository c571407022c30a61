"""Finding many phrases at once in folded text, with the borders each script needs."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from typing import NamedTuple
from unicodedata import category

from ahocorasick_rs import AhoCorasick

from prospector.folding import fold, one_line

_QUOTE = 240
folded = lru_cache(maxsize=16)(fold)
"""`fold`, remembered for the few long texts that several stages look at one after another."""


class Hit(NamedTuple):
    """A phrase found: its *meaning*, the *phrase* as data has it, and where it stands in the folded text."""

    meaning: str
    phrase: str
    start: int
    end: int


class _Entry(NamedTuple):
    """A phrase of the data. A tuple, because a worker makes a hundred thousand of them."""

    meaning: str
    phrase: str
    open_start: bool
    open_end: bool


class Phrases:
    """Finds phrases in text that `fold` made. A phrase matches whole words.

    ``*`` at its start or end opens that side, and scripts that glue words together (Chinese, Japanese, Korean,
    Thai) are always open.

    >>> phrases = Phrases({"paper": ["*zeitung", "redaktion"]})
    >>> [hit.phrase for hit in phrases.find(fold("Die Murgzeitung: Redaktionsschluss, Redaktion"))]
    ['*zeitung', 'redaktion']
    """

    def __init__(self, table: Mapping[str, Iterable[str]]) -> None:
        patterns: dict[str, list[_Entry]] = {}
        for meaning, phrases in table.items():
            for phrase in dict.fromkeys(phrases):
                bare = fold(phrase.strip("*")).strip()
                if bare:
                    patterns.setdefault(bare, []).append(_entry(meaning, phrase, bare))
        self._entries = list(patterns.values())
        self._search = AhoCorasick(list(patterns)) if patterns else None

    def find(self, text: str) -> Iterator[Hit]:
        """Yield every hit in folded *text*, also overlapping ones, in the order in which they end."""
        if self._search is None or not text:
            return
        for index, start, end in self._search.find_matches_as_indexes(text, overlapping=True):
            for entry in self._entries[index]:
                if _stands_alone(text, start, end, entry):
                    yield Hit(entry.meaning, entry.phrase, start, end)

    def meanings(self, text: str) -> dict[str, list[Hit]]:
        """Return the hits in folded *text* by meaning. Of hits inside one another the longest counts.

        >>> phrases = Phrases({"offer": ["we sell links"], "refuse": ["never do we sell links"]})
        >>> list(phrases.meanings("never do we sell links"))
        ['refuse']
        """
        found: dict[str, list[Hit]] = {}
        for hit in _outermost(list(self.find(text))):
            found.setdefault(hit.meaning, []).append(hit)
        return found


def _outermost(hits: list[Hit]) -> list[Hit]:
    """Return *hits* without those that lie inside a longer one, in the order of the text."""
    kept: list[Hit] = []
    reach = -1
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end)):
        if hit.end > reach or (kept and (hit.start, hit.end) == (kept[-1].start, kept[-1].end)):
            kept.append(hit)
            reach = max(reach, hit.end)
    return kept


def _entry(meaning: str, phrase: str, bare: str) -> _Entry:
    return _Entry(
        meaning,
        phrase,
        open_start=phrase[0] == "*" or _is_open(bare[0]),
        open_end=phrase[-1] == "*" or _is_open(bare[-1]),
    )


@cache
def _is_open(letter: str) -> bool:
    return glued(letter) or not letter.isalnum()


def glued(letter: str) -> bool:
    """Say whether *letter* belongs to a script that writes words without spaces or glues particles on."""
    return letter >= "\u0e00" and (
        "\u0e00" <= letter <= "\u0eff" or "\u2e80" <= letter <= "\ud7ff" or letter >= "\U00020000"
    )


def _stands_alone(text: str, start: int, end: int, entry: _Entry) -> bool:
    if not entry.open_start and start and _joins(text[start - 1]):
        return False
    return entry.open_end or end >= len(text) or not _joins(text[end])


@lru_cache(maxsize=8192)
def _joins(letter: str) -> bool:
    """Say whether *letter* beside a phrase makes it part of a longer word: a letter, digit or vowel sign."""
    if letter.isascii():
        return letter.isalnum()
    return not glued(letter) and (letter.isalnum() or category(letter).startswith("M"))


def quote(text: str, folded_text: str, hit: Hit) -> str:
    """Return the words of *text* around *hit*, verbatim, at most 240 characters.

    Folding keeps lines but may change lengths, so the place is found by line and within it by folding what is before.
    """
    line_start = folded_text.rfind("\n", 0, hit.start) + 1
    line = line_at(text, folded_text, hit.start)
    if len(line) <= _QUOTE:
        return one_line(line)
    at = _place(line, _line_length(folded_text, line_start), hit.start - line_start)
    start = max(0, at - _QUOTE // 2)
    cut = line[start : start + _QUOTE]
    return one_line(cut[cut.find(" ") + 1 :] if start and 0 <= cut.find(" ") < 30 else cut)


def _place(line: str, folded_length: int, at: int) -> int:
    """Return where position *at* of a folded line stands in *line*."""
    if len(line) == folded_length:
        return at
    return bisect_left(range(len(line)), at, key=lambda end: len(fold(line[:end])))


def line_at(text: str, folded_text: str, at: int) -> str:
    """Return the line of *text* that holds position *at* of its folded form."""
    return _line(text, folded_text.count("\n", 0, at))


def _line(text: str, number: int) -> str:
    start = 0
    for _ in range(number):
        start = text.find("\n", start) + 1
    end = text.find("\n", start)
    return text[start : len(text) if end == -1 else end]


def _line_length(text: str, start: int) -> int:
    end = text.find("\n", start)
    return (len(text) if end == -1 else end) - start
