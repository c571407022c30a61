"""One visit: which pages of a site to read next, the ones that decide most first. No Scrapy here."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from urllib.parse import parse_qsl, urlsplit
from uuid import uuid4

from prospector.crawling.budget import LIST_ROLES, Budget
from prospector.crawling.likeness import PagesRead, shape, version_free
from prospector.crawling.lists import Wants, next_list
from prospector.crawling.promises import LISTS, Promises
from prospector.crawling.traps import traps
from prospector.judging.roles import Roles
from prospector.markets.kinds import Appetite
from prospector.models import Failure, Link, Page, PlannedVisit, Visit
from prospector.reading.dates import date_in_path
from prospector.reading.listings import Listed
from prospector.reading.sites import Sites

_ELSEWHERE = 3.0
_READ_BEFORE = 10.0
_PER_CLICK = 0.2
_PER_FOLDER = 0.02
_LANGUAGE_PARAMETERS = frozenset({"hl", "lang", "language", "lng", "locale", "setlang", "sprache"})


@dataclass(frozen=True, slots=True)
class Option:
    """A page that could be read next: *worth* says how soon, then *day*, the day it is from, and when it was *found*.

    *shape* and *kin* are what its address shares with others of its template and with other versions of the page.
    """

    worth: float
    found: int
    url: str
    role: str
    depth: int
    locale: str = ""
    day: date = date.min
    shape: str = ""
    kin: str = ""


class VisitPlan:
    """The state of one visit: what was read, what could be read, what is left of the budget.

    *listings* are pages of the site's list of members that earlier visits read: this one goes on from there.
    """

    def __init__(
        self, planned: PlannedVisit, appetite: Appetite, roles: Roles, sites: Sites, listings: Sequence[Page] = ()
    ) -> None:
        self.id = uuid4().hex
        self.planned = planned
        self.started_at = datetime.now(UTC)
        self._appetite = appetite
        self._promises = Promises(roles)
        self._sites = sites
        self._options: dict[str, Option] = {}
        self._known: set[str] = {_same(planned.url)}
        self._listings = listings
        self._listed = {_same(page.url) for page in listings}
        self._looked_at: set[tuple[str, str]] = set()
        self._budget = Budget(appetite)
        self._read = PagesRead()
        self.requests = 0
        self.pages = 0
        self.errors: list[Failure] = []
        self.feeds: list[str] = []
        self.sitemaps: list[str] = []
        self.asked_lists: list[str] = []

    # What was found

    def read(self, page: Page) -> None:
        """Take in a page that was read: it counts, and its links become options."""
        self.pages += 1
        self._budget.spend(page.role, self._locale(page.url))
        self._known.add(_same(page.url))
        if self._read.repeats(page) and page.role not in ("home", *LISTS):
            return
        if page.role == "home":
            self.feeds.extend(sorted(page.feeds, key=lambda url: "comment" in url))
            self._budget.folder = self._home_folder(page)
            for listing in self._listings:
                self._offer(listing)
        self._offer(page)

    def _home_folder(self, page: Page) -> str:
        """Return the country folder that a site is at home in: its start page's, or the one most of its links go to."""
        folders = Counter(self._locale(link.url) for link in page.links if not link.external)
        commonest, count = folders.most_common(1)[0] if folders else ("", 0)
        return self._locale(page.url) or (commonest if 2 * count > folders.total() else "")

    def _offer(self, page: Page) -> None:
        """Make options of the links of a page; the same page in another language is none."""
        own = page.html_lang.lower().partition("-")[0]
        others = {_same(other.url) for other in page.alternates if other.lang.partition("-")[0] != own}
        promises = self._promises.on(page)
        for link in page.links:
            if self._is_new(link, page) and _same(link.url) not in others:
                promise = promises.of(link)
                self._add(link.url, promise.role, page.depth + 1, promise.bonus)

    def _is_new(self, link: Link, page: Page) -> bool:
        """Say whether a link may tell something new: of a page that is not known, or of one not read by other words.

        On a page of a list any may turn out to lead on in it.
        """
        seen, is_list = (link.url, link.anchor), page.role in LISTS
        if link.external or (seen in self._looked_at and not is_list):
            return False
        key = _same(link.url)
        words = (key, link.anchor)
        is_new = is_list or words not in self._looked_at
        self._looked_at.update((seen, words))
        return is_new and (key not in self._known or key in self._options)

    def listed(self, entries: Iterable[Listed], depth: int = 1) -> None:
        """Take in addresses from a feed or sitemap: recent articles, and pages whose path says what they are."""
        for entry in entries:
            if _same(entry.url) not in self._known:
                promise = self._promises.of_entry(entry)
                self._add(entry.url, promise.role, depth, promise.bonus, entry.day)

    def has_options(self, *roles: str) -> bool:
        """Say whether a page of one of *roles* was read or could be."""
        return any(self._budget.spent[role] for role in roles) or any(
            option.role in roles for option in self._options.values()
        )

    def _add(self, url: str, role: str, depth: int, bonus: float, day: date | None = None) -> None:
        url = traps().bare(url)
        key = _same(url)
        if not role or not url or self._sites.site_of(url) != self.planned.site:
            return
        if key in self._known and key not in self._options:
            return
        self._known.add(key)
        locale = self._locale(url)
        worth = self._appetite.order.get(role, 0.0) + bonus - self._distance(url, depth, locale)
        day, found = day or date_in_path(url) or date.min, len(self._known)
        option = Option(worth, found, url, role, depth, locale, day, shape(url), version_free(url))
        if _is_better(option, self._options.get(key)):
            self._options[key] = option

    def _distance(self, url: str, depth: int, locale: str) -> float:
        """Return what a page loses by being clicks and folders away, or in a folder of another country."""
        elsewhere = _ELSEWHERE if locale != self._budget.folder else 0.0
        return _PER_CLICK * depth + _PER_FOLDER * urlsplit(url).path.count("/") + elsewhere

    # What comes next

    def next_list(self) -> tuple[str, str]:
        """Return the address and role of the feed or sitemap to ask for next, two empty texts for none."""
        needs_members = self._appetite.listing_pages > 0 and not self.has_options("members")
        wants = Wants(
            articles=not self.has_options("article"),
            pages=needs_members or not self.has_options("imprint", "contact", "about"),
        )
        own = [url for url in self.sitemaps if self._sites.site_of(url) == self.planned.site]
        return next_list(self.feeds, own, self.asked_lists, wants)

    def next(self) -> Option | None:
        """Return the page to read next, None when nothing is left or the budget is used up."""
        if self.requests >= self._budget.requests:
            return None
        left = sorted(self._options.values(), key=self._place)
        ways = (self._budget.affords, self._budget.spares)
        best = next((option for allows in ways for option in left if allows(option.role, option.locale)), None)
        if best is not None:
            del self._options[_same(best.url)]
        return best

    def _place(self, option: Option) -> tuple[float, int, int]:
        cost = self._read.cost(option.role, option.shape, option.kin)
        cost += _ELSEWHERE if self._budget.repeats(option.role, option.locale) else 0.0
        cost += _READ_BEFORE if option.role == "listing" and _same(option.url) in self._listed else 0.0
        return (cost - option.worth, -option.day.toordinal(), option.found)

    def failed(self, url: str, error: str) -> None:
        """Note a page that could not be had."""
        self.errors.append(Failure(url, error))

    def ended(self, outcome: str, moved_to: str = "") -> Visit:
        """Return the visit as it ended, now. Robots verdicts are added by whoever asked for them."""
        return Visit(
            visit=self.id,
            planned=self.planned,
            started_at=self.started_at,
            ended_at=datetime.now(UTC),
            outcome=outcome,
            pages=self.pages,
            requests=self.requests,
            moved_to=moved_to,
            sitemaps=tuple(self.sitemaps),
            feeds=tuple(self.feeds),
            spent=tuple(sorted(self._budget.spent.items())),
            errors=tuple(self.errors),
        )

    def _locale(self, url: str) -> str:
        """Return the country folder of an address, or the language that a parameter of it asks for."""
        folder = self._sites.section_of(url).partition("/")[2]
        if folder or "?" not in url:
            return folder
        asked = (value for name, value in parse_qsl(urlsplit(url).query) if name.lower() in _LANGUAGE_PARAMETERS)
        return next(asked, "").lower()


def _is_better(option: Option, known: Option | None) -> bool:
    """Say whether an option tells more of a page than what is *known* of it: that it is on a list, or worth more."""
    if known is None or known.role in LIST_ROLES:
        return known is None
    return option.role in LIST_ROLES or option.worth > known.worth


@lru_cache(maxsize=16384)
def _same(url: str) -> str:
    """Return what two spellings of one page's address share."""
    bare = traps().bare(url).partition("://")[2].removeprefix("www.")
    for ending in ("index.html", "index.htm", "index.php"):
        bare = bare.removesuffix(ending)
    return bare.rstrip("/")
