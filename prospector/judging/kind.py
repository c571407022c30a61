"""What kind of site a page belongs to: its own words, its marks, its structure."""

from collections.abc import Iterator

from prospector.folding import one_line
from prospector.judging.kind_marks import KindMarks
from prospector.judging.kind_words import KindWords, seen
from prospector.judging.knowledge import Knowledge
from prospector.judging.phrases import Phrases, folded, quote
from prospector.models import Evidence, Page

_BODIES = ("chamber", "trade_body", "association")
_PARKED_LENGTH = 3000
_OWNER_LINE = 120


class Kinds:
    """Reads kind evidence off pages."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._words = KindWords(knowledge)
        self._marks = KindMarks(knowledge.kind_marks)
        self._parked = Phrases(knowledge.phrases("parked"))

    def evidence(self, page: Page) -> list[Evidence]:
        """Return everything on *page* that speaks for a kind; values are the kinds of `prospector.models.KINDS`."""
        marks = list(self._marks.evidence(page))
        return [
            *self._words.evidence(page),
            *marks,
            *self._by_owner(page, marks),
            *_by_structure(page),
            *self._by_parking(page),
        ]

    def _by_owner(self, page: Page, marks: list[Evidence]) -> Iterator[Evidence]:
        """Yield what the owner's name says where its legal form stands in a short line."""
        owners = {mark.quote for mark in marks if mark.signal.endswith("_form") and len(mark.quote) <= _OWNER_LINE}
        for line in sorted(owners):
            yield from self._words.of_owner(line, page.language)

    def _by_parking(self, page: Page) -> Iterator[Evidence]:
        """Yield that a start page with little on it is that of a parked domain."""
        if page.role != "home" or len(page.text) > _PARKED_LENGTH:
            return
        text = folded(page.text)
        hit = next(self._parked.find(text), None)
        if hit:
            yield seen("parked", "other", quote(page.text, text, hit))


def _by_structure(page: Page) -> Iterator[Evidence]:
    if page.role == "article" and page.published:
        words = f"{page.published.isoformat()} {' '.join(page.authors)}".strip()
        yield seen("dated_article", "publication", words)
        yield seen("dated_article", "blog", words)
    if page.role in ("members", "join"):
        for kind in _BODIES:
            yield seen(f"{page.role}_page", kind, one_line(page.title, 200))
