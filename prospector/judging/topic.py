"""What a page is about: IAB Content Taxonomy tier 1, by the words of its language that name a topic and by a model.

The words explain themselves and count the more, the more of them a page has; the model tells where they say little.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import log, sqrt

from prospector.folding import fold
from prospector.judging.coverage import coverage
from prospector.judging.knowledge import Knowledge
from prospector.judging.language import Predicts
from prospector.judging.phrases import Hit, Phrases, folded
from prospector.judging.topic_line import MOST_WORDS, head_of, model_line, model_words, topic_of, topic_text
from prospector.models import Evidence, Page

VERSION = "topic/3"
_ENOUGH = 3
_MOST_TOPICS = 3
_TITLE_COUNTS = 2.0
_REPETITION_COUNTS = 0.5
_WORDS_DECIDE = 5.5
_WORDS_SUFFICE = 17
_LEAST_FOR_MODEL = 8
_FULL_PAGE = 40
_LEAST = 0.08
_LEAST_MAIN = 0.25
_TRUST_IN_MODEL = 0.4
_TRUST_BY_WORD = 0.2
_MOVED_BY = 3
_ASKED = 24
_LONG_WORD = 4
_LETTERS_SEEN = 400


@dataclass(frozen=True, slots=True)
class Reading:
    """What is read of one page: the topic words in its title and text, and the words that the model sees.

    *said* holds the different words found for each topic in the order of the text, *score* how much speaks for it;
    *seen* is the share of the text that the model sees.
    """

    said: Mapping[str, tuple[str, ...]]
    score: Mapping[str, float]
    words: tuple[str, ...]
    seen: float = 1.0

    def naming(self) -> dict[str, int]:
        """Return how many different words name each topic."""
        return {topic: len(said) for topic, said in self.said.items()}


class Topics:
    """Reads topics off pages, each language by its own words, all by one model."""

    def __init__(self, knowledge: Knowledge, model: Predicts) -> None:
        self._words = {language: Phrases(table) for language, table in knowledge.topics.items()}
        self._model = model

    def evidence(self, page: Page) -> list[Evidence]:
        """Return up to three topics of *page*, strongest first, each with the words that speak for it as its quote.

        The signal is ``words`` where topic words speak for it and ``model`` where the model alone does. Strength is
        the topic's share of the page, less where few words speak for it and on short pages. Nothing is said of a page
        without a main topic. The signal ``links`` tells apart from that what the links within the site name.
        """
        words = self._words.get(page.language)
        if words is None:
            return []
        return [*self._about(self.read(page)), *coverage(page, words, VERSION)]

    def _about(self, reading: Reading) -> list[Evidence]:
        sure = {topic: share * _trust(reading, topic) for topic, share in shares(reading, self._model).items()}
        ranked = sorted(sure.items(), key=lambda item: (-item[1], item[0]))[:_MOST_TOPICS]
        if not ranked or ranked[0][1] < _LEAST_MAIN:
            return []
        full = _fullness(reading)
        return [
            self._seen(reading, topic, strength * full)
            for topic, strength in ranked
            if strength >= (_LEAST if topic in reading.said else _LEAST_MAIN)
        ]

    def read(self, page: Page) -> Reading:
        """Return what is read of *page*; nothing in a language without topic words."""
        words = self._words.get(page.language)
        if words is None:
            return Reading({}, {}, ())
        text, title_length = topic_text(page), len(folded(head_of(page)))
        named = words.meanings(folded(text))
        return Reading(
            {topic: tuple(dict.fromkeys(hit.phrase for hit in hits)) for topic, hits in named.items()},
            {topic: _score(hits, title_length) for topic, hits in named.items()},
            *_begun(text),
        )

    def _seen(self, reading: Reading, topic: str, strength: float) -> Evidence:
        said = [phrase.strip("*") for phrase in reading.said.get(topic, ())]
        signal, words = ("words", said[:8]) if said else ("model", moved(reading.words, topic, self._model))
        return Evidence("topic", signal, topic, ", ".join(words), round(strength, 3), VERSION)


def shares(reading: Reading, model: Predicts) -> dict[str, float]:
    """Return the share of each topic, one in all.

    The more topic words there are, and the less of the text the model has seen, the less is left to it.
    """
    by_words = word_shares(reading)
    found = sum(reading.naming().values())
    if len(reading.words) < _LEAST_FOR_MODEL or found >= _WORDS_SUFFICE:
        return by_words
    left = sqrt(reading.seen) * _WORDS_DECIDE**2 / (found**2 + _WORDS_DECIDE**2)
    by_model = model_shares(reading, model)
    return {
        topic: (1 - left) * by_words.get(topic, 0.0) + left * by_model.get(topic, 0.0)
        for topic in dict.fromkeys((*by_words, *by_model))
    }


def _begun(text: str) -> tuple[tuple[str, ...], float]:
    """Return the words that the model sees, and about what share of *text* they are."""
    words = tuple(model_words(text))
    return words, min(1.0, _LETTERS_SEEN / len(text)) if len(words) == MOST_WORDS else 1.0


def word_shares(reading: Reading) -> dict[str, float]:
    """Return the share of each topic by the words that name it."""
    total = sum(reading.score.values())
    return {topic: score / total for topic, score in reading.score.items()}


def _score(hits: list[Hit], title_length: int) -> float:
    """Return how much speaks for a topic: different words first, those of the title more, repetitions a little."""
    different = len({hit.phrase for hit in hits})
    in_title = len({hit.phrase for hit in hits if hit.end <= title_length})
    return different * (1 + _REPETITION_COUNTS * log(len(hits) / different)) + _TITLE_COUNTS * in_title


def model_shares(reading: Reading, model: Predicts) -> dict[str, float]:
    """Return the share of each topic by the model."""
    return _predicted(model_line(list(map(fold, reading.words)), reading.naming()), model)


def _predicted(line: str, model: Predicts) -> dict[str, float]:
    labels, chances = model.predict(line, k=-1)
    return {topic_of(label): float(chance) for label, chance in zip(labels, chances, strict=True)}


def moved(words: Iterable[str], topic: str, model: Predicts) -> list[str]:
    """Return the page's own words that alone move the model most towards *topic*, the strongest first."""
    different = [word for word in dict.fromkeys(words) if len(word) >= _LONG_WORD or not word.isascii()][:_ASKED]
    chances = {word: _predicted(model_line([fold(word)], {}), model).get(topic, 0.0) for word in different}
    return sorted(different, key=lambda word: -chances[word])[:_MOVED_BY]


def _trust(reading: Reading, topic: str) -> float:
    """Return how far a share is to be trusted: the model alone is too sure of itself and knows few topics well."""
    return min(1.0, _TRUST_IN_MODEL + _TRUST_BY_WORD * len(reading.said.get(topic, ())))


def _fullness(reading: Reading) -> float:
    """Return how much a page says, one for enough: few words say less, unless topic words are among them."""
    found = sum(reading.naming().values())
    return min(1.0, max(len(reading.words) / _FULL_PAGE, found / _ENOUGH))
