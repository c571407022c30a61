"""Where a publisher sits and whom it writes for: each signal, and what only looks like one."""

from typing import Any

import pytest

from prospector.judging.country import Countries
from prospector.judging.knowledge import Knowledge
from prospector.judging.ownership import Ownership
from prospector.markets.knowledge import sites
from prospector.models import Alternate, Organisation
from tests.judging.pages import outward, page, seen


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
    ("https://www.example.com.py/", ("suffix", "PY")),
    ("https://www.example.lt/", ("suffix", "LT")),
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
    (
        "an article",
        {"role": "article", "text": "The firm at 12 High Street, Leeds LS1 4DY, +44 113 496 0000" + "\nx" * 30},
    ),
    ("a long start page", {"role": "home", "text": "x" * 6000 + "\nMarkt 1, 34117 Kassel" + "\nx" * 30}),
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


PARTIES = [
    "Google Ireland Limited",
    "Automattic Inc. (WordPress)",
    "Zuständige Aufsichtsbehörde",
    "Der Anbieter Meta Platforms Ireland, der Ihre Daten im Auftrag und nach unserer Weisung verarbeitet, sitzt in: ",
]


@pytest.mark.parametrize("party", PARTIES)
def test_others_that_a_privacy_page_names_are_not_its_publisher(party: str, countries: Countries) -> None:
    address = "1600 Amphitheatre Parkway, Mountain View, CA 94043"
    others = f"{party} {address}" if len(party) > 100 else f"{party}\n{address}\n+1 650 253 0000"
    text = f"Verein Muster\nMarkt 1\n34117 Kassel\n{others}"
    found = of_kind(countries, "postal_address phone register_id", role="privacy", text=text)
    assert found == [("postal_address", "DE")]


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
    ({"html_lang": "en-CY"}, ["CY"]),
    (
        {
            "alternates": (
                Alternate("de-at", "https://www.example.com/x"),
                Alternate("de-de", "https://www.example.com/y"),
            )
        },
        ["AT"],
    ),
    ({"html_lang": "de"}, []),
    ({"html_lang": "zh-Hant"}, []),
    ({"html_lang": "de-XX"}, []),
]


@pytest.mark.parametrize(("facts", "markets"), LOCALES)
def test_a_locale_with_a_region(facts: dict[str, Any], markets: list[str], countries: Countries) -> None:
    assert of_kind(countries, "all", **facts) == [("locale", market) for market in markets]


LANGUAGES = [
    ("ja", 0.95, [("language", "JP")]),
    ("pl", 0.95, [("language", "PL")]),
    ("nb", 0.95, [("language", "NO")]),
    ("ko", 0.95, [("language", "KR")]),
    ("id", 0.95, [("language", "ID")]),
    ("sv", 0.95, [("main_language", "SE")]),
    ("it", 0.95, [("main_language", "IT")]),
    ("ja", 0.5, []),
    ("de", 0.99, []),
    ("en", 0.99, []),
    ("pt", 0.99, []),
    ("unknown", None, []),
]


@pytest.mark.parametrize(("language", "confidence", "found"), LANGUAGES)
def test_a_language_that_one_country_speaks(
    language: str, confidence: float | None, found: list[tuple[str, str]], countries: Countries
) -> None:
    assert of_kind(countries, "all", language=language, language_confidence=confidence, main_text="x") == found


WORDS = [
    ("de", "Im Jänner wählt der Verein einen neuen Obmann.", "AT"),
    ("de", "Der Landrat sprach vor dem Kreistag.", "DE"),
    ("de", "Ausserdem gilt im Kanton die neue Regel.", "CH"),
    ("pt", "O usuário pega o ônibus na prefeitura.", "BR"),
    ("pt", "O utilizador apanha o autocarro no concelho.", "PT"),
    ("en", "The Taoiseach met the gardaí in Donegal.", "IE"),
    ("en", "A braai during loadshedding.", "ZA"),
    ("fr", "Le bourgmestre et son échevin se sont réunis.", "BE"),
    ("zh", "这对我们的发展说明了问题，请谢谢他们热爱这个时间。", "CN"),
    ("de", "Im Jänner ist es kalt.", ""),
    ("de", "Der Obmann im Jänner, der Landrat im Kreistag.", ""),
    ("fr", "Jänner, Obmann", ""),
]


@pytest.mark.parametrize(("language", "text", "market"), WORDS)
def test_words_that_one_country_uses(language: str, text: str, market: str, countries: Countries) -> None:
    found = of_kind(countries, "national_words", language=language, language_confidence=0.99, main_text=text)
    assert found == ([("national_words", market)] if market else [])


PRICES = [
    ("Bilet 20 zł, ulgowy 12 zł", "PL"),
    ("£5 adults, £3 children", "GB"),
    ("₹500 or ₹ 700", "IN"),
    ("大人500円、子供300円", "JP"),
    ("20 zł", ""),
    ("20 € und 30 €", ""),
    ("$20 and $30, US$40 and US$50", ""),
    ("20 kr og 30 kr", ""),
    ("20 zł, 30 zł, £5, £7", ""),
]


@pytest.mark.parametrize(("text", "market"), PRICES)
def test_prices_in_a_currency_of_one_country(text: str, market: str, countries: Countries) -> None:
    assert of_kind(countries, "currency", main_text=text) == ([("currency", market)] if market else [])


AUTHORITIES = [
    ("https://www.gov.uk/council-tax", "contact", "GB"),
    ("https://www.lyon.gouv.fr/", "links", "FR"),
    ("https://city.kyoto.lg.jp/", "home", "JP"),
    ("https://www.nasa.gov/", "article", ""),
    ("https://gov.example.com/", "home", ""),
]


@pytest.mark.parametrize(("url", "role", "country"), AUTHORITIES)
def test_links_to_authorities(url: str, role: str, country: str, countries: Countries) -> None:
    found = of_kind(countries, "government_link", role=role, links=(outward(url, "more"),))
    assert found == ([("government_link", country)] if country else [])


NAMES = [
    ("Markt 1, 34117 Kassel, Germany", {("postal_address", "DE"), ("country_name", "DE")}),
    ("Deutschland", set()),
    ("Markt 1\n34117 Kassel\nDeutschland", {("postal_address", "DE"), ("country_name", "DE")}),
    ("Ranking 12: Qualifying for the Qatar World Cup", set()),
    ("© 2026 Brasil", set()),
    ("Jl. Merdeka 1, Bandung 40111, Indonesia", {("country_name", "ID")}),
    ("Girne Taksi | KKTC", {("territory", "CY")}),
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
    assert all(e.quote in (line, line.replace("\n", ", "), line.rpartition("\n")[2]) for e in evidence)


PLACES = [
    ({"title": "Nachrichten aus Kassel"}, "DE"),
    ({"site_name": "Lyon Capitale"}, "FR"),
    ({"title": "大阪市の新聞"}, "JP"),
    ({"site_name": "Rzeszów dziś"}, "PL"),
    ({"title": "BSC Muster Wien"}, "AT"),
    ({"title": "Wisconsin Birds"}, "US"),
    ({"site_name": "حراس السعودية"}, "SA"),
    ({"title": "Girne Taksi"}, "CY"),
    ({"title": "Von Kassel nach Lyon"}, ""),
    ({"title": "Kassel", "role": "article"}, ""),
]


@pytest.mark.parametrize(("facts", "market"), PLACES)
def test_a_large_town_in_the_name(facts: dict[str, str], market: str, countries: Countries) -> None:
    assert of_kind(countries, "place_name", **facts) == ([("place_name", market)] if market else [])


NAMED = [
    ("https://verein.github.io/", "BSC Muster Wien", "de", "AT"),
    ("https://www.example.com/", "Lyon Capitale", "fr", "FR"),
    ("https://www.example.com/", "Lyon Guide", "en", ""),
    ("https://www.example.com/", "Japan-Reisen", "de", ""),
    ("https://www.example.com/", "London Bells", "en", ""),
    ("https://www.example.de/", "Wien-Reisen", "de", ""),
]


@pytest.mark.parametrize(("url", "title", "language", "market"), NAMED)
def test_a_place_in_the_name_and_its_language_under_a_suffix_that_says_nothing(
    url: str, title: str, language: str, market: str, countries: Countries
) -> None:
    found = of_kind(countries, "place_language", url=url, title=title, language=language)
    assert found == ([("place_language", market)] if market else [])


ABOUT = [
    ("Von Kassel über Hamburg nach Köln und wieder nach Kassel.", "DE"),
    ("Reise durch Japan: Kyoto, Osaka und Nagoya.", "JP"),
    ("Noticias de Asunción, Luque y todo el Paraguay.", "PY"),
    ("Kassel, Lyon, Leeds", ""),
    ("Nach Kassel und Hamburg.", "DE"),
    ("nice bath reading", ""),
]


@pytest.mark.parametrize(("text", "country"), ABOUT)
def test_the_country_whose_places_a_text_names(text: str, country: str, countries: Countries) -> None:
    assert of_kind(countries, "place_text", main_text=text) == ([("place_text", country)] if country else [])


def test_an_address_at_the_foot_of_a_page_is_seen_apart(countries: Countries) -> None:
    text = "Veranstaltungen\n" * 30 + "Verein Muster\nMarkt 1\n34117 Kassel"
    assert of_kind(countries, "all", role="events", text=text) == [("address_below", "DE")]


CHATS = ["https://wa.me/4956112345678", "https://api.whatsapp.com/send?phone=+4956112345678&text=x"]


@pytest.mark.parametrize("url", CHATS)
def test_a_chat_by_phone_number(url: str, countries: Countries) -> None:
    assert of_kind(countries, "phone", links=(outward(url, "Chat"),)) == [("phone", "DE")]


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
    own_text = Ownership(["webdesign"]).own_text
    imprint = page(role="imprint", text="Verlag Muster\nMarkt 1", footer_text="Verlag Muster\nDatenschutz")
    assert own_text(imprint) == "Verlag Muster\nMarkt 1\nDatenschutz"
    assert own_text(page(role="article", text="Verlag Muster", footer_text="Datenschutz")) == "Datenschutz"
