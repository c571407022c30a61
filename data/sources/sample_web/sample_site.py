"""A sample site as its author wrote it: read from TOML and checked, nothing rendered yet."""

import codecs
import dataclasses
import datetime
import re
import tomllib
import types
from pathlib import Path
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

import idna
import tldextract

HERE = Path(__file__).parent
VOCABULARY: dict[str, Any] = tomllib.loads((HERE / "vocabulary.toml").read_text("utf-8"))
_DOMAINS = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None, include_psl_private_domains=True)


class BadSource(Exception):
    """A sample site's file says something that cannot be built; the message names file and key."""


@dataclasses.dataclass(frozen=True, slots=True)
class Page:
    """One page; `path` starts with the site's base and may carry a query."""

    path: str
    title: str = ""
    description: str = ""
    body: str = ""
    date: datetime.date | None = None
    author: str = ""
    status: int = 0
    location: str = ""
    headers: dict[str, str] = dataclasses.field(default_factory=dict)
    head: str = ""
    lang: str | None = None
    layout: str = ""
    noindex: bool = False
    canonical: str = ""
    content_type: str = "text/html"
    raw: str | None = None
    indexed: bool = True
    broken_links_ok: bool = False

    @property
    def code(self) -> int:
        """The HTTP status; 301 for a page that only says where to go."""
        return self.status or (301 if self.location else 200)

    @property
    def is_html(self) -> bool:
        """Whether the page is a document with links in it."""
        return "html" in self.content_type

    @property
    def is_listed(self) -> bool:
        """Whether sitemap and feed name the page."""
        return self.code == 200 and self.indexed and not self.noindex and self.is_html


@dataclasses.dataclass(frozen=True, slots=True)
class Truth:
    """What a careful person would say about the site; the words allowed are in vocabulary.toml."""

    market: str
    country: str
    language: str
    kind: str
    topic: str
    link_selling: str
    listed: bool
    seed: bool
    seed_kind: str = ""
    seed_url: str = ""
    region: str = ""
    note: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Site:
    """One site with its pages; README.md here explains every key."""

    file: str
    host: str
    name: str
    layout: str
    truth: Truth
    page: tuple[Page, ...]
    lang: str = ""
    charset: str = "utf-8"
    declare: str = "both"
    scheme: str = "https"
    base: str = ""
    site: str = ""
    tagline: str = ""
    nav: list[list[str]] = dataclasses.field(default_factory=list)
    footer: str = ""
    aside: str = ""
    head: str = ""
    headers: dict[str, str] = dataclasses.field(default_factory=dict)
    zone: str = "+00:00"
    date_format: str = ""
    robots: str = ""
    robots_status: int = 0
    sitemap: bool = False
    news_sitemap: str = ""
    feed: str = ""
    atom: bool = False
    http_redirect: bool = False
    broken_links_ok: bool = False

    @property
    def root(self) -> str:
        """Scheme and host as a browser sends them, without a slash at the end."""
        return f"{self.scheme}://{idna.encode(self.host, uts46=True).decode('ascii')}"

    @property
    def home_url(self) -> str:
        """The address of the start page."""
        return f"{self.root}{self.base}/"

    @property
    def key(self) -> str:
        """The word *site* of the design: a registrable domain, or host and folder on a shared host."""
        host = self.root.partition("//")[2]
        return self.site or (host + self.base if self.base else _DOMAINS(host).top_domain_under_public_suffix)


Made = TypeVar("Made", Page, Truth, Site)


def read_sites(folder: Path) -> list[Site]:
    """Return every site file of *folder* by name; raises BadSource for the first that cannot be built."""
    return [_read_site(file) for file in sorted(folder.glob("*.toml"))]


def _read_site(file: Path) -> Site:
    """Read one site file, its keys and words checked."""
    table = _load(file)
    pages = tuple(_fill(Page, row, f"{file.name}: page {row.get('path', '?')}") for row in table.pop("page", []))
    truth = _fill(Truth, table.pop("truth", {}), f"{file.name}: [truth]")
    table |= {"file": file.name, "truth": truth, "page": pages}
    site = _fill(Site, table, file.name)
    _check_site(site)
    _check_truth(site)
    for page in pages:
        _check_page(site, page)
    return site


def _load(file: Path) -> dict[str, Any]:
    """Return the file's table, or BadSource with the parser's own words."""
    try:
        return tomllib.loads(file.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadSource(f"{file.name}: not valid TOML: {error}") from error


def _fill(made: type[Made], table: dict[str, Any], where: str) -> Made:
    """Return *table* as the dataclass *made*; unknown, missing and mistyped keys are named."""
    fields = {field.name: field for field in dataclasses.fields(made)}
    hints = get_type_hints(made)
    for key, value in table.items():
        if key not in fields:
            raise BadSource(f"{where}: unknown key '{key}'")
        if not isinstance(value, _types(hints[key])):
            raise BadSource(f"{where}: key '{key}' must be {_named(hints[key])}, not {_named(type(value))}")
    for key, field in fields.items():
        optional = field.default is not dataclasses.MISSING or field.default_factory is not dataclasses.MISSING
        if key not in table and not optional:
            raise BadSource(f"{where}: key '{key}' is missing")
    return made(**table)


def _types(hint: Any) -> tuple[type, ...]:
    """Return the classes a value of this annotation may have."""
    parts = get_args(hint) if isinstance(hint, types.UnionType) else (hint,)
    return tuple(get_origin(part) or part for part in parts)


def _named(hint: Any) -> str:
    """Return an annotation as TOML users would say it."""
    words = {"str": "a string", "bool": "true or false", "int": "a number", "dict": "a table", "list": "an array"}
    return words.get(getattr(hint, "__name__", ""), str(getattr(hint, "__name__", hint)))


def _refuse(bad: bool, where: str, key: str, why: str) -> None:
    """Raise BadSource when *bad*."""
    if bad:
        raise BadSource(f"{where}: key '{key}' {why}")


def _check_site(site: Site) -> None:
    """Refuse a site whose own keys contradict each other."""
    where = site.file
    _refuse(not where.startswith(site.host), where, "host", f"is {site.host}, so the file must be named after it")
    _refuse(site.scheme not in {"http", "https"}, where, "scheme", "must be http or https")
    _refuse(site.declare not in {"header", "meta", "both", "none"}, where, "declare", f"cannot be '{site.declare}'")
    _refuse(bool(site.base) and not re.fullmatch(r"(/[^/]+)+", site.base), where, "base", "must look like /folder")
    _refuse(any(len(item) != 2 for item in site.nav), where, "nav", "must be pairs of label and address")
    _refuse(not site.page, where, "page", "is missing: a site needs at least its start page")
    paths = [page.path for page in site.page]
    twice = next((path for path in paths if paths.count(path) > 1), "")
    _refuse(bool(twice), where, "path", f"names {twice} twice")
    try:
        codecs.lookup(site.charset)
    except LookupError as error:
        raise BadSource(f"{where}: key 'charset' names no character set: {site.charset}") from error


def _check_truth(site: Site) -> None:
    """Refuse words that vocabulary.toml does not know."""
    truth, where = site.truth, f"{site.file}: [truth]"
    words = [("kind", [truth.kind]), ("link_selling", truth.link_selling.split())]
    words.append(("topic", [truth.topic] if truth.topic else []))
    for key, values in words:
        unknown = [value for value in values if value not in VOCABULARY[key]]
        _refuse(bool(unknown), where, key, f"has no word {unknown}; there is one of {', '.join(VOCABULARY[key])}")
    _refuse(not re.fullmatch(r"([A-Z]{2})?", truth.market), where, "market", "must be two capital letters or empty")
    _refuse(not re.fullmatch(r"([A-Z]{2}|INT)?", truth.country), where, "country", "must be a code, INT or empty")


def _check_page(site: Site, page: Page) -> None:
    """Refuse a page that has nothing to show or lies outside its site."""
    where = f"{site.file}: page {page.path}"
    _refuse(not page.path.startswith(f"{site.base}/"), where, "path", f"must start with {site.base}/")
    _refuse(300 <= page.code < 400 and not page.location, where, "location", "is missing for a redirect")
    empty = not page.location and page.raw is None and not (page.title and page.body)
    _refuse(empty, where, "body", "is missing: a page needs title and body, or raw, or location")
