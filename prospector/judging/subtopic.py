"""Narrower topics of a page (insurance, gardening, cycling), by the words of its language that name them."""

from prospector.judging.knowledge import Knowledge
from prospector.judging.phrases import Hit, Phrases, folded, quote
from prospector.judging.topic_line import head_of, topic_text
from prospector.models import Evidence, Page

VERSION = "subtopic/1"
_LEAST = 2
_FULL = 6


class Subtopics:
    """Reads narrower topics off pages, each language by its own words."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._words = {language: Phrases(table) for language, table in knowledge.subtopics.items()}

    def evidence(self, page: Page) -> list[Evidence]:
        """Return the narrower topics of *page*, surest first, each with the place where it is first named.

        A topic takes two different words; one in title, description or address counts twice. Six make it sure.
        """
        words = self._words.get(page.language)
        if words is None:
            return []
        text, head = topic_text(page), len(folded(head_of(page)))
        named = words.meanings(folded(text))
        said = [(_counted(hits, head), topic) for topic, hits in named.items()]
        return [
            Evidence(
                "subtopic", "words", topic, quote(text, folded(text), named[topic][0]), min(1.0, count / _FULL), VERSION
            )
            for count, topic in sorted(said, key=lambda pair: (-pair[0], pair[1]))
            if count >= _LEAST
        ]


def _counted(hits: list[Hit], head: int) -> int:
    """Return how many different words there are, those that end within *head* letters once more."""
    return len({hit.phrase for hit in hits}) + len({hit.phrase for hit in hits if hit.end <= head})
