"""What a page is for, from the words of the links to it and of its address and title, in every language."""

from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import unquote

from prospector.folding import words_of
from prospector.judging.knowledge import PAGE_ROLES, Knowledge
from prospector.judging.phrases import Phrases
from prospector.models import Page
from prospector.reading.urls import split

VERSION = "roles/2"
_ORDER = {role: place for place, role in enumerate(PAGE_ROLES)}
_LONGEST_ANCHOR = 60
_SHORTEST_ARTICLE = 400
_AGREEMENT = 0.2
_LAST_ALONE = 0.8
_START_PAGES = frozenset({"", "index.html", "index.php", "index.htm"})
_WITH_PRIVACY = frozenset({"imprint", "contact", "about"})
LEAST_STRENGTH = 0.4
"""How much of an anchor or path has to speak for a role before it is believed."""


@dataclass(frozen=True, slots=True)
class RoleFound:
    """A page's *role* and how much of the words it was read from speak for it, 0 to 1."""

    role: str
    strength: float


NO_ROLE = RoleFound("", 0.0)


class Roles:
    """Reads roles; built once from all languages, because a site's language is unknown before it is visited."""

    def __init__(self, knowledge: Knowledge) -> None:
        table = knowledge.phrases("pages")
        self._phrases = Phrases({role: [_as_words(phrase) for phrase in table.get(role, [])] for role in PAGE_ROLES})
        self._of_link = lru_cache(maxsize=16384)(self._read_link)
        self.of_anchor = lru_cache(maxsize=16384)(self._read_anchor)

    def of_link(self, url: str, anchor: str) -> RoleFound:
        """Return what a link promises, by its anchor and the path it leads to; the same links are on many pages."""
        return self._of_link(url, anchor)

    def _read_link(self, url: str, anchor: str) -> RoleFound:
        by_anchor, by_path = self.of_anchor(anchor), self._of_path(url)
        stronger, weaker = sorted((by_anchor, by_path), key=lambda found: -found.strength)
        if weaker.role != stronger.role:
            return stronger
        return RoleFound(stronger.role, min(1.0, stronger.strength + _AGREEMENT * weaker.strength))

    def _read_anchor(self, anchor: str) -> RoleFound:
        """Return what an anchor alone promises; a long one is a headline and promises nothing."""
        return self._best(words_of(anchor)) if len(anchor) <= _LONGEST_ANCHOR else NO_ROLE

    def _of_path(self, url: str) -> RoleFound:
        """Return what a path promises by its last two folders together, or a little less surely by its last alone."""
        both = self._best(path_words(url))
        last = self._best(path_words(url, folders=1))
        weaker = RoleFound(last.role, round(_LAST_ALONE * last.strength, 3))
        return max(both, weaker, key=lambda found: found.strength)

    def of_page(self, page: Page) -> RoleFound:
        """Return what a page is for, by its address, title and first heading."""
        names = [page.title.split("|")[0].split(" - ")[0].split(" – ")[0], *page.headings[:1]]
        readings = [self.of_link(page.url, name) for name in names if name]
        return max(readings, key=lambda found: found.strength, default=self.of_link(page.url, ""))

    def settled(self, page: Page) -> str:
        """Return the role of a page that was reached by a link or read from an archive.

        What the way to it promised stands; a page without one is named by itself, and is an article when it is
        dated or its markup says so.
        """
        if page.role not in ("", "other", "section"):
            return page.role
        if page.url.partition("://")[2].partition("/")[2] in _START_PAGES:
            return "home"
        found = self.of_page(page)
        if found.strength >= LEAST_STRENGTH:
            return found.role
        is_article = page.published is not None or page.og_type == "article"
        return "article" if is_article and len(page.main_text) > _SHORTEST_ARTICLE else page.role or "other"

    def _best(self, words: str) -> RoleFound:
        """Return the role whose phrases cover most of *words*."""
        letters: dict[str, set[int]] = {}
        for hit in self._phrases.find(words):
            letters.setdefault(hit.meaning, set()).update(range(hit.start, hit.end))
        for role in _WITH_PRIVACY & letters.keys():
            letters[role] |= letters.get("privacy", set())
        found = (RoleFound(role, round(len(covered) / len(words), 3)) for role, covered in letters.items())
        return max(found, key=lambda found: (found.strength, -_ORDER[found.role]), default=NO_ROLE)


def path_words(url: str, folders: int = 2) -> str:
    """Return the words of the last *folders* of an address, a file counting as one.

    >>> path_words("https://a.de/verein/ueber-uns.html")
    'verein ueber uns'
    """
    parts = [part for part in unquote(_path(url)).split("/") if part][-folders:]
    words = words_of(" ".join(parts))
    for ending in (" html", " htm", " php", " aspx", " shtml", " index"):
        words = words.removesuffix(ending)
    return words


@lru_cache(maxsize=64)
def _path(url: str) -> str:
    parts = split(url)
    return parts.path if parts else ""


def _as_words(phrase: str) -> str:
    """Return a phrase as `words_of` writes it, with its open sides kept."""
    bare = words_of(phrase.strip("*"))
    return ("*" if phrase.startswith("*") else "") + bare + ("*" if phrase.endswith("*") else "")
