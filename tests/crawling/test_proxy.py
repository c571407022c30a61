"""The filtering proxy with plain sockets: what it passes on, what it refuses, what it leaves behind."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from prospector.crawling.proxy import Address, FilteringProxy, Limits, Reach, nowhere

HELLO = b"HTTP/1.1 200 OK\r\n\r\nhello"
HERE = frozenset({"127.0.0.1"})


@asynccontextmanager
async def server(answer: bytes) -> AsyncIterator[tuple[int, list[bytes]]]:
    """A server that keeps what it is asked and answers every request with the same bytes."""
    asked: list[bytes] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked.append(await reader.readuntil(b"\r\n\r\n"))
        writer.write(answer)
        writer.close()

    listening = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with listening:
        yield listening.sockets[0].getsockname()[1], asked


async def say(proxy: FilteringProxy, words: bytes) -> bytes:
    """Return all that the proxy answers to some bytes, empty when it hangs up on them."""
    reader, writer = await asyncio.open_connection("127.0.0.1", int(proxy.url.rpartition(":")[2]))
    writer.write(words)
    try:
        return await asyncio.wait_for(reader.read(), 5)
    except ConnectionError:
        return b""
    finally:
        writer.close()


def through(reach: Reach, words: str) -> tuple[bytes, list[bytes], int]:
    """Say *words*, PORT being that of a server on loopback; return the answer, what the server saw, the refusals."""

    async def talk() -> tuple[bytes, list[bytes], int]:
        async with server(HELLO) as (port, asked), FilteringProxy(reach.find) as proxy:
            heard = await say(proxy, words.replace("PORT", str(port)).encode())
            return heard, asked, proxy.refused

    return asyncio.run(talk())


def resolving(*answers: str) -> Reach:
    """A reach whose resolver gives one address after the other, as a name does that changes its address."""
    left = list(answers)

    async def resolve(host: str, port: int) -> list[Address]:
        return [(left.pop(0), port)]

    return Reach(resolve=resolve)


def test_a_request_is_passed_on_in_the_servers_own_form() -> None:
    heard, asked, _ = through(
        Reach(HERE), "GET http://127.0.0.1:PORT/a?b=c HTTP/1.1\r\nHost: x\r\nProxy-Connection: keep-alive\r\n\r\n"
    )
    assert heard == HELLO
    assert asked == [b"GET /a?b=c HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"]


def test_a_tunnel_carries_what_is_said() -> None:
    async def talk() -> tuple[bytes, bytes, list[bytes]]:
        async with server(b"hello") as (port, asked), FilteringProxy(Reach(HERE).find) as proxy:
            reader, writer = await asyncio.open_connection("127.0.0.1", int(proxy.url.rpartition(":")[2]))
            writer.write(f"CONNECT 127.0.0.1:{port} HTTP/1.1\r\n\r\n".encode())
            opened = await reader.readuntil(b"\r\n\r\n")
            writer.write(b"secret words\r\n\r\n")
            said = await reader.read()
            writer.close()
            return opened, said, asked

    assert asyncio.run(talk()) == (
        b"HTTP/1.1 200 Connection established\r\n\r\n",
        b"hello",
        [b"secret words\r\n\r\n"],
    )


@pytest.mark.parametrize(
    "words",
    [
        "GET http://127.0.0.1:PORT/ HTTP/1.1\r\n\r\n",
        "GET http://localhost:PORT/ HTTP/1.1\r\n\r\n",
        "GET http://2130706433:PORT/ HTTP/1.1\r\n\r\n",
        "GET http://0x7f.1:PORT/ HTTP/1.1\r\n\r\n",
        "GET http://[::ffff:127.0.0.1]:PORT/ HTTP/1.1\r\n\r\n",
        "GET http://169.254.169.254/latest/meta-data/ HTTP/1.1\r\n\r\n",
        "CONNECT 127.0.0.1:PORT HTTP/1.1\r\n\r\n",
        "CONNECT [::1]:PORT HTTP/1.1\r\n\r\n",
        "CONNECT 10.0.0.1:443 HTTP/1.1\r\n\r\n",
    ],
)
def test_an_address_that_is_not_public_is_refused(words: str) -> None:
    heard, asked, refused = through(Reach(), words)
    assert heard.startswith(b"HTTP/1.1 403 ")
    assert asked == []
    assert refused == 1


def test_a_name_that_changes_its_address_is_held_to_the_address_it_has_now() -> None:
    heard, asked, _ = through(resolving("127.0.0.1"), "GET http://rebinds.example:PORT/ HTTP/1.1\r\n\r\n")
    assert heard.startswith(b"HTTP/1.1 403 ")
    assert asked == []


def test_the_address_checked_is_the_one_connected_to() -> None:
    reach = resolving("203.0.113.9", "127.0.0.1")  # a second look-up would lead to loopback
    found = asyncio.run(reach.find("rebinds.example", 80))
    assert found == []
    public = resolving("93.184.216.34", "127.0.0.1")
    assert asyncio.run(public.find("rebinds.example", 80)) == [("93.184.216.34", 80)]


def test_a_host_that_the_user_names_may_be_private() -> None:
    heard, asked, _ = through(Reach(frozenset({"localhost"})), "GET http://LocalHost:PORT/ HTTP/1.1\r\n\r\n")
    assert heard.endswith(b"hello")
    assert len(asked) == 1


@pytest.mark.parametrize(("port", "expected"), [(80, 8080), (443, 8443), (8000, 8080)])
def test_a_stand_in_is_where_every_name_leads(port: int, expected: int) -> None:
    assert asyncio.run(Reach(stand_in="127.0.0.1:8080:8443").find("any.example", port)) == [("127.0.0.1", expected)]


def test_in_replay_nothing_leaves() -> None:
    async def talk() -> bytes:
        async with FilteringProxy(nowhere) as proxy:
            return await say(proxy, b"CONNECT 93.184.216.34:443 HTTP/1.1\r\n\r\n")

    assert asyncio.run(talk()).startswith(b"HTTP/1.1 403 ")


@pytest.mark.parametrize(
    "words",
    [
        "GET / HTTP/1.1\r\n\r\n",
        "GET ftp://127.0.0.1/ HTTP/1.1\r\n\r\n",
        "GET http://127.0.0.1:99999/ HTTP/1.1\r\n\r\n",
        "CONNECT HTTP/1.1\r\n\r\n",
        "CONNECT :80 HTTP/1.1\r\n\r\n",
        "\r\n\r\n",
    ],
)
def test_what_no_proxy_serves_is_a_bad_request(words: str) -> None:
    assert through(Reach(HERE), words)[0].startswith(b"HTTP/1.1 400 ")


def test_a_server_that_does_not_answer_is_a_bad_gateway() -> None:
    assert through(Reach(HERE), "GET http://127.0.0.1:1/ HTTP/1.1\r\n\r\n")[0].startswith(b"HTTP/1.1 502 ")


def test_a_head_without_end_is_hung_up_on() -> None:
    assert through(Reach(HERE), "GET http://127.0.0.1:PORT/ HTTP/1.1\r\nX: " + 200_000 * "x")[0] == b""


def test_past_the_byte_limit_nothing_more_comes() -> None:
    async def talk() -> tuple[int, bytes]:
        async with server(100_000 * b"x") as (port, _), FilteringProxy(Reach(HERE).find, Limits(bytes=50_000)) as proxy:
            words = f"GET http://127.0.0.1:{port}/ HTTP/1.1\r\n\r\n".encode()
            return len(await say(proxy, words)), await say(proxy, words)

    first, then = asyncio.run(talk())
    assert first < 100_000
    assert then.startswith(b"HTTP/1.1 503 ")


def test_more_connections_than_the_limit_are_refused() -> None:
    async def talk() -> bytes:
        limits = Limits(connections=1)
        async with server(b"") as (port, _), FilteringProxy(Reach(HERE).find, limits) as proxy:
            reader, writer = await asyncio.open_connection("127.0.0.1", int(proxy.url.rpartition(":")[2]))
            writer.write(f"CONNECT 127.0.0.1:{port} HTTP/1.1\r\n\r\n".encode())
            await reader.readuntil(b"\r\n\r\n")
            refused = await say(proxy, f"CONNECT 127.0.0.1:{port} HTTP/1.1\r\n\r\n".encode())
            writer.close()
            return refused

    assert asyncio.run(talk()).startswith(b"HTTP/1.1 503 ")


def test_the_end_of_the_proxy_is_the_end_of_its_connections() -> None:
    async def talk() -> tuple[bytes, set[str]]:
        async with server(b"") as (port, _), FilteringProxy(Reach(HERE).find) as proxy:
            reader, writer = await asyncio.open_connection("127.0.0.1", int(proxy.url.rpartition(":")[2]))
            writer.write(f"CONNECT 127.0.0.1:{port} HTTP/1.1\r\n\r\n".encode())
            await reader.readuntil(b"\r\n\r\n")
            await proxy.__aexit__()
            left = await reader.read() if not reader.at_eof() else b""
            writer.close()
            with pytest.raises(ConnectionError):
                await say(proxy, b"GET http://a.example/ HTTP/1.1\r\n\r\n")
            return left, {task.get_name() for task in asyncio.all_tasks() if "_serve" in repr(task)}

    assert asyncio.run(talk()) == (b"", set())
