"""What a byline names: a person, a newsroom, a program's user, or only the site itself."""

import re
from collections.abc import Iterable

from prospector.folding import fold
from prospector.judging.knowledge import Knowledge
from prospector.models import Page

NAME, NEWSROOM, SYSTEM, SITE = "name", "newsroom", "system", "site"
_BEST_FIRST = (NAME, NEWSROOM, SYSTEM, SITE)


class Bylines:
    """Tells names of people from what newsrooms and systems sign with."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._newsrooms = frozenset(map(fold, knowledge.newsrooms))
        self._systems = frozenset(map(fold, knowledge.nameless)) - self._newsrooms
        leads = set(map(fold, knowledge.phrases("editorial")["author"]))
        alone = leads - self._newsrooms - self._systems
        self._lead = re.compile(rf"(?:(?:{_any_of(leads)})\s*[:：]|(?:{_any_of(alone)})\s)\s*")

    def best_of(self, page: Page) -> str:
        """Return what the best byline of *page* names: a name before a newsroom, a system or the site; else empty.

        A blog that its writer's name is the name of says nothing by signing with it.
        """
        own = {_letters(page.site), _letters(page.site.partition(".")[0]), _letters(page.site_name)}
        found = {self._named(byline, own) for byline in page.authors}
        return next((sort for sort in _BEST_FIRST if sort in found), "")

    def _named(self, byline: str, own: set[str]) -> str:
        words = fold(byline).strip()
        while (lead := self._lead.match(words)) and lead.end() < len(words):
            words = words[lead.end() :]
        for sort, known in ((NEWSROOM, self._newsrooms), (SYSTEM, self._systems)):
            if words in known or words.partition(" ")[0] in known:
                return sort
        return SITE if _letters(words) in own | {""} else NAME


def _any_of(phrases: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, phrases), key=len, reverse=True))


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, fold(text)))
