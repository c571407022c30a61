"""A campaign's niche as search patterns: each term in the forms that its language gives it.

Patterns are in RE2 syntax, as DuckDB takes them, and for text that `fold` made. Finding is two steps: the finder of a
language takes every word or phrase that could be a term out of a text in one pass; a term's own pattern then says which
of these few forms are its.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from prospector.folding import fold
from prospector.judging.knowledge import Forms
from prospector.judging.phrases import folded, glued
from prospector.models import Page

_LETTERS = r"[\pL\pM\pN]"
_GAP = r"[^\pL\pM\pN]+"
_MOST_ANCHORS = 4000
_SHORTEST_PART = 5
_LONG_PART = 7
_DIVIDES = re.compile(r"[\s\-–—/,;:]+")


@dataclass(frozen=True, slots=True)
class Term:
    """A word or phrase of a niche as the user wrote it. ``*`` at an end opens it; *exact* keeps it as it is."""

    written: str
    weight: float = 1.0
    exact: bool = False


def pattern(term: Term, forms: Forms) -> str:
    r"""Return the RE2 pattern that the whole of a form found must match to be *term*.

    >>> pattern(Term("boots"), Forms(endings=("s", "es")))
    '(?:boots|boot)(?:es|s|)'
    >>> pattern(Term("hiking boots", exact=True), Forms())
    'hiking[^\\pL\\pM\\pN]+boots'
    """
    return _GAP.join(_word(word, term.exact, forms) for word in words(term))


def finder(terms: Sequence[Term], forms: Forms) -> str:
    """Return the RE2 pattern that takes every word or phrase out of a text that could be one of *terms*.

    It knows just the letters that all forms of a word share, and takes the whole of the word they stand in: RE2 is a
    hundred times slower with all the forms. Scripts without spaces, whose words have no ends, give just the term.
    """
    ordered = sorted(terms, key=lambda term: (-len(words(term)), -len(term.written)))
    between = f"{_LETTERS}*{_GAP}"
    closed = [between.join(_shared(word, forms) for word in words(term)) for term in ordered if not _is_open(term)]
    opened = [pattern(term, forms) for term in ordered if _is_open(term)]
    return "|".join([*([f"{_LETTERS}*{_one_of(closed)}{_LETTERS}*"] if closed else []), *opened])


def _shared(word: str, forms: Forms) -> str:
    """Return the letters that all forms of a word have."""
    bare = word.strip("*")
    return re.escape(bare if bare != word else bare.removesuffix(_own_ending(bare, forms, forms.shortest_stem)))


def words(term: Term) -> list[str]:
    """Return the folded words of *term*, with the stars that open them; none when it holds no letter.

    >>> words(Term("Höhlen-Tour*")), words(Term("**"))
    (['hohlen', 'tour*'], [])
    """
    return [word for word in _DIVIDES.split(fold(term.written)) if any(map(str.isalnum, word))]


def _is_open(term: Term) -> bool:
    return glued(words(term)[0].strip("*")[0])


def _word(word: str, exact: bool, forms: Forms) -> str:
    """Return the pattern of one word: as it stands when it is *exact* or says itself where it is open."""
    bare = word.strip("*")
    if exact or bare != word or glued(bare[0]):
        return _opened(re.escape(bare), word)
    core = _before(forms) + _inflected(bare, forms)
    return _joined(core, bare, forms) if forms.compounds and len(bare) >= _SHORTEST_PART else core


def _joined(core: str, word: str, forms: Forms) -> str:
    """Return *core* also as the end of a longer word, *word* as its beginning, a long one in the midst of it too."""
    stem = re.escape(word.removesuffix(_own_ending(word, forms, _SHORTEST_PART)))
    within = [f"{_LETTERS}*{re.escape(word)}{_LETTERS}*"] if len(word) >= _LONG_PART else []
    return _one_of([f"{_LETTERS}*{core}", f"{stem}{_LETTERS}*", *within])


def _opened(core: str, word: str) -> str:
    before = f"{_LETTERS}*" if word.startswith("*") else ""
    after = f"{_LETTERS}*" if word.endswith("*") else ""
    return f"{before}{core}{after}"


def _before(forms: Forms) -> str:
    return f"{_one_of([fold(prefix) for prefix in forms.prefixes])}?" if forms.prefixes else ""


def _inflected(word: str, forms: Forms) -> str:
    """Return the pattern of a word with any ending of its language in place of its own."""
    endings = [fold(ending) for ending in forms.endings if ending != "*"]
    after = f"{_LETTERS}*" if "*" in forms.endings and len(word) >= forms.shortest_stem else ""
    if not endings:
        return re.escape(word) + after
    stem = word.removesuffix(_own_ending(word, forms, forms.shortest_stem))
    bodies = _one_of([re.escape(body) for body in dict.fromkeys((word, stem))])
    return bodies + _one_of([*sorted(set(endings), key=lambda e: (-len(e), e)), ""]) + after


def _own_ending(word: str, forms: Forms, shortest_stem: int) -> str:
    """Return the ending that *word* bears and can lose, the shortest where words join; empty when there is none."""
    found = [e for e in map(fold, forms.endings) if word.endswith(e) and len(word) - len(e) >= shortest_stem]
    choose = min if forms.compounds else max
    return choose(found, key=len, default="")


def _one_of(patterns: Sequence[str]) -> str:
    return f"(?:{'|'.join(patterns)})"


def searchable(page: Page) -> dict[str, str]:
    """Return the folded texts of *page* that a niche is looked for in: its title, its links' anchors, its main text.

    Title stands for description and headings too; anchors are those between its text, each once.
    """
    anchors = dict.fromkeys(link.anchor for link in page.links if link.placement == "content" and link.anchor)
    return {
        "folded_title": fold("\n".join(filter(None, (page.title, page.description, *page.headings)))),
        "folded_anchors": fold("\n".join(anchors))[:_MOST_ANCHORS],
        "folded_text": folded(page.main_text),
    }
