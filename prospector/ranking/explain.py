"""The ledger of one site: every judgement with what it rests on."""

from dataclasses import dataclass, field
from typing import Any

from prospector.markets.weights import TABLES, weights
from prospector.models import Evidence
from prospector.store.store import Store

_LEDGER = """
  -- One row per signal and value: how often it was seen, with its best quote and where that stands.
  SELECT
    subject, signal, value, count(DISTINCT page) AS pages, max(strength) AS strongest, avg(strength) AS strength,
    arg_min(quote, (-strength, length(page), page, quote)) AS quote,
    arg_min(page, (-strength, length(page), page)) AS page
  FROM evidence
  WHERE site = $site
  GROUP BY subject, signal, value
  ORDER BY subject, pages DESC, signal, value
"""
_PLACES = """
  SELECT market, rank, score, reasons_for, reasons_against, NULL AS reason
  FROM prospects WHERE site = $site AND ($market = '' OR market = $market)
  UNION ALL
  SELECT market, NULL, NULL, [], reasons, reason
  FROM rejected WHERE site = $site AND ($market = '' OR market = $market)
  ORDER BY market
"""
_PARTS = "SELECT section, warning FROM sections WHERE site = $site AND warning IS NOT NULL ORDER BY section"
_SECTIONS = """
  -- Sections whose topic is another than the site's, with enough pages to say so.
  SELECT section, topic, topics, topic_coherence, pages
  FROM sections JOIN (SELECT site, topic AS of_site FROM sites) USING (site)
  WHERE site = $site AND topic IS NOT NULL AND topic IS DISTINCT FROM of_site
  ORDER BY pages DESC, section
"""
_MOST = 12


_LINKED = "linked_from"
_SIDES = {"for": 0, "against": 1, "": 2}


@dataclass(frozen=True, slots=True)
class Observation:
    """One signal for one value, with its best quote and the page of that.

    *weight* is a number, a grade for link selling, or in brackets where another signal of its family counts in its
    place. *side* is ``for`` or ``against`` the verdict, empty where it is neither. *says* is the signal in words.
    """

    signal: str
    value: str
    says: str
    weight: str
    side: str
    pages: int
    quote: str
    page: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """What is known of one site.

    *site* is its row of ``sites``, *places* says where it stands, *parts* are its sections with a warning, *evidence*
    holds the observations by subject, *sections* the rows of those on another topic.
    """

    site: dict[str, Any]
    places: list[str]
    parts: list[str]
    evidence: dict[str, list[Observation]]
    sections: list[dict[str, Any]] = field(default_factory=list)


def explanation(store: Store, site: str, market: str = "") -> Explanation | None:
    """Return the ledger of *site*, None when it is not in the last rank of *store*."""
    found = store.table("SELECT * FROM sites WHERE site = $site", {"site": site}).to_pylist()
    if not found:
        return None
    seen: dict[str, list[dict[str, Any]]] = {}
    for row in store.table(_LEDGER, {"site": site}).to_pylist():
        seen.setdefault(row["subject"], []).append(row)
    evidence = {subject: _observations(rows, found[0]) for subject, rows in seen.items()}
    evidence["country"] = _by_side([*evidence.get("country", []), *_from_links(found[0])])
    evidence["link_selling"] = [*evidence.get("link_selling", []), *_of_the_whole(found[0])]
    places = [_place(row) for row in store.table(_PLACES, {"site": site, "market": market}).to_pylist()]
    parts = [f"{row['section']}: {row['warning']}" for row in store.table(_PARTS, {"site": site}).to_pylist()]
    sections = store.table(_SECTIONS, {"site": site}).to_pylist()
    return Explanation(found[0], places or [_nowhere(found[0], market)], parts, evidence, sections)


def _nowhere(site: dict[str, Any], market: str) -> str:
    """Return why no list has a word on *site*: it was never a case for it."""
    country = {None: "unknown", "INT": "international"}.get(site["country"], site["country"])
    return f"Not considered for {market or 'any list'}: its country is {country}"


def _observations(rows: list[dict[str, Any]], site: dict[str, Any]) -> list[Observation]:
    """Return what was seen of one subject: what speaks for the verdict first, each side by weight."""
    subject = rows[0]["subject"]
    known = _weights_of(subject)
    weighed = [(_weight(row, known.get(row["signal"], {}), site["pages"]), row) for row in rows]
    best: dict[tuple[str, str], float] = {}
    for weight, row in weighed:
        family = _family(row, known)
        best[family] = max(best.get(family, 0.0), weight)
    found = [
        Observation(
            row["signal"],
            row["value"],
            known.get(row["signal"], {}).get("says") or row["signal"].replace("_", " "),
            _shown(weight, known.get(row["signal"], {}), counts=weight >= best[_family(row, known)]),
            _side(row["value"], _verdict(subject, site)),
            row["pages"],
            row["quote"],
            row["page"],
        )
        for weight, row in sorted(weighed, key=lambda pair: -pair[0])
    ]
    return _by_side(found)[:_MOST]


def _by_side(found: list[Observation]) -> list[Observation]:
    """Return *found* with what speaks for the verdict first, then what speaks against it."""
    return sorted(found, key=lambda seen: _SIDES[seen.side])


def _from_links(site: dict[str, Any]) -> list[Observation]:
    """Return what the link graph says of a site's country, which no page of its own shows."""
    says = _weights_of("country")[_LINKED]["says"]
    quotes = [reason.removeprefix(f"{says}: ") for reason in site["country_reasons"] if reason.startswith(f"{says}: ")]
    return [Observation(_LINKED, site["country"], says, "–", "for", 1, quote, site["home_url"]) for quote in quotes]


def _of_the_whole(site: dict[str, Any]) -> list[Observation]:
    """Return the signs of link selling that only the site as a whole or its network shows."""
    known = _weights_of("link_selling").items()
    wide = [(name, facts) for name, facts in known if facts["level"] != "page"]
    return [
        Observation(name, "", facts["says"], facts["grade"], "", site["pages"], quote, site["home_url"])
        for reason in site["link_selling_reasons"]
        for name, facts in wide
        if (quote := reason.removeprefix(f"{facts['says']}: ")) != reason
    ]


def weighed(evidence: Evidence) -> tuple[str, str]:
    """Return what an observation says in words, and what its signal weighs: a number, or a grade for link selling."""
    facts = _weights_of(evidence.subject).get(evidence.signal, {})
    weight = _shown(facts.get("weight", 1.0) * evidence.strength, facts, counts=True)
    return facts.get("says") or evidence.signal.replace("_", " "), weight


def _weights_of(subject: str) -> dict[str, Any]:
    """Return the facts of a subject's signals by name; none for subjects that nothing weighs."""
    return dict(weights(subject).get("signals", {})) if subject in TABLES else {}


def _family(row: dict[str, Any], known: dict[str, dict[str, Any]]) -> tuple[str, str]:
    return known.get(row["signal"], {}).get("family") or row["signal"], row["value"]


def _weight(row: dict[str, Any], facts: dict[str, Any], pages: int) -> float:
    """Return what a signal weighs: by the share of pages that show it, where every page can show it."""
    if facts.get("per_page"):
        return float(facts["weight"] * row["strength"] * row["pages"] / max(1, pages))
    return float(facts.get("weight", 1.0) * row["strongest"])


def _shown(weight: float, facts: dict[str, Any], *, counts: bool) -> str:
    if "grade" in facts:
        return str(facts["grade"])
    return f"{weight:.2f}" if counts else f"({weight:.2f})"


def _verdict(subject: str, site: dict[str, Any]) -> str:
    """Return what was judged of a subject that has one verdict, empty for others."""
    return str(site.get(subject) or "") if subject in ("country", "kind", "language", "topic") else ""


def _side(value: str, verdict: str) -> str:
    if not verdict or not value:
        return ""
    return "for" if value == verdict else "against"


def _place(row: dict[str, Any]) -> str:
    if row["reason"]:
        return f"Not in the list for {row['market']}: {row['reason'].replace('_', ' ')}\n" + _bullets(
            "-", row["reasons_against"]
        )
    return (
        f"Number {row['rank']} in {row['market']} with {row['score']:.1f} points\n"
        + _bullets("+", row["reasons_for"])
        + _bullets("-", row["reasons_against"])
    )


def _bullets(sign: str, sentences: list[str]) -> str:
    return "".join(f"  {sign} {sentence}\n" for sentence in sentences)
