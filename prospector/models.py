"""The values that travel through Prospector. Frozen: a stage returns a new value or adds to one."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime

KINDS = (
    "publication",
    "chamber",
    "trade_body",
    "blog",
    "directory",
    "association",
    "company",
    "government",
    "education",
    "community",
    "other",
)
"""Kinds a site can have; ``unknown`` stands beside them and is not one of them."""


@dataclass(frozen=True, slots=True)
class Seed:
    """A site to start from. *region* and *name* may be empty; *source* says where the fact is from."""

    url: str
    market: str
    kind: str
    name: str = ""
    language: str = ""
    region: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """A link on a page. *url* is absolute and without fragment; *external* means it leads to another *site*.

    *site* is empty for links within the page's own site. *rel* holds the link's own rel words in order; *placement* is
    ``content``, ``nav``, ``footer`` or ``aside``; *hidden* is set when the markup hides the link from a reader.
    """

    url: str
    anchor: str
    rel: tuple[str, ...] = ()
    placement: str = "content"
    external: bool = False
    hidden: bool = False
    site: str = ""


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation, person or site that a page's JSON-LD describes. Empty where the page does not say."""

    type: str
    name: str = ""
    url: str = ""
    street: str = ""
    postcode: str = ""
    locality: str = ""
    region: str = ""
    country: str = ""
    phone: str = ""
    email: str = ""
    ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Alternate:
    """One hreflang entry."""

    lang: str
    url: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """One observation on one page.

    *subject* is what it speaks about (``country``, ``kind``, ``topic``, ``link_selling``, ``quality``,
    ``language``, ``opportunity``), *signal* what was seen, *value* what it speaks for. *strength* is how surely
    it was seen, 0 to 1; how much such a signal weighs is data (``data/weights``). *quote* is verbatim from the
    page, *by* the version of the judge that saw it.
    """

    subject: str
    signal: str
    value: str
    quote: str = ""
    strength: float = 1.0
    by: str = ""


@dataclass(frozen=True, slots=True)
class Contact:
    """A public way to reach the people of a site: *kind* is ``email``, ``phone``, ``form`` or ``profile``.

    *role* tells whom it reaches (``editorial``, ``advertising``, ``general``), empty when the page does not say.
    """

    kind: str
    value: str
    role: str = ""
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """One reading of one document: facts only, then what the stages add. Everything here is kept by the store.

    Text fields are empty, not None, when the page has nothing; dates are None. *role* is the reason for which the
    page was visited (``home``, ``imprint``, ``article``, ...). *language* is ``unknown`` until a stage says more.
    *needs_browser* means that a script would fill the page in, *rendered* that a browser has done so. *read_at* is when
    the document itself came, before *fetched_at* where the server has said since that it has not changed; *read_by* is
    the version of reading. *ad_slots* is None in readings of versions that did not count them.
    """

    url: str
    site: str
    section: str
    fetched_at: datetime
    requested_url: str = ""
    visit: str = ""
    role: str = ""
    depth: int = 0
    status: int = 200
    content_type: str = ""
    encoding: str = ""
    bytes: int = 0
    cut: bool = False
    needs_browser: bool = False
    rendered: bool = False
    etag: str = ""
    last_modified: str = ""
    read_at: datetime | None = None
    read_by: str = ""
    server_date: datetime | None = None
    title: str = ""
    description: str = ""
    headings: tuple[str, ...] = ()
    text: str = ""
    main_text: str = ""
    footer_text: str = ""
    html_lang: str = ""
    og_locale: str = ""
    og_type: str = ""
    site_name: str = ""
    generator: str = ""
    canonical: str = ""
    robots: tuple[str, ...] = ()
    alternates: tuple[Alternate, ...] = ()
    feeds: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    organisations: tuple[Organisation, ...] = ()
    published: date | None = None
    modified: date | None = None
    authors: tuple[str, ...] = ()
    owner_ids: tuple[str, ...] = ()
    has_form: bool = False
    ad_slots: int | None = None
    text_hash: str = ""
    links: tuple[Link, ...] = ()
    direct: tuple[Link, ...] = ()
    language: str = "unknown"
    language_confidence: float | None = None
    evidence: tuple[Evidence, ...] = ()
    contacts: tuple[Contact, ...] = ()
    judged_by: str = ""

    def observed(self, subject: str, evidence: Iterable[Evidence]) -> "Page":
        """Return the page with *evidence* in place of all it had on *subject*."""
        kept = (seen for seen in self.evidence if seen.subject != subject)
        return replace(self, evidence=(*kept, *evidence))


@dataclass(frozen=True, slots=True)
class RobotsVerdict:
    """What a host's robots.txt said in one run: *status* 0 means no answer; *crawl_delay* in seconds or None."""

    host: str
    status: int
    verdict: str
    crawl_delay: float | None = None
    sitemaps: tuple[str, ...] = ()
    blocked_crawlers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Failure:
    """A page that could not be had, and why in a few words."""

    url: str
    error: str


@dataclass(frozen=True, slots=True)
class PlannedVisit:
    """A site to visit in a run, with the reason it was chosen."""

    site: str
    url: str
    market: str
    kind: str
    reason: str
    name: str = ""
    language: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Visit:
    """One bounded reading of a site in one run, as it ended. The unit of commit.

    *outcome* is ``read``, ``moved``, ``forbidden``, ``unreachable``, ``refused``, ``not_html``, ``empty`` or
    ``needs_browser``; *pages* is how many were read, *spent* what the budget went to, by role.
    """

    visit: str
    planned: PlannedVisit
    started_at: datetime
    ended_at: datetime
    outcome: str
    pages: int = 0
    requests: int = 0
    moved_to: str = ""
    robots: tuple[RobotsVerdict, ...] = ()
    sitemaps: tuple[str, ...] = ()
    feeds: tuple[str, ...] = ()
    spent: tuple[tuple[str, int], ...] = ()
    errors: tuple[Failure, ...] = field(default=())
