"""Where sites are: written sites, each a trap for who trusts the suffix, the lang attribute or the first address."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import pytest

from prospector.judging.country import Countries
from prospector.judging.knowledge import Knowledge
from prospector.markets.knowledge import sites
from prospector.markets.languages import languages
from prospector.models import Alternate, Page
from prospector.ranking.rank import rank
from prospector.store.store import Store
from tests.judging.pages import outward

German = "Der Gemeinderat hat am Mittwoch beschlossen, die Hauptstraße für den Verkehr zu sperren. "
English = "On Wednesday the council decided to close the main street to traffic until next spring. "
Swedish = "Kommunfullmäktige beslutade på onsdagen att stänga av huvudgatan för trafik till våren. "
Spanish = "El gobierno decidió el miércoles cerrar la calle principal al tráfico hasta la primavera. "
Turkish = "Meclis çarşamba günü ana caddeyi gelecek bahara kadar trafiğe kapatmaya karar verdi. "
French = "Mercredi, le conseil a décidé de fermer la rue principale à la circulation jusqu'au printemps. "
Polish = "Rada postanowiła w środę zamknąć główną ulicę dla ruchu aż do przyszłej wiosny. "


@dataclass(frozen=True, slots=True)
class Trap:
    """A site: its pages as facts by address, and what a careful person says of its country."""

    says: str
    pages: dict[str, dict[str, Any]]
    country: str | None
    status: str
    written_for: str | None = None
    about: str | None = None


def imprint(*lines: str) -> dict[str, Any]:
    return {"role": "imprint", "text": "\n".join(lines)}


def text(sentence: str, **facts: Any) -> dict[str, Any]:
    return {"main_text": sentence * 8, "text": sentence * 8, **facts}


TRAPS = [
    Trap(
        "German pages tagged en",
        {
            "https://tal-bote.com/": text(German, role="home", html_lang="en-US"),
            "https://tal-bote.com/impressum": imprint("Tal-Bote Verlag", "Markt 1", "34117 Kassel"),
        },
        "DE",
        "confirmed",
        "DE",
    ),
    Trap(
        "Swedish in Finland",
        {
            "https://skargardsbladet.fi/": text(Swedish + "Esbo och Helsingfors. Finländare. ", role="home"),
            "https://skargardsbladet.fi/om": imprint("Skärgårdsbladet", "Mannerheimvägen 1", "00100 Helsinki"),
        },
        "FI",
        "confirmed",
        "FI",
        "FI",
    ),
    Trap(
        "English on .nl",
        {
            "https://lab-of-tides.nl/": text(English, role="home", html_lang="en"),
            "https://lab-of-tides.nl/contact": imprint("Kerkstraat 1", "3511 LX Utrecht", "+31 30 123 4567"),
        },
        "NL",
        "confirmed",
        "NL",
    ),
    Trap(
        "an international society",
        {
            "https://tide-society.org/": text(English, role="home"),
            "https://tide-society.org/board": {
                "role": "staff",
                "text": "+57 315 547 6182\n+502 5205 5979\n+56 9 8341 6129\n+51 999 852 433\n+503 7839 4637",
            },
        },
        "INT",
        "international",
    ),
    Trap(
        "Northern Cyprus on .com.tr",
        {
            "https://girne-gezi.com.tr/": text(
                Turkish + "Girne, Lefkoşa, Gazimağusa. ",
                role="home",
                title="Girne Gezi",
                og_locale="tr_TR",
                footer_text="Girne Gezi | KKTC\n+90 539 140 50 01",
            ),
        },
        "TR",
        "contradicted",
        "TR",
        "CY",
    ),
    Trap(
        "news about Paraguay edited elsewhere",
        {
            f"https://diario-guarani.org/{number}": text(
                "Noticias de Asunción, Luque y Encarnación, Paraguay. " + Spanish, html_lang="es-AR", role="article"
            )
            for number in range(3)
        },
        "AR",
        "claimed",
        "AR",
        "PY",
    ),
    Trap(
        "a club in the folder of a shared host",
        {
            "https://kegelclub.github.io/muster/": text(German, role="home", title="KC Muster Wien"),
            "https://kegelclub.github.io/muster/impressum": imprint("Obmann: A. Muster", "ZVR-Zahl: 123456789"),
        },
        "AT",
        "confirmed",
        "AT",
        "AT",
    ),
    *(
        Trap(f"{suffix} says nothing", {f"https://tide-tools.{suffix}/": text(English, role="home")}, None, "unknown")
        for suffix in ("io", "co", "me", "tv", "ai")
    ),
    Trap("a suffix that imitates Sweden's", {"https://trend.com.se/": text(English, role="home")}, None, "unknown"),
    Trap(
        "an agency's address in the footer",
        {
            "https://verein-muster.de/": text(
                German,
                role="home",
                footer_text="Webdesign: Agence Exemple\n12 rue du Port\n69002 Lyon\n+33 4 72 00 00 00",
            )
        },
        "DE",
        "claimed",
        "DE",
    ),
    Trap(
        "addresses of members",
        {
            "https://tide-guide.com/": text(English, role="home"),
            "https://tide-guide.com/members": {"role": "members", "text": "Muster GmbH, Markt 1, 34117 Kassel"},
        },
        None,
        "unknown",
    ),
    Trap(
        "an address that every page ends with",
        {
            f"https://grafton-stones.org/{number}": text(English, role="events")
            | {"text": English * 8 + "\nPO Box 481\nGrafton, Wisconsin 53024"}
            for number in range(3)
        },
        "US",
        "confirmed",
        "US",
    ),
    Trap(
        "an address that one page ends with",
        {
            f"https://grafton-walks.org/{number}": text(English, role="events")
            | {"text": English * 8 + ("\nPO Box 481\nGrafton, Wisconsin 53024" if number == 1 else "")}
            for number in range(3)
        },
        None,
        "unknown",
    ),
    Trap(
        "a travel blog is not from where it travels",
        {
            f"https://reiseblog-muster.com/{number}": text(
                German + "Kyoto, Osaka, Nagoya, Tokio, Japan. ", role="article"
            )
            for number in range(3)
        },
        None,
        "unknown",
        None,
        "JP",
    ),
    Trap(
        "a publisher in Poland, two families agreeing",
        {"https://rzeka.pl/": text(Polish, role="home")},
        "PL",
        "likely",
        "PL",
    ),
    Trap(
        "an address under another country's suffix",
        {
            "https://flussfrachten.de/": text(German, role="home"),
            "https://flussfrachten.de/impressum": imprint("Fracht B.V.", "Kerkstraat 1", "3511 LX Utrecht"),
        },
        "NL",
        "contradicted",
        "DE",
    ),
]


@pytest.fixture(scope="module")
def judge(knowledge: Knowledge) -> Callable[[Page], Page]:
    countries, told = Countries(knowledge, sites()), languages()

    def judged(page: Page) -> Page:
        found = told.of_page(page)
        page = replace(page, language=found.code, language_confidence=found.confidence)
        return page.observed("country", countries.evidence(page))

    return judged


@pytest.fixture(scope="module")
def verdicts(
    judge: Callable[[Page], Page], make_page: Callable[..., Page], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, dict[str, Any]]:
    """Every trap in one store, judged and ranked once: rows of ``sites`` by site."""
    store = Store.create(tmp_path_factory.mktemp("traps") / "store")
    store.write_pages("r", [judge(make_page(url, **facts)) for trap in TRAPS for url, facts in trap.pages.items()])
    rank(store)
    return {row["site"]: row for row in store.table("SELECT * FROM sites").to_pylist()}


@pytest.mark.parametrize("trap", TRAPS, ids=[trap.says for trap in TRAPS])
def test_a_careful_person_is_not_fooled(trap: Trap, verdicts: dict[str, dict[str, Any]]) -> None:
    row = verdicts[sites().site_of(next(iter(trap.pages)))]
    assert (row["country"], row["country_status"]) == (trap.country, trap.status), row["country_reasons"]
    assert row["written_for"] == trap.written_for
    assert row["written_about"] == trap.about


def test_country_folders_have_countries_of_their_own(
    judge: Callable[[Page], Page], make_page: Callable[..., Page], store: Store
) -> None:
    root = "https://tide-magazine.com/"
    pages = [make_page(root, **text(English, role="home", html_lang="en"))]
    for folder, lang, sentence in (("fr", "fr-FR", French + "La mairie et la préfecture. "), ("at", "de-AT", German)):
        other = Alternate(lang.lower(), f"{root}{folder}/1")
        words = "Im Jänner sprach der Obmann. " if folder == "at" else ""
        pages.append(make_page(other.url, **text(sentence + words, html_lang=lang, alternates=(other,))))
    store.write_pages("r", [judge(page) for page in pages])
    rank(store)
    rows = store.table("SELECT section, country, country_status FROM sections ORDER BY section").to_pylist()
    assert [tuple(row.values()) for row in rows] == [
        ("tide-magazine.com", rows[0]["country"], rows[0]["country_status"]),
        ("tide-magazine.com/at", "AT", "likely"),
        ("tide-magazine.com/fr", "FR", "likely"),
    ]


def test_confirmed_sites_speak_for_those_they_link_to_and_an_owner_has_one_voice(
    judge: Callable[[Page], Page], make_page: Callable[..., Page], store: Store
) -> None:
    liked, farmed, expired = "https://liked.example.org/", "https://farmed.example.net/", "https://verein-muster.de/"
    pages = [make_page(url, **text(English, role="home")) for url in (liked, farmed, expired)]
    for number in range(5):
        own = (outward(liked, "a good read"), outward(expired, "our friends"))
        pages.append(make_page(f"https://zeitung{number}.de/", links=own, **imprint("Markt 1", "34117 Kassel")))
        networked = {"links": (outward(farmed, "a good read"),), "owner_ids": ("adsense:pub-1",)}
        pages.append(make_page(f"https://netz{number}.de/", **networked, **imprint("Markt 1", "34117 Kassel")))
    store.write_pages("r", [judge(page) for page in pages])
    rank(store)
    query = "SELECT site, country, country_status, country_reasons FROM sites WHERE site IN $sites ORDER BY site"
    named = {"sites": ["example.net", "example.org", "verein-muster.de"]}
    farm, like, old = store.table(query, named).to_pylist()
    assert (farm["country"], farm["country_status"]) == (None, "unknown")
    assert (like["country"], like["country_status"]) == ("DE", "claimed")
    assert like["country_reasons"] == ["linked from confirmed sites of this country: https://liked.example.org/"]
    assert (old["country"], old["country_status"]) == ("DE", "claimed"), "suffix and in-links outlive an owner"
