"""What market, language and project files must hold: every key has a shape, and a file that strays is named.

A shape takes a value and says what it should be when it is something else, empty when all is well.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from prospector.errors import BadData
from prospector.judging.knowledge import PAGE_ROLES
from prospector.models import KINDS

Shape = Callable[[Any], str]
_HEAVIEST = 100


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys of a table: those it must have, and those it may have, each with its shape or keys of its own.

    *many* says that the table comes as a list of them (``[[ids]]``).
    """

    needed: Mapping[str, "Shape | Keys"]
    allowed: Mapping[str, "Shape | Keys"]
    many: bool = False


def check(table: Mapping[str, Any], keys: Keys, path: Path, within: str = "") -> None:
    """Raise BadData, naming file and key, when *table* has an unknown key, lacks one or holds a wrong value."""
    known = {**keys.needed, **keys.allowed}
    for key in table:
        if key not in known:
            raise BadData(f"{path}: unknown key '{within}{key}'; {_meant(key, list(known))}")
    for key in keys.needed:
        if key not in table:
            raise BadData(f"{path}: the key '{within}{key}' is missing")
    for key, value in table.items():
        _check_value(value, known[key], path, f"{within}{key}")


def _meant(key: str, known: list[str]) -> str:
    close = get_close_matches(key, known, 1)
    return f"is '{close[0]}' meant?" if close else f"keys here are {', '.join(sorted(known))}"


def _check_value(value: Any, shape: "Shape | Keys", path: Path, name: str) -> None:
    if not isinstance(shape, Keys):
        wrong = shape(value)
        if wrong:
            raise BadData(f"{path}: '{name}' should be {wrong}")
        return
    tables = value if shape.many else [value]
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise BadData(f"{path}: '{name}' should be {f'a list of tables: [[{name}]]' if shape.many else 'a table'}")
    for table in tables:
        check(table, shape, path, f"{name}.")


def text(value: Any) -> str:
    """Shape of a text that is not empty."""
    return "" if isinstance(value, str) and value.strip() else "a text"


def _any_text(value: Any) -> str:
    return "" if isinstance(value, str) else "a text"


def _texts(value: Any) -> str:
    return "" if isinstance(value, list) and not any(map(text, value)) else "a list of texts"


def _some_texts(value: Any) -> str:
    return "" if value and not _texts(value) else "a list of at least one text"


def _flag(value: Any) -> str:
    return "" if isinstance(value, bool) else "true or false"


def _number(value: Any) -> str:
    return "" if isinstance(value, int) and not isinstance(value, bool) and value > 0 else "a whole number above 0"


def _pattern(value: Any) -> str:
    try:
        re.compile(value)
    except (re.error, TypeError):
        return "a regular expression"
    return ""


def _checksum(value: Any) -> str:
    good = isinstance(value, str) and re.fullmatch(r"[a-z0-9_.]+", value) and _exists(f"stdnum.{value}")
    return "" if good else "the name of a module of python-stdnum, like 'de.vat'"


def _exists(module: str) -> bool:
    try:
        return find_spec(module) is not None
    except ModuleNotFoundError:
        return False


def _texts_by_name(value: Any) -> str:
    good = isinstance(value, dict) and not any(map(text, value.values()))
    return "" if good else "a table of texts"


def _terms(value: Any) -> str:
    good = isinstance(value, list) and all(map(_is_term, value))
    return "" if good else 'a list of terms, each a text or like {term = "golf", weight = 2, exact = true}'


def _is_term(value: Any) -> bool:
    if not isinstance(value, dict):
        return not text(value)
    if not {"term"} <= set(value) <= {"term", "weight", "exact"} or text(value["term"]):
        return False
    weight = value.get("weight", 1)
    return isinstance(weight, int | float) and 0 < weight <= _HEAVIEST and isinstance(value.get("exact", False), bool)


def _terms_by_language(value: Any) -> str:
    good = isinstance(value, dict) and not any(map(_terms, value.values()))
    return "" if good else f"a table of languages, each with {_terms(None)}"


def _words_by_language(value: Any) -> str:
    good = isinstance(value, dict) and not any(map(_some_texts, value.values()))
    return "" if good else "a table of lists of words, by language"


def _months(value: Any) -> str:
    good = isinstance(value, list) and len(value) == 12 and not any(map(_some_texts, value))
    return "" if good else "a list of twelve lists, each with the names of a month"


def _written_as(pattern: str, example: str) -> Shape:
    return lambda value: "" if isinstance(value, str) and re.fullmatch(pattern, value) else f"like {example}"


def _one_of(*values: str) -> Shape:
    said = ", ".join(f"'{value}'" for value in values)
    return lambda value: "" if value in values else f"one of {said}"


def _phrases(*meanings: str) -> Keys:
    return Keys(dict.fromkeys(meanings, _some_texts), {})


MARKET = Keys(
    needed={
        "code": _written_as("[A-Z]{2}", "'DE', two capital letters"),
        "name": text,
        "names": _texts_by_name,
        "languages": _some_texts,
        "official": _texts,
        "locales": _some_texts,
        "calling_code": _number,
        "currency": _written_as("[A-Z]{3}", "'EUR', three capital letters"),
        "currency_signs": _some_texts,
        "time_zones": _some_texts,
        "legal_forms": _texts,
        "imprint_words": _texts,
        "suffixes": Keys(
            needed={
                "country": _some_texts,
                "second_level": _texts,
                "regional": _texts,
                "generic": _flag,
                "restricted": _flag,
            },
            allowed={"generic_as_of": _written_as(r"\d{4}-\d{2}", "'2026-05', a year and month")},
        ),
        "postcode": Keys(
            needed={
                "pattern": _pattern,
                "prefixes": lambda value: "" if isinstance(value, list) else "a list",
                "order": _one_of("postcode city", "city postcode"),
            },
            allowed={"tells": _one_of("always", "with prefix", "only with prefix")},
        ),
        "search_engines": Keys({"name": text, "crawler": text}, {}, many=True),
        "outreach": Keys({"tone": text, "formality": text, "channels": _texts, "law": _texts, "avoid": _texts}, {}),
        "sources": _texts_by_name,
    },
    allowed={
        "words": _words_by_language,
        "ids": Keys(
            needed={
                "kind": _one_of("association", "company", "press", "tax", "vat"),
                "name": text,
                "labels": _some_texts,
            },
            allowed={"pattern": _pattern, "stdnum": _checksum},
            many=True,
        ),
    },
)
"""A market file. Its languages are checked against those that are known, when it is loaded."""

LANGUAGE = Keys(
    needed={
        "code": _written_as("[a-z]{2,3}", "'de', two or three small letters"),
        "name": text,
        "native_name": text,
        "script": _written_as("[A-Z][a-z]{3}", "'Latn', a code of ISO 15924"),
        "spaces": _flag,
        "pages": _phrases(*PAGE_ROLES),
        "kinds": _phrases(*KINDS),
        "names": _phrases("publication", "association", "company"),
        "menus": _phrases(*KINDS),
        "voice": _phrases("one_person"),
        "affiliate": _phrases("phrases"),
        "selling": _phrases("offer", "quality", "fee", "surcharge", "report", "guest"),
        "money": _phrases("gambling", "loans", "pharma", "adult", "crypto", "essays"),
        "advertising": _phrases("labels", "honest", "refuse"),
        "editorial": _phrases("author", "responsible", "moderation"),
        "anchors": _phrases("generic"),
        "dates": Keys({"months": _months, "published": _some_texts, "updated": _some_texts}, {}),
        "parked": _phrases("phrases"),
    },
    allowed={"forms": Keys({}, {"compounds": _flag, "prefixes": _texts, "endings": _texts, "shortest_stem": _number})},
)
"""A language file: phrases by what they mean, none of the lists empty."""

PROJECT = Keys(needed={}, allowed={"contact": _any_text, "store": text})
"""``prospector.toml`` of a project folder."""

CAMPAIGN = Keys(
    needed={"name": text, "markets": _some_texts, "niche": _terms_by_language},
    allowed={
        "site": text,
        "must_not": _terms_by_language,
        "pages": _texts,
        "competitors": _texts,
        "leave_out": Keys({}, {"contacted": _texts, "partners": _texts, "never": _texts}),
        "kinds": _texts,
        "opportunities": _texts,
    },
)
"""A campaign file. Its markets, languages, kinds and opportunities are checked when it is read."""
