"""The ledger of one site: every judgement with what it rests on."""

from dataclasses import dataclass
from typing import Any

from prospector.markets.weights import weight_tables
from prospector.store.store import Store

_LEDGER = """
  -- One row per signal and value: how often it was seen, with its best quote and where that stands.
  SELECT
    subject, signal, value, count(DISTINCT page) AS pages, max(strength) AS strength,
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
_MOST = 12


@dataclass(frozen=True, slots=True)
class Observation:
    """One signal for one value: its *weight* (a number, or a grade for link selling), the best quote and its page."""

    signal: str
    value: str
    weight: str
    pages: int
    quote: str
    page: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """What is known of one site.

    *site* is its row of ``sites``, *places* says where it stands, *evidence* holds the observations by subject.
    """

    site: dict[str, Any]
    places: list[str]
    evidence: dict[str, list[Observation]]


def explanation(store: Store, site: str, market: str = "") -> Explanation | None:
    """Return the ledger of *site*, None when it is not in the last rank of *store*."""
    found = store.table("SELECT * FROM sites WHERE site = $site", {"site": site}).to_pylist()
    if not found:
        return None
    evidence: dict[str, list[Observation]] = {}
    for row in store.table(_LEDGER, {"site": site}).to_pylist():
        rows = evidence.setdefault(row["subject"], [])
        if len(rows) < _MOST:
            rows.append(Observation(row["signal"], row["value"], _weight(row), row["pages"], row["quote"], row["page"]))
    places = [_place(row) for row in store.table(_PLACES, {"site": site, "market": market}).to_pylist()]
    return Explanation(found[0], places or [_nowhere(found[0], market)], evidence)


def _nowhere(site: dict[str, Any], market: str) -> str:
    """Return why no list has a word on *site*: it was never a case for it."""
    country = {None: "unknown", "INT": "international"}.get(site["country"], site["country"])
    return f"Not considered for {market or 'any list'}: its country is {country}"


def _weight(row: dict[str, Any]) -> str:
    """Return what a signal weighs, as its weights file says: a number, or a grade for link selling."""
    table = weight_tables().get(f"{row['subject']}_weights")
    if table is None:
        return f"{row['strength']:.2f}"
    facts = next((facts for facts in table.to_pylist() if facts["signal"] == row["signal"]), None)
    if facts is None:
        return "–"
    return str(facts["grade"]) if "grade" in facts else f"{facts['weight'] * row['strength']:.2f}"


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
