"""Pages that JavaScript makes, read by Chromium from sites served on loopback, and from records."""

import gzip
import json
import os
import signal
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread
from typing import Any
from uuid import uuid4

import pytest

from prospector.cli.crawling import visit_all
from prospector.crawling.browser import find_browser
from prospector.models import PlannedVisit
from prospector.store.runs import Run, new_run
from prospector.store.store import Store

MARK = "PROSPECTOR_TEST_MARK"

APP = """<!doctype html><html lang="en"><head><title>Wheelers</title></head><body>
<noscript>Please enable JavaScript.</noscript><div id="root"></div><script>SCRIPT</script></body></html>"""

FILLS = """fetch('/words.json').then(answer => answer.json()).then(words => {
  document.title = words.title + ' in ' + navigator.language;
  root.innerHTML = '<nav><a href="/about/">About us</a> <a href="/contact/">Contact</a></nav>'
    + '<h1>' + words.title + '</h1><img src="/picture.png">'
    + words.lines.map(line => '<p>' + line + '</p>').join('');
});"""

PRIES = """
function say(word) { root.insertAdjacentHTML('beforeend', '<p>' + word + '</p>'); }
function ask(what, url) { fetch(url).then(() => say(what + ' came through'), () => say(what + ' was refused')); }
ask('fetch', 'http://SECRET/fetch');
ask('name', 'http://localhost:PORT/name');
ask('redirect', '/redirect');
const socket = new WebSocket('ws://SECRET/socket');
socket.onopen = () => say('socket came through');
socket.onerror = () => say('socket was refused');
new Image().src = 'http://SECRET/image';
root.insertAdjacentHTML('beforeend', '<iframe src="http://SECRET/frame"></iframe>');
root.insertAdjacentHTML('beforeend', '<link rel="stylesheet" href="http://SECRET/style.css">');
window.open('http://SECRET/window');
window.open('/window');
onload = () => { location.href = '/download.zip'; };
"""

WORDS = {
    "title": "Saturday rides",
    "lines": [f"Ride {n} leaves the clubroom at nine and comes back for tea." for n in range(9)],
}


@dataclass
class Site:
    """A site on loopback: its answers by path, and what it was asked for.

    At its first request for /fatal/ the processes of the crawl end whose command line has a word of *kills*.
    """

    pages: dict[str, str]
    robots: str = ""
    kills: tuple[str, ...] = ()
    mark: str = ""
    asked: list[str] = field(default_factory=list)
    agents: set[str] = field(default_factory=set)
    host: str = ""

    @property
    def url(self) -> str:
        return f"http://{self.host}/"


class Answers(BaseHTTPRequestHandler):
    def __init__(self, site: Site, *args: Any) -> None:
        self.site = site
        super().__init__(*args)

    def do_GET(self) -> None:
        if self.path == "/fatal/" and self.path not in self.site.asked:
            kill(self.site.mark, self.site.kills)
        self.site.asked.append(self.path)
        self.site.agents.add(self.headers["User-Agent"])
        body = self.site.robots if self.path == "/robots.txt" else self.site.pages.get(self.path)
        redirect = body is not None and body.startswith("http://")
        self.send_response(302 if redirect else 404 if body is None else 200)
        if redirect:
            self.send_header("Location", str(body))
        kind = "application/zip" if self.path.endswith(".zip") else "text/html; charset=utf-8"
        self.send_header("Content-Type", kind)
        self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.wfile.write(gzip.compress((body or "").encode()))

    def log_message(self, *_: Any) -> None:
        pass


def served(stack: ExitStack, address: str, site: Site) -> Site:
    """Serve *site* on one of the machine's loopback addresses until *stack* ends."""
    server = ThreadingHTTPServer((address, 0), partial(Answers, site))
    stack.callback(server.server_close)
    stack.callback(server.shutdown)
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    site.host = f"{address}:{server.server_port}"
    return site


@dataclass(frozen=True)
class Crawl:
    """A crawl that has ended, with the sites it visited."""

    run: Run
    store: Store
    sites: dict[str, Site]
    mark: str

    def page(self, site: str, path: str = "/") -> dict[str, Any]:
        url = f"{self.sites[site].url.rstrip('/')}{path}"
        [page] = self.store.table("SELECT * FROM pages WHERE url = $url", {"url": url}).to_pylist()
        return dict(page)

    def visit(self, site: str) -> dict[str, Any]:
        [visit] = self.store.table("SELECT * FROM visits WHERE url = $url", {"url": self.sites[site].url}).to_pylist()
        return dict(visit)


def crawled(folder: Path, sites: dict[str, Site], **settings: Any) -> Crawl:
    """Visit every site of *sites* whose name is not ``secret``, in a worker of its own."""
    store = Store.create(folder / "store")
    hosts = {name: site.host.partition(":")[0] for name, site in sites.items() if name != "secret"}
    visits = tuple(
        PlannedVisit(site=hosts[name], url=sites[name].url, market="GB", kind="blog", reason="test", language="en")
        for name in hosts
    )
    run = new_run("crawl", {"markets": ["GB"]}, visits)
    store.write_run(run)
    asked = {
        "PROSPECTOR_STORE": str(store.path),
        "PROSPECTOR_ALLOWED_HOSTS": list(hosts.values()),
        "DOWNLOAD_DELAY": 0,
        "LOG_LEVEL": "WARNING",
        **settings,
    }
    with pytest.MonkeyPatch.context() as patch:
        mark = uuid4().hex
        patch.setenv(MARK, mark)
        for site in sites.values():
            site.mark = mark
        done = visit_all(store, run, visits, asked, workers=1)
    return Crawl(done, store, sites, mark)


def processes(mark: str) -> dict[int, str]:
    """Return the command lines of the browsers and drivers that carry *mark* in their environment, by process id."""
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if f"{MARK}={mark}".encode() in (folder / "environ").read_bytes():
                found[int(folder.name)] = (folder / "cmdline").read_text().replace("\0", " ")
        except OSError:  # ended meanwhile, or another user's
            continue
    return {pid: line for pid, line in found.items() if "chrom" in line or "playwright" in line}


def kill(mark: str, words: tuple[str, ...]) -> None:
    """End the browser itself (and with it what it started), or its driver, as SIGTERM to all of a run would."""
    for pid, line in processes(mark).items():
        if "--type=" not in line and any(word in line for word in words):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGTERM)


def app_of(script: str) -> str:
    return APP.replace("SCRIPT", script)


@pytest.fixture(scope="module")
def crawl(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crawl]:
    with ExitStack() as stack:
        secret = served(stack, "127.0.0.2", Site({}))
        pries = app_of(PRIES.replace("SECRET", secret.host).replace("PORT", secret.host.partition(":")[2]))
        app = served(stack, "127.0.0.3", Site(dict.fromkeys(("/", "/about/", "/contact/"), app_of(FILLS))))
        app.pages["/words.json"] = json.dumps(WORDS)
        sites = {
            "secret": secret,
            "app": app,
            "prying": Site({"/": pries, "/redirect": f"{secret.url}redirected", "/download.zip": "PK"}),
            "restless": Site({"/": app_of("location.reload();")}),
            "leaving": Site({"/": app_of(f"location.href = '{app.url}';")}),
            "forbidding": Site({"/": app_of("location.href = '/private/';")}, "User-agent: *\nDisallow: /private/"),
        }
        for number, name in enumerate(sites):
            if not sites[name].host:
                served(stack, f"127.0.0.{2 + number}", sites[name])
        yield crawled(tmp_path_factory.mktemp("crawl"), sites)


@pytest.fixture(scope="module")
def hostile_crawl(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crawl]:
    scripts = {
        "endless": "while (1);",
        "endless later": "setTimeout(() => { while (1); }, 20);",
        "hungry": "const kept = []; while (1) kept.push(new Array(1e6).fill(kept.length));",
    }
    with ExitStack() as stack:
        sites = {
            name: served(stack, f"127.0.0.{2 + number}", Site({"/": app_of(script)}))
            for number, (name, script) in enumerate(scripts.items())
        }
        yield crawled(tmp_path_factory.mktemp("hostile"), sites, PROSPECTOR_BROWSER_TIMEOUT=1.5)


@pytest.mark.browser
def test_a_page_that_javascript_makes_is_read_as_a_browser_shows_it(crawl: Crawl) -> None:
    page = crawl.page("app")
    assert page["rendered"]
    assert not page["needs_browser"]
    assert page["title"].startswith("Saturday rides")
    assert "Ride 8 leaves the clubroom at nine" in page["main_text"]
    assert (page["encoding"], page["role"], page["language"]) == ("utf-8", "home", "en")


@pytest.mark.browser
def test_its_links_lead_on(crawl: Crawl) -> None:
    assert crawl.page("app", "/about/")["rendered"]
    assert crawl.page("app", "/contact/")["rendered"]
    assert crawl.visit("app")["outcome"] == "read"


@pytest.mark.browser
def test_pictures_are_not_fetched_and_the_agent_is_ours_throughout(crawl: Crawl) -> None:
    site = crawl.sites["app"]
    assert "/words.json" in site.asked
    assert "/picture.png" not in site.asked
    [agent] = site.agents
    assert agent.startswith("prospector/")


@pytest.mark.browser
def test_the_browser_speaks_the_language_expected_of_the_site(crawl: Crawl) -> None:
    assert crawl.page("app")["title"] == "Saturday rides in en"


@pytest.mark.browser
def test_a_page_that_pries_reaches_nothing_private(crawl: Crawl) -> None:
    said = crawl.page("prying")["text"].splitlines()
    assert {"fetch was refused", "name was refused", "redirect was refused", "socket was refused"} <= set(said)
    assert crawl.sites["secret"].asked == []


@pytest.mark.browser
def test_windows_stay_shut_and_the_address_of_a_download_is_no_page(crawl: Crawl) -> None:
    assert "/window" not in crawl.sites["prying"].asked
    assert crawl.page("prying")["rendered"]


@pytest.mark.browser
@pytest.mark.parametrize("site", ["endless", "endless later", "hungry"])
def test_a_page_that_never_ends_is_kept_as_it_came(hostile_crawl: Crawl, site: str) -> None:
    page, visit = hostile_crawl.page(site), hostile_crawl.visit(site)
    assert (page["rendered"], page["needs_browser"]) == (False, True)
    [failure] = visit["errors"]
    assert failure["error"] in (
        "not loaded in the browser within 1.5 s",
        "it crashed in the browser",
        "its scripts do not end",
    )
    assert visit["outcome"] == "needs_browser"
    assert hostile_crawl.run.counts["not_rendered"] == 3


@pytest.mark.browser
def test_a_page_that_reloads_itself_is_stopped(crawl: Crawl) -> None:
    assert crawl.sites["restless"].asked.count("/") == 1 + 5


@pytest.mark.browser
def test_a_page_that_leads_to_another_site_has_moved_there(crawl: Crawl) -> None:
    visit = crawl.visit("leaving")
    assert (visit["outcome"], visit["moved_to"]) == ("moved", crawl.sites["app"].url)


@pytest.mark.browser
def test_robots_txt_holds_where_a_script_leads(crawl: Crawl) -> None:
    assert "/private/" not in crawl.sites["forbidding"].asked


@pytest.mark.browser
def test_the_run_says_how_many_pages_were_read_so(crawl: Crawl) -> None:
    assert crawl.run.counts["rendered"] == 6


@pytest.mark.browser
@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="looks for processes in /proc")
def test_no_process_is_left_when_a_crawl_has_ended(crawl: Crawl, hostile_crawl: Crawl) -> None:
    moment = Event()  # never set: the kernel may take a moment to forget a process that has ended
    looks = (processes(crawl.mark) | processes(hostile_crawl.mark) for _ in range(100) if not moment.wait(0.05))
    assert any(left == {} for left in looks)


FATAL = """fetch('/fatal/').then(answer => answer.text()).then(words => { root.innerHTML = words; });"""


@pytest.mark.browser
@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="looks for processes in /proc")
@pytest.mark.parametrize("kills", [("chrom",), ("chrom", "run-driver")])
def test_a_page_is_read_although_the_browser_ends_meanwhile(tmp_path: Path, kills: tuple[str, ...]) -> None:
    with ExitStack() as stack:
        words = "".join(f"<p>{line}</p>" for line in WORDS["lines"])
        site = served(stack, "127.0.0.3", Site({"/": app_of(FATAL), "/fatal/": words}, kills=kills))
        crawl = crawled(tmp_path, {"app": site})
    assert site.asked.count("/fatal/") == 2
    assert crawl.page("app")["rendered"]
    assert crawl.visit("app")["outcome"] == "read"


@pytest.mark.browser
def test_the_budget_of_a_run_is_kept(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with ExitStack() as stack:
        home = app_of("root.innerHTML = '<a href=/about/>About us</a> <a href=/contact/>Contact</a>'")
        app = served(stack, "127.0.0.3", Site(dict.fromkeys(("/", "/about/", "/contact/"), home)))
        crawl = crawled(tmp_path, {"app": app}, PROSPECTOR_BROWSER_PAGES=1)
    assert crawl.page("app")["rendered"]
    assert crawl.page("app", "/about/")["needs_browser"]
    assert crawl.run.counts["rendered"] == 1
    said = " ".join(capsys.readouterr().err.split())
    assert said.endswith(
        "pages made by JavaScript and left unread: 2; PROSPECTOR_BROWSER_PAGES is how many a run may read"
    )


def test_without_a_browser_the_page_is_kept_and_the_run_says_how_to_get_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with ExitStack() as stack:
        app = served(stack, "127.0.0.3", Site({"/": app_of(FILLS)}))
        crawl = crawled(tmp_path, {"app": app}, PROSPECTOR_BROWSER=str(tmp_path / "chromium"))
    page = crawl.page("app")
    assert (page["rendered"], page["needs_browser"]) == (False, True)
    assert crawl.visit("app")["outcome"] == "needs_browser"
    said = " ".join(capsys.readouterr().err.split())
    assert said.endswith(
        "pages made by JavaScript and left unread: 1; no browser was found, "
        "'apt-get install chromium' installs one (or name one in PROSPECTOR_BROWSER)"
    )


@pytest.mark.browser
def test_in_replay_the_records_answer_the_browser(sample_store: Store) -> None:
    query = "SELECT rendered, role FROM pages WHERE site = 'amblethorn-wheelers.org.uk'"
    pages = sample_store.table(query).to_pylist()
    assert len(pages) == 6
    assert all(page["rendered"] for page in pages)


@pytest.mark.browser
def test_what_the_browser_shows_is_judged(sample_store: Store) -> None:
    query = "SELECT country, language, kind FROM sites WHERE site = 'amblethorn-wheelers.org.uk'"
    assert sample_store.table(query).to_pylist() == [{"country": "GB", "language": "en", "kind": "association"}]


def test_the_browser_that_the_user_names_comes_first(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert find_browser() == ""
    for name in ("google-chrome", "chromium"):
        (tmp_path / name).touch(mode=0o755)
    assert find_browser() == str(tmp_path / "chromium")
    assert find_browser("/opt/own") == "/opt/own"
