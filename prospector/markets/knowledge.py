"""Loading what judging knows: market, language, place and topic files to one `Knowledge` value."""

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from prospector.errors import BadData, UnknownMarket
from prospector.judging.knowledge import (
    SHORTEST_STEM,
    Country,
    Forms,
    Knowledge,
    Language,
    Market,
    Outreach,
    Place,
    RegisterId,
    SearchEngine,
)
from prospector.markets.files import data_path, read_csv, read_toml
from prospector.markets.project import Project, project
from prospector.markets.schema import LANGUAGE, MARKET, Keys, check
from prospector.markets.weights import weights
from prospector.reading.sites import SharedHosts, Sites

_ALIASES = {"uk": "gb"}
_WORD_TABLES = (
    "pages",
    "kinds",
    "names",
    "menus",
    "voice",
    "affiliate",
    "selling",
    "money",
    "advertising",
    "editorial",
    "anchors",
    "parked",
)
_Table = dict[str, Any]


@cache
def knowledge() -> Knowledge:
    """Return what is shipped in ``data/`` under what the user's project says; read once a process.

    Raises BadData, naming file and key, for a file that does not say what it should.
    """
    return known_to(project())


def known_to(here: Project) -> Knowledge:
    """Return the knowledge of a project."""
    suffixes = read_toml(data_path("generic_cctlds.toml"))
    languages = {code: _language(table) for code, (_, table) in _tables("languages", here, LANGUAGE, str.lower).items()}
    names = {row["code"]: row["name"] for row in read_csv(data_path("languages", "names.csv"))}
    names |= {code: language.name for code, language in languages.items() if code not in names}
    tables = _tables("markets", here, MARKET, str.upper)
    for path, table in tables.values():
        _check_languages(table, names, path)
    markets = {code: _market(table) for code, (_, table) in tables.items()}
    generic = {suffix for market in markets.values() if market.generic_suffix for suffix in market.country_suffixes}
    return Knowledge(
        markets=markets,
        languages=languages,
        language_names=names,
        places=tuple(map(_place, read_csv(data_path("places", "places.csv")))),
        regions=tuple(map(_place, read_csv(data_path("places", "regions.csv")))),
        everyday_names=frozenset((r["market"], r["name"]) for r in read_csv(data_path("places", "everyday_words.csv"))),
        countries=_countries(frozenset(markets)),
        government_hosts={r["suffix"]: r["country"] for r in read_csv(data_path("places", "government_hosts.csv"))},
        topics=_topic_words("words"),
        subtopics=_topic_words("narrow"),
        generic_suffixes=frozenset(generic | set(suffixes["generic"])),
        world_languages=frozenset(weights("country")["languages"]["shared"]),
        main_languages=weights("country")["languages"]["main"],
        territories={code: tuple(names) for code, names in weights("country")["territories"].items()},
        credit_phrases=tuple(weights("country")["credits"]["phrases"]),
        other_parties=tuple(weights("country")["credits"]["others"]),
        imitation_suffixes=frozenset(suffixes["imitation"]),
        mailbox_roles={
            role: tuple(names) for role, names in read_toml(data_path("mailbox_roles.toml"))["roles"].items()
        },
        kind_marks={
            table: {kind: tuple(marks) for kind, marks in kinds.items()}
            for table, kinds in read_toml(data_path("kind_marks.toml")).items()
        },
        services=_services(),
        visitor_marks=frozenset(weights("link_selling")["affiliates"]["marks"]),
        let_parts=frozenset(name for names in weights("link_selling")["parts"].values() for name in names),
        nameless=frozenset(name for names in weights("quality")["bylines"].values() for name in names),
        newsrooms=frozenset(weights("quality")["bylines"]["newsrooms"]),
    )


def _services() -> frozenset[str]:
    """Return what many pages link to without recommending it: platforms, programs, hosts that others keep sites on."""
    shared = sites().shared
    services = (site for group in read_toml(data_path("infrastructure.toml")).values() for site in group)
    return frozenset({*services, *shared.social, *shared.subdomain, *shared.path})


def _tables(kind: str, here: Project, keys: Keys, cased: Callable[[str], str]) -> dict[str, tuple[Path, _Table]]:
    """Return the tables of the shipped and the user's own files of a *kind* by code, each with the file that decided.

    An own file of the same name changes single keys of a shipped one; all that comes out has been checked.
    """
    shipped = sorted(data_path(kind).glob("*.toml"))
    tables: dict[str, tuple[Path, _Table]] = {}
    for path in (*shipped, *here.files(kind, ".toml")):
        code = cased(path.stem)
        table = overlaid(tables[code][1] if code in tables else {}, read_toml(path))
        check(table, keys, path)
        if table["code"] != code:
            raise BadData(f"{path}: the code is '{table['code']}', but the file is named after '{code}'")
        tables[code] = (path, table)
    return dict(sorted(tables.items()))


def overlaid(shipped: Mapping[str, Any], own: Mapping[str, Any]) -> _Table:
    """Return *shipped* with the keys of *own* in their places, within tables key by key.

    >>> overlaid({"name": "Wien", "outreach": {"tone": "warm", "law": []}}, {"outreach": {"tone": "dry"}})
    {'name': 'Wien', 'outreach': {'tone': 'dry', 'law': []}}
    """
    return {**shipped, **{key: _laid_over(shipped.get(key), value) for key, value in own.items()}}


def _laid_over(shipped: Any, own: Any) -> Any:
    return {**shipped, **own} if isinstance(shipped, dict) and isinstance(own, dict) else own


def _check_languages(table: _Table, known: Mapping[str, str], path: Path) -> None:
    stated = {"languages": table["languages"], "official": table["official"], "names": list(table["names"])}
    for key, codes in stated.items():
        unknown = next((code for code in codes if code not in known), "")
        if unknown:
            way = f"write it as ISO 639 does, or add languages/{unknown}.toml to your project"
            raise BadData(f"{path}: unknown language '{unknown}' in '{key}'; {way}")


def market_files(code: str) -> list[Path]:
    """Return the files that say what is known of a market, the user's own last."""
    shipped = data_path("markets", f"{code.lower()}.toml")
    own = [path for path in project().files("markets", ".toml") if path.stem.upper() == code]
    return [*filter(Path.is_file, [shipped]), *own]


@cache
def sites() -> Sites:
    """Return the reader of sites with the shared hosts of ``data/shared_hosts.toml``."""
    table = read_toml(data_path("shared_hosts.toml"))
    return Sites(
        SharedHosts(
            subdomain=frozenset([*table["subdomain"], *table["subdomain_path"]]),
            organisations=frozenset(table["organisations"]),
            path=table["path"],
            imitation=frozenset(read_toml(data_path("generic_cctlds.toml"))["imitation"]),
            social=frozenset(table["social"]),
        )
    )


def market_code(name: str) -> str:
    """Return the upper-case code of a market as a user writes it; ``uk`` is understood as ``gb``.

    >>> market_code("uk")
    'GB'
    """
    code = _ALIASES.get(name.strip().lower(), name.strip().lower())
    if code.upper() not in knowledge().markets:
        known = ", ".join(sorted(code.lower() for code in knowledge().markets))
        raise UnknownMarket(f"unknown market '{name}'; there are {known}")
    return code.upper()


def _market(table: Mapping[str, Any]) -> Market:
    suffixes, postcode = table["suffixes"], table["postcode"]
    return Market(
        code=table["code"],
        name=table["name"],
        names=table["names"],
        languages=tuple(table["languages"]),
        official=tuple(table["official"]),
        locales=tuple(table["locales"]),
        calling_code=table["calling_code"],
        currency=table["currency"],
        currency_signs=tuple(table["currency_signs"]),
        time_zones=tuple(table["time_zones"]),
        legal_forms=tuple(table["legal_forms"]),
        imprint_words=tuple(table["imprint_words"]),
        country_suffixes=tuple(suffixes["country"]),
        second_level=tuple(suffixes["second_level"]),
        regional_suffixes=tuple(suffixes["regional"]),
        generic_suffix=suffixes["generic"],
        restricted_suffix=suffixes["restricted"],
        postcode=postcode["pattern"],
        postcode_prefixes=tuple(postcode.get("prefixes", ())),
        postcode_first=postcode["order"] == "postcode city",
        postcode_tells=postcode.get("tells", ""),
        ids=tuple(map(_register_id, table.get("ids", ()))),
        search_engines=tuple(SearchEngine(e["name"], e["crawler"]) for e in table["search_engines"]),
        outreach=_outreach(table["outreach"]),
        sources=table["sources"],
        words={language: tuple(words) for language, words in table.get("words", {}).items()},
    )


def _register_id(table: Mapping[str, Any]) -> RegisterId:
    return RegisterId(
        table["kind"], table["name"], tuple(table["labels"]), table.get("pattern", ""), table.get("stdnum", "")
    )


def _outreach(table: Mapping[str, Any]) -> Outreach:
    return Outreach(
        table["tone"], table["formality"], tuple(table["channels"]), tuple(table["law"]), tuple(table["avoid"])
    )


def _language(table: Mapping[str, Any]) -> Language:
    return Language(
        code=table["code"],
        name=table["name"],
        native_name=table["native_name"],
        script=table["script"],
        spaces=table["spaces"],
        words={name: {key: tuple(words) for key, words in table[name].items()} for name in _WORD_TABLES},
        months=tuple(map(tuple, table["dates"]["months"])),
        forms=_forms(table.get("forms", {})),
    )


def _forms(table: Mapping[str, Any]) -> Forms:
    return Forms(
        prefixes=tuple(table.get("prefixes", ())),
        endings=tuple(table.get("endings", ())),
        compounds=table.get("compounds", False),
        shortest_stem=table.get("shortest_stem", SHORTEST_STEM),
    )


def _place(row: Mapping[str, str]) -> Place:
    names = dict.fromkeys([row["name"], *filter(None, row["alternates"].split("|"))])
    return Place(row["market"], tuple(names), int(row.get("population") or 0))


def _countries(markets: frozenset[str]) -> dict[str, Country]:
    """Return the countries that are no market, neither shipped nor the user's own."""
    return {
        row["code"]: Country(row["code"], row["suffix"], *(_split(row[key]) for key in ("languages", "names", "towns")))
        for row in read_csv(data_path("places", "countries.csv"))
        if row["code"] not in markets
    }


def _split(text: str) -> tuple[str, ...]:
    return tuple(filter(None, text.split("|")))


def _topic_words(folder: str) -> dict[str, dict[str, tuple[str, ...]]]:
    """Return the words of each topic by language."""
    return {
        path.stem: {topic: tuple(words) for topic, words in read_toml(path)["words"].items()}
        for path in sorted(data_path("topics", folder).glob("*.toml"))
    }
