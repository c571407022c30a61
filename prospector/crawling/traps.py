"""Addresses that a site makes without end, and other views of pages that can be read without them."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from itertools import pairwise
from typing import Any
from urllib.parse import SplitResult, unquote, urlsplit, urlunsplit

from prospector.markets.files import data_path, read_toml
from prospector.reading.urls import clean, split

_LONGEST_URL = 300
_MOST_FOLDERS = 10
_MOST_PARAMETERS = 3


class Traps:
    """Knows traps by the words and patterns of ``data/traps.toml``.

    >>> traps().caught("https://a.de/tag/radweg"), traps().caught("https://a.de/radweg")
    ('tag', '')
    """

    def __init__(self, table: Mapping[str, Any]) -> None:
        self.yields_to_role = frozenset(table["yields_to_role"])
        self.yields_to_headline = frozenset(table["yields_to_headline"])
        self.yields_to_list = frozenset([*table["yields_to_list"], ""])
        self.bare = lru_cache(maxsize=16384)(self._bare)
        self._sections = frozenset(table["sections"])
        self._plumbing = frozenset(table["plumbing"])
        self._sessions = frozenset(table["sessions"])
        self._session_path = _any_of(table["session_paths"], start="(?i)")
        self._folders = {folder: name for name, folders in table["folders"].items() for folder in folders}
        names = [(word, name) for name, words in table["parameters"].items() for word in words]
        self._parameters = {word: name for word, name in names if not word.endswith("*")}
        self._beginnings = [(word[:-1], name) for word, name in names if word.endswith("*")]
        self._values = [
            (parameter, _any_of(patterns), name)
            for name, parameters in table["values"].items()
            for parameter, patterns in parameters.items()
        ]
        self._patterns = re.compile(
            "|".join(f"(?P<{name}>{_any_of(patterns).pattern})" for name, patterns in table["patterns"].items())
        )

    def _bare(self, url: str) -> str:
        """Return *url* as `clean` does, also without the session that a shop or ASP.NET writes into it; remembered.

        >>> traps().bare("https://a.de/(S(xk2j))/impressum.aspx?osCsid=ab12")
        'https://a.de/impressum.aspx'
        """
        url = clean(url)
        if "?" not in url and not self._session_path.search(url):
            return url
        parts = split(url)
        if parts is None:
            return ""
        query = "&".join(pair for pair in _pairs(parts) if _name(pair) not in self._sessions)
        return urlunsplit((parts.scheme, parts.netloc, self._session_path.sub("", parts.path) or "/", query, ""))

    def is_section(self, url: str) -> bool:
        """Say whether an address is one of a list of articles by subject, as its folder says."""
        return not self._sections.isdisjoint(unquote(urlsplit(url).path).lower().rstrip("/").split("/")[:-1])

    def caught(self, url: str) -> str:
        """Return the name of the trap that an address is, empty when it is none."""
        parts = split(url)
        if parts is None:
            return "no address"
        looks = (self._by_shape, self._by_folder, self._by_parameter, self._by_pattern)
        return next((name for look in looks if (name := look(parts))), "")

    def _by_shape(self, parts: SplitResult) -> str:
        folders = [folder for folder in parts.path.split("/") if folder]
        own = [pair for pair in _pairs(parts) if _name(pair) not in self._plumbing]
        if len(parts.path) + len(parts.query) > _LONGEST_URL or len(folders) >= _MOST_FOLDERS:
            return "endless"
        if len(own) > _MOST_PARAMETERS:
            return "facet"
        return "endless" if _goes_in_circles(folders) else ""

    def _by_folder(self, parts: SplitResult) -> str:
        folders = unquote(parts.path).lower().split("/")
        names = (*folders, *(folder.partition(".")[0] for folder in folders[-1:]))
        return next((self._folders[name] for name in names if name in self._folders), "")

    def _by_parameter(self, parts: SplitResult) -> str:
        pairs = ((_name(pair), unquote(pair.partition("=")[2]).lower()) for pair in _pairs(parts))
        return next((name for parameter, value in pairs if (name := self._of_parameter(parameter, value))), "")

    def _of_parameter(self, parameter: str, value: str) -> str:
        by_name = self._parameters.get(parameter) or next(
            (name for beginning, name in self._beginnings if parameter.startswith(beginning)), ""
        )
        by_value = (name for known, values, name in self._values if known == parameter and values.fullmatch(value))
        return by_name or next(by_value, "")

    def _by_pattern(self, parts: SplitResult) -> str:
        address = unquote(parts.path + (f"?{parts.query}" if parts.query else "")).lower()
        found = self._patterns.search(address)
        return (found.lastgroup or "") if found else ""


@cache
def traps() -> Traps:
    """Return the traps that are shipped."""
    return Traps(read_toml(data_path("traps.toml")))


def _goes_in_circles(folders: list[str]) -> bool:
    """Say whether a path repeats itself, as relative links that are joined wrongly do.

    >>> _goes_in_circles(["news", "sport", "news", "sport"]), _goes_in_circles(["kontakt", "kontakt"])
    (True, False)
    """
    pairs = Counter(pairwise(folders))
    return max(Counter(folders).values(), default=0) > 2 or max(pairs.values(), default=0) > 1


def _pairs(parts: SplitResult) -> list[str]:
    return [pair for pair in parts.query.split("&") if pair]


def _name(pair: str) -> str:
    return unquote(pair.partition("=")[0]).lower()


def _any_of(patterns: Iterable[str], start: str = "") -> re.Pattern[str]:
    return re.compile(start + "|".join(f"(?:{pattern})" for pattern in patterns))
