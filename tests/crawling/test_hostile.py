"""A real crawl of a hostile web beside good sites: it ends, the good ones are read whole, and it says what happened."""

from typing import Any

import pytest

from prospector.store.store import Store
from tests.crawling import hostile
from tests.crawling.hostile import (
    BOMB,
    COOKIES,
    DEEP,
    GOOD,
    HTML,
    HTML_HEAD,
    LINE,
    LINKS,
    NULS,
    PAGES,
    Behaviour,
    HostileWeb,
    always,
    chunk,
    document,
    endless,
    head,
    home,
    pages,
    raw,
    redirects,
    robots,
)
from tests.crawling.web import visited

SECONDS = 5.0
MOST_MEGABYTES = 700
SLOW = "no whole answer within 5 s"
CLOSED = "the connection was closed before an answer came"
HEADERS = "its headers are larger than 64 kB or more than 200"
INWARD = "redirects to 127.0.0.1, which is not public"
FILE = "redirects to file:, which is no web address"

# host: what it does, how its visit ends, and the last that is said of it
HOSTS: dict[str, tuple[Behaviour, str, str]] = {
    "stalls.com": (pages(hostile.stalls), "unreachable", SLOW),
    "robots-stall.com": (robots(hostile.stalls), "unreachable", SLOW),
    "drips.com": (pages(endless(HTML_HEAD, chunk(b"."), 0.2)), "unreachable", SLOW),
    "drips-headers.com": (pages(endless(b"HTTP/1.1 200 OK\r\n", b"X", 0.2)), "unreachable", SLOW),
    "resets.com": (pages(hostile.resets), "unreachable", CLOSED),
    "closes.com": (pages(raw()), "unreachable", CLOSED),
    "no-tls.com:8443": (hostile.good, "unreachable", "TLS: wrong version number"),
    "not-http.com": (pages(raw(b"SSH-2.0-OpenSSH_9.2\r\n\r\n")), "unreachable", "its answer is no HTTP"),
    "too-short.com": (pages(raw(head(HTML, b"Content-Length: 99999"), document())), "read", ""),
    "too-long.com": (pages(raw(head(HTML, b"Content-Length: 160"), document(b"." * 9999))), "read", ""),
    "not-gzip.com": (pages(always(HTML, b"Content-Encoding: gzip", body=document())), "read", ""),
    "garbled.com": (
        pages(always(HTML, b"Content-Encoding: gzip", body=b"\x1f\x8b\x08" + bytes(range(256)))),
        "unreachable",
        "not compressed as it says",
    ),
    "packed.com": (
        pages(always(HTML, b"Content-Encoding: gzip, gzip, gzip", body=BOMB)),
        "unreachable",
        "packed 3 times over",
    ),
    "bomb.com": (pages(always(HTML, b"Content-Encoding: gzip", body=BOMB)), "read", ""),
    "loops.com": (pages(redirects(b"/again")), "unreachable", "too many redirects"),
    "inward.com": (pages(redirects(b"http://127.0.0.1:22/")), "unreachable", INWARD),
    "inward-v6.com": (pages(redirects(b"http://[::1]/")), "unreachable", "redirects to ::1, which is not public"),
    "files.com": (pages(redirects(b"file:///etc/passwd")), "unreachable", FILE),
    "odd-redirect.com": (pages(redirects(b"http://[")), "unreachable", "redirects to what is no address"),
    "endless.com": (pages(endless(HTML_HEAD, chunk(document(b"." * 60_000)))), "read", ""),
    "pieces.com": (pages(endless(HTML_HEAD + chunk(document()), chunk(b".") * 9_000)), "read", ""),
    "film.com": (pages(endless(head(b"Content-Type: video/mp4"), bytes(60_000))), "not_html", "not HTML: video/mp4"),
    "deep.com": (pages(always(HTML, body=DEEP)), "read", ""),
    "nuls.com": (pages(always(HTML, body=NULS)), "read", ""),
    "line.com": (pages(always(HTML, body=LINE)), "read", ""),
    "links.com": (home(always(HTML, body=LINKS)), "read", "HTTP 404"),
    "odd-headers.com": (pages(always(HTML, b"no colon", b" and more", b"X: \0", body=document())), "read", ""),
    "bad-headers.com": (pages(always(HTML, b"\xff\xfe: 1", body=document())), "unreachable", "its answer is no HTTP"),
    "headers.com": (pages(raw(b"HTTP/1.1 200 OK\r\n", *[b"X: %s\r\n" % (b"x" * 9000)] * 5600)), "unreachable", HEADERS),
    "header.com": (pages(endless(b"HTTP/1.1 200 OK\r\nX: ", b"x" * 9000)), "unreachable", HEADERS),
    "continues.com": (pages(endless(b"", head(status=b"100 Continue"))), "unreachable", HEADERS),
    "cookies.com": (pages(always(HTML, *COOKIES, body=document(b"<a href=/about>About us</a>"))), "read", ""),
    "robots-endless.com": (robots(endless(head(b"Content-Type: text/plain"), b"Disallow: /x\n" * 5000)), "read", ""),
    "calendar.com": (pages(hostile.calendar), "read", ""),
    "laughs.com": (pages(hostile.feeds), "read", ""),
    "later.com": (
        pages(always(b"Retry-After: 86400", status=b"429 Too Many Requests")),
        "refused",
        "HTTP 429, asks to wait 86400 s",
    ),
    "busy.com": (
        pages(always(status=b"503 Service Unavailable")),
        "refused",
        "HTTP 503, after 3 refusals in this run",
    ),
    "tires.com": (pages(hostile.tires), "refused", "HTTP 429, after 3 refusals in this run"),
}  # fmt: skip


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, dict[str, Any]], HostileWeb, Store]:
    """The visits of one crawl of all hosts by host, and what they were asked."""
    folder = tmp_path_factory.mktemp("hostile")
    store = Store.create(folder / "store")
    settings = {
        "DOWNLOAD_TIMEOUT": SECONDS,
        "RETRY_TIMES": 0,
        "PROSPECTOR_PAGES": PAGES,
        "EXTENSIONS": hostile.EXTENSIONS,
        "PEAK_FILE": str(folder / "peak"),
    }
    hosts = {host: behaviour for host, (behaviour, _, _) in HOSTS.items()}
    with hostile.serving(hosts) as web:
        run = visited(
            store, [f"http{'s' * ('tls' in host)}://{host}/" for host in (*hosts, *GOOD)], web.env, **settings
        )
    assert run.status == "finished"
    assert int((folder / "peak").read_text()) / 1024 < MOST_MEGABYTES
    rows = store.table("SELECT site, outcome, pages, requests, errors FROM visits").to_pylist()
    return {row["site"]: row for row in rows}, web, store


Crawled = tuple[dict[str, dict[str, Any]], HostileWeb, Store]


@pytest.mark.parametrize("host", HOSTS)
def test_a_visit_says_what_happened(host: str, crawled: Crawled) -> None:
    _, outcome, error = HOSTS[host]
    visit = crawled[0][host.partition(":")[0]]
    said = [failure["error"] for failure in visit["errors"][-1:]]
    assert (visit["outcome"], said) == (outcome, [error] if error else [])
    assert (visit["pages"] > 0) == (outcome == "read" or host == "tires.com")


@pytest.mark.parametrize("host", GOOD)
def test_good_sites_are_read_whole(host: str, crawled: Crawled) -> None:
    visit = crawled[0][host]
    assert (visit["outcome"], visit["pages"], visit["errors"]) == ("read", PAGES, [])


@pytest.mark.parametrize("host", ["endless.com", "bomb.com", "too-short.com", "links.com", "deep.com", "pieces.com"])
def test_what_was_cut_says_so(host: str, crawled: Crawled) -> None:
    query = "SELECT cut, text FROM pages WHERE role = 'home' AND site = $site"
    [page] = crawled[2].table(query, {"site": host}).to_pylist()
    assert page["cut"]
    assert "The society of bell ringers" in page["text"]


def test_nobody_gets_a_cookie_back(crawled: Crawled) -> None:
    _, web, _ = crawled
    assert web.asked_of("cookies.com") == ["/robots.txt", "/", "/about"]
    assert web.cookies == []


def test_a_calendar_without_end_ends(crawled: Crawled) -> None:
    visits, web, _ = crawled
    assert visits["calendar.com"]["pages"] == PAGES
    assert len(web.asked_of("calendar.com")) == PAGES + 1


def test_a_site_that_refuses_is_left_alone(crawled: Crawled) -> None:
    _, web, _ = crawled
    assert web.asked_of("later.com") == ["/robots.txt", "/"]
    assert web.asked_of("busy.com") == ["/robots.txt", "/", "/", "/"]
    assert len(web.asked_of("tires.com")) == 5
