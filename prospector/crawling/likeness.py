"""Pages that are nearly the same: by the shape of their addresses, and by their text."""

import re
from collections import Counter
from heapq import nsmallest
from urllib.parse import unquote, urlsplit
from zlib import crc32

from prospector.models import Page

_WORD = re.compile(r"\w+")
_DIGITS = re.compile(r"\d+")
_VERSION = re.compile(r"v?\d+(?:\.(?:\d+|x))+|v\d+|latest|stable|current|dev|devel|main|master|trunk|nightly|next")
_COMPARED = 8000
_SKETCH = 64
_FEWEST = 24
_ALIKE = 0.8

_LONG_SLUG = 4
_TOLD_BY = 3
_FILLERS = frozenset({"article", "section", "other"})
_SEEN_ALIKE = 2.0
_OTHER_VERSION = 4.0
_SAME_SHAPE = 0.4

Sketch = frozenset[int]


class PagesRead:
    """What the pages that a visit has read looked like, and what others lose by it."""

    def __init__(self) -> None:
        self._hashes: set[str] = set()
        self._sketches: list[Sketch] = []
        self._shapes: Counter[str] = Counter()
        self._repeated: Counter[str] = Counter()
        self._kin: set[str] = set()

    def repeats(self, page: Page) -> bool:
        """Take *page* in, and say whether one before was the same or nearly."""
        sketched = sketch(page.main_text[:_COMPARED])
        again = page.text_hash in self._hashes or any(is_alike(sketched, other) for other in self._sketches)
        self._shapes[shape(page.url)] += 1
        self._repeated[shape(page.url)] += again
        self._kin.add(version_free(page.url))
        self._hashes.update(filter(None, [page.text_hash]))
        self._sketches.append(sketched)
        return again

    def cost(self, role: str, shape: str, kin: str) -> float:
        """Return what a page loses that is like others: ones that brought nothing new, other versions, many of a kind.

        Only pages that fill the budget lose: an imprint is wanted whatever its address looks like.
        """
        if role not in _FILLERS:
            return 0.0
        versions = _OTHER_VERSION if kin and kin in self._kin else 0.0
        many = _SAME_SHAPE * self._shapes[shape] if role != "article" else 0.0
        return versions + many + _SEEN_ALIKE * self._repeated[shape]


def sketch(text: str) -> Sketch:
    """Return a sample of the runs of three words in *text*, the same for the same text; empty for a short one.

    The sample holds the runs with the smallest hashes, so two samples share as much as the texts do (Broder 1997).
    """
    words = [word.encode("utf-8", "replace") for word in _WORD.findall(text)]
    runs = set(map(crc32, map(b" ".join, zip(words, words[1:], words[2:], strict=False))))
    return frozenset(sorted(runs)[:_SKETCH]) if len(runs) >= _FEWEST else frozenset()


def likeness(one: Sketch, other: Sketch) -> float:
    """Return how much of two texts is the same, 0 to 1, by their sketches; nothing is like a text that is too short.

    >>> text = " ".join(map(str, range(100)))
    >>> likeness(sketch(text), sketch(text + " and more")) > 0.9, likeness(sketch(text), sketch("short"))
    (True, 0.0)
    """
    if not one or not other:
        return 0.0
    smallest = set(nsmallest(_SKETCH, one | other))
    return len(smallest & one & other) / len(smallest)


def is_alike(one: Sketch, other: Sketch) -> bool:
    """Say whether two texts are nearly the same; what they share at most tells it for nearly all that are not."""
    return len(one & other) >= _ALIKE * max(len(one), len(other)) and likeness(one, other) >= _ALIKE


def shape(url: str) -> str:
    """Return what the addresses of pages made from one template share: versions, numbers and ends of slugs fold.

    >>> shape("https://a.de/2.0/install/"), shape("https://a.de/stable/install/"), shape("https://a.de/x?id=7")
    ('/*/install', '/*/install', '/x?id')
    >>> shape("https://a.de/wetter-fuer-den-ort-aurich"), shape("https://a.de/wetter-fuer-den-ort-bremen")
    ('/wetter-fuer-den-*', '/wetter-fuer-den-*')
    """
    parts = urlsplit(url)
    folders = [_folded(folder) for folder in unquote(parts.path).lower().strip("/").split("/")]
    names = sorted({pair.partition("=")[0] for pair in parts.query.split("&") if pair})
    return "/" + "/".join(folders) + ("?" + "&".join(names) if names else "")


def version_free(url: str) -> str:
    """Return the address without the version it names, empty when it names none.

    >>> version_free("https://a.de/v2/install/"), version_free("https://a.de/2026/install/")
    ('/*/install', '')
    """
    folders = urlsplit(url).path.lower().strip("/").split("/")
    return shape(url) if any(_VERSION.fullmatch(folder) for folder in folders) else ""


def _folded(folder: str) -> str:
    if _VERSION.fullmatch(folder):
        return "*"
    words = _DIGITS.sub("#", folder).split("-")
    return "-".join(words) if len(words) <= _LONG_SLUG else "-".join([*words[:_TOLD_BY], "*"])
