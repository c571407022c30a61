"""Role addresses, phones and forms of a site; never a person's own mailbox."""

import pytest

from prospector.judging.contacts import Contacts
from prospector.judging.knowledge import Knowledge
from prospector.markets.knowledge import sites
from prospector.models import Contact, Link
from tests.judging.pages import page


@pytest.fixture(scope="module")
def contacts(knowledge: Knowledge) -> Contacts:
    return Contacts(knowledge, sites())


WRITTEN = [
    ("redaktion@example.de", "redaktion@example.de", "editorial"),
    ("Redaktion.Kassel@Example.de", "redaktion.kassel@example.de", "editorial"),
    ("newsdesk2@example.de", "newsdesk2@example.de", "editorial"),
    ("anzeigen-sued@example.de", "anzeigen-sued@example.de", "advertising"),
    ("publicidad@example.com.mx", "publicidad@example.com.mx", "advertising"),
    ("presse@example.de", "presse@example.de", "press"),
    ("info@example.de", "info@example.de", "general"),
    ("Mail: <info@example.de>.", "info@example.de", "general"),
    ("segreteria@example.it", "segreteria@example.it", "general"),
    ("example@example.de", "example@example.de", "general"),
    # written so that machines stumble
    ("redaktion (at) example.de", "redaktion@example.de", "editorial"),
    ("redaktion [at] example [dot] de", "redaktion@example.de", "editorial"),
    ("info(ät)example(punkt)de", "info@example.de", "general"),
    ("redaccion {arroba} example {punto} es", "redaccion@example.es", "editorial"),
    ("info＠example.jp", "info@example.jp", "general"),
]


@pytest.mark.parametrize(("line", "address", "role"), WRITTEN)
def test_a_role_address_is_kept_with_its_line(line: str, address: str, role: str, contacts: Contacts) -> None:
    found = contacts.of_page(page(role="contact", text=f"Kontakt\n{line}\n"))
    assert found == (Contact("email", address, role, line),)


PERSONAL = [
    "ada.beispiel@example.de",
    "a.beispiel@example.de",
    "adabeispiel@gmail.com",
    "ada (at) example.de",
    "example@gmail.com",
    "noreply@example.de",
    "info@example",
    "info at example.de",
    "logo@2x.png",
    "@example",
    "Treffen (at home) um 8",
    "",
]


@pytest.mark.parametrize("line", PERSONAL)
def test_a_persons_mailbox_or_none_is_not_kept(line: str, contacts: Contacts) -> None:
    assert contacts.of_page(page(role="contact", text=line)) == ()


LINKED: list[tuple[str, list[tuple[str, str]]]] = [
    ("mailto:Redaktion@example.de?subject=Hallo", [("email", "redaktion@example.de")]),
    ("MAILTO:info@example.de", [("email", "info@example.de")]),
    ("mailto:info@example.de, anzeigen@example.de", [("email", "info@example.de"), ("email", "anzeigen@example.de")]),
    ("mailto:ada.beispiel@example.de", []),
    ("mailto:", []),
    ("mailto:info@a@b", []),
    ("tel:+49 561 1234", [("phone", "+49 561 1234")]),
    ("tel:", []),
]


@pytest.mark.parametrize(("url", "found"), LINKED)
def test_contacts_in_links(url: str, found: list[tuple[str, str]], contacts: Contacts) -> None:
    seen = contacts.of_page(page(role="about", direct=(Link(url, "Schreiben Sie uns"),)))
    assert [(contact.kind, contact.value) for contact in seen] == found
    assert all(contact.quote == "Schreiben Sie uns" for contact in seen)


@pytest.mark.parametrize("role", ["members", "listing", "article", "links", "other", ""])
def test_contacts_on_pages_about_others_are_theirs(role: str, contacts: Contacts) -> None:
    others = page(role=role, text="info@example.de", direct=(Link("tel:+49 561 1234", "Anruf"),), has_form=True)
    assert contacts.of_page(others) == ()


def test_partners_are_others_too(contacts: Contacts) -> None:
    found = contacts.of_page(page(role="partners", text="info@partner.example\nkontakt@example.de"))
    assert [contact.value for contact in found] == ["kontakt@example.de"]


def test_the_footer_is_read_too_and_nothing_is_said_twice(contacts: Contacts) -> None:
    home = page(role="home", text="info@example.de\nStart", footer_text="info@example.de\nredaktion@example.de")
    assert [contact.value for contact in contacts.of_page(home)] == ["info@example.de", "redaktion@example.de"]


def test_a_form_is_a_contact_on_the_contact_page(contacts: Contacts) -> None:
    url = "https://www.example.de/kontakt"
    assert contacts.of_page(page(url, role="contact", title="Kontakt", has_form=True)) == (
        Contact("form", url, "general", "Kontakt"),
    )
    assert contacts.of_page(page(url, role="home", has_form=True)) == ()


def test_there_is_an_end_to_contacts(contacts: Contacts) -> None:
    text = "\n".join(f"info{number}@example.de" for number in range(100))
    assert len(contacts.of_page(page(role="contact", text=text))) == 8
