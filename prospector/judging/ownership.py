"""The parts of a page that speak for its publisher: imprint, contact and footer, not the addresses of others."""

from collections.abc import Iterable
from functools import lru_cache

from prospector.judging.phrases import Phrases, folded
from prospector.models import Page

OWN_PAGES = frozenset({"imprint", "contact", "about", "staff", "privacy", "advertise"})
OTHER_PEOPLES = frozenset({"members", "listing", "links"})
_LONGEST = 6000
_CLOSING_LINES = 25
_LONGEST_PRIVACY = 2500
_CREDIT, _PARTY = "credit", "party"
_CREDIT_LINE = 120
_CREDIT_REACH = 5


class Ownership:
    """Cuts from pages what speaks for their publisher; what follows credits to agencies and hosts does not."""

    def __init__(self, credit_phrases: Iterable[str], other_parties: Iterable[str] = ()) -> None:
        self._others = Phrases({_CREDIT: credit_phrases, _PARTY: other_parties})
        self._remembered = lru_cache(maxsize=256)(self._cut_credits)

    def own_text(self, page: Page) -> str:
        """Return the lines of a page that are its publisher's own."""
        parts = [page.footer_text]
        if page.role in OWN_PAGES or (page.role == "home" and len(page.text) < _LONGEST):
            parts.insert(0, page.text[: _LONGEST_PRIVACY if page.role == "privacy" else _LONGEST])
        return self.without_credits("\n".join(dict.fromkeys(line for part in parts for line in part.split("\n"))))

    def closing_text(self, page: Page) -> str:
        """Return the short lines that end a page which is not its publisher's own; what many pages repeat there is."""
        if page.role in OTHER_PEOPLES or page.role in OWN_PAGES:
            return ""
        lines = page.text.rsplit("\n", _CLOSING_LINES)[-_CLOSING_LINES:]
        return self.without_credits("\n".join(line for line in lines if len(line) < _CREDIT_LINE))

    def without_credits(self, text: str) -> str:
        """Return the lines of *text* but those that name makers, hosts or helpers of a site, whose addresses follow."""
        return self._remembered(text)

    def _cut_credits(self, text: str) -> str:
        folded_text = folded(text)
        lines = text.split("\n")
        left_out: set[int] = set()
        for hit in self._others.find(folded_text):
            number = folded_text.count("\n", 0, hit.start)
            if len(lines[number]) < _CREDIT_LINE:
                left_out.update(range(number, number + _CREDIT_REACH))
            elif hit.meaning == _PARTY:
                left_out.add(number)
        return "\n".join(line for number, line in enumerate(lines) if number not in left_out)
