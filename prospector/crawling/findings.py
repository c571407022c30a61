"""What a look at a seed's start page says of the seed: still what its list says, or dead, moved, parked, elsewhere."""

from collections import defaultdict
from dataclasses import dataclass

from prospector.markets.weights import weights
from prospector.models import Evidence, Page, Seed

VERDICTS = (
    "dead",
    "moved",
    "parked",
    "other_country",
    "other_language",
    "no_page",
    "no_answer",
    "refused",
    "forbidden",
    "not_checked",
    "ok",
)
"""All verdicts, those first that most call for a change of the list.

``dead``: no such host, or its start page is gone. ``no_answer``: nothing now, which may pass. ``refused``: the server
turned the visit away, ``forbidden``: robots.txt did. ``no_page``: what answers is no HTML page.
"""

_REFUSALS = frozenset({401, 403, 406, 407, 418, 423, 429, 451, 503})
_SURE_OF_LANGUAGE = 0.7
_AKIN = {"nn": "nb", "no": "nb"}
_SURE_OF_COUNTRY = 0.9
_Votes = dict[str, dict[str, tuple[float, str]]]


@dataclass(frozen=True, slots=True)
class Finding:
    """A seed as it was found: *verdict* is one of `VERDICTS`, *detail* its reasons, *url* where the visit ended.

    *status* is 0 without an answer; *language* and *country* are empty where the page does not tell.
    """

    seed: Seed
    verdict: str
    detail: str = ""
    url: str = ""
    status: int = 0
    language: str = ""
    country: str = ""


def of_status(seed: Seed, url: str, status: int) -> Finding:
    """Return what an answer that is no success says of a seed."""
    verdict = "dead" if status in (404, 410) else "refused" if status in _REFUSALS else "no_answer"
    return Finding(seed, verdict, f"its start page answers {status}", url, status)


def of_page(seed: Seed, page: Page, moved: bool = False) -> Finding:
    """Return what a judged start page says of a seed; *moved* when it is on another site than the seed's."""
    language = "" if page.language == "unknown" else page.language
    votes = _votes(page.evidence)
    country = _country(votes)
    reasons = {
        "moved": f"leads to {page.url}" if moved else "",
        "parked": _parked(page.evidence),
        "other_country": _other_country(seed, country, votes),
        "other_language": _other_language(seed, page),
    }
    stated = {verdict: reason for verdict, reason in reasons.items() if reason}
    verdict = "parked" if "parked" in stated else next(iter(stated), "ok")
    detail = "; ".join(stated.values()) or ("" if language else "too little text to tell its language")
    return Finding(seed, verdict, detail, page.url, page.status, language, country)


def _parked(evidence: tuple[Evidence, ...]) -> str:
    quotes = [e.quote for e in evidence if (e.subject, e.signal, e.value) == ("quality", "parked", "fail")]
    return f"says '{quotes[0]}'" if quotes else ""


def _other_language(seed: Seed, page: Page) -> str:
    stated = _plain(seed.language)
    found = _plain(page.language)
    sure = (page.language_confidence or 0.0) >= _SURE_OF_LANGUAGE
    return f"written in '{page.language}', listed as '{seed.language}'" if stated and sure and found != stated else ""


def _plain(language: str) -> str:
    code = language.lower().replace("_", "-").partition("-")[0]
    return _AKIN.get(code, code)


# Countries


def _country(votes: _Votes) -> str:
    """Return the country that a page surely belongs to, empty when it is not sure.

    As in a full judgement only the best signal of a family counts: an owner's own, or two that agree, make sure.
    """
    country = max(votes, key=lambda code: _total(votes, code), default="")
    return country if _total(votes, country) >= _SURE_OF_COUNTRY else ""


def _other_country(seed: Seed, country: str, votes: _Votes) -> str:
    """Return why a page belongs to another country than its list says; empty when half as much speaks for the list."""
    if country in ("", seed.market) or _total(votes, seed.market) >= _total(votes, country) / 2:
        return ""
    best = sorted(votes[country].values(), reverse=True)
    return f"is in {country}: {', '.join(words for _, words in best[:2])}"


def _total(votes: _Votes, country: str) -> float:
    return sum(weight for weight, _ in votes.get(country, {}).values())


def _votes(evidence: tuple[Evidence, ...]) -> _Votes:
    """Return by country and family the best weight and the words it rests on."""
    signals = weights("country")["signals"]
    votes: _Votes = defaultdict(dict)
    for seen in evidence:
        facts = signals.get(seen.signal) if seen.subject == "country" and seen.value else None
        if facts and facts["weight"] > 0:
            families = votes[seen.value]
            vote = (facts["weight"] * seen.strength, f"{facts['says']} '{seen.quote}'")
            families[facts["family"]] = max(families.get(facts["family"], (0.0, "")), vote)
    return votes
