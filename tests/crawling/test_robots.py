"""robots.txt as RFC 9309 says."""

from typing import Any
from urllib.parse import urlsplit

import pytest

from prospector.crawling.robots import ROBOTS_BYTES, policy_of
from prospector.store.store import open_store
from tests.conftest import run_command
from tests.crawling.web import NOT_FOUND, Answer, Web, redirect, serving

RULES = b"User-agent: *\nDisallow: /private\n"


@pytest.mark.parametrize(
    ("status", "allowed"),
    [(200, True), (204, True), (400, True), (401, True), (403, True), (404, True), (410, True), (451, True),
     (429, False), (500, False), (502, False), (503, False), (599, False)],
)  # fmt: skip
def test_what_a_status_means(status: int, allowed: bool) -> None:
    policy = policy_of(status, b"")
    assert policy.allows("https://a.de/x", "prospector") is allowed
    assert policy.delay("prospector") is None


@pytest.mark.parametrize(
    ("rules", "path", "allowed"),
    [
        ("User-agent: *\nDisallow: /", "/", False),
        ("User-agent: *\nDisallow:", "/", True),
        ("", "/", True),
        ("<html><body>Disallow: /</body></html>", "/", True),
        ("Disallow: /", "/", True),
        ("user-AGENT: *\ndisALLOW: /x", "/x", False),
        # The most specific group alone counts, however far down it stands and however it is written.
        ("User-agent: *\nDisallow: /\n\nUser-agent: prospector\nDisallow: /no", "/yes", True),
        ("User-agent: *\nDisallow: /\n\nUser-agent: prospector\nDisallow: /no", "/no", False),
        ("User-agent: PROSPECTOR\nDisallow: /\n\nUser-agent: *\nAllow: /", "/", False),
        ("User-agent: other\nUser-agent: prospector\nDisallow: /", "/", False),
        ("User-agent: prospector\nDisallow: /a\n\nUser-agent: prospector\nDisallow: /b", "/a", False),
        ("User-agent: prospector\nDisallow: /a\n\nUser-agent: prospector\nDisallow: /b", "/b", False),
        ("User-agent: prospectorbot\nDisallow: /", "/", True),
        # The longest rule wins; of two as long, the one that allows.
        ("User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b/c", True),
        ("User-agent: *\nAllow: /a\nDisallow: /a/b", "/a/b/c", False),
        ("User-agent: *\nDisallow: /page\nAllow: /page", "/page", True),
        ("User-agent: *\nDisallow: /*.php$", "/x.php", False),
        ("User-agent: *\nDisallow: /*.php$", "/x.php5", True),
        ("User-agent: *\nDisallow: /über", "/%C3%BCber-uns", False),
        ("User-agent: *\nDisallow: /%7Ejoe", "/~joe", False),
        ("User-agent: * # all\nDisallow: /x # that", "/x", False),
        ("User-agent: *\rDisallow: /x", "/x", False),
    ],
)
def test_which_rule_holds(rules: str, path: str, allowed: bool) -> None:
    assert policy_of(200, rules.encode()).allows(f"https://a.de{path}", "prospector") is allowed


def test_a_byte_order_mark_does_not_hide_the_first_group() -> None:
    policy = policy_of(200, "\ufeffUser-agent: *\nDisallow: /x".encode())
    assert not policy.allows("https://a.de/x", "prospector")


def test_letters_that_are_no_utf_8_do_not_hide_the_rest() -> None:
    policy = policy_of(200, b"# \xfcber uns\nUser-agent: *\nDisallow: /x")
    assert not policy.allows("https://a.de/x", "prospector")


def test_five_hundred_kibibytes_are_read_and_no_more() -> None:
    filler = b"#" * (ROBOTS_BYTES - len(RULES)) + b"\n"
    assert not policy_of(200, RULES + filler).allows("https://a.de/private", "prospector")
    assert policy_of(200, filler * 2 + RULES).allows("https://a.de/private", "prospector")


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        ("5", 5.0),
        ("0.5", 0.5),
        ("99999999", 99999999.0),
        ("", None),
        ("soon", None),
        ("-1", None),
        ("nan", None),
        ("inf", None),
    ],
)
def test_crawl_delay(said: str, seconds: float | None) -> None:
    assert policy_of(200, f"User-agent: *\nCrawl-delay: {said}".encode()).delay("prospector") == seconds


def test_the_delay_is_that_of_our_group() -> None:
    rules = b"User-agent: *\nCrawl-delay: 20\n\nUser-agent: prospector\nCrawl-delay: 2"
    assert policy_of(200, rules).delay("prospector") == 2.0


# What hosts say over HTTP when they are asked for robots.txt, and what becomes of the visit, with the reason.

FORBID = b"User-agent: *\nDisallow: /\n"
HOME = b"<html lang=en><title>Home</title><p>The society of bell ringers. <a href=/about>About us</a></p></html>"
TEXT = "text/plain"

NO_WEB = "robots.txt redirects to mailto:, which is no web address"
HOSTS: dict[str, tuple[Answer | None, str, str]] = {
    "rules.example.com": (Answer(b"User-agent: *\nDisallow: /about", type=TEXT), "read", "robots.txt forbids it"),
    "missing.com": (NOT_FOUND, "read", ""),
    "denied.org": (Answer(status=403), "read", ""),
    "forbids.co.uk": (Answer(FORBID, type=TEXT), "forbidden", "robots.txt forbids it"),
    "busy.de": (Answer(status=429), "refused", "robots.txt: HTTP 429, after 3 refusals in this run"),
    "away.at": (
        Answer(status=503, headers=(("Retry-After", "3600"),)),
        "refused",
        "robots.txt: HTTP 503, asks to wait 3600 s",
    ),
    "broken.fr": (Answer(status=500), "forbidden", "robots.txt answered 500"),
    "silent.it": (None, "unreachable", "the connection was closed before an answer came"),
    "five.es": (redirect("/robots.txt?5"), "forbidden", "robots.txt forbids it"),
    "six.nl": (redirect("/robots.txt?6"), "read", ""),
    "elsewhere.se": (redirect("https://forbids.co.uk/robots.txt"), "forbidden", "robots.txt forbids it"),
    "nowhere.no": (redirect("mailto:us@nowhere.no"), "unreachable", NO_WEB),
    "odd-type.dk": (Answer(FORBID, type="application/octet-stream"), "forbidden", "robots.txt forbids it"),
    "huge.fi": (Answer(b"#" * (3 * ROBOTS_BYTES) + b"\n" + FORBID, type=TEXT), "read", ""),
    "slow.pl": (
        Answer(b"User-agent: *\nCrawl-delay: 99\n", type=TEXT),
        "read",
        "robots.txt asks for 99 s between pages",
    ),
}


def answers(url: str) -> Answer | None:
    host, path = urlsplit(url).netloc, urlsplit(url).path
    if path != "/robots.txt":
        return Answer(HOME)
    left = int(urlsplit(url).query or 0)
    if left == 1:
        return Answer(FORBID, type=TEXT)
    return redirect(f"/robots.txt?{left - 1}", 302) if left else HOSTS[host][0]


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, dict[str, Any]], Web]:
    """The visits of one crawl over all hosts by their site, and what they were asked."""
    folder = tmp_path_factory.mktemp("robots")
    seeds = folder / "seeds.csv"
    seeds.write_text("url,market\n" + "".join(f"https://{host}/,GB\n" for host in HOSTS))
    with serving(answers) as web:
        done = run_command("crawl", "gb", "--seeds", seeds, "--store", folder / "store", env=web.env)
    assert done.returncode == 0, done.stderr
    rows = open_store(folder / "store").table("SELECT url, outcome, pages, robots, errors FROM visits").to_pylist()
    return {urlsplit(row["url"]).netloc: row for row in rows}, web


@pytest.mark.parametrize("host", HOSTS)
def test_what_a_host_answers_for_robots_txt_is_obeyed(
    host: str, crawled: tuple[dict[str, dict[str, Any]], Web]
) -> None:
    visits, web = crawled
    _, outcome, reason = HOSTS[host]
    visit = visits[host]
    assert visit["outcome"] == outcome
    assert [error["error"] for error in visit["errors"][-1:]] == ([reason] if reason else [])
    pages = [path for path in web.asked_of(host) if path != "/robots.txt"]
    assert pages == ([] if outcome != "read" else ["/"] if reason else ["/", "/about"])


def test_robots_txt_is_asked_for_once_and_first(crawled: tuple[dict[str, dict[str, Any]], Web]) -> None:
    _, web = crawled
    for host in ("missing.com", "forbids.co.uk", "busy.de", "broken.fr"):
        asked = web.asked_of(host)
        assert asked[0] == "/robots.txt"
    assert web.asked_of("missing.com").count("/robots.txt") == 1
    assert web.asked_of("six.nl").count("/robots.txt") == 6


def test_a_visit_keeps_what_robots_txt_said(crawled: tuple[dict[str, dict[str, Any]], Web]) -> None:
    visits, _ = crawled
    said = {host: (v["robots"][0]["status"], v["robots"][0]["verdict"]) for host, v in visits.items() if v["robots"]}
    assert said["missing.com"] == (404, "allowed")
    assert said["forbids.co.uk"] == (200, "forbidden")
    assert said["broken.fr"] == (500, "forbidden")
    assert visits["slow.pl"]["robots"][0]["crawl_delay"] == 99.0
