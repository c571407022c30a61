"""Lists over many pages: which links lead on in one (by number, letter, word or arrow), and which to its entries."""

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from urllib.parse import SplitResult, unquote, urlsplit

from prospector.folding import fold
from prospector.markets.files import data_path, read_toml
from prospector.markets.knowledge import sites
from prospector.models import Link, Page

_LONGEST_ANCHOR = 40
_MOST_OTHER_LETTERS = 4
_FEWEST_ENTRIES = 3
_ENOUGH_OUTSIDE = 3

_ARROWS = re.compile(r"[›»→▶►>]+")
_BARE_STEP = re.compile(
    r"\W*(?:\d{1,4}(?:\W{1,3}\d{1,4})?|[^\W\d_][行段]?|[^\W\d_]\W{1,3}(?:\w{1,3}\W{1,3})?[^\W\d_])\W*|#"
)
_STEP_VALUE = re.compile(r"\d{1,5}|[^\W\d_](?:-[^\W\d_])?|0-9|#", re.IGNORECASE)
_ENDING = re.compile(r"(?:/index)?\.\w{2,5}$|/$")
_TAIL = re.compile(r"/(?P<word>[^\W\d_]{1,12})?[/_-]?\d{1,5}$|[_-]?\d{1,5}$|[/_-](?:[^\W\d_](?:-[^\W\d_])?|0-9)$")


class Paging:
    """Knows by the words of ``data/paging.toml`` how lists lead on."""

    def __init__(self, following: Iterable[str], pages: Iterable[str], parameters: Iterable[str]) -> None:
        self._pages = frozenset(map(fold, pages))
        words = sorted({*map(fold, following), *self._pages}, key=len, reverse=True)
        self._words = re.compile("|".join(map(re.escape, words)))
        self._parameters = frozenset(parameters)

    def leads_on(self, link: Link, page: Page) -> bool:
        """Say whether *link* leads to another page of the list that *page* is part of."""
        here, there = urlsplit(page.url), urlsplit(link.url)
        if not self._is_same_list(here, there) or link.url.rstrip("/") == page.url.rstrip("/"):
            return False
        return self._is_numbered(here, there) or "next" in link.rel or self.is_step(link.anchor)

    def is_step(self, anchor: str) -> bool:
        """Say whether an anchor names a page or letter of a list and nothing else.

        >>> [paging().is_step(anchor) for anchor in ("2 »", "Seite 2 von 9", "次のページ", "A – D", "Ж", "Next event")]
        [True, True, True, True, True, False]
        """
        words = fold(anchor).strip()
        if not words or len(words) > _LONGEST_ANCHOR:
            return False
        if _BARE_STEP.fullmatch(words) or _is_row_of_letters(words):
            return True
        rest, found = self._words.subn(" ", _ARROWS.sub(" ", words))
        letters = sum(letter.isalpha() for letter in rest)
        return letters <= (_MOST_OTHER_LETTERS if found else 0) and (bool(found) or bool(_ARROWS.search(words)))

    def _is_same_list(self, here: SplitResult, there: SplitResult) -> bool:
        stem, other = self._stem(here.path), self._stem(there.path)
        return here.path == there.path or (len(stem) > 1 and f"{other}/".startswith(f"{stem}/"))

    def _is_numbered(self, here: SplitResult, there: SplitResult) -> bool:
        """Say whether an address itself names the page of a list, so that the anchor need not."""
        if self._stem(here.path) != self._stem(there.path):
            return False
        changed = dict(_pairs(there) - _pairs(here))
        if changed:
            return set(changed) <= self._parameters and all(map(_STEP_VALUE.fullmatch, changed.values()))
        tail = _TAIL.search(_without_ending(there.path))
        return bool(tail and tail["word"] and fold(tail["word"]) in self._pages)

    def _stem(self, path: str) -> str:
        """Return a path without the numbers and letters at its end, which paging changes."""
        stem = _without_ending(path)
        for _ in "123":
            stem = _TAIL.sub(self._kept, stem)
        return stem.lower()

    def _kept(self, tail: re.Match[str]) -> str:
        """Return what stays of the end of a path: a word that does not mean a page."""
        word = tail["word"]
        return f"/{word}" if word and fold(word) not in self._pages else ""


@cache
def paging() -> Paging:
    """Return the paging that is shipped."""
    table = read_toml(data_path("paging.toml"))
    return Paging(table["next"], table["page"], table["parameters"])


def entries(page: Page) -> frozenset[str]:
    """Return the pages of a list's own site that tell of one entry each, where the list itself links to few outside.

    They are links in the content that stand together in one folder or differ in a number, three at least.
    """
    own = [link for link in page.links if link.placement == "content"]
    if sum(link.external and not sites().is_social(link.url) for link in own) >= _ENOUGH_OUTSIDE:
        return frozenset()
    groups: dict[str, set[str]] = defaultdict(set)
    for link in own:
        if not link.external and link.anchor and not paging().is_step(link.anchor):
            groups[_group(link.url)].add(link.url)
    largest = max(groups.values(), key=len, default=set[str]())
    return frozenset(largest) if len(largest) >= _FEWEST_ENTRIES else frozenset()


def _group(url: str) -> str:
    """Return what the addresses of a list's entries share: the folder, or page and parameters."""
    parts = urlsplit(url)
    names = "&".join(sorted(name for name, _ in _pairs(parts)))
    return f"{parts.path}?{names}" if names else parts.path.rstrip("/").rpartition("/")[0]


def _pairs(parts: SplitResult) -> set[tuple[str, str]]:
    pairs = (unquote(pair).lower().partition("=") for pair in parts.query.split("&") if pair)
    return {(name, value) for name, _, value in pairs}


def _without_ending(path: str) -> str:
    return _ENDING.sub("", unquote(path))


def _is_row_of_letters(words: str) -> bool:
    """Say whether *words* are two or three letters that follow each other, as in "ABC"."""
    codes = [ord(letter) for letter in words]
    return 1 < len(codes) < 4 and words.isalpha() and codes == list(range(codes[0], codes[0] + len(codes)))
