"""In which language a page names what it links to."""

import re
from collections.abc import Callable, Collection, Iterator

from prospector.folding import one_line
from prospector.judging.language import UNKNOWN, LanguageFound
from prospector.models import Link, Page

_MOST = 60
_LEAST_LETTERS = 40
_SURE = 0.7
_IS_ADDRESS = re.compile(r"^(?:https?://|www\.)\S+$|^\S+\.\w{2,}(?:/\S*)?$")

Told = Callable[[str], LanguageFound]


def language_of_anchors(page: Page, told: Told, services: Collection[str]) -> tuple[str, str] | None:
    """Return the language of the words under which *page* links to other sites, and those words.

    None where they are too few, or in no language for certain: names and addresses are in none. Links to *services*
    are put there by programs.
    """
    links = [link for link in _in_text(page) if link.site not in services]
    words = one_line("; ".join(dict.fromkeys(_wordings(links))), 2 * 240)
    if sum(map(str.isalpha, words)) < _LEAST_LETTERS:
        return None
    found = told(words)
    if found is UNKNOWN or (found.confidence or 0) < _SURE:
        return None
    return found.code, words[:240]


def _wordings(links: list[Link]) -> Iterator[str]:
    """Yield what *links* say that is more than a name or an address."""
    for link in links[:_MOST]:
        if (" " in link.anchor or not link.anchor.isascii()) and not _IS_ADDRESS.match(link.anchor):
            yield link.anchor


def _in_text(page: Page) -> list[Link]:
    return [link for link in page.links if link.external and link.placement == "content" and link.anchor]
