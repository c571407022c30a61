"""Folding: one spelling for words that differ only in case, accents or width.

>>> fold("Über uns – Straße")
'uber uns – strasse'
>>> fold("ＡＢＣ　カタログ")
'abc カタログ'
"""

import re
import unicodedata
from functools import lru_cache

_SHORT_LINE = 400
_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")
_PATH_BREAKS = re.compile(r"[-_/+.,;:()|»«›‹>•·&?=%#~\s]+")

# Letters that NFKD leaves whole although writers swap them for plain ones.
_PLAIN = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "’": "'", "\u00ad": None}
    | dict.fromkeys("أإآٱ", "ا")
    | {chr(mark): None for mark in (*range(0x0300, 0x0370), *range(0x064B, 0x0653), 0x0640)}
)


def fold(text: str) -> str:
    """Return *text* case-folded, without accents, full-width forms narrowed.

    Length may change, so positions in the result are not positions in *text*; line breaks stay where they are. Marks
    that belong to a script's letters (Japanese voicing, Hindi vowels) stay: only Latin, Greek and Cyrillic lose theirs.
    """
    if text.isascii():
        return text.lower()
    if "\n" not in text:
        return _fold_line(text)
    return "\n".join([line.lower() if line.isascii() else _fold_line(line) for line in text.split("\n")])


def _fold_line(line: str) -> str:
    return _fold_short(line) if len(line) <= _SHORT_LINE else _fold_long(line)


def _fold_long(line: str) -> str:
    return _NOT_ASCII.sub(_folded_run, line.casefold())


_fold_short = lru_cache(maxsize=8192)(_fold_long)
"""Lines come again and again: several stages fold a text, and the pages of a site share most of their lines."""


def _folded_run(match: re.Match[str]) -> str:
    return _fold_run(match[0])


@lru_cache(maxsize=65536)
def _fold_run(run: str) -> str:
    """Return a run of letters beyond ASCII folded; the same runs come again and again."""
    return unicodedata.normalize("NFKC", run).casefold().translate(_PLAIN).translate(_BARE)


class _BareTable(dict[int, str]):
    """Letters without their accents, worked out once per letter met."""

    def __missing__(self, code: int) -> str:
        self[code] = bare = _bare(chr(code))
        return bare


def _bare(letter: str) -> str:
    if letter < "\u00c0" or letter > "\u1fff" or "\u0590" <= letter <= "\u1dff":
        return letter
    return letter if letter == "й" else unicodedata.normalize("NFKD", letter)[0]


_BARE = _BareTable()


def words_of(text: str) -> str:
    """Return *text* folded with everything that divides words in anchors and paths made one space.

    >>> words_of("/ueber-uns/Kontakt_Formular.html")
    'ueber uns kontakt formular html'
    """
    return _PATH_BREAKS.sub(" ", fold(text)).strip()


def one_line(text: str, limit: int = 0) -> str:
    r"""Return *text* with white space folded, cut at *limit* characters (0: not cut) with an ellipsis.

    >>> one_line("  a\n b   c ", 4)
    'a b…'
    """
    line = " ".join(text.split())
    if not limit or len(line) <= limit:
        return line
    return line[: limit - 1].rstrip() + "…"
