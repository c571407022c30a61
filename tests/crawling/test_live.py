"""The whole crawl over real HTTP and HTTPS: the sample web, served on loopback, is judged as it is in replay."""

import gzip
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from w3lib.url import canonicalize_url

from prospector.cli.demonstrating import RECORDED
from prospector.crawling.warc import fetched, responses
from prospector.markets.files import data_path
from prospector.markets.knowledge import knowledge
from prospector.ranking.rank import rank
from prospector.store.store import Store, open_store
from tests.conftest import run_command
from tests.crawling.web import HTML, NOT_FOUND, Answer, Answers, Web, redirect, serving

_OF_THE_WAY = {"content-type", "content-length", "content-encoding", "transfer-encoding", "connection"}


def sample_web() -> Answers:
    """What the hosts of the sample web answer; another path on one of them is a 404, another host says nothing."""
    known: dict[str, Answer] = {}
    for record, _ in responses(data_path("sample", "web.warc.gz")):
        page = fetched(record)
        headers = tuple((name, value) for name, value in page.headers if name not in _OF_THE_WAY)
        known[canonicalize_url(page.url)] = Answer(page.body, page.status, page.header("content-type"), headers)
    hosts = {urlsplit(url).netloc for url in known}

    def answer(url: str) -> Answer | None:
        return known.get(canonicalize_url(url), NOT_FOUND if urlsplit(url).netloc in hosts else None)

    return answer


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Store, Web]:
    """The store of a live crawl of the sample web, seeds first and then what they link to, and what was asked."""
    folder = tmp_path_factory.mktemp("live") / "store"
    markets = [code.lower() for code in knowledge().markets]
    with serving(sample_web()) as web:
        for _ in ("seeds", "sites that they link to"):
            seeds = data_path("sample", "seeds.csv")
            done = run_command("crawl", *markets, "--seeds", seeds, "--store", folder, env=web.env)
            assert done.returncode == 0, done.stderr
            rank(open_store(folder), RECORDED)
    return open_store(folder), web


@pytest.mark.parametrize(
    "query",
    [
        "SELECT site, country, country_status, written_for FROM sites ORDER BY site",
        "SELECT site, language, kind, topic, link_selling FROM sites ORDER BY site",
        "SELECT site, name, home_url, pages, outcome, linking_sites FROM sites ORDER BY site",
        "SELECT market, rank, site, section, score FROM prospects ORDER BY market, rank",
        "SELECT market, site, reason FROM rejected ORDER BY ALL",
        "SELECT url, role, text_hash FROM pages ORDER BY url",
    ],
)
def test_live_and_replay_come_to_the_same(query: str, crawled: tuple[Store, Web], sample_store: Store) -> None:
    live, _ = crawled
    assert live.table(query).to_pylist() == sample_store.table(query).to_pylist()


def test_the_way_there_was_http_and_https(crawled: tuple[Store, Web]) -> None:
    _, web = crawled
    assert {urlsplit(url).scheme for url in web.asked} == {"http", "https"}
    assert len(web.asked) > 500


def test_robots_txt_came_first_on_every_host(crawled: tuple[Store, Web]) -> None:
    _, web = crawled
    first: dict[str, str] = {}
    for url in web.asked:
        first.setdefault(f"{urlsplit(url).scheme}://{urlsplit(url).netloc}", urlsplit(url).path)
    assert set(first.values()) == {"/robots.txt"}


# Without the stand-in: addresses that are not public


def page(url: str) -> Answer:
    return Answer(b"<html><title>Inside</title><p>Nobody's business.</html>", type=HTML)


@pytest.fixture(scope="module")
def inside() -> Iterator[Web]:
    with serving(page) as web:
        yield web


NOT_PUBLIC = "its address is not public, and PROSPECTOR_ALLOWED_HOSTS does not name it"


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_a_page_that_is_not_public_is_not_fetched(host: str, inside: Web, prospector: Callable[..., Any]) -> None:
    url = f"http://{host}:{inside.ports[0]}/"
    done = prospector("inspect", url)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f"prospector: {url} could not be fetched: {NOT_PUBLIC}\n"
    assert inside.asked == []


def test_seeds_that_are_not_public_are_not_visited(inside: Web, tmp_path: Path, prospector: Callable[..., Any]) -> None:
    """However an address is written: the name resolver is asked about numbers too."""
    http, https = inside.ports
    urls = [
        f"http://127.0.0.1:{http}/",
        f"https://127.0.0.2:{https}/",
        f"http://127.1:{http}/",
        f"http://0x7f.0.0.1:{http}/",
        f"http://[::ffff:127.0.0.1]:{http}/",
    ]
    seeds = tmp_path / "seeds.csv"
    seeds.write_text("url,market\n" + "".join(f"{url},DE\n" for url in urls))
    done = prospector("crawl", "de", "--seeds", seeds, "--store", tmp_path / "store")
    assert done.returncode == 0, done.stderr
    rows = open_store(tmp_path / "store").table("SELECT url, errors[1].error AS why FROM visits").to_pylist()
    assert {row["url"]: row["why"] for row in rows} == dict.fromkeys(urls, NOT_PUBLIC)
    assert inside.asked == []


def test_a_host_that_the_user_names_may_be_private(inside: Web, prospector: Callable[..., Any]) -> None:
    url = f"http://localhost:{inside.ports[0]}/"
    done = prospector("inspect", url, env={"PROSPECTOR_ALLOWED_HOSTS": "localhost"})
    assert done.returncode == 0, done.stderr
    assert '"title": "Inside"' in done.stdout
    inside.asked.clear()


# What a live crawl keeps


def bells(url: str) -> Answer:
    """Two sites: one compresses, one redirects and forbids a part of itself."""
    host, path = urlsplit(url).netloc, urlsplit(url).path
    if path == "/robots.txt":
        return (
            Answer(b"User-agent: *\nDisallow: /contact\n", type="text/plain")
            if host == "www.bells.co.uk"
            else NOT_FOUND
        )
    if host == "bells.co.uk":
        return redirect(f"https://www.bells.co.uk{path}")
    links = b"<a href=/about>About us</a> <a href=/contact>Contact</a> <a href=/gone>Imprint</a>"
    body = b"<html lang=en><title>Bells</title><p>The society of bell ringers on " + path.encode() + b"</p>" + links
    if path == "/gone":
        return NOT_FOUND
    return Answer(gzip.compress(body), headers=(("Content-Encoding", "gzip"),)) if "zip" in host else Answer(body)


def test_what_was_archived_replays_to_the_same(tmp_path: Path, prospector: Callable[..., Any]) -> None:
    seeds = tmp_path / "seeds.csv"
    seeds.write_text("url,market\nhttps://bells.co.uk/,GB\nhttp://zip.org.uk/,GB\n")
    live, replayed = tmp_path / "live", tmp_path / "replayed"
    with serving(bells) as web:
        done = prospector("crawl", "gb", "--seeds", seeds, "--archive", "--store", live, env=web.env)
    assert done.returncode == 0, done.stderr
    archive = live / "archive"
    again = prospector("crawl", "gb", "--seeds", seeds, "--replay", archive, "--store", replayed)
    assert again.returncode == 0, again.stderr
    for query in (
        "SELECT url, role, status, text, requested_url FROM pages ORDER BY url",
        "SELECT site, outcome, pages, errors, robots FROM visits ORDER BY site",
    ):
        assert open_store(live).table(query).to_pylist() == open_store(replayed).table(query).to_pylist()
    assert not list(archive.rglob("*.part"))
    assert open_store(live).table("SELECT url FROM pages ORDER BY url").num_rows == 5
