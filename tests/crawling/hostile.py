"""A hostile web on loopback: one server whose hosts do what servers should not, each in its own way."""

import asyncio
import gzip
import socket
import struct
import threading
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from scrapy import signals
from scrapy.crawler import Crawler

from prospector import settings
from tests.crawling.web import tls_context

PAGES = 4
GOOD = tuple(f"good-{number}.co.uk" for number in range(20))
_TEXT = b"<p>The society of bell ringers meets on Tuesdays in the tower of the old church, and visitors are welcome."
_PARSED_SLOWLY = 10_000
_HANDSHAKE = b"\x16"


@dataclass
class Asked:
    """A request, and the connection to answer it on."""

    host: str
    path: str
    writer: asyncio.StreamWriter

    async def send(self, *parts: bytes) -> None:
        for part in parts:
            self.writer.write(part)
            await self.writer.drain()

    async def answer(self, body: bytes, *headers: bytes, status: bytes = b"200 OK") -> None:
        """Answer as a server should."""
        length = b"Content-Length: %d" % len(body)
        await self.send(head(*(headers or (b"Content-Type: text/html; charset=utf-8",)), length, status=status), body)


Behaviour = Callable[[Asked], Awaitable[None]]


def head(*headers: bytes, status: bytes = b"200 OK") -> bytes:
    return b"\r\n".join((b"HTTP/1.1 " + status, *headers, b"", b""))


HTML = b"Content-Type: text/html"
HTML_HEAD = head(HTML, b"Transfer-Encoding: chunked")


def document(body: bytes = b"") -> bytes:
    return b"<html lang=en><title>Bells</title>" + _TEXT + body + b"</html>"


async def good(asked: Asked) -> None:
    paths = [b"/about", b"/contact", b"/imprint"]
    links = b"".join(b"<a href=%s>%s</a> " % (path, path[1:].title()) for path in paths)
    await asked.answer(document(asked.path.encode() + links))


async def missing(asked: Asked) -> None:
    await asked.answer(b"", status=b"404 Not Found")


def always(*headers: bytes, body: bytes = b"", status: bytes = b"200 OK") -> Behaviour:
    async def behave(asked: Asked) -> None:
        await asked.answer(body, *headers, status=status)

    return behave


def redirects(location: bytes) -> Behaviour:
    return always(b"Location: " + location, status=b"302 Found")


def raw(*parts: bytes) -> Behaviour:
    """Sends just that and closes the connection."""

    async def behave(asked: Asked) -> None:
        await asked.send(*parts)
        asked.writer.close()

    return behave


def endless(first: bytes, part: bytes, seconds: float = 0.0) -> Behaviour:
    """Sends the same for ever."""

    async def behave(asked: Asked) -> None:
        await asked.send(first)
        while True:
            await asked.send(part)
            await asyncio.sleep(seconds)

    return behave


def chunk(data: bytes) -> bytes:
    return b"%x\r\n%s\r\n" % (len(data), data)


async def stalls(asked: Asked) -> None:
    await asyncio.Event().wait()


async def resets(asked: Asked) -> None:
    raw_socket: socket.socket = asked.writer.get_extra_info("socket")
    raw_socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    asked.writer.transport.abort()


async def calendar(asked: Asked) -> None:
    day = int(asked.path.rpartition("-")[2] or 0) if "-" in asked.path else 0
    links = b"".join(b"<a href=/about/day-%d>About day %d</a> " % (day + n, day + n) for n in range(1, 40))
    await asked.answer(document(links))


async def tires(asked: Asked) -> None:
    """Shows its start page and wants no more."""
    await (good(asked) if asked.path == "/" else always(status=b"429 Too Many Requests")(asked))


async def feeds(asked: Asked) -> None:
    """Names a feed that would be a billion laughs."""
    if asked.path != "/feed":
        await asked.answer(document(b"<link rel=alternate type=application/rss+xml href=/feed>"))
        return
    entities = b"".join(b'<!ENTITY l%d "%s">' % (n + 1, b"&l%d;" % n * 10) for n in range(9))
    body = b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY l0 "ha">' + entities + b"]><rss><item>&l9;</item></rss>"
    await asked.answer(body, b"Content-Type: application/rss+xml")


def robots(behaviour: Behaviour) -> Behaviour:
    """Does so when it is asked for robots.txt, and is good otherwise."""

    async def behave(asked: Asked) -> None:
        await (behaviour(asked) if asked.path == "/robots.txt" else good(asked))

    return behave


def pages(behaviour: Behaviour) -> Behaviour:
    """Does so when it is asked for a page, and has no robots.txt."""

    async def behave(asked: Asked) -> None:
        await (missing(asked) if asked.path == "/robots.txt" else behaviour(asked))

    return behave


def home(behaviour: Behaviour) -> Behaviour:
    """Does so when it is asked for its start page, and has no other."""

    async def behave(asked: Asked) -> None:
        await (behaviour(asked) if asked.path == "/" else missing(asked))

    return behave


@dataclass
class HostileWeb:
    """A running hostile web."""

    hosts: dict[str, Behaviour]
    ports: tuple[int, ...] = ()
    asked: list[tuple[str, str]] = field(default_factory=list)
    cookies: list[str] = field(default_factory=list)

    @property
    def env(self) -> dict[str, str]:
        return {"PROSPECTOR_STAND_IN": ":".join(map(str, ("127.0.0.1", *self.ports)))}

    def asked_of(self, host: str) -> list[str]:
        return [path for asked, path in self.asked if asked == host]

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError, asyncio.IncompleteReadError):
            while not writer.is_closing():
                first = await reader.readexactly(1)
                if first == _HANDSHAKE:
                    await raw(head(status=b"400 Bad Request"))(Asked("", "", writer))
                    return
                await self._serve(first + await reader.readuntil(b"\r\n\r\n"), writer)
        writer.close()

    async def _serve(self, request: bytes, writer: asyncio.StreamWriter) -> None:
        lines = request.decode("latin-1").split("\r\n")
        headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines[1:])}
        host, path = headers["host"], lines[0].split()[1]
        self.asked.append((host, path))
        self.cookies.extend(value for name, value in headers.items() if name == "cookie")
        await self.hosts.get(host, pages(good))(Asked(host, path, writer))


async def _run(web: HostileWeb, up: threading.Event, down: asyncio.Event) -> None:
    """Serve until it is time to go down."""
    ways = (None, tls_context())
    servers = [await asyncio.start_server(web.serve, "127.0.0.1", 0, ssl=tls, backlog=256) for tls in ways]
    web.ports = tuple(server.sockets[0].getsockname()[1] for server in servers)
    up.set()
    await down.wait()
    for server in servers:
        server.close()


@contextmanager
def serving(hosts: dict[str, Behaviour]) -> Iterator[HostileWeb]:
    """Run a hostile web; hosts it does not name are good."""
    web, up, down, loop = HostileWeb(hosts), threading.Event(), asyncio.Event(), asyncio.new_event_loop()

    def run() -> None:
        with asyncio.Runner(loop_factory=lambda: loop) as runner:
            runner.run(_run(web, up, down))

    thread = threading.Thread(target=run)
    thread.start()
    assert up.wait(20)
    try:
        yield web
    finally:
        loop.call_soon_threadsafe(down.set)
        thread.join()


class Peak:
    """Writes how much memory its process ever had, in MB, to the file that a setting names, as each spider closes."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "Peak":
        crawler.signals.connect(cls.write, signals.spider_closed)
        cls.path = crawler.settings["PEAK_FILE"]
        return cls()

    path = ""

    @classmethod
    def write(cls) -> None:
        lines = Path("/proc/self/status").read_text().splitlines()
        Path(cls.path).write_text(next(line.split()[1] for line in lines if line.startswith("VmHWM")))


EXTENSIONS = {**settings.EXTENSIONS, "tests.crawling.hostile.Peak": 900}


# Answers, made once

BOMB = gzip.compress(document() + bytes(50_000_000), 6)
DEEP = document(b"<div>" * _PARSED_SLOWLY + b"deep")
NULS = document(b"\0" * 50_000)
LINE = document(b"x" * 2_000_000)
LINKS = document(b"".join(b'<a href="/%d">%d</a>' % (n, n) for n in range(1_000_000)))
COOKIES = tuple(b"Set-Cookie: c%d=%s" % (n, b"x" * 8000) for n in range(5))
