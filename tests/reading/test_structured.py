"""What pages say about themselves in JSON-LD, well or badly."""

import json
from datetime import date
from typing import Any

import pytest

from prospector.models import Organisation
from prospector.reading.structured import Structured, read_structured


def read(*blocks: Any) -> Structured:
    return read_structured([block if isinstance(block, str) else json.dumps(block) for block in blocks])


NAMED = [
    ("one", {"@type": "Organization", "name": "Kreisblatt"}),
    ("a graph", {"@graph": [{"@type": "WebSite"}, {"@type": "Organization", "name": "Kreisblatt"}]}),
    ("a list", [[{"@type": ["Thing", "Organization"], "name": "Kreisblatt"}]]),
    ("the publisher of an article", {"publisher": {"@type": "NGO", "legalName": "Kreisblatt", "name": "KB"}}),
    ("a type as an address", {"@type": "https://schema.org/NewsMediaOrganization", "name": "Kreisblatt"}),
    ("a name in a language", {"@type": "Organization", "name": {"@value": "Kreisblatt", "@language": "de"}}),
    ("several names", {"@type": "Organization", "name": ["Kreisblatt", "KB"]}),
    ("within a comment", '<!-- {"@type": "Organization", "name": "Kreisblatt"} -->'),
    ("within CDATA", '/*<![CDATA[*/ {"@type": "Organization", "name": "Kreisblatt"} /*]]>*/'),
    ("with a mark before it", '\ufeff\n{"@type": "Organization", "name": "Kreisblatt"}'),
    ("with a semicolon behind it", '{"@type": "Organization", "name": "Kreisblatt"};'),
    ("with line breaks in the text", '{"@type": "Organization", "name": "\tKreisblatt\n"}'),
]


@pytest.mark.parametrize(("what", "block"), NAMED, ids=[case[0] for case in NAMED])
def test_an_organisation_is_found_however_it_is_wrapped(what: str, block: Any) -> None:
    assert [found.name for found in read(block).organisations] == ["Kreisblatt"], what


SILENT = [
    "",
    "null",
    "5",
    '"Organization"',
    "[]",
    "{}",
    '{"@type": null}',
    '{"@type": {}}',
    '{"@type": true}',
    '{"name": "x"}',
    '{"@type": "Organization", "name": "x"',
    "{'@type': 'Organization'}",
    '{"@type": "Organization", "name": ' + "9" * 5000 + "}",
    "[" * 100_000,
    "[" * 100_000 + "]" * 100_000,
    '{"a":' * 50_000 + "1" + "}" * 50_000,
]


@pytest.mark.parametrize("block", SILENT, ids=[block[:20] or "empty" for block in SILENT])
def test_a_block_that_says_nothing_is_passed_over(block: str) -> None:
    assert read(block) == Structured()
    assert read(block, {"@type": "Blog"}).types == ("Blog",)


ADDRESSES = [
    (
        {
            "@type": "PostalAddress",
            "streetAddress": "Markt 1",
            "postalCode": 34117,
            "addressLocality": "Kassel",
            "addressRegion": "Hessen",
            "addressCountry": {"@type": "Country", "name": "DE"},
        },
        Organisation("Store", "", "", "Markt 1", "34117", "Kassel", "Hessen", "DE"),
    ),
    ([{"addressLocality": "Lyon", "addressCountry": ["FR"]}], Organisation("Store", locality="Lyon", country="FR")),
    ("1 High Street, Leeds", Organisation("Store", street="1 High Street, Leeds")),
    ([], Organisation("Store")),
    ([None], Organisation("Store")),
    (True, Organisation("Store")),
]


@pytest.mark.parametrize(("address", "organisation"), ADDRESSES)
def test_an_address_in_any_form(address: Any, organisation: Organisation) -> None:
    assert read({"@type": "Store", "address": address}).organisations == (organisation,)


def test_numbers_of_registers_keep_their_kind() -> None:
    found = read({"@type": "Corporation", "vatID": "DE136695976", "leiCode": "", "issn": ["0000-0019"]}).organisations
    assert found[0].ids == ("vatID:DE136695976", "issn:0000-0019")


ARTICLES = [
    ({"author": "Ada Beispiel"}, ("Ada Beispiel",)),
    ({"author": {"@type": "Person", "name": "Ada Beispiel"}}, ("Ada Beispiel",)),
    ({"author": [{"name": "Ada Beispiel"}, "Bo Muster", {"name": "Ada Beispiel"}]}, ("Ada Beispiel", "Bo Muster")),
    ({"author": "https://example.de/ada"}, ()),
    ({"author": {"@id": "#ada"}}, ()),
    ({"author": [None, {}]}, ()),
]


@pytest.mark.parametrize(("facts", "authors"), ARTICLES)
def test_the_authors_of_an_article(facts: dict[str, Any], authors: tuple[str, ...]) -> None:
    assert read({"@type": "NewsArticle", **facts}).authors == authors


def test_the_days_of_an_article() -> None:
    found = read(
        {"@type": "WebPage", "datePublished": "soon"},
        {"@type": "NewsArticle", "datePublished": ["2026-03-01T23:30:00Z"], "dateModified": "20260305"},
    )
    assert (found.published, found.modified) == (date(2026, 3, 1), date(2026, 3, 5))


def test_a_lone_surrogate_goes_no_further() -> None:
    found = read(
        r'{"@type": ["Blog\ud800", "Organization"], "name": "\udfff x", "author": "A\ud83d", "vatID": "\ud800"}'
    )
    repr(found).encode("utf-8")
    assert found.organisations[0].name == "? x"


def test_there_is_an_end_to_everything() -> None:
    found = read([{"@type": f"Type{number}", "name": "x" * 5000, "author": "y" * 5000} for number in range(1000)])
    assert (len(found.types), len(found.authors[0])) == (20, 300)
    many = read([{"@type": "Organization", "name": f"Name {number}"} for number in range(1000)])
    assert len(many.organisations) == 20
