"""Postal addresses of every market, and the numbers that are none."""

import pytest

from prospector.judging.addresses import Addresses
from prospector.judging.knowledge import Knowledge
from prospector.models import Organisation


@pytest.fixture(scope="module")
def addresses(knowledge: Knowledge) -> Addresses:
    return Addresses(knowledge)


ADDRESSES = [
    ("AR", "Av. Corrientes 1234, C1043AAZ Buenos Aires"),
    ("AR", "San Martín 55, 5000 Córdoba"),
    ("AT", "Kärntner Straße 1, 1010 Wien"),
    ("AT", "A-2000 Stockerau"),
    ("AU", "1 George Street, Sydney NSW 2000"),
    ("BE", "Grote Markt 1, 9000 Gent"),
    ("BE", "Meir 1a, 2000 Antwerpen"),
    ("BR", "Rua Direita 1, São Paulo - SP, 01310-100"),
    ("CA", "123 Main Street, Toronto ON M5V 2T6"),
    ("CH", "Bahnhofstrasse 1, 8001 Zürich"),
    ("CH", "Rue du Lac 1, 2000 Neuchâtel"),
    ("CL", "Alameda 1, 8320000 Santiago"),
    ("CN", "北京市朝阳区建国路1号 邮编：100020"),
    ("CO", "Carrera 7 # 1-1, Bogotá, 110111"),
    ("CZ", "Dlouhá 1, 110 00 Praha 1"),
    ("DE", "Markt 1, 34117 Kassel"),
    ("DE", "D-34117 Kassel"),
    ("DK", "Strøget 1, 1160 København K"),
    ("ES", "Calle Mayor 1, 28013 Madrid"),
    ("FI", "Mannerheimintie 1, 00100 Helsinki"),
    ("FR", "12 rue de la Paix, 69002 Lyon"),
    ("GB", "12 High Street, Leeds LS1 4DY"),
    ("IE", "1 O'Connell Street, Dublin 1, D01 F5P2"),
    ("IN", "MG Road, Pune 411001"),
    ("IT", "Via Roma 1, 20121 Milano (MI)"),
    ("JP", "〒100-0001 東京都千代田区千代田1-1"),
    ("KR", "04524 서울특별시 중구 세종대로 1"),
    ("KR", "서울특별시 중구 세종대로 1 (우) 04524"),
    ("MX", "Av. Juárez 1, C.P. 06000, Ciudad de México"),
    ("NL", "Kerkstraat 1, 3511 LX Utrecht"),
    ("NO", "Storgata 1, 0155 Oslo"),
    ("NZ", "1 Queen Street, Auckland 1010"),
    ("PL", "ul. Długa 1, 31-042 Kraków"),
    ("PT", "Rua Augusta 1, 1100-148 Lisboa"),
    ("RU", "620014, г. Екатеринбург, ул. Ленина, 1"),
    ("SE", "Storgatan 1, 111 20 Stockholm"),
    ("SG", "1 Raffles Place, Singapore 048616"),
    ("TR", "İstiklal Caddesi 1, 34430 Beyoğlu/İstanbul"),
    ("US", "100 Main Street, Springfield, IL 62701"),
    ("US", "PO Box 1, Boston, MA 02108-1234"),
    ("ZA", "1 Long Street, Cape Town 8001"),
]


@pytest.mark.parametrize(("market", "line"), ADDRESSES, ids=[line for _, line in ADDRESSES])
def test_an_address_in_a_line(market: str, line: str, addresses: Addresses) -> None:
    assert list(addresses.in_lines([line])) == [(market, line)]


LINES = [
    (["Verlag Muster", "Markt 1", "34117 Kassel", "Tel. 0561"], "DE", "Markt 1, 34117 Kassel, Tel. 0561"),
    (["Markt 1", "34117", "Kassel"], "DE", "Markt 1, 34117, Kassel"),
    (["Leeds", "LS1 4DY"], "GB", "Leeds, LS1 4DY"),
    (["Meir 1", "2000 Antwerpen"], "BE", "Meir 1, 2000 Antwerpen"),
    (["れい新聞社", "〒530-0001", "大阪市北区梅田1-1"], "JP", "れい新聞社, 〒530-0001, 大阪市北区梅田1-1"),
]


@pytest.mark.parametrize(("lines", "market", "words"), LINES)
def test_an_address_over_several_lines_is_found_once(
    lines: list[str], market: str, words: str, addresses: Addresses
) -> None:
    assert list(addresses.in_lines(lines)) == [(market, words)]


NONE = [
    "Seit 1990 Wien und Graz",
    "2024 Salzburg, 2025 Linz",
    "© 2026 Zürich",
    "Seit 5. Mai, 2000 Wien",
    "1995 Bruxelles",
    "12345 Artikel",
    "1010 Besucher",
    "5000 Euro Spende für Köln",
    "Version 10.1010 Wien",
    "Kurs 1.2345",
    "03-1234-5678",
    "ISBN 978-3-16-148410-0",
    "20 000 people in Leeds",
    "a1010 Wien",
    "Kassel",
    "",
]


@pytest.mark.parametrize("line", NONE)
def test_years_and_other_numbers_are_no_postcodes(line: str, addresses: Addresses) -> None:
    assert list(addresses.in_lines([line])) == []


def test_one_end_of_a_long_list_does_not_lend_its_town_to_the_other(addresses: Addresses) -> None:
    assert list(addresses.in_lines(["34117", "x", "Kassel"])) == []


STATED = [
    (Organisation("NGO", street="Markt 1", postcode="34117", locality="Kassel", country="DE"), "DE"),
    (Organisation("NGO", postcode="69002", locality="Lyon", country="France"), "FR"),
    (Organisation("NGO", locality="Wien", country="Österreich"), "AT"),
    (Organisation("NGO", locality="東京", country="日本"), "JP"),
    (Organisation("NGO", postcode="3511 LX", locality="Utrecht"), "NL"),
    (Organisation("NGO", postcode="LS1 4DY", locality="Leeds"), "GB"),
    (Organisation("NGO", postcode="99999", locality="Utrecht"), ""),
    (Organisation("NGO", locality="Utrecht"), ""),
    (Organisation("NGO", locality="Jakarta", country="ID"), "ID"),
    (Organisation("NGO", locality="Bandung", country="Indonesia"), "ID"),
    (Organisation("NGO", postcode="3511 LX", locality="Utrecht", country="Atlantis"), ""),
    (Organisation("NGO", country="Atlantis"), ""),
    (Organisation("NGO"), ""),
]


@pytest.mark.parametrize(("organisation", "market"), STATED)
def test_the_address_an_organisation_states(organisation: Organisation, market: str, addresses: Addresses) -> None:
    assert addresses.of_organisation(organisation)[0] == market
