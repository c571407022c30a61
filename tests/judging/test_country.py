"""Where a publisher sits and whom it writes for: each signal, and what only looks like one."""

from typing import Any

import pytest

from prospector.judging.country import Countries, own_text
from prospector.judging.knowledge import Knowledge
from prospector.markets.knowledge import sites
from prospector.models import Organisation
from tests.judging.pages import page, seen


@pytest.fixture(scope="module")
def countries(knowledge: Knowledge) -> Countries:
    return Countries(knowledge, sites())


def of_kind(countries: Countries, signals: str, **facts: Any) -> list[tuple[str, str]]:
    """Return signal and market of the evidence of some kinds, ``all`` for every kind."""
    wanted = signals.split()
    found = countries.evidence(page(**{"url": "https://www.example.com/x", **facts}))
    return [(e.signal, e.value) for e in found if e.signal in wanted or signals == "all"]


SUFFIXES = [
    ("https://www.example.de/", ("suffix", "DE")),
    ("https://www.example.co.uk/", ("suffix", "GB")),
    ("https://kassel.ihk.de/", ("suffix", "DE")),
    ("https://пример.рф/", ("suffix", "RU")),
    ("https://www.example.no/", ("restricted_suffix", "NO")),
    ("https://www.example.com.au/", ("restricted_suffix", "AU")),
    ("https://www.example.gov/", ("restricted_suffix", "US")),
    ("https://www.example.berlin/", ("regional_suffix", "DE")),
    ("https://www.example.scot/", ("regional_suffix", "GB")),
    ("https://www.example.paris/", ("regional_suffix", "FR")),
    ("https://www.trend.com.se/", ("imitation_suffix", "")),
]
SILENT_SUFFIXES = [
    "https://www.example.com/",
    "https://www.example.co/",
    "https://www.example.io/",
    "https://www.example.tv/",
    "https://www.example.eu/",
    "https://www.example.edu/",
    "https://strickblog.blogspot.de/",
    "https://ameblo.jp/ada/",
    "http://192.0.2.7/",
]


@pytest.mark.parametrize(("url", "evidence"), SUFFIXES)
def test_a_suffix(url: str, evidence: tuple[str, str], countries: Countries) -> None:
    assert of_kind(countries, "all", url=url) == [evidence]


@pytest.mark.parametrize("url", SILENT_SUFFIXES)
def test_a_suffix_that_says_nothing(url: str, countries: Countries) -> None:
    assert of_kind(countries, "all", url=url) == []


IMPRINTS = [
    (
        "DE",
        "Impressum\nVerlag Muster GmbH\nMarkt 1\n34117 Kassel\nTel. +49 561 123456\nAmtsgericht Kassel HRB 12345",
    ),
    ("AT", "Medieninhaber: Verein Muster\nHauptplatz 1\n8010 Graz\nZVR-Zahl: 123456789\nTel. +43 316 123456"),
    ("CH", "Verein Muster\nBahnhofstrasse 1\n8001 Zürich\nUID CHE-100.155.212\nTel. +41 44 200 00 00"),
    (
        "FR",
        "Mentions légales\nEditions Exemple\n12 rue du Port\n69002 Lyon\nSIRET 732 829 320 00074\n+33 4 72 00 00 00",
    ),
    ("GB", "The Example Gazette\n12 High Street\nLeeds LS1 4DY\n+44 113 496 0000\nRegistered in England No. 01234567"),
    ("NL", "Voorbeeldkrant\nKerkstraat 1\n3511 LX Utrecht\nKvK 12345678\nT +31 30 123 4567"),
    ("PL", "Wydawnictwo Przykład Sp. z o.o.\nul. Długa 1\n31-042 Kraków\nNIP 8567346215\ntel. +48 12 422 00 00"),
    ("JP", "株式会社れい新聞社\n〒100-0001\n東京都千代田区千代田1-1\n電話 +81 3-3581-1111\n法人番号 5835678256246"),
    ("KR", "예시신문\n04524 서울특별시 중구 세종대로 1\n사업자등록번호 116-82-00276\n전화 +82-2-123-4567"),
    ("BR", "Jornal Exemplo\nRua Direita, 1\nSão Paulo - SP, CEP 01310-100\nCNPJ 16.727.230/0001-97\n+55 11 3123-4567"),
    ("RU", "ООО Пример\nИНН 7707083893\n620014, Екатеринбург, ул. Ленина 1\nтел. +7 343 123-45-67"),
    ("IN", "Example Times\nMG Road, Pune 411001\nGSTIN 27AAPFU0939F1ZV\n+91 20 2612 3456"),
]


@pytest.mark.parametrize(("market", "text"), IMPRINTS, ids=[market for market, _ in IMPRINTS])
def test_an_imprint_shows_address_register_and_phone_each_once(market: str, text: str, countries: Countries) -> None:
    found = of_kind(countries, "postal_address register_id phone", role="imprint", text=text)
    assert sorted(found) == [("phone", market), ("postal_address", market), ("register_id", market)]


LEGAL = [
    ("Angaben gemäß § 5 DDG", "DE"),
    ("Company limited by guarantee, Companies House", "GB"),
    ("株式会社れい新聞社", "JP"),
    ("Wydawnictwo Przykład Sp. z o.o.", "PL"),
    ("Código Civil, LSSI", "ES"),
    ("KvK te Utrecht", "NL"),
]


@pytest.mark.parametrize(("line", "market"), LEGAL)
def test_words_of_one_countrys_law(line: str, market: str, countries: Countries) -> None:
    assert of_kind(countries, "legal_words", role="imprint", text=line) == [("legal_words", market)]


@pytest.mark.parametrize("line", ["Example Ltd", "Muster GmbH", "Ejemplo S.A.", "limited to companies house rules", ""])
def test_words_that_several_countries_share_name_none(line: str, countries: Countries) -> None:
    assert of_kind(countries, "legal_words", role="imprint", text=line) == []


ELSEWHERE: list[tuple[str, dict[str, Any]]] = [
    ("members", {"role": "members", "text": "Muster GmbH, Markt 1, 34117 Kassel, +49 561 123456"}),
    ("links", {"role": "links", "text": "Mairie, 1 place Bellecour, 69002 Lyon, +33 4 72 00 00 00"}),
    ("an article", {"role": "article", "text": "The firm at 12 High Street, Leeds LS1 4DY, +44 113 496 0000"}),
    ("a long start page", {"role": "home", "text": "x" * 6000 + "\nMarkt 1, 34117 Kassel"}),
]


@pytest.mark.parametrize(("what", "facts"), ELSEWHERE, ids=[what for what, _ in ELSEWHERE])
def test_addresses_of_others_say_nothing(what: str, facts: dict[str, Any], countries: Countries) -> None:
    assert of_kind(countries, "all", **facts) == [], what


def test_the_footer_speaks_for_the_publisher_on_every_page(countries: Countries) -> None:
    footer = "Verlag Muster\nMarkt 1, 34117 Kassel, Deutschland"
    found = of_kind(countries, "all", role="members", text="12 High Street, Leeds LS1 4DY", footer_text=footer)
    assert found == [("postal_address", "DE"), ("country_name", "DE")]


CREDITS = [
    "Webdesign: Agence Exemple",
    "Website by Agence Exemple",
    "Umsetzung: Agence Exemple",
    "Réalisation : Agence Exemple",
    "Hébergeur : Exemple SAS",
    "Diseño web: Agence Exemple",
    "Realizzazione: Agence Exemple",
    "Website door Agence Exemple",
    "Webbdesign: Agence Exemple",
    "Realizacja: Agence Exemple",
    "Разработка сайта: Agence Exemple",
    "ホームページ制作 Agence Exemple",
]


@pytest.mark.parametrize("credit", CREDITS)
def test_the_makers_of_a_site_are_not_its_publisher(credit: str, countries: Countries) -> None:
    text = f"Verein Muster\nMarkt 1\n34117 Kassel\n{credit}\n12 rue du Port\n69002 Lyon\n+33 4 72 00 00 00"
    assert of_kind(countries, "postal_address phone register_id", role="imprint", text=text) == [
        ("postal_address", "DE")
    ]


OWNERS = [
    (Organisation("NewsMediaOrganization", locality="Lyon", country="FR"), "home", [("structured_address", "FR")]),
    (Organisation("NGO", url="https://www.example.com/", country="Japan"), "about", [("structured_address", "JP")]),
    (Organisation("NGO", postcode="3511 LX", locality="Utrecht"), "contact", [("structured_address", "NL")]),
    (Organisation("LocalBusiness", url="https://www.other.fr/", country="FR"), "home", []),
    (Organisation("Person", country="FR"), "about", []),
    (Organisation("LocalBusiness", country="FR"), "members", []),
    (Organisation("Organization", country="FR"), "article", []),
    (Organisation("Organization"), "home", []),
]


@pytest.mark.parametrize(("organisation", "role", "found"), OWNERS)
def test_structured_addresses_of_the_publisher(
    organisation: Organisation, role: str, found: list[tuple[str, str]], countries: Countries
) -> None:
    assert of_kind(countries, "all", role=role, organisations=(organisation,)) == found


LOCALES = [
    ({"html_lang": "fr-CH"}, ["CH"]),
    ({"html_lang": "en-gb"}, ["GB"]),
    ({"og_locale": "de_AT"}, ["AT"]),
    ({"html_lang": "zh-Hans-CN"}, ["CN"]),
    ({"html_lang": "pt-BR", "og_locale": "pt_PT"}, ["BR", "PT"]),
    ({"html_lang": "en-US", "og_locale": "en_US"}, []),
    ({"html_lang": "de"}, []),
    ({"html_lang": "zh-Hant"}, []),
    ({"html_lang": "de-XX"}, []),
]


@pytest.mark.parametrize(("facts", "markets"), LOCALES)
def test_a_locale_with_a_region(facts: dict[str, str], markets: list[str], countries: Countries) -> None:
    assert of_kind(countries, "all", **facts) == [("locale", market) for market in markets]


LANGUAGES = [
    ("ja", 0.95, "JP"),
    ("pl", 0.95, "PL"),
    ("nb", 0.95, "NO"),
    ("ko", 0.95, "KR"),
    ("ja", 0.5, ""),
    ("de", 0.99, ""),
    ("en", 0.99, ""),
    ("pt", 0.99, ""),
    ("unknown", None, ""),
]


@pytest.mark.parametrize(("language", "confidence", "market"), LANGUAGES)
def test_a_language_that_one_country_speaks(
    language: str, confidence: float | None, market: str, countries: Countries
) -> None:
    found = of_kind(countries, "all", language=language, language_confidence=confidence, main_text="x")
    assert found == ([("language", market)] if market else [])


NAMES = [
    ("Markt 1, 34117 Kassel, Germany", {("postal_address", "DE"), ("country_name", "DE")}),
    ("Deutschland", {("country_name", "DE")}),
    ("Rua Direita 1, Brasil", {("country_name", "BR")}),
    ("日本 1-1", {("country_name", "JP")}),
    ("Unsere Leser in Deutschland und anderswo lieben uns sehr und schreiben oft.", set()),
    ("From France, Spain and 2 more", set()),
    ("Offices in Germany, France, Spain, Italy and Japan", {("many_countries", "INT")}),
]


@pytest.mark.parametrize(("line", "found"), NAMES)
def test_a_country_named_as_addresses_name_it(line: str, found: set[tuple[str, str]], countries: Countries) -> None:
    evidence = countries.evidence(page("https://www.example.com/contact", role="contact", text=line))
    assert seen(evidence) == found
    assert all(e.quote == line for e in evidence)


PLACES = [
    ({"title": "Nachrichten aus Kassel"}, "DE"),
    ({"site_name": "Lyon Capitale"}, "FR"),
    ({"title": "大阪市の新聞"}, "JP"),
    ({"site_name": "Rzeszów dziś"}, "PL"),
]


@pytest.mark.parametrize(("facts", "market"), PLACES)
def test_a_large_town_in_the_name(facts: dict[str, str], market: str, countries: Countries) -> None:
    assert of_kind(countries, "all", **facts) == [("place_name", market)]


NATIONAL = [
    ("https://www.example.de/x", {}, "Tel. 0561 123456", "DE"),
    ("https://www.example.co.uk/x", {}, "Tel. 0113 496 0000", "GB"),
    ("https://www.example.com/x", {"language": "ja", "language_confidence": 0.9}, "電話 03-3581-1111", "JP"),
    ("https://www.example.com/x", {}, "Tel. 0561 123456", ""),
    ("https://www.example.co/x", {}, "Tel. 601 234 5678", ""),
]


@pytest.mark.parametrize(("url", "facts", "line", "market"), NATIONAL)
def test_a_national_number_is_read_in_the_light_of_suffix_or_language(
    url: str, facts: dict[str, Any], line: str, market: str, countries: Countries
) -> None:
    found = of_kind(countries, "phone", url=url, role="contact", text=line, **facts)
    assert found == ([("phone", market)] if market else [])


def test_own_text_is_said_once() -> None:
    imprint = page(role="imprint", text="Verlag Muster\nMarkt 1", footer_text="Verlag Muster\nDatenschutz")
    assert own_text(imprint) == "Verlag Muster\nMarkt 1\nDatenschutz"
    assert own_text(page(role="article", text="Verlag Muster", footer_text="Datenschutz")) == "Datenschutz"
