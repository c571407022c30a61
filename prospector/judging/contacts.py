"""Public ways to reach a site's people. Role addresses only: a person's own mailbox is not kept."""

import re
from collections.abc import Iterator

from prospector.folding import one_line, words_of
from prospector.judging.knowledge import Knowledge
from prospector.models import Contact, Page
from prospector.reading.sites import Sites

VERSION = "contacts/1"
_ADDRESS = re.compile(r"[\w.+-]{1,40}@[\w-]{1,60}(?:\.[\w-]{1,60}){1,4}")
_SPELLED_OUT = re.compile(
    r"([\w.+-]{1,40})\s?[\[({]\s?(?:at|ät|æt|arroba|chez)\s?[\])}]\s?([\w.-]{1,80})", re.IGNORECASE
)
_DOT = re.compile(r"\s?[\[({]\s?(?:dot|punkt|punt|punto|point|ponto)\s?[\])}]\s?", re.IGNORECASE)
_BRACKET = re.compile(r"[\[({]")
_SEPARATORS = re.compile(r"[,;\s]+")
_OWN_PAGES = frozenset(
    {"home", "imprint", "contact", "about", "staff", "advertise", "contribute", "press", "partners", "join"}
)
_OTHERS = frozenset({"partners"})
"""Pages of a site that name others: only addresses under its own domain are the site's."""

_MOST = 8


class Contacts:
    """Reads contacts off pages that speak for the site."""

    def __init__(self, knowledge: Knowledge, sites: Sites) -> None:
        self._sites = sites
        self._roles = {local: role for role, locals_ in knowledge.mailbox_roles.items() for local in locals_}

    def of_page(self, page: Page) -> tuple[Contact, ...]:
        """Return the page's role addresses, phone links and contact form; nothing from pages about other people."""
        if page.role not in _OWN_PAGES:
            return ()
        found = [*self._emails(page), *_phones(page), *_form(page)]
        return tuple(dict.fromkeys(found))[:_MOST]

    def _emails(self, page: Page) -> Iterator[Contact]:
        for link in page.direct:
            if link.url.lower().startswith("mailto:"):
                for address in _SEPARATORS.split(link.url[7:].partition("?")[0]):
                    yield from self._email(page, address, link.anchor)
        for line in f"{page.text[:8000]}\n{page.footer_text}".split("\n"):
            for address in _addresses(line[:500]):
                yield from self._email(page, address, line)

    def _email(self, page: Page, address: str, words: str) -> Iterator[Contact]:
        address = address.strip(" .<>").lower()
        local, _, host = address.partition("@")
        if not host or not _ADDRESS.fullmatch(address):
            return
        own = self._sites.site_of(f"https://{host}/") == page.site
        role = self._role(local) if own or page.role not in _OTHERS else ""
        if role or (own and words_of(page.site.partition(".")[0]).replace(" ", "") == local.replace(".", "")):
            yield Contact("email", address, role or "general", one_line(words, 160))

    def _role(self, local: str) -> str:
        """Return whom a mailbox reaches: ``redaktion``, ``redaktion.kassel`` and ``redaktion-sport`` alike."""
        first = re.split(r"[.\-_+\d]", local)[0]
        return self._roles.get(local, self._roles.get(first, ""))


def _addresses(line: str) -> list[str]:
    """Return the mail addresses in a line, also those written out: ``info (at) example (dot) com``."""
    line = line.replace("＠", "@")
    if "@" in line:
        return _ADDRESS.findall(line)
    if not _BRACKET.search(line):
        return []
    return [f"{local}@{host}" for local, host in _SPELLED_OUT.findall(_DOT.sub(".", line))]


def _phones(page: Page) -> Iterator[Contact]:
    for link in page.direct:
        if link.url.lower().startswith("tel:") and any(map(str.isdigit, link.url)):
            yield Contact("phone", link.url[4:].strip(), "", link.anchor)


def _form(page: Page) -> Iterator[Contact]:
    if page.has_form and page.role == "contact":
        yield Contact("form", page.url, "general", one_line(page.title, 160))
