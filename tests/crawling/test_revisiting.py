"""A site that is visited again is asked only for what has changed."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest

from prospector.models import Link, Page
from prospector.reading.page import READING
from prospector.store.earlier import OLDEST_DAYS, EarlierReadings, SiteReadings
from prospector.store.store import Store
from tests.crawling.web import NOT_FOUND, Answer, Web, redirect, serving, visited

HOME = "https://tides.co.uk/"
MOVES = "https://moves.co.uk/"
VISITS = "SELECT visit, started_at FROM visits WHERE url = $url ORDER BY started_at"
EDITIONS = {"/": "spring", "/about": "spring", "/contact": "spring", "/imprint": "spring"}


def tides(editions: dict[str, str]) -> Callable[[str], Answer]:
    """A site whose pages carry validators of different kinds, which go with the edition of each page."""

    def answer(url: str) -> Answer:
        path = urlsplit(url).path
        if url == MOVES:
            return redirect(f"/{editions['/about']}")
        if url.startswith(MOVES):
            text = f"<html lang=en><p>The {path[1:]} edition.</html>"
            return NOT_FOUND if "robots" in path else Answer(text.encode(), headers=(("Last-Modified", "today"),))
        if path == "/old-contact":
            return redirect("/contact")
        if path not in editions:
            return NOT_FOUND
        links = '<a href="/about">About us</a> <a href="/old-contact">Contact</a> <a href="/imprint">Imprint</a>'
        body = f"<html lang=en><title>{path}</title><p>The {editions[path]} edition of the tide tables. {links}</html>"
        headers = {
            "/": (("ETag", f'"{editions[path]}"'),),
            "/about": (("Last-Modified", f"{editions[path]}"),),
            "/contact": (("ETag", f'W/"{editions[path]}"'), ("Last-Modified", "Mon, 09 Mar 2026 00:00:00 GMT")),
        }
        return Answer(body.encode(), headers=headers.get(path, ()))

    return answer


@pytest.fixture(scope="module")
def twice(tmp_path_factory: pytest.TempPathFactory) -> tuple[Store, Web]:
    """The store after two visits of a site, its page about changed in between, and what the second one asked."""
    store = Store.create(tmp_path_factory.mktemp("revisits") / "store")
    with serving(tides(EDITIONS)) as web:
        visited(store, [HOME, MOVES], web.env, PROSPECTOR_PER_ADDRESS=1)
    with serving(tides(EDITIONS | {"/about": "autumn"})) as web:
        visited(store, [HOME, MOVES], web.env, PROSPECTOR_PER_ADDRESS=1)
    return store, web


@pytest.mark.parametrize(
    ("path", "status", "edition"),
    [("", 304, "spring"), ("about", 200, "autumn"), ("contact", 304, "spring"), ("imprint", 200, "spring")],
)
def test_what_has_not_changed_is_carried_forward(
    path: str, status: int, edition: str, twice: tuple[Store, Web]
) -> None:
    store, _ = twice
    query = "SELECT * FROM pages WHERE url = $url"
    [page] = store.table(query, {"url": HOME + path}).to_pylist()
    [_, second] = store.table(VISITS, {"url": HOME}).to_pylist()
    assert (page["status"], page["visit"]) == (status, second["visit"])
    assert f"The {edition} edition of the tide tables." in page["text"]
    assert page["fetched_at"] >= second["started_at"]
    assert (page["read_at"] < second["started_at"]) == (status == 304)
    assert page["read_by"] == READING
    assert page["judged_at"] >= page["fetched_at"]
    assert {seen["subject"] for seen in page["evidence"]} >= {"language"}


def test_a_visit_goes_on_over_the_links_of_a_page_that_was_carried_forward(twice: tuple[Store, Web]) -> None:
    store, web = twice
    assert [visit["pages"] for visit in store.table("SELECT pages FROM visits ORDER BY pages").to_pylist()] == [
        1,
        1,
        4,
        4,
    ]
    assert sorted(web.asked_of("tides.co.uk")) == sorted(
        ["/robots.txt", "/", "/about", "/old-contact", "/contact", "/imprint"]
    )


def test_only_what_was_said_is_said_back(twice: tuple[Store, Web]) -> None:
    _, web = twice
    said = {
        urlsplit(url).path: (headers.get("if-none-match"), headers.get("if-modified-since"))
        for url, headers in zip(web.asked, web.headers, strict=True)
        if url.startswith(HOME)
    }
    assert said == {
        "/robots.txt": (None, None),
        "/": ('"spring"', None),
        "/about": (None, "spring"),
        "/old-contact": ('W/"spring"', "Mon, 09 Mar 2026 00:00:00 GMT"),
        "/contact": ('W/"spring"', "Mon, 09 Mar 2026 00:00:00 GMT"),
        "/imprint": (None, None),
    }


def test_a_304_for_another_page_than_was_read_is_asked_for_whole(twice: tuple[Store, Web]) -> None:
    """The address redirected to one page then and redirects to another now, which happens to have the same date."""
    store, web = twice
    assert web.asked_of("moves.co.uk") == ["/robots.txt", "/", "/autumn", "/", "/autumn"]
    [page] = store.table("SELECT status, text FROM pages WHERE url = $url", {"url": MOVES + "autumn"}).to_pylist()
    assert (page["status"], page["text"]) == (200, "The autumn edition.")


# Which readings a request may rest on


def readable(make_page: Any, url: str = HOME, **facts: Any) -> Page:
    now = datetime.now(UTC)
    known = {"etag": '"1"', "read_at": now, "read_by": READING, "links": (Link(f"{HOME}a", "A"),)}
    page: Page = make_page(url, **{**known, **facts})
    return page


OLD = timedelta(days=OLDEST_DAYS + 1)


@pytest.mark.parametrize(
    ("facts", "conditions"),
    [
        ({}, {"If-None-Match": b'"1"'}),
        ({"etag": "", "last_modified": "Mon"}, {"If-Modified-Since": b"Mon"}),
        ({"status": 304}, {"If-None-Match": b'"1"'}),
        ({"etag": "", "last_modified": ""}, {}),
        ({"read_by": "reading/0"}, {}),
        ({"read_by": ""}, {}),
        ({"read_at": datetime.now(UTC) - OLD}, {}),
        ({"read_at": None}, {}),
        ({"cut": True}, {}),
        ({"rendered": True}, {}),
        ({"needs_browser": True}, {}),
        ({"status": 203}, {}),
        ({"visit": "never committed"}, {}),
        ({"etag": "a\nb"}, {}),
        ({"etag": "ы"}, {}),
        ({"etag": "x" * 1000}, {}),
        ({"etag": "caf\u00e9"}, {"If-None-Match": b"caf\xe9"}),
    ],
)
def test_which_readings_count(
    facts: dict[str, Any], conditions: dict[str, bytes], store: Store, make_page: Any
) -> None:
    store.write_pages("20260309T000000-a", [readable(make_page, **facts)])
    readings = EarlierReadings(store, ["tides.co.uk"]).of(["tides.co.uk"])
    assert readings.get("tides.co.uk", SiteReadings()).conditions(HOME) == conditions


def test_the_latest_reading_counts_alone(store: Store, make_page: Any) -> None:
    now = datetime.now(UTC)
    for day, etag in enumerate(['"new"', '"old"']):
        page = readable(make_page, etag=etag, fetched_at=now - timedelta(days=day), title=etag)
        store.write_pages(f"20260309T00000{day}-a", [page, readable(make_page, "https://other.de/")])
    earlier = EarlierReadings(store, ["tides.co.uk", "gone.de"])
    readings = earlier.of(["tides.co.uk"])["tides.co.uk"]
    found = readings.page(HOME)
    assert readings.conditions(HOME) == {"If-None-Match": b'"new"'}
    assert found is not None
    assert (found.title, found.links) == ('"new"', (Link(f"{HOME}a", "A"),))
    assert earlier.of(["gone.de", "other.de"]) == {}
    assert readings.page("https://tides.co.uk/else") is None


LISTED = "https://tides.co.uk/members?page=2"


@pytest.mark.parametrize(
    ("facts", "listed"),
    [
        ({"etag": ""}, [LISTED]),
        ({"read_by": "reading/0", "cut": True}, [LISTED]),
        ({"role": "members"}, []),
        ({"status": 404}, []),
        ({"read_at": datetime.now(UTC) - OLD}, []),
    ],
)
def test_pages_of_a_list_lead_on_whatever_their_server_says(
    facts: dict[str, Any], listed: list[str], store: Store, make_page: Any
) -> None:
    pages = [readable(make_page), readable(make_page, LISTED, **{"role": "listing", **facts})]
    store.write_pages("20260309T000000-a", pages)
    readings = EarlierReadings(store, ["tides.co.uk"]).of(["tides.co.uk"])["tides.co.uk"]
    found = readings.listings()
    assert [page.url for page in found] == listed
    assert all(page.links for page in found)
    assert readings.conditions(HOME)
    assert readings.conditions(LISTED) == ({} if listed else readings.conditions(LISTED))


def test_readings_that_were_moved_meanwhile_are_done_without(store: Store, make_page: Any) -> None:
    store.write_pages("20260309T000000-a", [readable(make_page)])
    earlier = EarlierReadings(store, ["tides.co.uk"])
    for part in (store.path / "pages" / "run=20260309T000000-a").iterdir():
        part.unlink()
    assert earlier.of(["tides.co.uk"]) == {}


def test_one_server_gets_no_more_requests_at_once_than_it_should(twice: tuple[Store, Web]) -> None:
    """All hosts of this web have one address, and the setting was one request at once."""
    assert twice[1].most_at_once == 1
