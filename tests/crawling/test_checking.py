"""Seeds looked at for real: over records, and over HTTP on this machine."""

import io
import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from prospector.crawling.checking import check_seeds
from prospector.crawling.findings import Finding
from prospector.errors import RunFailed
from prospector.models import Seed

GERMAN = """\
Der Murgbote berichtet seit hundert Jahren aus den Gemeinden des Tals: aus Rathaus und Vereinen, von Festen und Märkten,
über Schulen, Wege und Wälder. Jeden Freitag liegt die gedruckte Ausgabe in den Läden, und jeden Tag schreibt die
Redaktion an dieser Stelle, was sich im Tal bewegt hat."""
FRENCH = """\
Le journal de la vallée raconte chaque semaine la vie des communes : la mairie et les associations, les fêtes et les
marchés, les écoles, les chemins et les forêts. L'édition imprimée paraît le vendredi, et chaque jour la rédaction écrit
ici ce qui a changé dans la vallée."""
AUSTRIAN = GERMAN + "<footer>Murgbote, Hauptstraße 3, 1010 Wien, Österreich. Telefon +43 1 5131234</footer>"
NOBODY = (200, "text/plain", "User-agent: *\nDisallow: /")

# Where a seed leads, what is there, and what is to be found.
SITES: dict[str, tuple[str, dict[str, tuple[int, str, str]]]] = {
    "https://www.murgbote.de/": ("ok", {"": (200, "text/html", GERMAN)}),
    "http://alt.murgzeitung.de/": ("moved", {"": (301, "https://www.murgblatt.de/", "")}),
    "https://www.kreisblatt-murg.de/": ("moved", {"": (302, "https://www.gibtesnicht-murg.de/", "")}),
    "https://www.murgkurier.de/": ("ok", {"": (302, "/neu", ""), "neu": (200, "text/html", GERMAN)}),
    "https://www.tal-anzeiger.de/": ("parked", {"": (200, "text/html", "Diese Domain steht zum Verkauf!")}),
    "https://www.talblatt-murg.de/": ("dead", {"": (404, "text/html", "weg")}),
    "https://www.murgfunk.de/": ("refused", {"": (403, "text/html", "nein")}),
    "https://www.murgpost.de/": ("other_language", {"": (200, "text/html", FRENCH)}),
    "https://www.murgtaler-bote.com/": ("other_country", {"": (200, "text/html", AUSTRIAN)}),
    "https://www.murgverein.de/": ("no_page", {"": (200, "application/pdf", "%PDF-1.4")}),
    "https://www.murgarchiv.de/": ("forbidden", {"": (200, "text/html", GERMAN), "robots.txt": NOBODY}),
    "https://www.murgring.de/": ("moved", {"": (301, "https://www.murgring-zwei.de/", "")}),
    "https://www.murgring-zwei.de/": ("moved", {"": (301, "https://www.murgring.de/", "")}),
}  # fmt: skip
MORE = {"https://www.murgblatt.de/": {"": (200, "text/html", GERMAN)}}
GONE = "https://www.weg-und-fort.de/"


def document(title: str, body: str) -> bytes:
    return f"<!doctype html><html lang='de'><title>{title}</title><main><p>{body}</p></main></html>".encode()


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A WARC file of `SITES`."""
    path = tmp_path_factory.mktemp("records") / "seeds.warc.gz"
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        pages = {url: answers for url, (_, answers) in SITES.items()} | MORE
        for url, answers in pages.items():
            for part, (status, what, body) in answers.items():
                moves = 300 <= status < 400
                content = document("Murg", body) if what == "text/html" else body.encode()
                headers = StatusAndHeaders(
                    f"{status} X", [("Location" if moves else "Content-Type", what)], protocol="HTTP/1.1"
                )
                record = writer.create_warc_record(
                    url + part, "response", payload=io.BytesIO(content), http_headers=headers, length=len(content)
                )
                writer.write_record(record)
    return path


def replay(path: Path) -> dict[str, Any]:
    handler = "prospector.crawling.replay.ReplayHandler"
    return {
        "PROSPECTOR_REPLAY": [str(path)],
        "DOWNLOAD_HANDLERS": {"http": handler, "https": handler},
        "DOWNLOAD_DELAY": 0,
        "RETRY_ENABLED": False,
    }


@pytest.fixture(scope="module")
def findings(records: Path) -> dict[str, Finding]:
    seeds = [Seed(url, "DE", "publication", language="de") for url in (*SITES, GONE)]
    told: list[Finding] = []
    checked = check_seeds(seeds, replay(records), told.append)
    assert checked.problem == ""
    assert [finding.seed for finding in checked.findings] == seeds
    assert len(told) == len(seeds)
    return {finding.seed.url: finding for finding in checked.findings}


@pytest.mark.parametrize("url", SITES)
def test_every_seed_is_found_as_it_is(url: str, findings: dict[str, Finding]) -> None:
    assert findings[url].verdict == SITES[url][0], findings[url]


def test_a_host_that_is_unknown_is_dead(findings: dict[str, Finding]) -> None:
    assert (findings[GONE].verdict, findings[GONE].detail) == ("dead", "no such host")


def test_a_seed_that_moved_says_where_to(findings: dict[str, Finding]) -> None:
    moved = findings["http://alt.murgzeitung.de/"]
    assert (moved.url, moved.language) == ("https://www.murgblatt.de/", "de")
    assert moved.detail == "leads to https://www.murgblatt.de/"
    lost = findings["https://www.kreisblatt-murg.de/"]
    assert lost.detail == "leads to https://www.gibtesnicht-murg.de/; no such host"


def test_when_no_host_is_known_it_is_not_the_seeds_fault(records: Path) -> None:
    seeds = [Seed(f"https://www.weg-{number}.de/", "DE", "blog") for number in range(3)]
    with pytest.raises(RunFailed, match=r"no host of any seed is known: is this machine online\?"):
        check_seeds(seeds, replay(records), lambda found: None)


class _Answers(BaseHTTPRequestHandler):
    seen: list[tuple[str, str, str, float]] = []

    def do_GET(self) -> None:
        self.seen.append((self.headers["Host"], self.path, self.headers["User-Agent"], time.monotonic()))
        found = self.path == "/"
        self.send_response(200 if found else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(document("Murgbote", GERMAN) if found else b"")

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@pytest.fixture
def server() -> Iterator[int]:
    _Answers.seen.clear()
    with ThreadingHTTPServer(("127.0.0.1", 0), _Answers) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield running.server_port
        running.shutdown()


def test_over_http_robots_is_asked_first_the_delay_kept_and_the_contact_named(
    server: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PROSPECTOR_CONTACT", "ada@example.org")
    seeds = [Seed(f"http://www.{name}.de/", "DE", "publication", language="de") for name in ("murgbote", "murgpost")]
    settings = {"PROSPECTOR_STAND_IN": f"127.0.0.1:{server}:{server}", "DOWNLOAD_DELAY": 1.0}
    checked = check_seeds(seeds, settings, lambda found: None)
    assert [finding.verdict for finding in checked.findings] == ["ok", "ok"]
    for host in ("www.murgbote.de", "www.murgpost.de"):
        requests = [seen for seen in _Answers.seen if seen[0] == host]
        assert [path for _, path, _, _ in requests] == ["/robots.txt", "/"]
        assert requests[1][3] - requests[0][3] >= 0.9
        assert all(agent.startswith("prospector/") and "ada@example.org" in agent for _, _, agent, _ in requests)


def test_addresses_that_are_not_public_are_not_asked(server: int) -> None:
    seed = Seed(f"http://127.0.0.1:{server}/", "DE", "blog")
    found = check_seeds([seed], {"DOWNLOAD_DELAY": 0, "RETRY_ENABLED": False}, lambda found: None).findings[0]
    assert found.verdict in ("dead", "no_answer")
    assert _Answers.seen == []


@pytest.mark.parametrize(
    ("sent", "problem"),
    [(signal.SIGINT, "interrupted; "), (signal.SIGKILL, "the check died (exit code -9); ")],
)
def test_what_an_interrupted_check_has_found_is_kept(sent: signal.Signals, problem: str, server: int) -> None:
    seeds = [Seed(f"http://www.murgbote-{number}.de/", "DE", "publication", language="de") for number in range(8)]
    settings = {"PROSPECTOR_STAND_IN": f"127.0.0.1:{server}:{server}", "CONCURRENT_REQUESTS": 1}

    def stop(found: Finding) -> None:
        for process in multiprocessing.active_children():
            os.kill(process.pid or 0, sent)

    checked = check_seeds(seeds, settings, stop)
    verdicts = [finding.verdict for finding in checked.findings]
    missing = verdicts.count("not_checked")
    assert "ok" in verdicts
    assert missing > 0
    assert checked.problem == f"{problem}{missing} seeds were not checked, the report says which"
