"""What Prospector knows of markets, languages and topics, as values. Loaded from ``data/`` by `prospector.markets`."""

from collections.abc import Mapping
from dataclasses import dataclass, field

PAGE_ROLES = (
    "imprint",
    "contact",
    "about",
    "staff",
    "advertise",
    "contribute",
    "members",
    "links",
    "partners",
    "press",
    "events",
    "join",
    "privacy",
    "shop",
    "archive",
)
"""What a page can be for, in the order that breaks ties. ``home``, ``article``, ``listing``: by where it was found."""


SHORTEST_STEM = 4
"""Letters that a word keeps when it loses an ending, unless its language says otherwise."""


@dataclass(frozen=True, slots=True)
class RegisterId:
    """A kind of register, tax or press number: how it is written and which module of python-stdnum checks it."""

    kind: str
    name: str
    labels: tuple[str, ...]
    pattern: str
    stdnum: str = ""


@dataclass(frozen=True, slots=True)
class SearchEngine:
    """A search engine that matters in a market, with the name its crawler answers to in robots.txt."""

    name: str
    crawler: str


@dataclass(frozen=True, slots=True)
class Outreach:
    """How people of a market are approached, and what the law asks before. Not legal advice."""

    tone: str = ""
    formality: str = ""
    channels: tuple[str, ...] = ()
    law: tuple[str, ...] = ()
    avoid: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Market:
    """A country to find prospects in. *code* is ISO 3166-1 alpha-2 in upper case; suffixes are without a dot.

    *postcode_tells* says when a postcode needs no town beside it: ``always``, ``with prefix``, ``only with
    prefix`` (it is none without) or never (empty). *words* holds, by language, those of its institutions and of its
    variety that no other market uses.
    """

    code: str
    name: str
    names: Mapping[str, str]
    languages: tuple[str, ...]
    official: tuple[str, ...]
    locales: tuple[str, ...]
    calling_code: int
    currency: str
    currency_signs: tuple[str, ...]
    time_zones: tuple[str, ...]
    legal_forms: tuple[str, ...]
    imprint_words: tuple[str, ...]
    country_suffixes: tuple[str, ...]
    second_level: tuple[str, ...]
    regional_suffixes: tuple[str, ...]
    generic_suffix: bool
    restricted_suffix: bool
    postcode: str
    postcode_prefixes: tuple[str, ...]
    postcode_first: bool
    postcode_tells: str
    ids: tuple[RegisterId, ...]
    search_engines: tuple[SearchEngine, ...]
    outreach: Outreach
    sources: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Country:
    """A country that is no market here, as far as telling it apart needs: *languages* are written in it alone."""

    code: str
    suffix: str
    languages: tuple[str, ...]
    names: tuple[str, ...]
    towns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Forms:
    """How the words of a language change: what may stand before one, after one, and whether they join to longer ones.

    An ending takes the place of another where *shortest_stem* letters stay; ``*`` means that anything may follow. With
    *compounds* a longer word is also found inside others.
    """

    prefixes: tuple[str, ...] = ()
    endings: tuple[str, ...] = ()
    compounds: bool = False
    shortest_stem: int = SHORTEST_STEM


@dataclass(frozen=True, slots=True)
class Language:
    """The words by which a site of a language is read; each mapping goes from a meaning to its phrases."""

    code: str
    name: str
    native_name: str
    script: str
    spaces: bool
    words: Mapping[str, Mapping[str, tuple[str, ...]]]
    months: tuple[tuple[str, ...], ...]
    forms: Forms = Forms()


@dataclass(frozen=True, slots=True)
class Place:
    """A town or region of a market. *names* holds every way its name is written, the main one first."""

    market: str
    names: tuple[str, ...]
    population: int


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Everything that judging knows, as one value that all stages share."""

    markets: Mapping[str, Market]
    languages: Mapping[str, Language]
    language_names: Mapping[str, str]
    places: tuple[Place, ...]
    regions: tuple[Place, ...]
    everyday_names: frozenset[tuple[str, str]]
    countries: Mapping[str, Country]
    government_hosts: Mapping[str, str]
    topics: Mapping[str, Mapping[str, tuple[str, ...]]]
    subtopics: Mapping[str, Mapping[str, tuple[str, ...]]]
    generic_suffixes: frozenset[str]
    imitation_suffixes: frozenset[str]
    world_languages: frozenset[str]
    main_languages: Mapping[str, str]
    credit_phrases: tuple[str, ...]
    other_parties: tuple[str, ...]
    territories: Mapping[str, tuple[str, ...]]
    mailbox_roles: Mapping[str, tuple[str, ...]]
    kind_marks: Mapping[str, Mapping[str, tuple[str, ...]]]
    services: frozenset[str]
    visitor_marks: frozenset[str]
    let_parts: frozenset[str]
    nameless: frozenset[str]
    newsrooms: frozenset[str]

    def phrases(self, table: str, *codes: str) -> dict[str, list[str]]:
        """Return the phrases in *table* (``pages``, ``kinds``, ...) of some languages, or all of them, by meaning."""
        merged: dict[str, list[str]] = {}
        for language in map(self.languages.__getitem__, codes or self.languages):
            for meaning, phrases in language.words.get(table, {}).items():
                merged.setdefault(meaning, []).extend(phrases)
        return merged
