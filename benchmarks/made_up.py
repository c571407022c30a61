"""Any number of tiny sites, made up as they are asked for: a server process that holds none of them."""

import asyncio
import multiprocessing
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection

_PAGE = """<!doctype html><html lang=de><head><title>{name}</title><meta name=description content="Seite {name}"></head>
<body><nav><a href=/>Start</a> <a href=/impressum>Impressum</a> <a href=/kontakt>Kontakt</a></nav><main><h1>{name}</h1>
<p>Der Verein {name} trifft sich jeden Dienstag im alten Bahnhof und freut sich über Besuch aus der Nachbarschaft.</p>
<p>Mehr steht bei <a href=https://seite{number}-neben.example/>unseren Nachbarn</a>.</p></main>
<footer>{name}, Bahnhofstraße {number}, 34117 Kassel</footer></body></html>"""
_HEAD = "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\n\r\n"


def answer(host: str, path: str) -> bytes:
    """Return the whole answer of a made-up site; rules for robots are long, as they are on some real ones."""
    number = sum(host.encode()) % 200
    if path == "/robots.txt":
        rules = "".join(f"Disallow: /{host}/intern/{n}/\n" for n in range(50))
        return _response("200 OK", "text/plain", f"User-agent: *\n{rules}")
    if path not in ("/", "/impressum", "/kontakt"):
        return _response("404 Not Found", "text/plain", "")
    return _response("200 OK", "text/html; charset=utf-8", _PAGE.format(name=host.partition(".")[0], number=number))


def _response(status: str, kind: str, text: str) -> bytes:
    body = text.encode()
    return _HEAD.format(status=status, kind=kind, length=len(body)).encode() + body


class _Site(asyncio.Protocol):
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport
        self._asked = b""

    def data_received(self, data: bytes) -> None:
        self._asked += data
        while b"\r\n\r\n" in self._asked:
            head, _, self._asked = self._asked.partition(b"\r\n\r\n")
            first, *lines = head.decode("latin-1").split("\r\n")
            host = next(line[5:].strip() for line in lines if line[:5].lower() == "host:")
            assert isinstance(self._transport, asyncio.Transport)
            self._transport.write(answer(host, first.split(" ")[1]))


@contextmanager
def made_up_sites() -> Iterator[str]:
    """Run the server and yield what ``PROSPECTOR_STAND_IN`` takes."""
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    process = context.Process(target=_serve, args=(there,))
    process.start()
    there.close()
    port = here.recv()
    try:
        yield f"127.0.0.1:{port}:{port}"
    finally:
        here.close()
        process.join()


def _serve(connection: Connection) -> None:
    asyncio.run(_serve_until_closed(connection))


async def _serve_until_closed(connection: Connection) -> None:
    loop = asyncio.get_running_loop()
    server = await loop.create_server(_Site, "127.0.0.1", 0, backlog=512)
    closed = asyncio.Event()
    loop.add_reader(connection.fileno(), closed.set)
    connection.send(server.sockets[0].getsockname()[1])
    await closed.wait()
    server.close()
