"""Checks of how a page is kept: each passes or fails with what was seen, and is left out where nothing can be said."""

from collections.abc import Iterator

from prospector.folding import one_line
from prospector.judging.anchors import Told, language_of_anchors
from prospector.judging.bylines import NAME, NEWSROOM, SYSTEM, Bylines
from prospector.judging.knowledge import Knowledge
from prospector.judging.phrases import Phrases, folded, quote
from prospector.models import Evidence, Page

VERSION = "quality/2"
_THIN = 250
_PARKED_AT_MOST = 1500
_TELLS_RULES = frozenset({"home", "about", "join", "listing", "members", "links", "contribute", "imprint", "contact"})
_RULES_READ = 10_000


class Quality:
    """Reads quality evidence off pages; values are ``pass`` or ``fail``. *told* names the language of a text."""

    def __init__(self, knowledge: Knowledge, told: Told) -> None:
        self._told = told
        self._services = knowledge.services
        self._moderation = Phrases({"moderation": knowledge.phrases("editorial")["moderation"]})
        self._parked = Phrases(knowledge.phrases("parked"))
        self._bylines = Bylines(knowledge)

    def evidence(self, page: Page) -> list[Evidence]:
        """Return the checks that *page* allows."""
        return [
            *_transport(page),
            *_indexable(page),
            *_substance(page),
            *self._authorship(page),
            *self._parking(page),
            *self._moderated(page),
            *self._naming(page),
        ]

    def _authorship(self, page: Page) -> Iterator[Evidence]:
        if page.role != "article":
            return
        named = self._bylines.best_of(page)
        if named in (NAME, NEWSROOM, SYSTEM):
            yield _check("named_author", named == NAME, ", ".join(page.authors), 0.5 if named == NEWSROOM else 1.0)
        if page.published:
            yield _check("dated", True, page.published.isoformat())

    def _moderated(self, page: Page) -> Iterator[Evidence]:
        """Yield the words by which a page says that entries are looked at before they appear."""
        if page.role in _TELLS_RULES:
            text = page.text[:_RULES_READ]
            hit = next(self._moderation.find(folded(text)), None)
            if hit:
                yield _check("moderated", True, quote(text, folded(text), hit))

    def _naming(self, page: Page) -> Iterator[Evidence]:
        found = language_of_anchors(page, self._told, self._services) if page.language != "unknown" else None
        if found:
            yield _check("anchor_language", found[0] == page.language, found[1])

    def _parking(self, page: Page) -> Iterator[Evidence]:
        if len(page.text) > _PARKED_AT_MOST:
            return
        words = f"{page.title}\n{page.text}"
        hit = next(self._parked.find(folded(words)), None)
        if hit:
            yield _check("parked", False, quote(words, folded(words), hit))


def _transport(page: Page) -> Iterator[Evidence]:
    yield _check("https", page.url.startswith("https://"), page.url)


def _indexable(page: Page) -> Iterator[Evidence]:
    """Yield whether search engines may index the page: robots directives, and a canonical that points to itself."""
    blocking = [d for d in page.robots if d in ("noindex", "none") or d.endswith((": noindex", ": none"))]
    elsewhere = bool(page.canonical) and page.canonical.rstrip("/") != page.url.rstrip("/")
    yield _check("indexable", not blocking, ", ".join(blocking))
    if page.canonical:
        yield _check("canonical_to_itself", not elsewhere, f"canonical {page.canonical}")


def _substance(page: Page) -> Iterator[Evidence]:
    if page.role == "article":
        yield _check("substantial_text", len(page.main_text) >= _THIN, one_line(page.main_text, 120))


def _check(signal: str, passed: bool, words: str, strength: float = 1.0) -> Evidence:
    return Evidence("quality", signal, "pass" if passed else "fail", words, strength, VERSION)
