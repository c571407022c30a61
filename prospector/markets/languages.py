"""Loading the judge of languages: the shipped model, and what tells neighbours apart (``data/models``)."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from prospector.judging.language import Languages, load_model
from prospector.judging.neighbours import Group, Neighbours
from prospector.markets.files import data_path, read_csv, read_toml

_TELLING = 6.0
_UNIT = 100


@cache
def languages() -> Languages:
    """Return the judge of languages with the shipped model; read once a process."""
    return Languages(load_model(data_path("models", "lid.176.ftz")), Neighbours(neighbours()))


@cache
def neighbours() -> tuple[Group, ...]:
    """Return the groups of languages that are taken for one another."""
    return tuple(map(_group, read_toml(data_path("models", "telling_words.toml"))["groups"]))


def _group(table: Mapping[str, Any]) -> Group:
    languages: list[str] = table["languages"]
    weights = {feature: list(row) for feature, row in _trained(table.get("trained", ""), languages)}
    for feature, language in _listed(table):
        row = weights.setdefault(feature, [0.0] * len(languages))
        row[languages.index(language)] += _TELLING
    return Group(tuple(languages), weights)


def _trained(name: str, languages: Sequence[str]) -> Iterator[tuple[str, list[float]]]:
    """Yield the features of a trained table; a language without a column has that of the one before it."""
    for row in read_csv(data_path("models", name)) if name else ():
        columns: list[str] = []
        for language in languages:
            columns.append(language if language in row else columns[-1])
        yield row["feature"], [int(row[column]) / _UNIT for column in columns]


def _listed(table: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield each listed word and letter as a feature, with a language that writes it."""
    for language, words in table.get("words", {}).items():
        yield from ((f" {word} ", language) for word in dict.fromkeys(words))
    for language, letters in table.get("letters", {}).items():
        yield from ((letter, language) for letter in dict.fromkeys(letters))
