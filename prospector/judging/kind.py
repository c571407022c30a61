"""What kind of site a page belongs to: its own words, its marks, its structure."""

from collections.abc import Iterator

from prospector.folding import one_line
from prospector.judging.kind_marks import KindMarks
from prospector.judging.kind_words import KindWords, seen
from prospector.judging.knowledge import Knowledge
from prospector.judging.ownership import Ownership
from prospector.models import Evidence, Page

_BODIES = ("chamber", "trade_body", "association")
_OWNER_LINE = 120


class Kinds:
    """Reads kind evidence off pages."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._words = KindWords(knowledge)
        ownership = Ownership(knowledge.credit_phrases, knowledge.other_parties)
        self._marks = KindMarks(knowledge.kind_marks, ownership)

    def evidence(self, page: Page) -> list[Evidence]:
        """Return everything on *page* that speaks for a kind; values are the kinds of `prospector.models.KINDS`."""
        marks = list(self._marks.evidence(page))
        return [
            *self._words.evidence(page),
            *marks,
            *self._by_owner(page, marks),
            *_by_structure(page),
        ]

    def _by_owner(self, page: Page, marks: list[Evidence]) -> Iterator[Evidence]:
        """Yield what the owner's name says, in a short line with its legal form, beyond what that form says itself."""
        for mark in marks:
            if mark.signal.endswith("_form") and len(mark.quote) <= _OWNER_LINE:
                kinds = self._words.kinds_in(mark.quote, page.language)
                yield from (seen("owner", kind, mark.quote) for kind in kinds if kind != mark.value)


def _by_structure(page: Page) -> Iterator[Evidence]:
    if page.role == "article" and page.published:
        words = f"{page.published.isoformat()} {' '.join(page.authors)}".strip()
        yield seen("dated_article", "publication", words)
        yield seen("dated_article", "blog", words)
    if page.role in ("members", "join"):
        for kind in _BODIES:
            yield seen(f"{page.role}_page", kind, one_line(page.title, 200))
