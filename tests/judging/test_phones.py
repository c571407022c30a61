"""Phone numbers and the countries they belong to."""

import pytest

from prospector.judging.phones import phone_countries
from prospector.models import Link
from tests.judging.pages import page

WRITTEN = [
    ("Tel. +49 561 123456", "", ["DE"]),
    ("Tél. +33 4 72 00 00 00 (Lyon), +41 22 700 00 00 (Genève)", "", ["FR", "CH"]),
    ("+44 113 496 0000 or +44 20 7946 0000", "", ["GB"]),
    ("電話 +81 3-3581-1111", "", ["JP"]),
    ("тел. +7 343 123-45-67", "", ["RU"]),
    ("+7 727 250 00 00", "", ["KZ"]),
    ("+1 212 736 5000", "", ["US"]),
    ("+1 416 967 1111", "", ["CA"]),
    # national ones only in the light of a market
    ("Tel. 0561 123456", "DE", ["DE"]),
    ("Tel. 0561 123456", "", []),
    ("(217) 555-0100", "US", ["US"]),
    ("電話 03-3581-1111", "JP", ["JP"]),
    # numbers of something else
    ("IBAN DE02 1203 0000 0000 2020 51", "DE", []),
    ("12.03.2026 14:30 Uhr", "DE", []),
    ("+800 1234 5678", "", []),
    ("+999 12345678", "", []),
    ("", "DE", []),
]


@pytest.mark.parametrize(("line", "hint", "markets"), WRITTEN)
def test_numbers_in_text(line: str, hint: str, markets: list[str]) -> None:
    found = list(phone_countries(page(role="contact"), f"Kontakt\n{line}", hint))
    assert [market for market, _ in found] == markets
    assert all(words == line for _, words in found)


LINKED = [
    ("+49 561 123456", "Anruf", [("DE", "tel:+49 561 123456")]),
    ("+49561123456", "0561 / 123456", [("DE", "0561 / 123456")]),
    ("0561123456", "Anruf", []),
    ("", "Anruf", []),
    ("+", "Anruf", []),
]


@pytest.mark.parametrize(("number", "anchor", "found"), LINKED)
def test_numbers_in_links_are_quoted_as_a_reader_sees_them(
    number: str, anchor: str, found: list[tuple[str, str]]
) -> None:
    contact = page(role="contact", direct=(Link(f"tel:{number}", anchor),))
    assert list(phone_countries(contact, "", "")) == found


@pytest.mark.parametrize("role", ["members", "listing", "article", "links"])
def test_linked_numbers_on_pages_about_others_are_theirs(role: str) -> None:
    assert list(phone_countries(page(role=role, direct=(Link("tel:+49 561 123456", "Anruf"),)), "", "")) == []
