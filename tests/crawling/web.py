"""A web of one's own on loopback: real HTTP and HTTPS servers that play any number of hosts."""

import ssl
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from tempfile import NamedTemporaryFile
from typing import Any
from urllib.parse import urlsplit

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from prospector.cli.crawling import visit_all
from prospector.markets.knowledge import sites
from prospector.models import PlannedVisit
from prospector.store.runs import Run, new_run
from prospector.store.store import Store

HTML = "text/html; charset=utf-8"
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Answer:
    """What a host says at an address."""

    body: bytes = b""
    status: int = 200
    type: str = HTML
    headers: tuple[tuple[str, str], ...] = ()


def redirect(location: str, status: int = 301) -> Answer:
    return Answer(status=status, headers=(("Location", location),))


NOT_FOUND = Answer(status=404, type="text/plain")
Answers = Callable[[str], Answer | None]
"""Gives the answer for an absolute address; None ends the connection without one."""


@dataclass
class Web:
    """A running web: what it was asked, and how a crawl is led to it."""

    answers: Answers
    asked: list[str] = field(default_factory=list)
    headers: list[Mapping[str, str]] = field(default_factory=list)
    ports: tuple[int, ...] = ()
    most_at_once: int = 0
    _at_once: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @contextmanager
    def busy(self) -> Iterator[None]:
        """Count the requests that are answered at the same time."""
        with self._lock:
            self._at_once += 1
            self.most_at_once = max(self.most_at_once, self._at_once)
        try:
            yield
        finally:
            with self._lock:
                self._at_once -= 1

    @property
    def env(self) -> Mapping[str, str]:
        """The environment in which every host of the world is this web."""
        return {"PROSPECTOR_STAND_IN": ":".join(map(str, ("127.0.0.1", *self.ports)))}

    def asked_of(self, host: str) -> list[str]:
        """The paths that *host* was asked for, in order."""
        return [urlsplit(url).path for url in self.asked if urlsplit(url).netloc == host]


class _Server(ThreadingHTTPServer):
    request_queue_size = 128

    def __init__(self, web: Web, context: ssl.SSLContext | None) -> None:
        self.web = web
        self.scheme = "https" if context else "http"
        super().__init__(("127.0.0.1", 0), _Handler)
        if context:
            self.socket = context.wrap_socket(self.socket, server_side=True, do_handshake_on_connect=False)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that goes away in the middle is nothing to report."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def do_GET(self) -> None:
        url = f"{self.server.scheme}://{self.headers['Host']}{self.path}"
        self.server.web.asked.append(url)
        self.server.web.headers.append({name.lower(): value for name, value in self.headers.items()})
        with self.server.web.busy():  # not while it is sent: a client that has it all may ask again before this goes on
            answer = self._unchanged(self.server.web.answers(url))
        if answer is None:
            self.close_connection = True
            return
        self.send_response(answer.status)
        for name, value in (("Content-Type", answer.type), *answer.headers, ("Content-Length", str(len(answer.body)))):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(answer.body)

    def _unchanged(self, answer: Answer | None) -> Answer | None:
        """Return a 304 in place of *answer* where the client knows its ETag or its date of change."""
        if answer is None or answer.status != 200:
            return answer
        known = {self.headers["If-None-Match"], self.headers["If-Modified-Since"]} - {None}
        said = [value for name, value in answer.headers if name in ("ETag", "Last-Modified")]
        return Answer(status=304, headers=answer.headers) if known.intersection(said) else answer

    def log_message(self, *_: Any) -> None:
        """Keep quiet."""


@cache
def certificate() -> bytes:
    """A key and a certificate that nobody but itself has signed, as PEM."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "a web of one's own")])
    now = datetime.now(UTC)
    unsigned = x509.CertificateBuilder(
        name, name, key.public_key(), x509.random_serial_number(), now - _DAY, now + _DAY
    )
    certificate = unsigned.sign(key, hashes.SHA256())
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return private + certificate.public_bytes(Encoding.PEM)


@cache
def tls_context() -> ssl.SSLContext:
    """A server's side of TLS."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    with NamedTemporaryFile(suffix=".pem") as file:
        file.write(certificate())
        file.flush()
        context.load_cert_chain(file.name)
    return context


@contextmanager
def _running(server: _Server) -> Iterator[int]:
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def serving(answers: Answers) -> Iterator[Web]:
    """Run a web that answers as it is told."""
    web = Web(answers)
    with ExitStack() as servers:
        web.ports = tuple(servers.enter_context(_running(_Server(web, context))) for context in (None, tls_context()))
        yield web


def visited(store: Store, urls: Sequence[str], env: Mapping[str, str], **settings: Any) -> Run:
    """Visit the sites of *urls*, in the environment of a web that plays their hosts, in a worker of its own."""
    visits = tuple(PlannedVisit(sites().site_of(url), url, "GB", "blog", "test") for url in urls)
    run = new_run("crawl", {"markets": ["GB"]}, visits)
    store.write_run(run)
    asked = {"PROSPECTOR_STORE": str(store.path), "LOG_LEVEL": "WARNING", **settings}
    with pytest.MonkeyPatch.context() as patch:
        for name, value in env.items():
            patch.setenv(name, value)
        return visit_all(store, run, visits, asked, workers=1)
