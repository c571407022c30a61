"""What kind of site a page belongs to: names, words, types, hosts."""

from datetime import date
from typing import Any

import pytest

from prospector.judging.kind import Kinds
from prospector.judging.knowledge import Knowledge
from prospector.markets.weights import weights
from prospector.models import KINDS, Link, Organisation
from tests.judging.pages import page, seen


@pytest.fixture(scope="module")
def kinds(knowledge: Knowledge) -> Kinds:
    return Kinds(knowledge)


NAMES = [
    ("Murgtaler Zeitung", "publication"),
    ("The Leeds Gazette", "publication"),
    ("河北新報 ニュース", "publication"),
    ("IHK Kassel", "chamber"),
    ("Chambre de commerce et d'industrie de Lyon", "chamber"),
    ("Cámara de Comercio de Bogotá", "chamber"),
    ("Camera di Commercio di Bergamo", "chamber"),
    ("札幌商工会議所", "chamber"),
    ("대구상공회의소", "chamber"),
    ("Торгово-промышленная палата Урала", "chamber"),
    ("Fachverband Holz und Kunststoff", "trade_body"),
    ("My knitting blog", "blog"),
    ("Branchenverzeichnis Kassel", "directory"),
]


@pytest.mark.parametrize(("name", "kind"), NAMES)
def test_the_name_of_a_site(name: str, kind: str, kinds: Kinds) -> None:
    assert ("name", kind) in seen(kinds.evidence(page("https://www.example.com/", role="home", site_name=name)))
    assert ("name", kind) in seen(kinds.evidence(page("https://www.example.com/", role="home", title=name)))


@pytest.mark.parametrize(("name", "kind"), NAMES)
def test_a_headline_names_no_kind(name: str, kind: str, kinds: Kinds) -> None:
    headline = page("https://www.example.com/x", role="article", title=name, text=f"{name} meldet Neues.")
    assert not {(signal, kind) for signal in ("name", "words")} & seen(kinds.evidence(headline))


def within(*paths: str, anchor: str = "x") -> tuple[Link, ...]:
    return tuple(Link(f"https://www.example.com{path}", anchor) for path in paths)


ICH = (
    "Ich backe, seit ich denken kann, und hier schreibe ich über mein Brot. Mein Ofen ist alt, aber mir reicht er. " * 3
)
NEWS = (
    "Der Stadtrat hat am Montag den Haushalt beschlossen. Die Opposition stimmte dagegen, der Bürgermeister dafür. " * 3
)

FACTS: list[tuple[dict[str, Any], tuple[str, str]]] = [
    ({"url": "https://www.example.gov.uk/"}, ("suffix", "government")),
    ({"url": "https://www.example.go.jp/"}, ("suffix", "government")),
    ({"url": "https://www.example.edu/"}, ("suffix", "education")),
    ({"url": "https://www.example.ac.jp/"}, ("suffix", "education")),
    ({"url": "https://strick.blog/"}, ("suffix", "blog")),
    ({"types": ("WebSite", "NewsMediaOrganization")}, ("type", "publication")),
    ({"role": "home", "organisations": (Organisation("SportsClub"),)}, ("type", "association")),
    ({"types": ("Product",)}, ("page_type", "company")),
    ({"generator": "phpBB 3.3"}, ("engine", "community")),
    ({"role": "article", "published": date(2026, 3, 1)}, ("dated_article", "publication")),
    ({"role": "members", "title": "Mitglieder"}, ("members_page", "association")),
    ({"role": "join", "title": "Mitglied werden"}, ("join_page", "trade_body")),
    ({"role": "imprint", "text": "Kreishandwerkerschaft Kassel"}, ("words", "chamber")),
    ({"footer_text": "Kreishandwerkerschaft Kassel"}, ("words", "chamber")),
    ({"role": "home", "links": within("/a", anchor="Trainingszeiten")}, ("menu", "association")),
    ({"role": "contact", "links": within("/a", anchor="Unsere Leistungen")}, ("menu", "company")),
    ({"role": "home", "text": "Installation\nQuickstart"}, ("menu", "other")),
    ({"role": "home", "headings": ("Öffnungszeiten",)}, ("menu", "company")),
    ({"role": "article", "language": "de", "main_text": ICH}, ("voice", "blog")),
    ({"role": "article", "main_text": "Dieser Text enthält Affiliate-Links."}, ("affiliate", "blog")),
    ({"role": "home", "title": "Tischlerei Ahrens"}, ("called", "company")),
    ({"url": "https://www.ruderclub-ahrens.de/", "role": "home"}, ("called", "association")),
    ({"url": "https://www.derbychessclub.org/", "role": "home"}, ("host", "association")),
    ({"url": "https://www.murgtalzeitung.de/", "role": "imprint"}, ("host", "publication")),
    ({"url": "https://sabine.wordpress.com/", "role": "home"}, ("platform", "blog")),
    ({"url": "https://medium.com/@sabine", "role": "home"}, ("platform", "blog")),
    ({"generator": "mkdocs-1.6.1, mkdocs-material-9.5.47"}, ("engine", "other")),
    ({"generator": "Moodle 4.1"}, ("engine", "education")),
    ({"generator": "PrestaShop"}, ("shop", "company")),
    ({"role": "home", "links": within("/produkt/stuhl", "/warenkorb")}, ("paths", "company")),
    ({"role": "home", "links": within("/en/latest/api/")}, ("paths", "other")),
    ({"footer_text": "© 2026 Ahrens Holzbau GmbH"}, ("company_form", "company")),
    ({"role": "imprint", "text": "Ruderclub Ahrens e.V.\nAmtsgericht"}, ("association_form", "association")),
    ({"footer_text": "運営 緑ヶ岡株式会社"}, ("company_form", "company")),
    ({"footer_text": "Bundesverband der Korbmacher e. V.", "language": "de"}, ("owner", "trade_body")),
    ({"footer_text": "Murgtaler Zeitung GmbH", "language": "de"}, ("owner", "publication")),
]


@pytest.mark.parametrize(("facts", "evidence"), FACTS)
def test_what_speaks_for_a_kind(facts: dict[str, Any], evidence: tuple[str, str], kinds: Kinds) -> None:
    assert evidence in seen(kinds.evidence(page(**{"url": "https://www.example.com/x", **facts})))


SILENT: list[dict[str, Any]] = [
    {},
    {"url": "https://www.go.example.com/"},
    {"generator": "WordPress 6"},
    {"types": ("WebPage", "BreadcrumbList")},
    {"role": "other", "text": "Kreishandwerkerschaft Kassel"},
    {"role": "article", "links": within("/a", anchor="Trainingszeiten")},
    {"role": "home", "links": within("/a", anchor="Warum wir neue Trainingszeiten brauchen")},
    {"role": "about", "text": "Öffnungszeiten\nInstallation"},
    {"role": "article", "language": "de", "main_text": NEWS},
    {"role": "article", "language": "en", "main_text": ICH},
    {"role": "article", "types": ("SportsTeam", "Restaurant")},
    {"role": "article", "links": within("/produkt/stuhl")},
    {"role": "article", "text": "Die Ahrens Holzbau GmbH baut."},
    {"role": "imprint", "text": "Hébergement\nOVH SAS\n2 rue Kellermann\n59100 Roubaix"},
    {"role": "imprint", "text": "Éditrice : Ada Exemple\nHébergeur : Exemple Cloud SARL, 1 rue du Port, Lille"},
    {"footer_text": "Webdesign: Muster Medien GmbH"},
    {"footer_text": "for limited use, not kg"},
    {"role": "home", "title": "Referenz und Tribuna", "language": "fi"},
]


@pytest.mark.parametrize("facts", SILENT)
def test_what_speaks_for_none(facts: dict[str, Any], kinds: Kinds) -> None:
    assert kinds.evidence(page(**{"url": "https://www.example.com/x", **facts})) == []


def test_two_words_count_more_than_one_said_twice(kinds: Kinds) -> None:
    def strength(text: str) -> float:
        found = kinds.evidence(page("https://www.example.com/x", role="about", text=text))
        return max(e.strength for e in found if e.value == "chamber")

    twice = strength("Handwerkskammer Kassel, die Handwerkskammer")
    assert strength("Handwerkskammer, früher Gewerbekammer") > twice


def test_evidence_names_kinds_and_signals_that_are_weighed(kinds: Kinds, knowledge: Knowledge) -> None:
    pages = [page(**{"url": "https://www.example.com/x", **facts}) for facts, _ in FACTS]
    found = [e for each in pages for e in kinds.evidence(each)]
    assert {e.value for e in found} <= set(KINDS)
    assert {e.signal for e in found} <= set(weights("kind")["signals"])
