"""What a page is about: IAB Content Taxonomy tier 1, by the words of its language that name a topic and by a model.

The words explain themselves and count the more, the more of them a page has; the model tells where they say little.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import log

from prospector.folding import fold
from prospector.judging.knowledge import Knowledge
from prospector.judging.language import Predicts
from prospector.judging.phrases import Hit, Phrases, folded
from prospector.judging.topic_line import model_line, model_words, topic_of
from prospector.models import Evidence, Page

VERSION = "topic/2"
_READ = 6000
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


@dataclass(frozen=True, slots=True)
class Reading:
    """What is read of one page: the topic words found in its title and text, and the words that the model sees."""

    named: Mapping[str, list[Hit]]
    title_length: int
    words: tuple[str, ...]

    def said(self, topic: str) -> list[str]:
        """Return the different topic words found for *topic*, in the order of the text."""
        return list(dict.fromkeys(hit.phrase for hit in self.named.get(topic, ())))

    def naming(self) -> dict[str, int]:
        """Return how many different words name each topic."""
        return {topic: len(self.said(topic)) for topic in self.named}


class Topics:
    """Reads topics off pages, each language by its own words, all by one model."""

    def __init__(self, knowledge: Knowledge, model: Predicts) -> None:
        self._words = {language: Phrases(table) for language, table in knowledge.topics.items()}
        self._model = model

    def evidence(self, page: Page) -> list[Evidence]:
        """Return up to three topics of *page*, strongest first, each with the words that speak for it as its quote.

        The signal is ``words`` where topic words speak for it and ``model`` where the model alone does. Strength is
        the topic's share of the page, less where few words speak for it and on short pages. Nothing is said of a page
        without a main topic.
        """
        reading = self.read(page)
        sure = {topic: share * _trust(reading, topic) for topic, share in shares(reading, self._model).items()}
        ranked = sorted(sure.items(), key=lambda item: (-item[1], item[0]))[:_MOST_TOPICS]
        if not ranked or ranked[0][1] < _LEAST_MAIN:
            return []
        full = _fullness(reading)
        return [
            self._seen(reading, topic, strength * full)
            for topic, strength in ranked
            if strength >= (_LEAST if reading.said(topic) else _LEAST_MAIN)
        ]

    def read(self, page: Page) -> Reading:
        """Return what is read of *page*; nothing in a language without topic words."""
        words = self._words.get(page.language)
        if words is None:
            return Reading({}, 0, ())
        title = f"{page.title} {page.description}\n"
        text = title + (page.main_text or page.text)[:_READ]
        return Reading(words.meanings(folded(text)), len(fold(title)), tuple(model_words(text)))

    def _seen(self, reading: Reading, topic: str, strength: float) -> Evidence:
        said = [phrase.strip("*") for phrase in reading.said(topic)]
        signal, words = ("words", said[:8]) if said else ("model", moved(reading.words, topic, self._model))
        return Evidence("topic", signal, topic, ", ".join(words), round(strength, 3), VERSION)


def shares(reading: Reading, model: Predicts) -> dict[str, float]:
    """Return the share of each topic, one in all: the more topic words there are, the less is left to the model."""
    by_words = word_shares(reading)
    found = sum(reading.naming().values())
    if len(reading.words) < _LEAST_FOR_MODEL or found >= _WORDS_SUFFICE:
        return by_words
    weight = found**2 / (found**2 + _WORDS_DECIDE**2)
    by_model = model_shares(reading, model)
    return {
        topic: weight * by_words.get(topic, 0.0) + (1 - weight) * by_model.get(topic, 0.0)
        for topic in dict.fromkeys((*by_words, *by_model))
    }


def word_shares(reading: Reading) -> dict[str, float]:
    """Return the share of each topic by the words that name it."""
    scores = {topic: _score(hits, reading.title_length) for topic, hits in reading.named.items()}
    total = sum(scores.values())
    return {topic: score / total for topic, score in scores.items()}


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
    return min(1.0, _TRUST_IN_MODEL + _TRUST_BY_WORD * len(reading.said(topic)))


def _fullness(reading: Reading) -> float:
    """Return how much a page says, one for enough: few words say less, unless topic words are among them."""
    found = sum(reading.naming().values())
    return min(1.0, max(len(reading.words) / _FULL_PAGE, found / _ENOUGH))
