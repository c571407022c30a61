"""The browser's only way out: a filtering HTTP proxy on loopback, in our own process.

It resolves names itself and connects to the very address it has checked: redirects, frames, WebSockets and names that
change their address meet the same rule, with no gap between check and connection.
"""

import asyncio
import socket
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Self
from urllib.parse import urlsplit

from prospector.crawling.addresses import is_public

Address = tuple[str, int]
Find = Callable[[str, int], Awaitable[Sequence[Address]]]

_HEAD_BYTES = 64 * 1024
_CHUNK = 64 * 1024
_CONNECT_SECONDS = 10.0
_ESTABLISHED = b"HTTP/1.1 200 Connection established\r\n\r\n"
_HOP_HEADERS = (b"proxy-", b"connection:", b"keep-alive:", b"te:", b"upgrade:")


async def system_addresses(host: str, port: int) -> list[Address]:
    """Return what the system's resolver says about a host; empty when it knows none."""
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return []
    return [(str(entry[4][0]), port) for entry in found]


async def nowhere(host: str, port: int) -> list[Address]:
    """Find no address for any host: replay's rule."""
    return []


@dataclass(frozen=True, slots=True)
class Reach:
    """Where the browser may connect to: public addresses, and hosts that the user names.

    *stand_in* (``host:http-port:https-port``) leads every name to one server, as it does for the rest of a crawl.
    """

    allowed: frozenset[str] = frozenset()
    stand_in: str = ""
    resolve: Find = system_addresses

    async def find(self, host: str, port: int) -> list[Address]:
        """Return the addresses of *host* that may be connected to, in the resolver's order."""
        if self.stand_in:
            server, http, https = self.stand_in.split(":")
            return [(server, int(https if port == 443 else http))]
        is_named = host.lower() in self.allowed
        return [found for found in await self.resolve(host, port) if is_named or is_public(found[0])]


@dataclass(frozen=True, slots=True)
class Limits:
    """What may pass one proxy: *bytes* both ways and in all, *connections* at once."""

    bytes: int = 32 * 1024 * 1024
    connections: int = 64


class Refused(Exception):
    """A request that is not passed on; *status* is the answer it gets."""

    def __init__(self, status: str) -> None:
        super().__init__(status)
        self.status = status


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a client asks for: a tunnel when *head* is empty, else a request to pass on, as the server takes it."""

    host: str
    port: int
    head: bytes = b""


class FilteringProxy:
    """A proxy for one page: it listens while it is entered, and nothing of it is left afterwards."""

    def __init__(self, find: Find, limits: Limits | None = None) -> None:
        self._find = find
        self._limits = limits or Limits()
        self._left = self._limits.bytes
        self._connections: set[asyncio.Task[None]] = set()
        self._server: asyncio.Server
        self.url = ""
        self.refused = 0

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0, limit=_HEAD_BYTES)
        self.url = f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.close()
        self._end_connections()
        await asyncio.gather(*self._connections, return_exceptions=True)
        await self._server.wait_closed()

    def _end_connections(self) -> None:
        for connection in self._connections:
            connection.cancel()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Serve one client connection to its end; what goes wrong on it ends it and nothing else."""
        task = asyncio.current_task()
        assert task is not None
        self._connections.add(task)
        try:
            await self._answer(reader, writer)
        except Refused as refusal:
            self.refused += 1
            writer.write(f"HTTP/1.1 {refusal.status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".encode())
        except (OSError, EOFError, asyncio.LimitOverrunError, asyncio.CancelledError):
            writer.transport.abort()
        finally:
            self._connections.discard(task)
            writer.close()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked = _asked(await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), _CONNECT_SECONDS))
        if len(self._connections) > self._limits.connections or self._left <= 0:
            raise Refused("503 Service Unavailable")
        server_reader, server_writer = await self._connected(asked)
        try:
            (server_writer if asked.head else writer).write(asked.head or _ESTABLISHED)
            await asyncio.gather(self._pass_on(reader, server_writer), self._pass_on(server_reader, writer))
        finally:
            server_writer.close()

    async def _connected(self, asked: _Asked) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        """Return a connection to the first address that may be had and answers."""
        addresses = await self._find(asked.host, asked.port)
        if not addresses:
            raise Refused("403 Forbidden")
        for host, port in addresses:
            with suppress(OSError):
                return await asyncio.wait_for(asyncio.open_connection(host, port), _CONNECT_SECONDS)
        raise Refused("502 Bad Gateway")

    async def _pass_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Copy one direction to its end; past the limit everything ends."""
        while data := await reader.read(_CHUNK):
            self._left -= len(data)
            if self._left < 0:
                self._end_connections()
                return
            writer.write(data)
            await writer.drain()
        if writer.can_write_eof() and not writer.is_closing():
            writer.write_eof()


def _asked(head: bytes) -> _Asked:
    r"""Return what a request head asks for; Refused when it is nothing a proxy serves.

    >>> _asked(b"CONNECT a.de:443 HTTP/1.1\r\n\r\n")
    _Asked(host='a.de', port=443, head=b'')
    >>> _asked(b"GET http://a.de/x?y HTTP/1.1\r\nHost: a.de\r\nProxy-Connection: keep-alive\r\n\r\n").head
    b'GET /x?y HTTP/1.1\r\nHost: a.de\r\nConnection: close\r\n\r\n'
    """
    lines = head.split(b"\r\n")
    try:
        method, target, version = lines[0].decode("ascii").split(" ")
        parts = urlsplit(f"//{target}" if method == "CONNECT" else target)
        port = parts.port or 80
    except ValueError:
        raise Refused("400 Bad Request") from None
    if not parts.hostname or parts.scheme != ("" if method == "CONNECT" else "http"):
        raise Refused("400 Bad Request")
    if method == "CONNECT":
        return _Asked(parts.hostname, port)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    kept = [line for line in lines[1:] if line and not line.lower().startswith(_HOP_HEADERS)]
    first = f"{method} {path} {version}".encode("ascii")
    return _Asked(parts.hostname, port, b"\r\n".join([first, *kept, b"Connection: close", b"", b""]))
