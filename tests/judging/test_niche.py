"""A term of a niche is found in the forms its language gives it, and in no other word."""

import duckdb
import pytest

from prospector.folding import fold
from prospector.judging.knowledge import Knowledge
from prospector.judging.niche import Term, finder, pattern, words

# language, term, text, whether the text says it
FORMS = [
    ("en", "hiking boot", "Good hiking boots are worth it.", True),
    ("en", "boot", "We reboot the server", False),
    ("en", "insurance", "insured persons", False),
    ("de", "Wanderschuh", "Zwei Bergwanderschuhe im Test", True),
    ("de", "Fahrrad", "Lastenfahrradwerkstatt", True),
    ("de", "Fahrrad", "Fahrräder", True),
    ("de", "Versicherung", "VERSICHERUNGEN für Vereine", True),
    ("de", "Hütte", "Hüttenschlafsack", True),
    ("de", "wandern", "die Einwanderung", False),
    ("de", "Rad", "Fahrradtour", False),
    ("fr", "réparation de vélos", "La réparation de vélo, c’est facile", True),
    ("fr", "assurance", "Les assurances auto", True),
    ("fr", "vélo", "vélodrome", False),
    ("es", "seguro de coche", "seguros de coches", True),
    ("es", "zapato", "zapatero", False),
    ("pt", "trilha", "As trilhas da serra", True),
    ("pt", "avião", "aviões antigos", True),
    ("it", "scarpa da trekking", "scarpe da trekking", True),
    ("it", "albergo", "gli alberghi del lago", True),
    ("nl", "verzekering", "zorgverzekeringen", True),
    ("nl", "fiets", "bakfietsen", True),
    ("sv", "försäkring", "hemförsäkringen", True),
    ("nb", "forsikring", "bilforsikringer", True),
    ("da", "forsikring", "Rejseforsikringerne", True),
    ("fi", "vakuutus", "kotivakuutuksen", False),
    ("fi", "vakuutu*", "autovakuutuksista", False),
    ("fi", "*vakuutu*", "autovakuutuksista", True),
    ("fi", "retkeily", "retkeilyreitit", True),
    ("pl", "ubezpieczenie", "o ubezpieczeniach domu", True),
    ("pl", "rower", "rowerami po mieście", True),
    ("cs", "pojištění", "s pojištěním domácnosti", True),
    ("cs", "kolo", "jízda na kole", True),
    ("ru", "страхование", "о страховании жизни", True),
    ("ru", "горный поход", "горные походы", True),
    ("ru", "кот", "которые", False),
    ("tr", "sigorta", "sigortalarının", True),
    ("ar", "تأمين", "شركات التأمين", True),
    ("hi", "बीमा", "जीवन बीमा की जानकारी", True),
    ("ja", "登山", "週末の登山靴", True),
    ("ja", "保険", "観光", False),
    ("ko", "등산", "등산을 좋아하는", True),
    ("zh", "保险", "车保险怎么买", True),
]  # fmt: skip


def says(language: str, term: Term, text: str, knowledge: Knowledge) -> bool:
    forms = knowledge.languages[language].forms
    query = """
      SELECT len(list_filter(
        regexp_extract_all($text, $finder),
        lambda form: regexp_full_match(form, $pattern)
      )) > 0
    """
    given = {"text": fold(text), "finder": finder([term], forms), "pattern": pattern(term, forms)}
    return bool(duckdb.execute(query, given).fetchall()[0][0])


@pytest.mark.parametrize(("language", "term", "text", "expected"), FORMS)
def test_a_term_is_found_in_its_forms(
    language: str, term: str, text: str, expected: bool, knowledge: Knowledge
) -> None:
    assert says(language, Term(term), text, knowledge) is expected


def test_every_language_has_a_case(knowledge: Knowledge) -> None:
    assert {language for language, *_ in FORMS} == set(knowledge.languages)


def test_an_exact_term_is_found_as_it_stands_only(knowledge: Knowledge) -> None:
    assert says("de", Term("Golf", exact=True), "Golf spielen", knowledge)
    assert not says("de", Term("Golf", exact=True), "Golfplatz", knowledge)


@pytest.mark.parametrize("written", ["", "*", " - ", "=", "!?"])
def test_what_holds_no_letter_is_no_term(written: str) -> None:
    assert words(Term(written)) == []


def test_what_a_term_is_made_of_is_no_pattern(knowledge: Knowledge) -> None:
    assert says("en", Term("c++ (intro)"), "A c++ (intro) for all", knowledge)
    assert not says("en", Term("a.c"), "abc", knowledge)
