"""One spelling for words that differ only in case, accents or width."""

import pytest

from prospector.folding import fold, one_line, words_of

# How two people write the same word.
SAME = [
    ("Über uns", "UBER UNS"),
    ("STRASSE", "Straße"),
    ("Łódź", "lodz"),
    ("Ærø", "AERO"),
    ("cœur", "Coeur"),
    ("Đà Nẵng", "da nang"),
    ("café", "cafe\u0301"),
    ("İstanbul", "ISTANBUL"),
    ("ılık", "ilik"),
    ("ΣΊΣΥΦΟΣ", "σίσυφος"),
    ("Ёлка", "елка"),
    ("Йод", "и\u0306од"),
    ("ＡＢＣ１２３", "abc123"),
    ("ｶﾀﾛｸﾞ", "カタログ"),
    ("أخبار إدارة آراء", "اخبار ادارة اراء"),
    ("المدينةُ", "المدينة"),
    ("Donau\u00addampfer", "Donaudampfer"),
    ("l’Écho", "L'Echo"),
    ("ﬁnance", "finance"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_the_same_word_is_folded_to_one_spelling(one: str, other: str) -> None:
    assert fold(one) == fold(other)


# Marks that make another letter.
DIFFERENT = [("й", "и"), ("が", "か"), ("ぱ", "は"), ("हिन्दी", "हन्द"), ("한글", "한굴"), ("ب", "ت")]


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_letters_that_differ_stay_different(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@pytest.mark.parametrize("text", ["Über\nuns\n\n", "一\n二", "İ\nß\nﷺ", "a\r\nb", "x\u2028y\nz", "\ud800\n"])
def test_folding_keeps_lines_and_is_done_once(text: str) -> None:
    assert fold(text).count("\n") == text.count("\n")
    assert fold(fold(text)) == fold(text)


WORDS = [
    ("/ueber-uns/Kontakt_Formular.html", "ueber uns kontakt formular html"),
    ("Über uns | Impressum", "uber uns impressum"),
    ("Contact & Accès", "contact acces"),
    ("» Mehr …", "mehr"),
    ("会社概要", "会社概要"),
    ("", ""),
    (" -/- ", ""),
]


@pytest.mark.parametrize(("text", "words"), WORDS)
def test_the_words_of_anchors_and_paths(text: str, words: str) -> None:
    assert words_of(text) == words


LINES = [
    ("  a\n b   c ", 0, "a b c"),
    ("日本\u3000語", 0, "日本 語"),
    ("abc", 3, "abc"),
    ("abcd", 3, "ab…"),
    ("ab cd", 4, "ab…"),
    ("", 5, ""),
]


@pytest.mark.parametrize(("text", "limit", "line"), LINES)
def test_one_line_is_cut_with_an_ellipsis(text: str, limit: int, line: str) -> None:
    assert one_line(text, limit) == line
