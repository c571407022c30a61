"""Every data file holds to its schema; a failing test says which file, and what to do."""

import csv
import re
import tomllib
from collections import Counter
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import available_timezones

import phonenumbers
import pytest
import tldextract

from prospector.folding import fold
from prospector.judging.knowledge import PAGE_ROLES
from prospector.markets.coverage import coverage
from prospector.markets.files import data_path
from prospector.markets.kinds import appetite
from prospector.markets.knowledge import knowledge, sites
from prospector.markets.schema import LANGUAGE, MARKET, check
from prospector.markets.seeds import COLUMNS, read_seeds
from prospector.models import KINDS
from prospector.reading.urls import clean, host_of

ROOT = Path(__file__).parents[2]

# Seeds of each market: publications, chambers and trade bodies, blogs. They may grow; where some go, lower it here.
FLOORS = {
    "AE": (42, 10, 3),
    "AR": (224, 19, 6),
    "AT": (96, 18, 14),
    "AU": (124, 25, 15),
    "BE": (93, 25, 10),
    "BR": (151, 43, 14),
    "CA": (254, 111, 14),
    "CH": (123, 35, 13),
    "CL": (67, 23, 3),
    "CN": (71, 15, 500),
    "CO": (57, 29, 2),
    "CZ": (76, 22, 11),
    "DE": (562, 150, 22),
    "DK": (65, 17, 11),
    "ES": (255, 51, 16),
    "FI": (69, 19, 7),
    "FR": (179, 72, 20),
    "GB": (494, 81, 23),
    "IE": (97, 30, 8),
    "IN": (161, 35, 24),
    "IT": (302, 94, 18),
    "JP": (188, 42, 10),
    "KR": (90, 21, 500),
    "MX": (100, 19, 3),
    "NL": (227, 28, 12),
    "NO": (82, 24, 7),
    "NZ": (56, 22, 9),
    "PL": (409, 28, 18),
    "PT": (72, 25, 11),
    "RU": (171, 17, 6),
    "SE": (73, 22, 8),
    "SG": (42, 20, 18),
    "TR": (65, 40, 9),
    "US": (2865, 87, 44),
    "ZA": (69, 25, 9),
}
MOST = 3000

# Postcodes as they are written in each market, and what is none. The United Arab Emirates have no postcodes.
POSTCODES: dict[str, tuple[str, str]] = {
    "AE": ("", ""),
    "AR": ("C1043AAZ 5000 B7600", "I1043 43"),
    "AT": ("1010 8020", "0123 10100"),
    "AU": ("2000 0800 3121", "0000 200"),
    "BE": ("1000 9000", "0999 10000"),
    "BR": ("01310-100 70040-010", "01310100 1310-100"),
    "CA": ("K1A 0B1,H2X 1Y4,V6B 2W9", "D1A 0B1,K1A0"),
    "CH": ("8001 1211", "0801 80010"),
    "CL": ("8320000 7500000", "83200 123456"),
    "CN": ("100000 200040 518000", "900000 10000"),
    "CO": ("110111 050001", "11011 1101111"),
    "CZ": ("110 00,60200,779 00", "010 00,8100"),
    "DE": ("10115 01067 80331", "1011 101155"),
    "DK": ("1050 8000", "105 10500"),
    "ES": ("28001 08001 50003", "53001 00123 2800"),
    "FI": ("00100 90100", "0010 001000"),
    "FR": ("75001 13001 97400 20000", "00100 99000 7500"),
    "GB": ("SW1A 1AA,EC2V 7HN,M1 1AE,CF10 3NP,BT1 5GS", "QA1 1AA,SW1A,M11AE"),
    "IE": ("D02 X285,T12 RR40,D6W XY00", "B02 X285,D02 X28"),
    "IN": ("110001,400 001,700069", "010001,40000"),
    "IT": ("00186 20121 39100", "0186 201210"),
    "JP": ("100-0001 530-0001", "1000001 100-001"),
    "KR": ("04524 48058", "0452 045240"),
    "MX": ("06000 64000", "6000 060000"),
    "NL": ("1012 AB,3511LX", "0123 AB,1012 SA,1012"),
    "NO": ("0150 5003", "150 01500"),
    "NZ": ("1010 6011", "101 10100"),
    "PL": ("00-001 31-042", "00001 0-001"),
    "PT": ("1100-148 4000-322", "0100-148 1100"),
    "RU": ("101000 190000 620014", "701000 10100"),
    "SE": ("111 20,41103", "011 20,1112"),
    "SG": ("048583 238801", "04858 0485831"),
    "TR": ("34000 06100", "82000 00100 3400"),
    "US": ("10001 94103 02108-1234", "1000 10001-12"),
    "ZA": ("8001 0002", "800 80010"),
}

# The names that crawlers of search engines answer to in robots.txt, as their makers state them.
CRAWLERS = {
    "360 Search": "360Spider",
    "Baidu": "Baiduspider",
    "Bing": "bingbot",
    "Google": "Googlebot",
    "Naver": "Yeti",
    "Seznam": "SeznamBot",
    "Shenma": "YisouSpider",
    "Sogou": "Sogou web spider",
    "Yandex": "YandexBot",
}

# Engines without which a market's list is not complete.
LOCAL_ENGINES = {"CN": "Baidu", "CZ": "Seznam", "KR": "Naver", "RU": "Yandex"}

# Regions that seeds may name though they are not of the first level of their market in ISO 3166-2.
MORE_REGIONS = {"FR": {"La Réunion", "Guyane", "Martinique", "Guadeloupe", "Mayotte"}, "NO": {"Svalbard"}}

# Domains that hold chambers of several countries, or are known to serve another one than their suffix says.
ABROAD = {"dtr-ihk.de", "limanowa.in"}
_MOST_ABROAD = 0.03


def toml_files(*folders: str) -> list[Path]:
    return [path for folder in folders for path in sorted(data_path(*folder.split("/")).glob("*.toml"))]


@cache
def table(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def rows(*parts: str) -> list[dict[str, str]]:
    with data_path(*parts).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def repeated(values: list[str]) -> list[str]:
    return [value for value, count in Counter(values).items() if count > 1]


def named(path: Path) -> str:
    return path.stem


MARKET_FILES = toml_files("markets")
LANGUAGE_FILES = toml_files("languages")
SEED_FILES = sorted(data_path("seeds").glob("*.csv"))
markets = pytest.mark.parametrize("path", MARKET_FILES, ids=named)
languages = pytest.mark.parametrize("path", LANGUAGE_FILES, ids=named)
seed_files = pytest.mark.parametrize("path", SEED_FILES, ids=named)


# All files


SHIPPED = [
    path for path in sorted(data_path().rglob("*")) if path.suffix in (".toml", ".csv") and "sources" not in path.parts
]


@pytest.mark.parametrize("path", SHIPPED, ids=[str(path.relative_to(data_path())) for path in SHIPPED])
def test_a_file_is_tidy_text(path: Path) -> None:
    raw = path.read_bytes()
    assert b"\r" not in raw, f"{path}: save it with LF line ends"
    assert not raw.startswith(b"\xef\xbb\xbf"), f"{path}: save it without a byte order mark"
    assert raw.endswith(b"\n"), f"{path}: end the last line"
    assert not raw.endswith(b"\n\n"), f"{path}: drop the empty lines at its end"
    spaces = [number for number, line in enumerate(raw.split(b"\n"), start=1) if line != line.rstrip()]
    assert not spaces, f"{path}:{spaces[0]}: drop the spaces at the end of the line"
    assert path.suffix == ".csv" or raw.startswith(b"#"), f"{path}: say in a comment at its top what it is"


def test_everything_in_data_is_shipped_or_a_source() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    shipped = {Path(name) for name in project["tool"]["hatch"]["build"]["only-include"]}
    here = {path.relative_to(ROOT) for path in (ROOT / "data").iterdir() if not path.name.startswith(".")}
    missing = here - shipped - {Path("data/sources")}
    assert not missing, (
        f"name {', '.join(map(str, missing))} in only-include of pyproject.toml, or it is not in the wheel"
    )


# Markets


def test_there_is_a_file_for_each_market() -> None:
    stems = {path.stem.upper() for path in MARKET_FILES}
    assert stems == set(FLOORS), "name each market of data/markets in FLOORS of this test, with the seeds it has"


@markets
def test_a_market_holds_to_its_schema(path: Path) -> None:
    check(table(path), MARKET, path)
    assert table(path)["code"] == path.stem.upper(), f"{path}: name the file after its code"


@markets
def test_its_lists_say_nothing_twice(path: Path) -> None:
    for key, value in table(path).items():
        if isinstance(value, list) and value and isinstance(value[0], str):
            assert not repeated(value), f"{path}: {key} has {repeated(value)} twice"
    for register in table(path).get("ids", ()):
        again = repeated(register["labels"])
        assert not again, f"{path}: the labels of {register['name']} have {again} twice"


@markets
def test_its_suffixes_are_in_the_public_suffix_list(path: Path) -> None:
    public = set(tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None).tlds)
    tops = public | {suffix.rpartition(".")[2] for suffix in public}
    suffixes = table(path)["suffixes"]
    for key, known in (("country", tops), ("second_level", public), ("regional", public)):
        wrong = [suffix for suffix in suffixes[key] if suffix.encode().decode("idna") not in known]
        assert not wrong, f"{path}: drop {wrong} from suffixes.{key}, or correct them: no public suffixes"


@markets
def test_its_suffixes_are_its_own_and_sorted(path: Path) -> None:
    suffixes = table(path)["suffixes"]
    ending = {"gb": "uk"}.get(path.stem, path.stem)
    assert suffixes["country"][0] == ending, f"{path}: .{ending} comes first in suffixes.country"
    for key in ("second_level", "regional"):
        assert suffixes[key] == sorted(set(suffixes[key])), f"{path}: sort suffixes.{key}"
    strange = [s for s in suffixes["second_level"] if s.rpartition(".")[2] not in suffixes["country"]]
    assert not strange, f"{path}: {strange} in suffixes.second_level are under no suffix of the country"
    others = [
        (other.name, suffix)
        for other in MARKET_FILES
        if other != path
        for suffix in {*suffixes["country"], *suffixes["regional"]} & {*table(other)["suffixes"]["country"]}
    ]
    assert not others, f"{path}: {others} claim the same suffix; one market has it"


@markets
def test_a_generic_suffix_is_dated(path: Path) -> None:
    suffixes = table(path)["suffixes"]
    assert not suffixes["generic"] or "generic_as_of" in suffixes, f"{path}: say since when with generic_as_of"


@markets
def test_its_languages_have_words_or_a_name(path: Path) -> None:
    known = knowledge()
    market = table(path)
    for code in (*market["languages"], *market["official"], *market["names"]):
        assert code in known.language_names, f"{path}: add '{code}' to data/languages/names.csv"
    first = market["languages"][0]
    assert first in known.languages, f"{path}: its main language '{first}' needs data/languages/{first}.toml"
    unsaid = [
        locale for locale in market["locales"] if not re.fullmatch(r"[a-z]{2,3}(-[A-Z][a-z]{3})?-[A-Z]{2}", locale)
    ]
    assert not unsaid, f"{path}: write the locales {unsaid} like de-DE"
    foreign = [locale for locale in market["locales"] if locale.rpartition("-")[2] != market["code"]]
    assert not foreign, f"{path}: the locales {foreign} are of another country"


@markets
def test_its_names_are_sorted_and_known_in_its_languages(path: Path) -> None:
    market = table(path)
    assert list(market["names"]) == sorted(market["names"]), f"{path}: sort [names]"
    assert market["name"] in market["names"].values(), f"{path}: nothing in [names] is its name, {market['name']}"
    for code in ("en", market["languages"][0]):
        assert code in market["names"], f"{path}: say in [names] what the country is called in '{code}'"


@markets
def test_its_calling_code_and_time_zones_exist(path: Path) -> None:
    market = table(path)
    stated = phonenumbers.country_code_for_region(market["code"])
    assert market["calling_code"] == stated, f"{path}: the calling code is {stated}"
    unknown = [zone for zone in market["time_zones"] if zone not in available_timezones()]
    assert not unknown, f"{path}: no such time zones: {unknown}"


@markets
def test_its_postcode_fits_what_is_written_there(path: Path) -> None:
    code, pattern = table(path)["code"], table(path)["postcode"]["pattern"]
    assert code in POSTCODES, f"{path}: give examples of its postcodes in POSTCODES of this test"
    good, bad = (examples.split("," if "," in examples else None) for examples in POSTCODES[code])
    assert bool(good) == bool(pattern), f"{path}: a pattern needs examples, and examples a pattern"
    for example in good:
        assert re.fullmatch(pattern, example), f"{path}: postcode.pattern does not match {example}"
    for example in bad:
        assert not re.fullmatch(pattern, example), f"{path}: postcode.pattern matches {example}, which is no postcode"


@markets
def test_its_registers_have_their_checksums(path: Path) -> None:
    for register in table(path).get("ids", ()):
        if register.get("stdnum"):
            module = import_module(f"stdnum.{register['stdnum']}")
            assert callable(getattr(module, "is_valid", None)), f"{path}: stdnum.{register['stdnum']} checks nothing"
        assert register.get("pattern"), f"{path}: {register['name']} needs a pattern to be found"


@markets
def test_its_search_engines_and_their_crawlers_are_known(path: Path) -> None:
    engines = {engine["name"]: engine["crawler"] for engine in table(path)["search_engines"]}
    for name, crawler in engines.items():
        assert CRAWLERS.get(name) == crawler, f"{path}: the crawler of {name} is {CRAWLERS.get(name, 'not known here')}"
    local = LOCAL_ENGINES.get(table(path)["code"])
    assert local is None or local in engines, f"{path}: {local} is missing in [[search_engines]]"


@markets
def test_its_outreach_notes_and_sources_are_there(path: Path) -> None:
    market = table(path)
    for key in ("channels", "law", "avoid"):
        assert market["outreach"][key], f"{path}: outreach.{key} is empty"
    for key in ("suffixes", "names", "law"):
        assert market["sources"].get(key), f"{path}: say in [sources] where '{key}' is from"


def test_no_generic_suffix_is_claimed_by_a_market_that_lets_it_speak() -> None:
    suffixes = table(data_path("generic_cctlds.toml"))
    own = {suffix for path in MARKET_FILES for suffix in table(path)["suffixes"]["country"]}
    both = own & {*suffixes["generic"], *suffixes["world_regions"]}
    assert not both, f"data/generic_cctlds.toml: {both} are a market's own; its file says that they are generic"
    for key in ("generic", "world_regions", "imitation"):
        assert suffixes[key] == sorted(set(suffixes[key])), f"data/generic_cctlds.toml: sort '{key}'"


# Languages


@languages
def test_a_language_holds_to_its_schema(path: Path) -> None:
    check(table(path), LANGUAGE, path)
    assert table(path)["code"] == path.stem, f"{path}: name the file after its code"


@languages
def test_its_phrases_are_sorted_and_none_is_there_twice(path: Path) -> None:
    for name, words in table(path).items():
        for key, phrases in words.items() if isinstance(words, dict) else ():
            if key in ("months", "compounds", "shortest_stem"):
                continue
            assert not repeated(phrases), f"{path}: {name}.{key} has {repeated(phrases)} twice"
            bare = [phrase.strip("*") for phrase in phrases]
            assert bare in (sorted(bare), sorted(bare, key=fold)), f"{path}: sort {name}.{key}"


@languages
def test_its_phrases_can_be_found(path: Path) -> None:
    for name, words in table(path).items():
        for key, phrases in words.items() if isinstance(words, dict) and name != "forms" else ():
            odd = [p for p in phrases if isinstance(p, str) and (p != p.strip() or not fold(p.strip("*")).strip())]
            assert not odd, f"{path}: {name}.{key}: nothing can match {odd}"


@languages
def test_it_says_how_its_words_change(path: Path) -> None:
    assert table(path)["forms"]["endings"], f"{path}: [forms] has no endings; ['*'] where anything may follow a word"


@languages
def test_no_phrase_names_two_roles_of_a_page(path: Path) -> None:
    phrases = [phrase for role in PAGE_ROLES for phrase in table(path)["pages"][role]]
    assert not repeated(phrases), f"{path}: {repeated(phrases)} name two roles in [pages]; keep one"


def test_language_names_are_sorted_and_agree_with_the_files() -> None:
    names = rows("languages", "names.csv")
    codes = [row["code"] for row in names]
    assert codes == sorted(set(codes)), "data/languages/names.csv: sort it by code, each code once"
    known = {row["code"]: row for row in names}
    for path in LANGUAGE_FILES:
        stated, row = table(path), known.get(path.stem, {})
        assert row, f"data/languages/names.csv: add '{path.stem}'"
        assert (row["name"], row["script"]) in {(stated["name"], stated["script"]), (stated["name"], "Hani")}, (
            f"{path} and data/languages/names.csv differ in name or script"
        )


# Seeds


def test_there_is_a_seed_list_for_each_market() -> None:
    assert [path.stem for path in SEED_FILES] == [path.stem for path in MARKET_FILES], "data/seeds: a list per market"


@seed_files
def test_every_row_of_a_seed_list_can_be_used(path: Path) -> None:
    found = read_seeds(path, path.stem.upper())
    assert not found.bad, (
        f"{found.bad[0]}: correct data/sources/known_seeds or seed_kinds.toml and build the lists again"
    )
    listed = rows("seeds", path.name)
    assert tuple(listed[0]) == COLUMNS, f"{path}:1: the columns are {','.join(COLUMNS)}"
    assert len(found.seeds) == len(listed), f"{path}: some site is listed twice"
    assert len(listed) <= MOST, f"{path}: more than {MOST} seeds"


@seed_files
def test_its_rows_are_sorted_and_complete(path: Path) -> None:
    listed = rows("seeds", path.name)
    ordered = sorted(listed, key=lambda row: (row["kind"], host_of(row["url"]).removeprefix("www."), row["url"]))
    first = next((row["url"] for row, other in zip(listed, ordered, strict=True) if row != other), "")
    assert not first, f"{path}: sort it by kind and host, from {first} on"
    for line, row in enumerate(listed, start=2):
        assert row["kind"] in KINDS, f"{path}:{line}: say what kind {row['url']} is"
        assert row["source"], f"{path}:{line}: say where {row['url']} is known from"
        blank = [name for name, cell in row.items() if cell != " ".join(cell.split())]
        assert not blank, f"{path}:{line}: needless spaces in {blank}"


@seed_files
def test_its_addresses_are_start_pages_without_trackers(path: Path) -> None:
    for line, row in enumerate(rows("seeds", path.name), start=2):
        url, parts = row["url"], urlsplit(row["url"])
        assert url == clean(url), f"{path}:{line}: write it {clean(url)}"
        assert not parts.query, f"{path}:{line}: {url}: a start page has no query"
        lives_there = parts.path == "/" or sites().is_shared(sites().site_of(url))
        assert lives_there, f"{path}:{line}: {url}: name the start page of the site"
        assert not sites().is_social(url), f"{path}:{line}: {url}: nothing is a site of its own there"


@seed_files
def test_its_regions_are_regions_of_the_market(path: Path) -> None:
    code = path.stem.upper()
    known = set(MORE_REGIONS.get(code, ()))
    for row in rows("places", "regions.csv"):
        known.update([row["name"], *row["alternates"].split("|")] if row["market"] == code else [])
    strange = {row["region"] for row in rows("seeds", path.name) if row["region"]} - known
    assert not strange, f"{path}: {sorted(strange)} are no regions in data/places/regions.csv; write them as there"


@seed_files
def test_few_of_its_sites_are_under_another_markets_suffix(path: Path) -> None:
    code, known = path.stem.upper(), knowledge()
    owner = {suffix: m.code for m in known.markets.values() for suffix in m.country_suffixes if not m.generic_suffix}
    seeds = read_seeds(path, code).seeds
    abroad = [
        seed.url
        for seed in seeds
        if owner.get(host_of(seed.url).rpartition(".")[2], code) != code
        and sites().site_of(seed.url) not in ABROAD
        and not host_of(seed.url).endswith(".ahk.de")
    ]
    assert len(abroad) <= _MOST_ABROAD * len(seeds), f"{path}: are these sites of {code}? {abroad}"


def test_no_site_is_a_seed_of_two_markets() -> None:
    homes: dict[str, list[str]] = {}
    for path in SEED_FILES:
        for seed in read_seeds(path, path.stem.upper()).seeds:
            homes.setdefault(sites().site_of(seed.url), []).append(path.name)
    twice = {site: names for site, names in homes.items() if len(names) > 1}
    assert not twice, f"settle in data/sources which market these belong to: {twice}"


@seed_files
def test_its_counts_do_not_fall(path: Path) -> None:
    found = coverage(read_seeds(path, path.stem.upper()).seeds)
    floors = FLOORS[path.stem.upper()]
    counts = (found.publications, found.chambers, found.blogs)
    assert all(count >= floor for count, floor in zip(counts, floors, strict=True)), (
        f"{path}: {counts} publications, chambers and blogs, there were {floors}; "
        "if seeds had to go, lower FLOORS in this test"
    )


# Places


def test_places_are_sorted_and_each_is_in_a_region() -> None:
    places = rows("places", "places.csv")
    order = [(row["market"], -int(row["population"])) for row in places]
    assert order == sorted(order), "data/places/places.csv: run data/sources/places.py"
    assert not repeated([f"{row['market']} {row['name']} {row['region']}" for row in places])
    assert {row["market"] for row in places} == set(FLOORS), "data/places/places.csv: every market has places"
    regions = {(row["market"], name) for row in rows("places", "regions.csv") for name in _names(row)}
    homeless = [row for row in places if row["region"] and (row["market"], row["region"]) not in regions]
    assert not homeless, f"data/places/places.csv: no such regions in regions.csv: {homeless[:3]}"


def test_regions_are_sorted_with_their_codes() -> None:
    regions = rows("places", "regions.csv")
    keys = [(row["market"], row["name"]) for row in regions]
    assert keys == sorted(set(keys)), "data/places/regions.csv: run data/sources/places.py"
    wrong = [row for row in regions if not re.fullmatch(rf"{row['market']}-[A-Z0-9]{{1,3}}", row["code"])]
    assert not wrong, f"data/places/regions.csv: write codes as in ISO 3166-2: {wrong[:3]}"


def test_everyday_words_are_names_of_places() -> None:
    tables = (*rows("places", "places.csv"), *rows("places", "regions.csv"))
    places = {(row["market"], name) for row in tables for name in _names(row)}
    words = [(row["market"], row["name"]) for row in rows("places", "everyday_words.csv")]
    assert words == sorted(set(words)), "data/places/everyday_words.csv: sort it, each name once"
    strange = [word for word in words if word not in places]
    assert not strange, f"data/places/everyday_words.csv: no places or regions: {strange[:5]}"


def _names(row: dict[str, str]) -> list[str]:
    return [row["name"], *filter(None, row["alternates"].split("|"))]


# Topics, kinds, hosts, mailboxes


@pytest.mark.parametrize("path", toml_files("topics/words"), ids=named)
def test_topic_words_name_topics_that_exist(path: Path) -> None:
    topics = {row["name"] for row in rows("topics", "taxonomy.csv")}
    assert table(path)["language"] == path.stem, f"{path}: name the file after its language"
    strange = set(table(path)["words"]) - topics
    assert not strange, f"{path}: {sorted(strange)} are no topics of data/topics/taxonomy.csv"
    for topic, words in table(path)["words"].items():
        assert words, f"{path}: no words for {topic}"
        assert not repeated(words), f"{path}: {topic} has {repeated(words)} twice"


def test_every_kind_of_seed_is_visited_by_one_spider() -> None:
    visited = [kind for path in toml_files("kinds") for kind in appetite(path.stem).seed_kinds]
    assert sorted(visited) == sorted((*KINDS, "unknown")), "data/kinds: seed_kinds name each kind once"


@pytest.mark.parametrize("path", toml_files("kinds"), ids=named)
def test_a_kinds_appetite_names_roles_of_pages(path: Path) -> None:
    roles = {*PAGE_ROLES, "article", "section", "other", "listing", "member"}
    for key in ("order", "most"):
        strange = set(table(path)[key]) - roles
        assert not strange, f"{path}: {key} names {sorted(strange)}, which no page has for a role"
    assert set(table(path)["most"]) <= set(table(path)["order"]), (
        f"{path}: give every role of 'most' its place in 'order'"
    )


def test_shared_hosts_are_sorted_and_named_once() -> None:
    hosts = table(data_path("shared_hosts.toml"))
    lists = {key: list(value) for key, value in hosts.items() if key != "sources"}
    for key, names in lists.items():
        assert names == sorted(set(names)), f"data/shared_hosts.toml: sort '{key}', each host once"
        assert not [name for name in names if name.startswith("www.")], f"data/shared_hosts.toml: no www. in '{key}'"


def test_a_mailbox_name_has_one_role() -> None:
    names = [name for names in table(data_path("mailbox_roles.toml"))["roles"].values() for name in names]
    assert not repeated(names), f"data/mailbox_roles.toml: {repeated(names)} have two roles; keep one"
