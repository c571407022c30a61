"""What a page is about: IAB Content Taxonomy tier 1, by the words of its language that speak for a topic."""

from prospector.judging.knowledge import Knowledge
from prospector.judging.phrases import Hit, Phrases, folded
from prospector.models import Evidence, Page

VERSION = "topic/1"
_READ = 6000
_ENOUGH = 3
_MOST_TOPICS = 3
_TITLE_COUNTS = 2.0


class Topics:
    """Reads topics off pages, each language by its own words."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._words = {language: Phrases(table) for language, table in knowledge.topics.items()}

    def evidence(self, page: Page) -> list[Evidence]:
        """Return up to three topics of *page*, strongest first, each with the words that speak for it as its quote.

        Strength is the topic's share of all topic words found, less when fewer than three different words speak for it.
        """
        words = self._words.get(page.language)
        if words is None:
            return []
        in_title = words.meanings(folded(f"{page.title} {page.description}"))
        in_text = words.meanings(folded((page.main_text or page.text)[:_READ]))
        scores = {topic: _score(in_text.get(topic, []), in_title.get(topic, [])) for topic in {*in_title, *in_text}}
        total = sum(scores.values())
        ranked = sorted(scores.items(), key=lambda item: (-item[1], item[0]))[:_MOST_TOPICS]
        return [
            Evidence(
                "topic",
                "words",
                topic,
                ", ".join(said[:8]),
                round(score / total * min(1.0, len(said) / _ENOUGH), 3),
                VERSION,
            )
            for topic, score in ranked
            if (said := _said(in_title.get(topic, []), in_text.get(topic, [])))
        ]


def _score(in_text: list[Hit], in_title: list[Hit]) -> float:
    """Return how much speaks for a topic: different words first, repetitions a little."""
    different = len({hit.phrase for hit in in_text})
    return different + 0.2 * min(len(in_text) - different, 10) + _TITLE_COUNTS * len({hit.phrase for hit in in_title})


def _said(in_title: list[Hit], in_text: list[Hit]) -> list[str]:
    """Return the different words found, those of the title first."""
    return list(dict.fromkeys(hit.phrase.strip("*") for hit in [*in_title, *in_text]))
