"""Values survive the way into a table and back."""

from dataclasses import fields, replace
from datetime import UTC, date, datetime

import pyarrow as pa
import pytest

from prospector.models import (
    Alternate,
    Contact,
    Evidence,
    Failure,
    Link,
    Organisation,
    Page,
    PlannedVisit,
    RobotsVerdict,
    Visit,
)
from prospector.store.rows import pages_of, pages_table, visits_table
from prospector.store.schema import PAGES, VISITS

NOON = datetime(2026, 3, 1, 12, 0, 0, 123456, tzinfo=UTC)

BARE = Page("https://a.de/", "a.de", "a.de", NOON)
FULL = Page(
    url="https://www.löwe.de/über-uns",
    site="löwe.de",
    section="löwe.de/fr",
    fetched_at=datetime(2026, 3, 1, 23, 59, 59, 123456, tzinfo=UTC),
    requested_url="http://löwe.de/",
    visit="f00d",
    role="imprint",
    depth=2,
    status=203,
    content_type="text/html; charset=utf-8",
    encoding="utf-8",
    bytes=1 << 40,
    cut=True,
    needs_browser=True,
    rendered=True,
    etag='W/"x"',
    last_modified="Sun, 01 Mar 2026 12:00:00 GMT",
    read_at=datetime(2026, 3, 9, 7, tzinfo=UTC),
    read_by="reading/1",
    server_date=NOON,
    title="Über uns – 남강다솜신문 “ملف”",
    description="a 'quoted' \"text\"\nwith lines\tand \x00",
    headings=("", "Zweite"),
    text="x" * 30_000,
    main_text="हिन्दी",
    footer_text="© 2026 🦁",
    html_lang="de-AT",
    og_locale="de_AT",
    og_type="website",
    site_name="Der Löwe",
    generator="Hand",
    canonical="https://www.löwe.de/",
    robots=("noindex", "nofollow"),
    alternates=(Alternate("fr", "https://www.löwe.de/fr/"), Alternate("x-default", "https://www.löwe.de/")),
    feeds=("https://www.löwe.de/feed",),
    types=("NewsMediaOrganization",),
    organisations=(Organisation("Organization", name="Löwe GmbH", ids=("DE123", "HRB 1")), Organisation("Person")),
    published=date(1999, 12, 31),
    modified=date(2026, 1, 1),
    authors=("A. Löwe", "B"),
    owner_ids=("pub-1",),
    has_form=True,
    ad_slots=3,
    text_hash="abc",
    links=(
        Link("https://b.de/", "B", rel=("nofollow", "ugc"), external=True, site="b.de"),
        Link("https://www.löwe.de/x", "", placement="footer", hidden=True),
    ),
    direct=(Link("mailto:a@löwe.de", "Mail"),),
    language="de",
    language_confidence=0.1,
    evidence=(Evidence("country", "postcode", "AT", "1010 Wien", 0.75, "country/3"), Evidence("kind", "x", "blog")),
    contacts=(Contact("email", "a@löwe.de", "editorial", "Redaktion: a@löwe.de"),),
    judged_by="prospector/0",
)


@pytest.mark.parametrize("pages", [[], [BARE], [FULL], [BARE, FULL, BARE], [FULL, BARE]], ids=len)
def test_pages_come_back_as_they_went_in(pages: list[Page]) -> None:
    assert pages_of(pages_table(pages)) == pages


def test_a_fact_that_an_older_part_lacks_is_unknown() -> None:
    assert pages_of(pages_table([FULL]).drop_columns(["ad_slots"])) == [replace(FULL, ad_slots=None)]


def test_the_full_page_leaves_no_field_at_its_default() -> None:
    assert [field.name for field in fields(Page) if getattr(FULL, field.name) == getattr(BARE, field.name)] == []


def test_a_table_of_pages_says_when_they_were_judged() -> None:
    table = pages_table([BARE], NOON)
    assert table.schema.equals(PAGES)
    assert table.column("judged_at").to_pylist() == [NOON]


def test_a_visit_is_one_row_with_its_plan() -> None:
    planned = PlannedVisit("a.de", "https://a.de/", "DE", "blog", "seed", "A", "de", "list")
    visit = Visit(
        visit="v",
        planned=planned,
        started_at=NOON,
        ended_at=NOON,
        outcome="read",
        pages=2,
        requests=3,
        robots=(RobotsVerdict("a.de", 200, "allowed", 1.5, ("https://a.de/s.xml",), ("Yeti",)),),
        spent=(("home", 1), ("imprint", 1)),
        errors=(Failure("https://a.de/x", "HTTP 404"),),
    )
    table = visits_table([visit])
    row = table.to_pylist()[0]
    assert table.schema.equals(VISITS)
    assert (row["site"], row["market"], row["reason"], row["name"]) == ("a.de", "DE", "seed", "A")
    assert row["spent"] == [{"role": "home", "pages": 1}, {"role": "imprint", "pages": 1}]
    assert row["errors"] == [{"url": "https://a.de/x", "error": "HTTP 404"}]
    assert row["robots"][0]["sitemaps"] == ["https://a.de/s.xml"]


def test_no_visits_make_an_empty_table() -> None:
    assert visits_table([]).equals(pa.Table.from_pylist([], schema=VISITS))
