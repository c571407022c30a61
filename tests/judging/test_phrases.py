"""Phrases are found as whole words, in every script, and quoted as they stand on the page."""

import pytest

from prospector.folding import fold
from prospector.judging.phrases import Phrases, folded, quote


def found(phrase: str, text: str) -> list[str]:
    folded_text = fold(text)
    return [folded_text[hit.start : hit.end] for hit in Phrases({"x": [phrase]}).find(folded_text)]


WHOLE_WORDS = [
    ("impressum", "Impressum | Datenschutz"),
    ("über uns", "Mehr ÜBER UNS"),
    ("won't", "We won’t sell links"),
    ("naive", "naïve"),
    ("e.v.", "TSV Muster e.V."),
    ("§ 5 tmg", "Angaben nach § 5 TMG"),
    ("€", "ab 50€ netto"),
    ("o nas", "O nas"),
    ("iletişim", "İLETİŞİM"),
    ("hakkımızda", "HAKKIMIZDA"),
    ("контакты", "Контакты:"),
    ("ёлка", "Новогодняя елка"),
    ("από", "ΑΠΌ"),
    # scripts that glue words together
    ("会社概要", "当社の会社概要です"),
    ("联系我们", "请联系我们吧"),
    ("상공회의소", "대한상공회의소는"),
    ("สมาคม", "สมาคมการค้าไทย"),
    ("カタログ", "新ｶﾀﾛｸﾞ"),
    # marks of vowels belong to their word
    ("समाचार", "ताज़ा समाचार"),
    ("المدينة", "أخبار المدينةِ"),
]


@pytest.mark.parametrize(("phrase", "text"), WHOLE_WORDS)
def test_a_phrase_is_found_as_whole_words(phrase: str, text: str) -> None:
    assert found(phrase, text) == [fold(phrase)]


PARTS = [
    ("euro", "Eurozone"),
    ("zeitung", "Murgzeitung"),
    ("ad", "Adressen und Bad"),
    ("links", "link"),
    ("da 50", "Ada 500"),
    ("kurs", "kurs2"),
    ("समाचार", "समाचारों"),
    ("غرفة", "الغرفة"),
    ("über uns", "Über\nuns"),
    ("", "x"),
    ("*", "x"),
]


@pytest.mark.parametrize(("phrase", "text"), PARTS)
def test_a_part_of_a_word_is_none(phrase: str, text: str) -> None:
    assert found(phrase, text) == []


OPEN = [
    ("*zeitung", "Die Murgzeitung von heute", ["zeitung"]),
    ("*zeitung", "Zeitungsverlag", []),
    ("chefredak*", "Chefredakteurin", ["chefredak"]),
    ("chefredak*", "Vizechefredakteurin", []),
    ("*verband*", "Landesverbände", ["verband"]),
    ("*غرفة", "الغرفة التجارية", ["غرفة"]),
]


@pytest.mark.parametrize(("phrase", "text", "hits"), OPEN)
def test_an_asterisk_opens_a_side(phrase: str, text: str, hits: list[str]) -> None:
    assert found(phrase, text) == hits


TABLE = {
    "offer": ["we sell links", "links kaufen", "リンク販売"],
    "refuse": ["never do we sell links", "nie links kaufen", "リンク販売はしておりません"],
    "other": ["sell links now"],
}
NESTED = [
    ("Never do we sell links.", ["refuse"]),
    ("We sell links. Never do we sell links!", ["offer", "refuse"]),
    ("Man sollte nie Links kaufen", ["refuse"]),
    ("リンク販売はしておりません", ["refuse"]),
    ("リンク販売", ["offer"]),
    ("Never do we sell links now", ["refuse", "other"]),
    ("", []),
]


@pytest.mark.parametrize(("text", "meanings"), NESTED)
def test_of_phrases_inside_one_another_the_longest_counts(text: str, meanings: list[str]) -> None:
    assert list(Phrases(TABLE).meanings(fold(text))) == meanings


def test_a_phrase_may_have_two_meanings() -> None:
    assert list(Phrases({"a": ["team"], "b": ["Team"]}).meanings("unser team")) == ["a", "b"]


def test_no_phrases_find_nothing() -> None:
    assert list(Phrases({}).find("text")) == list(Phrases({"a": []}).find("text")) == []


OFFER = "Wir verkaufen Links auf dieser Seite"
LINES = [
    f"Start\n{OFFER}\nEnde",
    "Grüße. " * 300 + OFFER + " und mehr." * 300,
    "Straße Maße ﬁn " * 100 + OFFER + " aber" * 300,
    "aber " * 300 + OFFER + " Straße Maße ﬁn" * 100,
    "ﷺ " * 200 + OFFER + " x" * 300,
    "Donau\u00addampf\u00adschiff " * 100 + OFFER + " x" * 300,
    "İ" * 500 + " " + OFFER + " x" * 300,
    "e\u0301 " * 500 + OFFER + " x" * 300,
    "eins\n" * 5 + "ß " * 500 + OFFER + " z" * 400 + "\nzwei",
]


@pytest.mark.parametrize("text", LINES, ids=range(len(LINES)))
def test_a_quote_is_verbatim_and_holds_the_phrase(text: str) -> None:
    folded_text = folded(text)
    (hit,) = Phrases({"offer": ["wir verkaufen links auf dieser seite"]}).find(folded_text)
    words = quote(text, folded_text, hit)
    assert OFFER in words
    assert words in " ".join(text.split())
    assert len(words) <= 240


def test_a_quote_in_a_script_without_spaces_is_cut_around_the_phrase() -> None:
    text = "会員募集中。" * 200 + "リンク枠を販売しています。" + "お問い合わせください。" * 200
    (hit,) = Phrases({"offer": ["リンク枠を販売"]}).find(folded(text))
    words = quote(text, folded(text), hit)
    assert "リンク枠を販売しています。" in words
    assert len(words) <= 240
