"""What a page is about, each language by its own words."""

import pytest

from prospector.judging.knowledge import Knowledge
from prospector.judging.topic import Topics
from tests.judging.pages import page


@pytest.fixture(scope="module")
def topics(knowledge: Knowledge) -> Topics:
    return Topics(knowledge)


ABOUT = [
    ("de", "Sports", "Der Verein gewann das Fußballspiel in der Kreisliga, der Trainer lobte Mannschaft und Torwart."),
    ("en", "Sports", "The team won the football match, the coach praised the goalkeeper after the league game."),
    ("fr", "Sports", "Le club a gagné le match de football, l'entraîneur félicite le gardien après le championnat."),
    ("es", "Sports", "El equipo ganó el partido de fútbol, el entrenador felicitó al portero tras el partido de liga."),
    ("it", "Sports", "La squadra ha vinto la partita di calcio, l'allenatore loda il portiere dopo il campionato."),
    ("ja", "Sports", "サッカーの試合で地元クラブが勝利し、監督は選手をたたえた。リーグ戦の順位は三位。"),
    ("en", "Food & Drink", "Recipe: add flour, butter and sugar, bake the bread in the oven. A delicious dessert."),
    (
        "de",
        "Food & Drink",
        "Rezept: Mehl, Butter und Zucker verrühren, das Brot im Ofen backen. Ein leckerer Nachtisch.",
    ),
]


@pytest.mark.parametrize(("language", "topic", "text"), ABOUT)
def test_the_topic_of_a_text(language: str, topic: str, text: str, topics: Topics) -> None:
    found = topics.evidence(page(language=language, main_text=text))
    assert found[0].value == topic
    assert found[0].quote
    assert sum(e.strength for e in found) <= 1.001


def test_a_title_counts_more_than_the_text(topics: Topics) -> None:
    text = "Der Trainer isst Brot."
    assert topics.evidence(page(language="de", main_text=text, title="Fußball, Kreisliga"))[0].value == "Sports"


SILENT = [
    ("unknown", "The team won the football match."),
    ("xx", "The team won the football match."),
    ("de", ""),
    ("ja", "football match goalkeeper"),
]


@pytest.mark.parametrize(("language", "text"), SILENT)
def test_without_words_of_its_language_a_text_has_none(language: str, text: str, topics: Topics) -> None:
    assert topics.evidence(page(language=language, main_text=text)) == []


def test_few_words_say_less(topics: Topics) -> None:
    one = topics.evidence(page(language="de", main_text="Fußball"))[0]
    many = topics.evidence(page(language="de", main_text=ABOUT[0][2]))[0]
    assert one.value == many.value == "Sports"
    assert one.strength < many.strength
