"""What kind of site its own words speak for: its names, its menu, its text, and who is speaking."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from prospector.folding import fold, one_line, words_of
from prospector.judging.knowledge import Knowledge
from prospector.judging.phrases import Hit, Phrases, folded, quote
from prospector.models import Evidence, Page

VERSION = "kind/2"
OWN_PAGES = frozenset({"home", "imprint", "about", "contact", "join", "staff"})
_COMMON = "en"
_LONGEST = 5000
_LONGEST_LINE = 40
_WHOLE = 0.5
_MENU = 4
_SHOWN = 6
_WORDS = 3
_WRITTEN = frozenset({"home", "about", "article"})
_SAID_OFTEN = 4.0
_SAID_SELDOM = 1.5
_SHORTEST = 200
_LONGEST_WRITTEN = 3000


def seen(signal: str, kind: str, words: str, strength: float = 1.0) -> Evidence:
    """Return evidence for a *kind*; *strength* is rounded so that equal pages give equal rows."""
    return Evidence("kind", signal, kind, words, round(strength, 3), VERSION)


class _Voice:
    """The words by which one person speaks: short and frequent, so that they are looked for apart from all others."""

    def __init__(self, words: Collection[str], *, spaces: bool) -> None:
        longest_first = sorted({re.escape(fold(word)) for word in words}, key=lambda word: (-len(word), word))
        edge = r"\b" if spaces else ""
        self._pattern = re.compile(rf"{edge}(?:{'|'.join(longest_first)}){edge}") if words else None

    def said(self, text: str) -> list[Hit]:
        """Return where folded *text* says one of the words."""
        if self._pattern is None:
            return []
        return [Hit("one_person", found[0], *found.span()) for found in self._pattern.finditer(text)]


@dataclass(frozen=True, slots=True)
class _Lexicon:
    """The words of one language: what names and texts say, what menus offer, how one person speaks."""

    kinds: Phrases
    names: Phrases
    menus: Phrases
    affiliate: Phrases
    voice: _Voice


class KindWords:
    """Reads kind evidence off a page in the words of its language.

    English is on menus and in names everywhere, so its words count beside those of every language. A page of no
    language that is known is read with the words of all.
    """

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._lexicons: dict[str, _Lexicon] = {}

    def evidence(self, page: Page) -> Iterator[Evidence]:
        """Yield what *page* says; only its footer speaks for the site on pages that are about other things."""
        words = self._lexicon(page.language)
        if page.role in OWN_PAGES:
            yield from _by_name(page, words)
            yield from _by_menu(page, words.menus)
        yield from _by_text(page, words.kinds)
        yield from _by_voice(page, words.voice)
        yield from _by_affiliation(page, words.affiliate)

    def kinds_in(self, name: str, language: str) -> list[str]:
        """Return the kinds that a *name* says."""
        return list(self._lexicon(language).kinds.meanings(folded(name)))

    def _lexicon(self, language: str) -> _Lexicon:
        known = language if language in self._knowledge.languages else ""
        if known not in self._lexicons:
            self._lexicons[known] = _lexicon(self._knowledge, known)
        return self._lexicons[known]


def _lexicon(knowledge: Knowledge, language: str) -> _Lexicon:
    own = knowledge.languages.get(language)
    codes = sorted({language, _COMMON}) if own else []
    return _Lexicon(
        Phrases(knowledge.phrases("kinds", *codes)),
        Phrases(knowledge.phrases("names", *codes)),
        Phrases(knowledge.phrases("menus", *codes)),
        Phrases(knowledge.phrases("affiliate", *codes)),
        _Voice(own.words["voice"]["one_person"] if own else (), spaces=own is None or own.spaces),
    )


def _by_name(page: Page, words: _Lexicon) -> Iterator[Evidence]:
    """Yield what the site's names say: they are what it calls itself."""
    title = page.title if page.role == "home" else page.title.rpartition(" - ")[0] or page.site_name
    name = " | ".join(filter(None, (page.site_name, title)))
    host = words_of(page.site.partition("/")[0].rpartition(".")[0])
    for signal, said in (("name", name), ("description", page.description), ("host", host)):
        for kind in words.kinds.meanings(folded(said)):
            yield seen(signal, kind, one_line(said, 240))
    for said in (host, name):
        for kind in words.names.meanings(folded(said)):
            yield seen("called", kind, one_line(said, 240))


def _by_menu(page: Page, menus: Phrases) -> Iterator[Evidence]:
    """Yield what the site offers: the links to its own pages, headings and buttons that are such words as a whole."""
    lines = _short_lines(page)
    for kind, places in _whole_lines("\n".join(map(fold, lines)), menus).items():
        offered = [lines[place] for place in list(places.values())[:_SHOWN]]
        yield seen("menu", kind, " · ".join(offered), min(1.0, len(places) / _MENU))


def _short_lines(page: Page) -> list[str]:
    """Return the short lines of a page, each once: its links within the site, on a start page its other lines too."""
    lines = [link.anchor for link in page.links if not link.external]
    if page.role == "home":
        lines += [*page.headings, *page.text[:_LONGEST].split("\n")]
    return list(dict.fromkeys(line for line in lines if 0 < len(line) <= _LONGEST_LINE and "\n" not in line))


def _whole_lines(text: str, menus: Phrases) -> dict[str, dict[str, int]]:
    """Return by kind the phrases that fill most of a line of folded *text*, each with the number of its line.

    A line counts once, for its longest phrase, and so does a phrase.
    """
    found: dict[str, dict[int, str]] = {}
    for hit in menus.find(text):
        start = text.rfind("\n", 0, hit.start) + 1
        end = text.find("\n", hit.end)
        if hit.end - hit.start >= _WHOLE * ((end if end >= 0 else len(text)) - start):
            places = found.setdefault(hit.meaning, {})
            place = text.count("\n", 0, hit.start)
            places[place] = max(places.get(place, ""), hit.phrase, key=len)
    return {kind: {phrase: place for place, phrase in places.items()} for kind, places in found.items()}


def _by_text(page: Page, kinds: Phrases) -> Iterator[Evidence]:
    """Yield what the site's own pages and footer say of it; two words of a kind count more than one said twice."""
    own = page.text[:_LONGEST] if page.role in OWN_PAGES else page.footer_text
    folded_own = folded(own)
    for kind, hits in kinds.meanings(folded_own).items():
        yield seen("words", kind, quote(own, folded_own, hits[0]), min(1.0, _different(hits, folded_own) / _WORDS))


def _different(hits: list[Hit], text: str) -> int:
    return len({text[hit.start : hit.end] for hit in hits})


def _by_voice(page: Page, voice: _Voice) -> Iterator[Evidence]:
    """Yield that one person speaks, by how often a thousand characters say "I" or "my"."""
    text = page.main_text[:_LONGEST_WRITTEN]
    if page.role not in _WRITTEN or len(text) < _SHORTEST:
        return
    said = voice.said(folded(text))
    often = 1000 * len(said) / len(text)
    if often >= _SAID_SELDOM:
        yield seen("voice", "blog", quote(text, folded(text), said[0]), min(1.0, often / _SAID_OFTEN))


def _by_affiliation(page: Page, affiliate: Phrases) -> Iterator[Evidence]:
    """Yield that the site says it earns by recommending, as bloggers and makers of comparisons do."""
    for text in (page.main_text[:_LONGEST_WRITTEN], page.footer_text):
        hit = next(affiliate.find(folded(text)), None)
        if hit:
            yield seen("affiliate", "blog", quote(text, folded(text), hit))
            return
