"""Loading what judging knows: market, language, place and topic files to one `Knowledge` value."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from prospector.errors import BadData, UnknownMarket
from prospector.judging.knowledge import Knowledge, Language, Market, Outreach, Place, RegisterId, SearchEngine
from prospector.markets.files import data_path, read_csv, read_toml
from prospector.markets.weights import weights
from prospector.reading.sites import SharedHosts, Sites

_ALIASES = {"uk": "gb"}
_WORD_TABLES = ("pages", "kinds", "selling", "money", "advertising", "editorial", "anchors", "parked")


@cache
def knowledge() -> Knowledge:
    """Return everything shipped in ``data/``; read once a process."""
    suffixes = read_toml(data_path("generic_cctlds.toml"))
    markets = {market.code: market for market in map(_market, sorted(data_path("markets").glob("*.toml")))}
    generic = {suffix for market in markets.values() if market.generic_suffix for suffix in market.country_suffixes}
    return Knowledge(
        markets=markets,
        languages={
            language.code: language for language in map(_language, sorted(data_path("languages").glob("*.toml")))
        },
        language_names={row["code"]: row["name"] for row in read_csv(data_path("languages", "names.csv"))},
        places=tuple(map(_place, read_csv(data_path("places", "places.csv")))),
        topics={path.stem: _topic_words(path) for path in sorted(data_path("topics", "words").glob("*.toml"))},
        generic_suffixes=frozenset(generic | set(suffixes["generic"])),
        world_languages=frozenset(weights("country")["languages"]["shared"]),
        imitation_suffixes=frozenset(suffixes["imitation"]),
        mailbox_roles={
            role: tuple(names) for role, names in read_toml(data_path("mailbox_roles.toml"))["roles"].items()
        },
    )


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


def _market(path: Path) -> Market:
    table = read_toml(path)
    try:
        return _market_of(table)
    except (KeyError, TypeError) as error:
        raise BadData(f"{path}: key {error} is missing or not what it should be") from None


def _market_of(table: Mapping[str, Any]) -> Market:
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
    )


def _register_id(table: Mapping[str, Any]) -> RegisterId:
    return RegisterId(
        table["kind"], table["name"], tuple(table["labels"]), table.get("pattern", ""), table.get("stdnum", "")
    )


def _outreach(table: Mapping[str, Any]) -> Outreach:
    return Outreach(
        table["tone"], table["formality"], tuple(table["channels"]), tuple(table["law"]), tuple(table["avoid"])
    )


def _language(path: Path) -> Language:
    table = read_toml(path)
    try:
        return Language(
            code=table["code"],
            name=table["name"],
            native_name=table["native_name"],
            script=table["script"],
            spaces=table["spaces"],
            words={name: {key: tuple(words) for key, words in table[name].items()} for name in _WORD_TABLES},
            months=tuple(map(tuple, table["dates"]["months"])),
        )
    except (KeyError, TypeError) as error:
        raise BadData(f"{path}: key {error} is missing or not what it should be") from None


def _place(row: Mapping[str, str]) -> Place:
    names = dict.fromkeys([row["name"], *filter(None, row["alternates"].split("|"))])
    return Place(row["market"], tuple(names), int(row["population"] or 0))


def _topic_words(path: Path) -> dict[str, tuple[str, ...]]:
    return {topic: tuple(words) for topic, words in read_toml(path)["words"].items()}
