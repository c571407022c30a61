"""One visit: which pages of a site to read next, the ones that decide most first. No Scrapy here."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from urllib.parse import parse_qsl, urlsplit
from uuid import uuid4

from prospector.judging.roles import LEAST_STRENGTH, Roles
from prospector.markets.kinds import Appetite
from prospector.models import Failure, Link, Page, PlannedVisit, Visit
from prospector.reading.dates import date_in_path
from prospector.reading.listings import Listed
from prospector.reading.sites import Sites
from prospector.reading.urls import clean

MAX_REQUESTS_PER_PAGE = 3
_SKIPPED_ROLES = frozenset({"shop", "archive"})
_OWNER_ROLES = frozenset({"imprint", "contact", "about"})
_LONGEST_URL = 300
_FILES = re.compile(
    r"\.(?:jpe?g|png|gif|webp|svg|ico|pdf|docx?|xlsx?|pptx?|zip|gz|rar|7z|mp[34]|m4a|avi|mov|webm|css|js|json|xml|rss|atom|ics|vcf|epub|exe|apk|dmg|woff2?)$",
    re.IGNORECASE,
)
_TRAPS = re.compile(
    r"[?&](?:replytocom|print|share|action|orderby|sort|filter|add-to-cart|lang|tribe|ical|eventdisplay|view|s|q|search)=|/(?:feed|amp|wp-json|wp-admin|wp-login|xmlrpc|"
    r"trackback|print|cart|checkout|login|signin|signup|register|tag|tags|author|search|calendar|kalender)(?:[/.]|$)|/page/\d+",
    re.IGNORECASE,
)
_PAGED = re.compile(
    r"\d{1,4}|[a-zäöüåøæéа-яё]|›|»|>|>>|next|weiter|vor|suivante?|siguiente|successiva|volgende|nästa|次へ?|次の?ページ|далее|следующая",
    re.IGNORECASE,
)
_ARTICLE_ANCHOR = 25
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True, order=True)
class Option:
    """A page that could be read next. Sorts by value, then by when it was found."""

    rank: float
    found: int
    url: str = field(compare=False)
    role: str = field(compare=False)
    depth: int = field(compare=False)


class VisitPlan:
    """The state of one visit: what was read, what could be read, what is left of the budget."""

    def __init__(self, planned: PlannedVisit, appetite: Appetite, roles: Roles, sites: Sites) -> None:
        self.id = uuid4().hex
        self.planned = planned
        self.started_at = datetime.now(UTC)
        self._appetite = appetite
        self._roles = roles
        self._sites = sites
        self._options: dict[str, Option] = {}
        self._known: set[str] = {_same(planned.url)}
        self._spent: Counter[str] = Counter()
        self._spent_by_locale: Counter[tuple[str, str]] = Counter()
        self._folder = ""
        self.requests = 0
        self.pages = 0
        self.errors: list[Failure] = []
        self.feeds: list[str] = []
        self.sitemaps: list[str] = []
        self.asked_lists: list[str] = []
        self._hashes: set[str] = set()

    # What was found

    def read(self, page: Page) -> None:
        """Take in a page that was read: it counts, and its links become options."""
        self.pages += 1
        self._spent[page.role] += 1
        self._spent_by_locale[page.role, _locale(self._sites, page.url)] += 1
        self._known.add(_same(page.url))
        if page.text_hash and page.text_hash in self._hashes and page.role != "home":
            return
        self._hashes.add(page.text_hash)
        if page.role == "home":
            self.feeds.extend(page.feeds)
            self._folder = _locale(self._sites, page.url)
        others = {
            _same(other.url)
            for other in page.alternates
            if other.lang.partition("-")[0] != page.html_lang.lower().partition("-")[0]
        }
        for link in page.links:
            if not link.external and _same(link.url) not in others:
                self._offer(link, page)

    def listed(self, entries: Iterable[Listed], depth: int = 1) -> None:
        """Take in addresses from a feed or sitemap: recent articles, and pages whose path says what they are."""
        for entry in entries:
            found = self._roles.of_link(entry.url, "")
            role = found.role if found.strength >= LEAST_STRENGTH else ("article" if entry.day else "")
            if role:
                self._add(entry.url, role, depth, 0.5)

    def has_options(self, *roles: str) -> bool:
        """Say whether a page of one of *roles* was read or could be."""
        return any(self._spent[role] for role in roles) or any(
            option.role in roles for option in self._options.values()
        )

    def _offer(self, link: Link, page: Page) -> None:
        role, bonus = self._role(link, page)
        if role:
            self._add(link.url, role, page.depth + 1, bonus)

    def _role(self, link: Link, page: Page) -> tuple[str, float]:
        """Return what a link is worth reading for, and how much it gains over others of that role."""
        if page.role in ("members", "listing") and self._continues(link, page):
            return "listing", 0.0
        found = self._roles.of_link(link.url, link.anchor)
        if found.strength >= LEAST_STRENGTH:
            return ("", 0.0) if found.role in _SKIPPED_ROLES else (found.role, found.strength / 2)
        if _TRAPS.search(link.url):
            return "", 0.0
        if _looks_like_article(link):
            return "article", 0.3 if link.placement == "content" else 0.0
        return ("section" if link.placement == "nav" and link.url.count("/") <= 4 else "other"), 0.0

    def _continues(self, link: Link, page: Page) -> bool:
        """Say whether *link* leads on to another page of the same list: by number, letter or an arrow."""
        if not _PAGED.fullmatch(link.anchor.strip() or "-"):
            return False
        here, there = urlsplit(page.url), urlsplit(link.url)
        if _same(link.url) == _same(page.url):
            return False
        return (
            here.path == there.path
            or _stem(here.path) == _stem(there.path)
            or there.path.startswith(here.path.rstrip("/") + "/")
        )

    def _add(self, url: str, role: str, depth: int, bonus: float) -> None:
        url, key = clean(url), _same(url)
        is_paging = role == "listing" and key in self._options
        if not url or (key in self._known and not is_paging) or not self._worth_asking(url):
            return
        self._known.add(key)
        elsewhere = 3.0 if _locale(self._sites, url) != self._folder else 0.0
        value = self._appetite.order.get(role, 0.0) + bonus - 0.2 * depth - elsewhere
        self._options[key] = Option(-value, len(self._known), url, role, depth)

    def _worth_asking(self, url: str) -> bool:
        parts = urlsplit(url)
        if len(url) > _LONGEST_URL or _FILES.search(parts.path) or self._sites.site_of(url) != self.planned.site:
            return False
        folders = parts.path.split("/")
        return (
            len(folders) <= 10
            and len(parse_qsl(parts.query)) <= 3
            and max(Counter(filter(None, folders)).values(), default=0) < 3
        )

    # What comes next

    def next(self) -> Option | None:
        """Return the page to read next, None when nothing is left or the budget is used up."""
        if self.requests >= MAX_REQUESTS_PER_PAGE * self._appetite.pages:
            return None
        left = sorted(self._options.values())
        best = next(
            (option for option in left if self._affordable(option.role, _locale(self._sites, option.url))), None
        )
        if best is None and self._own_pages() < self._appetite.pages:
            # Nothing more of what was asked for: what is left of the budget goes to the best of the rest.
            best = next((option for option in left if option.role != "listing"), None)
        if best is not None:
            del self._options[_same(best.url)]
        return best

    def _own_pages(self) -> int:
        return self.pages - self._spent["listing"]

    def _affordable(self, role: str, locale: str) -> bool:
        """Say whether the budget allows one more page of *role*; pages of a list have a budget of their own.

        Each country folder may show its own imprint, contact and about page: its publisher may sit elsewhere.
        """
        if role == "listing":
            return self._spent["listing"] < self._appetite.listing_pages
        if self._own_pages() >= self._appetite.pages:
            return False
        spent = self._spent_by_locale[role, locale] if role in _OWNER_ROLES else self._spent[role]
        return spent < self._appetite.most.get(role, 1)

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
            spent=tuple(sorted(self._spent.items())),
            errors=tuple(self.errors),
        )


def _same(url: str) -> str:
    """Return what two spellings of one page's address share."""
    bare = clean(url).partition("://")[2].removeprefix("www.")
    for ending in ("index.html", "index.htm", "index.php"):
        bare = bare.removesuffix(ending)
    return bare.rstrip("/")


def _stem(path: str) -> str:
    """Return a path without its numbers and last letter folder, which paging changes."""
    return _DIGITS.sub("", re.sub(r"/[a-z]/?$", "/", path))


def _locale(sites: Sites, url: str) -> str:
    return sites.section_of(url).partition("/")[2]


def _looks_like_article(link: Link) -> bool:
    """Say whether a link has the look of one to an article: a headline for an anchor, a dated or long path."""
    path = urlsplit(link.url).path
    if len(path) < 8 or link.placement == "footer":
        return False
    if date_in_path(link.url):
        return True
    slug = path.rstrip("/").rpartition("/")[2]
    wordy = slug.count("-") + slug.count("_") >= 3 or bool(re.search(r"\d{3,}", slug))
    return wordy or len(link.anchor) >= _ARTICLE_ANCHOR or (link.anchor >= "\u3040" and len(link.anchor) >= 12)
