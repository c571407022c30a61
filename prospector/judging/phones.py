"""Phone numbers and the countries they belong to."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

import phonenumbers

from prospector.folding import one_line
from prospector.models import Page

_MOST = 8
_OTHER_PEOPLES = frozenset({"members", "listing", "article", "links"})
_CHAT = re.compile(
    r"https?://(?:wa\.me/|(?:api|web)\.whatsapp\.com/send/?\?phone=)(?:\+|%2B)?(\d{8,15})", re.IGNORECASE
)


def phone_countries(page: Page, own: str, hint: str) -> Iterator[tuple[str, str]]:
    """Yield country and words for the phone numbers that reach a page's publisher.

    Numbers with a country code speak for themselves; national ones are read in the light of *hint* (a market's code,
    empty for none). *own* is the text that speaks for the publisher.
    """
    seen: set[str] = set()
    for code, words in _all(page, own, hint):
        if code and code not in seen:
            seen.add(code)
            yield code, words


def _all(page: Page, own: str, hint: str) -> Iterator[tuple[str, str]]:
    if page.role not in _OTHER_PEOPLES:
        yield from _linked(page, hint)
    for line in islice(_with_digits(own), 60):
        yield from _in_line(line, hint)


@lru_cache(maxsize=4096)
def _in_line(line: str, hint: str) -> tuple[tuple[str, str], ...]:
    """Return country and words for the numbers in a line; remembered, since a site repeats its own on each page."""
    found = phonenumbers.PhoneNumberMatcher(line, hint or None)
    return tuple((_region(match.number), one_line(line, 160)) for match in found)


def _linked(page: Page, hint: str) -> Iterator[tuple[str, str]]:
    """Yield country and words for the numbers that links of a page call or write to."""
    for link in page.direct[:_MOST]:
        if link.url.lower().startswith("tel:"):
            words = link.anchor if any(map(str.isdigit, link.anchor)) else link.url
            yield _country(link.url[4:], hint), one_line(words, 120)
    for url in dict.fromkeys(link.url for link in page.links if link.external):
        chat = _CHAT.match(url)
        if chat:
            yield _country(f"+{chat[1]}", ""), one_line(url, 120)


def _with_digits(own: str) -> Iterator[str]:
    return (line for line in own.split("\n") if len(line) < 400 and sum(map(str.isdigit, line)) >= 7)


def _country(number: str, hint: str) -> str:
    try:
        parsed = phonenumbers.parse(number, hint or None)
    except phonenumbers.NumberParseException:
        return ""
    return _region(parsed) if phonenumbers.is_possible_number(parsed) else ""


def _region(number: phonenumbers.PhoneNumber) -> str:
    """Return the country of a number; for codes that several share, the one whose plan it fits; empty for none."""
    region = phonenumbers.region_code_for_number(number)
    main = phonenumbers.region_code_for_country_code(number.country_code or 0)
    if region is None and main == "US":
        return ""
    return str(region or main).removeprefix("ZZ").removeprefix("001")
