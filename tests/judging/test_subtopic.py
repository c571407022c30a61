"""Narrower topics of a page, in every language that has topic words."""

import pytest

from prospector.judging.knowledge import Knowledge
from prospector.judging.subtopic import Subtopics
from prospector.markets.files import data_path, read_csv
from tests.judging.pages import page


@pytest.fixture(scope="module")
def subtopics(knowledge: Knowledge) -> Subtopics:
    return Subtopics(knowledge)


TEXTS = [
    ("en", "Insurance", "The insurer paid the claim. Every policyholder keeps the insurance until the premiums end."),
    ("de", "Home Utilities", "Die Wärmepumpe ersetzt die Gasheizung, die Heizkosten sinken um ein Drittel."),
    ("fr", "Gardening", "Au potager, les semis de mars demandent un bon compost et un arrosage du soir."),
    ("es", "Cooking", "Ingredientes de la receta: dos cucharadas de aceite en la sartén a fuego lento."),
    ("it", "Cycling", "In bicicletta lungo la pista ciclabile: ciclisti e mountain bike sullo stesso percorso."),
    ("nl", "Cycling", "De fietsroute volgt het fietspad; een e-bike helpt op de dijk."),
    ("pl", "Business Accounting & Finance", "Biuro rachunkowe prowadzi księgowość, wystawia faktury i liczy VAT."),
    ("ru", "Gardening", "Садоводы готовят рассаду в теплице, а на грядки вносят компост."),
    ("ja", "Parenting", "育児に追われる毎日。赤ちゃんの離乳食と保育園の準備。"),
    ("ar", "Insurance", "دفعت شركات التأمين التعويض، وتسلم المؤمن له وثيقة التأمين الجديدة."),
]


@pytest.mark.parametrize(("language", "topic", "text"), TEXTS)
def test_words_of_a_field_name_it_and_the_place_is_quoted(
    language: str, topic: str, text: str, subtopics: Subtopics
) -> None:
    found = subtopics.evidence(page(language=language, main_text=text))
    assert [seen.value for seen in found] == [topic]
    assert found[0].quote in text
    assert 0.5 <= found[0].strength <= 1


SILENT = [
    ("one word", {"language": "en", "main_text": "The insurer keeps it."}),
    ("one word said often", {"language": "en", "main_text": "Insurance! Insurance! Insurance! Insurance!"}),
    ("another language", {"language": "de", "main_text": "The insurer, the policyholder and the underwriter."}),
    ("a language without words", {"language": "xx", "main_text": "insurance insurer premiums"}),
    ("nothing", {"language": "en", "main_text": ""}),
]


@pytest.mark.parametrize("facts", [facts for _, facts in SILENT], ids=[name for name, _ in SILENT])
def test_less_names_nothing(facts: dict[str, str], subtopics: Subtopics) -> None:
    assert subtopics.evidence(page(**facts)) == []


def test_a_word_of_the_title_or_address_counts_twice(subtopics: Subtopics) -> None:
    text = {"language": "en", "main_text": "What the insurer says."}
    assert subtopics.evidence(page(title="Insurance", **text))[0].value == "Insurance"
    assert subtopics.evidence(page("https://www.example.de/insurance/", **text))[0].value == "Insurance"


def test_every_language_knows_every_narrower_topic(knowledge: Knowledge) -> None:
    names = {row["name"] for row in read_csv(data_path("topics", "taxonomy.csv")) if row["parent"]}
    assert set(knowledge.subtopics) == set(knowledge.topics)
    for language, table in knowledge.subtopics.items():
        assert set(table) == names, f"data/topics/narrow/{language}.toml: {names ^ set(table)}"
