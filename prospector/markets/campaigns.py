"""Campaign files: what a user looks for links to, in which markets and words, and which sites stay out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from prospector.errors import BadData, UnknownMarket
from prospector.folding import words_of
from prospector.judging.knowledge import Knowledge
from prospector.judging.niche import Term, words
from prospector.judging.opportunities import OPENINGS
from prospector.markets.files import read_toml
from prospector.markets.knowledge import knowledge, market_code, sites
from prospector.markets.schema import CAMPAIGN, check
from prospector.models import KINDS
from prospector.reading.urls import clean

LISTS = ("contacted", "partners", "never")
"""The lists of sites to leave out, each with its reason for a name."""


@dataclass(frozen=True, slots=True)
class Campaign:
    """What a campaign file says. *slug* names the campaign in the store; *site* is the own start page, or empty.

    *niche* and *must_not* go from languages to terms; *left_out* from sites to the list they stand in. No *kinds* or
    *opportunities* means all.
    """

    path: Path
    name: str
    slug: str
    site: str
    markets: tuple[str, ...]
    niche: Mapping[str, tuple[Term, ...]]
    must_not: Mapping[str, tuple[Term, ...]]
    pages: tuple[str, ...] = ()
    competitors: tuple[str, ...] = ()
    left_out: Mapping[str, str] = field(default_factory=dict)
    kinds: tuple[str, ...] = ()
    opportunities: tuple[str, ...] = ()

    def markets_without_terms(self) -> tuple[str, ...]:
        """Return the markets of which no language has a term."""
        known = knowledge().markets
        return tuple(market for market in self.markets if not set(known[market].languages) & set(self.niche))


def read_campaign(path: Path) -> Campaign:
    """Return the campaign in a file. Raises BadData, naming file and key, when it does not make sense."""
    table = read_toml(path)
    check(table, CAMPAIGN, path)
    campaign = Campaign(
        path=path,
        name=table["name"],
        slug=slug(table["name"]),
        site=_own_site(table.get("site", ""), path),
        markets=_markets(table["markets"], path),
        niche=_terms(table["niche"], knowledge(), path, "niche"),
        must_not=_terms(table.get("must_not", {}), knowledge(), path, "must_not"),
        pages=tuple(table.get("pages", ())),
        competitors=_sites(table.get("competitors", ()), path, "competitors"),
        left_out=_left_out(table.get("leave_out", {}), path),
        kinds=_known(table.get("kinds", ()), KINDS, path, "kinds"),
        opportunities=_known(table.get("opportunities", ()), sorted(OPENINGS.values()), path, "opportunities"),
    )
    _check_sense(campaign)
    return campaign


def slug(name: str) -> str:
    """Return a campaign's name as the store has it.

    >>> slug("Wandern & Hütten 2027")
    'wandern-hutten-2027'
    """
    return words_of(name).replace(" ", "-")


def _markets(names: list[str], path: Path) -> tuple[str, ...]:
    try:
        return tuple(dict.fromkeys(map(market_code, names)))
    except UnknownMarket as error:
        raise BadData(f"{path}: 'markets': {error}") from None


def _own_site(url: str, path: Path) -> str:
    if url and not clean(url):
        raise BadData(f"{path}: 'site' should be the address of your start page, like https://www.example.com/")
    return clean(url) if url else ""


def _terms(table: Mapping[str, list[Any]], known: Knowledge, path: Path, key: str) -> dict[str, tuple[Term, ...]]:
    unknown = next((code for code in table if code not in known.languages), "")
    if unknown:
        there = ", ".join(sorted(known.languages))
        raise BadData(f"{path}: unknown language '{unknown}' in '{key}'; there are {there}")
    terms = {language: tuple(map(_term, entries)) for language, entries in table.items()}
    empty = next((term.written for found in terms.values() for term in found if not words(term)), None)
    if empty is not None:
        raise BadData(f"{path}: '{empty}' in '{key}' holds no letter to look for")
    return terms


def _term(entry: str | dict[str, Any]) -> Term:
    if isinstance(entry, str):
        return Term(entry)
    return Term(entry["term"], float(entry.get("weight", 1.0)), entry.get("exact", False))


def _sites(names: list[str], path: Path, key: str) -> tuple[str, ...]:
    """Return sites that may be written as addresses or bare hosts."""
    found = {name: sites().site_of(name if "://" in name else f"https://{name}") for name in names}
    wrong = next((name for name, site in found.items() if "." not in site), None)
    if wrong is not None:
        raise BadData(f"{path}: '{wrong}' in '{key}' is no site; write it like example.com")
    return tuple(dict.fromkeys(found.values()))


def _left_out(table: Mapping[str, list[str]], path: Path) -> dict[str, str]:
    left: dict[str, str] = {}
    for name in LISTS:
        for site in _sites(table.get(name, []), path, f"leave_out.{name}"):
            if site in left:
                raise BadData(
                    f"{path}: {site} stands in both 'leave_out.{left[site]}' and 'leave_out.{name}'; keep one"
                )
            left[site] = name
    return left


def _known(values: list[str], known: Any, path: Path, key: str) -> tuple[str, ...]:
    unknown = next((value for value in values if value not in known), None)
    if unknown is not None:
        raise BadData(f"{path}: unknown value '{unknown}' in '{key}'; there are {', '.join(known)}")
    return tuple(values)


def _check_sense(campaign: Campaign) -> None:
    """Raise BadData for a campaign that cannot find anything, or that contradicts itself."""
    for find in (_nothing_sought, _both_sought_and_not, _own_among_others, _partner_and_rival):
        problem = find(campaign)
        if problem:
            raise BadData(f"{campaign.path}: {problem}")


def _nothing_sought(campaign: Campaign) -> str:
    if not campaign.slug:
        return "'name' holds no letter to call the campaign by"
    if not campaign.markets:
        return "'markets' is empty; name one, like \"de\""
    if not any(campaign.niche.values()):
        return "'niche' is empty; give terms for a language, like de = [\"wanderschuhe\"]"
    if set(campaign.markets) == set(campaign.markets_without_terms()):
        return f"'niche' has no terms in a language of {', '.join(campaign.markets).lower()}"
    return ""


def _both_sought_and_not(campaign: Campaign) -> str:
    for language, terms in campaign.must_not.items():
        sought = {" ".join(words(term)) for term in campaign.niche.get(language, ())}
        both = next((term.written for term in terms if " ".join(words(term)) in sought), "")
        if both:
            return f"'{both}' stands in both 'niche.{language}' and 'must_not.{language}'; keep one"
    return ""


def _own_among_others(campaign: Campaign) -> str:
    own = sites().site_of(campaign.site)
    if own and own in campaign.competitors:
        return f"your own site {own} stands among 'competitors'; take it out"
    return ""


def _partner_and_rival(campaign: Campaign) -> str:
    both = next((site for site in campaign.competitors if campaign.left_out.get(site) == "partners"), "")
    return f"{both} stands in both 'competitors' and 'leave_out.partners'; keep one" if both else ""
