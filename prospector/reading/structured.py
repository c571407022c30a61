"""What a page says about itself in JSON-LD: organisations, article dates, authors, types."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from prospector.folding import one_line
from prospector.models import Organisation
from prospector.reading.dates import read_date

_MAX_NODES = 400
_MAX_DEPTH = 6
_OPENING = re.compile(r"[\s\ufeff]*(?:<!--|(?://|/\*)?\s*<!\[CDATA\[\s*(?:\*/)?)?[\s\ufeff]*")
_DECODER = json.JSONDecoder(strict=False)
_ORGANISATIONS = re.compile(
    r"Organi[sz]ation|LocalBusiness|Corporation|NGO|Newspaper|Person|Blog$|SportsClub|Government|School|University|Association|Store"
)
_ID_KEYS = ("vatID", "taxID", "leiCode", "duns", "iso6523Code", "issn")


@dataclass(frozen=True, slots=True)
class Structured:
    """The facts of all JSON-LD blocks of a page."""

    types: tuple[str, ...] = ()
    organisations: tuple[Organisation, ...] = ()
    authors: tuple[str, ...] = ()
    published: date | None = None
    modified: date | None = None


def read_structured(blocks: list[str]) -> Structured:
    """Return what JSON-LD *blocks* say; a block that is no JSON says nothing.

    >>> read_structured(['{"@type": "NewsArticle", "datePublished": "2026-03-01T10:00"}']).published
    datetime.date(2026, 3, 1)
    """
    nodes = [node for block in blocks for node in _nodes(_loads(block))][:_MAX_NODES]
    types = tuple(dict.fromkeys(kind for node in nodes for kind in _types(node)))
    organisations = tuple(dict.fromkeys(_organisation(node) for node in nodes if _is_organisation(node)))
    authors = tuple(dict.fromkeys(name for node in nodes for name in _names(node.get("author"))))
    return Structured(
        types=types[:20],
        organisations=organisations[:20],
        authors=authors[:10],
        published=_first_date(nodes, "datePublished"),
        modified=_first_date(nodes, "dateModified"),
    )


def _loads(block: str) -> Any:
    """Return the JSON that *block* begins with, None when it does not; what stands behind it is left aside."""
    start = _OPENING.match(block)
    try:
        return _DECODER.raw_decode(block, start.end() if start else 0)[0]
    except (ValueError, RecursionError):
        return None


def _nodes(value: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    """Yield every object inside *value* that has a type, outer ones first."""
    if depth > _MAX_DEPTH:
        return
    if isinstance(value, dict) and "@type" in value:
        yield value
    for part in _parts(value):
        yield from _nodes(part, depth + 1)


def _parts(value: Any) -> list[Any]:
    """Return the lists and objects directly inside *value*."""
    parts = value if isinstance(value, list) else list(value.values()) if isinstance(value, dict) else []
    return [part for part in parts[:_MAX_NODES] if isinstance(part, dict | list)]


def _types(node: dict[str, Any]) -> list[str]:
    kinds = node.get("@type")
    return [
        name.rpartition("/")[2] for kind in (kinds if isinstance(kinds, list) else [kinds]) if (name := _text(kind))
    ]


def _is_organisation(node: dict[str, Any]) -> bool:
    return any(map(_ORGANISATIONS.search, _types(node)))


def _organisation(node: dict[str, Any]) -> Organisation:
    address = _first(node.get("address"))
    postal = address if isinstance(address, dict) else {"streetAddress": address}
    return Organisation(
        type=_types(node)[0],
        name=_text(node.get("legalName") or node.get("name")),
        url=_text(node.get("url") or node.get("@id")),
        street=_text(postal.get("streetAddress")),
        postcode=_text(postal.get("postalCode")),
        locality=_text(postal.get("addressLocality")),
        region=_text(postal.get("addressRegion")),
        country=_text(postal.get("addressCountry")),
        phone=_text(node.get("telephone")),
        email=_text(node.get("email")),
        ids=tuple(f"{key}:{_text(node[key])}" for key in _ID_KEYS if node.get(key)),
    )


def _first(value: Any) -> Any:
    return value[0] if isinstance(value, list) and value else value


def _text(value: Any) -> str:
    value = _first(value)
    if isinstance(value, dict):
        value = value.get("name") or value.get("@value") or ""
    if not isinstance(value, str | int | float) or isinstance(value, bool):
        return ""
    return one_line(str(value).encode("utf-8", "replace").decode("utf-8"), 300)


def _names(value: Any) -> list[str]:
    parts = value if isinstance(value, list) else [value]
    return [name for part in parts[:10] if (name := _text(part)) and not name.startswith("http")]


def _first_date(nodes: list[dict[str, Any]], key: str) -> date | None:
    return next((day for node in nodes if (day := read_date(_text(node.get(key))))), None)
