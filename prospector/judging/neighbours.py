"""Neighbouring languages told apart by the words and letters that only some of them write."""

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 700
_LONGEST = 4
_MODEL_SHARE = 0.5
_LEAST_CHANCE = 1e-3
_SHARPNESS = 2.0

Weights = Mapping[str, Sequence[float]]
"""Of a feature, what it says for each language of a group, in the group's order."""


@dataclass(frozen=True, slots=True)
class Group:
    """Languages that are taken for one another, and what tells them apart (see `features`)."""

    languages: tuple[str, ...]
    weights: Weights


class Neighbours:
    """Settles which language of a group a text is in.

    >>> told = Neighbours([Group(("da", "nb"), {" hvad ": (1, 0), " hva ": (0, 1)})])
    >>> told.settled("hvad", {"nb": 0.5, "da": 0.4})[0]
    'da'
    """

    def __init__(self, groups: Iterable[Group]) -> None:
        self._groups = {language: group for group in groups for language in group.languages}

    def settled(self, text: str, chances: Mapping[str, float]) -> tuple[str, float]:
        """Return the language of *text* and how likely it is, given the *chances* a model sees, best first."""
        best = next(iter(chances))
        group = self._groups.get(best)
        if group is None:
            return best, chances[best]
        scores = [
            said + _MODEL_SHARE * math.log(chances.get(language, 0.0) + _LEAST_CHANCE)
            for language, said in zip(group.languages, _said(text, group), strict=True)
        ]
        shares = [math.exp(_SHARPNESS * (score - max(scores))) for score in scores]
        together = sum(chances.get(language, 0.0) for language in group.languages)
        return group.languages[shares.index(max(shares))], together * max(shares) / sum(shares)


def _said(text: str, group: Group) -> list[float]:
    """Return what the features of *text* say for each language; long texts hold more of them, so it is scaled."""
    seen = set(features(text[:_SAMPLE]))
    found = [group.weights[feature] for feature in seen if feature in group.weights]
    scale = 1 / math.sqrt(len(seen) + 1)
    return [scale * sum(weights[place] for weights in found) for place in range(len(group.languages))]


def features(text: str) -> Iterator[str]:
    """Yield the words of *text* between blanks, and every run of up to four letters in them.

    >>> sorted(set(features("Og")))
    [' ', ' o', ' og', ' og ', 'g', 'g ', 'o', 'og', 'og ']
    """
    for word in _WORD.findall(text.lower()):
        padded = f" {word} "
        yield padded
        for size in range(1, _LONGEST + 1):
            for start in range(len(padded) - size + 1):
                yield padded[start : start + size]
