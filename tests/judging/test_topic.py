"""What a page is about: each language by its own words, and all by one model."""

import pytest

from prospector.judging.knowledge import Knowledge
from prospector.judging.language import load_model
from prospector.judging.topic import Topics, model_shares
from prospector.judging.topic_line import MOST_WORDS, model_line, model_words
from prospector.markets.files import data_path, read_csv
from tests.judging.pages import page


@pytest.fixture(scope="module")
def topics(knowledge: Knowledge) -> Topics:
    return Topics(knowledge, load_model(data_path("models", "topics.ftz")))


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
    (
        "ar",
        "Medical Health",
        "أعلن المستشفى أن الأطباء عالجوا المرضى بعد انتشار الفيروس، وتحدثت الممرضة عن الأعراض واللقاح.",
    ),
    (
        "cs",
        "Politics",
        "Poslanci ve sněmovně hlasovali o vládě, premiér a opozice se přeli před volbami do parlamentu.",
    ),
    (
        "da",
        "Medical Health",
        "Lægen på sygehuset behandlede patienten for en infektion, og sygeplejersken gav medicin mod smerter.",
    ),
    (
        "fi",
        "Sports",
        "Joukkue voitti ottelun, valmentaja kehui maalivahtia ja kausi päättyi mitaliin mestaruussarjassa.",
    ),
    ("hi", "Politics", "संसद में प्रधानमंत्री और विपक्ष के सांसदों ने चुनाव और नए विधेयक पर बहस की, फिर मतदान हुआ।"),
    (
        "ko",
        "Travel",
        "관광객들은 공항에서 호텔까지 버스를 타고 해변과 국립공원을 둘러보는 여행을 즐겼다. 숙소는 미리 예약했다.",
    ),
    (
        "nb",
        "Travel",
        "Reisen gikk med fly til flyplassen ved kysten, hotellet lå nær stranden, og vandreturen i fjellet var flott.",
    ),
    (
        "nl",
        "Politics",
        "De gemeenteraad stemde over het voorstel, de oppositie wil nieuwe verkiezingen voor de burgemeester.",
    ),
    (
        "pl",
        "Entertainment",
        "Reżyser zaprosił aktorów na premierę filmu w kinie, a wieczorem w teatrze zespół zagrał koncert.",
    ),
    (
        "pt",
        "Sports",
        "O treinador elogiou o goleiro depois da vitória no campeonato, e os jogadores festejaram o título no estádio.",
    ),
    (
        "ru",
        "Science",
        "Учёные института провели эксперимент в лаборатории и описали новую планету, исследование опубликовано.",
    ),
    ("sv", "Politics", "Riksdagen röstade om budgeten, statsministern mötte oppositionen och partierna inför valet."),
    (
        "tr",
        "Medical Health",
        "Hastanede doktor hastaya ilaç verdi, hemşire aşı yaptı, ameliyat sonrası tedavi sürüyor.",
    ),
    ("zh", "Technology & Computing", "公司发布新的软件和机器人，电脑芯片、人工智能和互联网安全成为工程师讨论的重点。"),
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


def test_the_model_speaks_where_topic_words_are_missing_and_quotes_what_moved_it(topics: Topics) -> None:
    text = (
        "The ship leaves the town every morning; visitors may climb the old tower and walk along the water to the"
        " caves, and guides speak four languages."
    )
    found = topics.evidence(page(language="en", main_text=text))[0]
    assert (found.signal, found.value) == ("model", "Travel")
    assert all(word in text for word in found.quote.split(", "))
    assert topics.evidence(page(language="en", main_text=" ".join(text.split()[:6]))) == []


def test_topics_named_by_words_are_quoted_by_them(topics: Topics) -> None:
    found = topics.evidence(page(language="de", main_text=ABOUT[0][2]))[0]
    assert found.signal == "words"
    assert "trainer" in found.quote


def test_the_model_knows_every_topic_and_says_the_same_each_time(topics: Topics) -> None:
    reading = topics.read(page(language="en", main_text=ABOUT[1][2]))
    again = load_model(data_path("models", "topics.ftz"))
    first = model_shares(reading, again)
    assert set(first) == {row["name"] for row in read_csv(data_path("topics", "taxonomy.csv")) if not row["parent"]}
    assert first == model_shares(reading, again)


def test_a_line_is_short_and_can_always_be_read() -> None:
    words = model_words("新聞" * 900 + " \ud800 \x00 " + "word " * 900)
    assert len(words) == MOST_WORDS
    assert model_line(["\ud800"], {}) == "?"
    assert model_line([], {}) == ""
