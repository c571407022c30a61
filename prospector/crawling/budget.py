"""What a visit has spent, and what it can still afford."""

from collections import Counter

from prospector.markets.kinds import Appetite

LIST_ROLES = frozenset({"listing", "member"})
"""Roles of the pages of a member directory beyond its first, which have a budget of their own."""

_OWNER_ROLES = frozenset({"imprint", "contact", "about"})
_MOST_ELSEWHERE = 3
_MOST_REQUESTS_PER_PAGE = 3


class Budget:
    """Counts the pages of a visit by role and country folder. *folder* is where the site is at home."""

    def __init__(self, appetite: Appetite) -> None:
        self._appetite = appetite
        self._by_locale: Counter[tuple[str, str]] = Counter()
        self.spent: Counter[str] = Counter()
        self.folder = ""

    @property
    def requests(self) -> int:
        """How many requests a visit makes at most, those that bring nothing included."""
        return _MOST_REQUESTS_PER_PAGE * self._appetite.pages + self._appetite.listing_pages

    def spend(self, role: str, locale: str) -> None:
        """Count a page that was read."""
        self.spent[role] += 1
        self._by_locale[role, locale] += 1

    def repeats(self, role: str, locale: str) -> bool:
        """Say whether a page only tells again, for another country or language, what the site's own one has told."""
        return role in _OWNER_ROLES and locale != self.folder and self._by_locale[role, self.folder] > 0

    def affords(self, role: str, locale: str) -> bool:
        """Say whether one more such page is wanted, and there is budget for it.

        Each country folder may show its own imprint, contact and about page: its publisher may sit elsewhere.
        """
        if role in LIST_ROLES:
            return self._affords_list(role)
        spent = self._by_locale[role, locale] if role in _OWNER_ROLES else self.spent[role]
        return spent < self._appetite.most.get(role, 1) and self.spares(role, locale)

    def spares(self, role: str, locale: str) -> bool:
        """Say whether what is left of the budget may go to such a page, when nothing more of what was asked for is."""
        if role in LIST_ROLES or self.spent.total() - self._list_pages() >= self._appetite.pages:
            return False
        return role not in _OWNER_ROLES or locale == self.folder or self._away() < _MOST_ELSEWHERE

    def _affords_list(self, role: str) -> bool:
        """Say whether one more page of a list is wanted.

        Half of them at most are pages of single members, which say where a member's site is when the list does not.
        """
        most = self._appetite.listing_pages
        return self._list_pages() < most and (role == "listing" or self.spent["member"] < most // 2)

    def _list_pages(self) -> int:
        return sum(self.spent[role] for role in LIST_ROLES)

    def _away(self) -> int:
        """Return how many pages about the owner were read in folders of other countries."""
        pages = self._by_locale.items()
        return sum(count for (role, locale), count in pages if role in _OWNER_ROLES and locale != self.folder)
