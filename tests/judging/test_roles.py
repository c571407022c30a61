"""What a page is for, by the words of the links to it, in every language."""

from datetime import date
from typing import Any

import pytest

from prospector.judging.knowledge import Knowledge
from prospector.judging.roles import LEAST_STRENGTH, Roles, path_words
from tests.judging.pages import page


@pytest.fixture(scope="module")
def roles(knowledge: Knowledge) -> Roles:
    return Roles(knowledge)


PROMISED = [
    ("/impressum.html", "", "imprint"),
    ("/x", "Mentions légales", "imprint"),
    ("/aviso-legal/", "Aviso legal", "imprint"),
    ("/company/", "会社概要", "imprint"),
    ("/kunye", "KÜNYE", "imprint"),
    ("/x", "Impressum & Datenschutz", "imprint"),
    ("/x", "Kontakt & Anfahrt", "contact"),
    ("/x", "Kontakt und Anfahrt", "contact"),
    ("/service/presse-und-medien/kontakt", "", "contact"),
    ("/yhteystiedot", "Yhteystiedot", "contact"),
    ("/iletisim", "İLETİŞİM", "contact"),
    ("/x", "اتصل بنا", "contact"),
    ("/x", "संपर्क करें", "contact"),
    ("/%C3%BCber-uns", "mehr", "about"),
    ("/chi-siamo", "Chi siamo", "about"),
    ("/o-nas", "О нас", "about"),
    ("/x", "关于我们", "about"),
    ("/x", "회사소개", "about"),
    ("/ueber-uns/team/", "Team", "staff"),
    ("/redakcja", "Redakcja", "staff"),
    ("/annonsera", "Annonsera", "advertise"),
    ("/x", "Рекламодателям", "advertise"),
    ("/anuncie", "Anuncie", "advertise"),
    ("/adverteren", "Adverteren", "advertise"),
    ("/write-for-us/", "Write for us", "contribute"),
    ("/x", "Gastautor werden", "contribute"),
    ("/mitglieder", "Mitgliederverzeichnis", "members"),
    ("/members", "Member directory", "members"),
    ("/links", "Useful links", "links"),
    ("/presse", "Presse", "press"),
    ("/privacy", "Datenschutz", "privacy"),
]


@pytest.mark.parametrize(("path", "anchor", "role"), PROMISED)
def test_a_link_promises_a_role(path: str, anchor: str, role: str, roles: Roles) -> None:
    found = roles.of_link(f"https://example.org{path}", anchor)
    assert found.role == role
    assert found.strength >= LEAST_STRENGTH


HEADLINES = [
    ("/2026/03/strasse", "Stadtrat beschließt neue Straße für den Kreis Kassel"),
    ("/news/contact-lenses-recalled", "Contact lenses recalled by their maker"),
    ("/shop/kontaktlinsen", "Kontaktlinsen"),
    ("/blog/der-grosse-impressum-generator-test-2026", "Impressum-Generatoren im großen Test"),
    ("/actualites/le-contact-avec-la-sonde-perdu", "Le contact avec la sonde est perdu"),
    ("/x", "Alle anzeigen"),
    ("/x", "Travel tips"),
    ("/x", "Work with us"),
    ("/x", "Tarifas"),
    ("/x", "Связь и интернет"),
    ("/", "Startseite"),
    ("/x", ""),
    ("/x", "Kontakt " * 20),
]


@pytest.mark.parametrize(("path", "anchor"), HEADLINES)
def test_a_headline_promises_none(path: str, anchor: str, roles: Roles) -> None:
    assert roles.of_link(f"https://example.org{path}", anchor).strength < LEAST_STRENGTH


def test_the_anchor_wins_over_the_path(roles: Roles) -> None:
    assert roles.of_link("https://example.org/kontakt/", "Impressum").role == "imprint"


LONG = "Der Gemeinderat hat am Mittwoch beschlossen, die Straße zu sperren. " * 10
SETTLED: list[tuple[str, dict[str, Any], str]] = [
    ("/", {}, "home"),
    ("/index.php", {"title": "Impressum"}, "home"),
    ("/index.php?id=12", {"title": "Impressum | Blatt"}, "imprint"),
    ("/x", {"title": "Kontakt - Blatt"}, "contact"),
    ("/x", {"title": "Blatt", "headings": ("Über uns",)}, "about"),
    ("/x", {"role": "other", "title": "Impressum"}, "imprint"),
    ("/x", {"role": "advertise", "title": "Impressum"}, "advertise"),
    ("/x", {"published": date(2026, 3, 1), "main_text": LONG}, "article"),
    ("/x", {"og_type": "article", "main_text": LONG}, "article"),
    ("/x", {"role": "section", "published": date(2026, 3, 1), "main_text": LONG}, "article"),
    ("/x", {"published": date(2026, 3, 1), "main_text": "Kurz."}, "other"),
    ("/x", {"role": "section"}, "section"),
    ("/x", {}, "other"),
]


@pytest.mark.parametrize(("path", "facts", "role"), SETTLED)
def test_a_page_gets_the_role_it_was_promised_or_shows(
    path: str, facts: dict[str, Any], role: str, roles: Roles
) -> None:
    assert roles.settled(page(f"https://www.example.de{path}", **facts)) == role


PATHS = [
    ("https://example.de/verein/ueber-uns.html", "verein ueber uns"),
    ("https://example.de/a/b/kontakt/index.php?x=1", "kontakt"),
    ("https://example.de/%E4%BC%9A%E7%A4%BE%E6%A6%82%E8%A6%81/", "会社概要"),
    ("https://example.de/", ""),
    ("http://[x/", ""),
    ("", ""),
]


@pytest.mark.parametrize(("url", "words"), PATHS)
def test_the_words_of_a_path(url: str, words: str) -> None:
    assert path_words(url) == words
