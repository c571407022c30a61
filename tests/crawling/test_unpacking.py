"""Compressed answers are unpacked as far as a page may be long."""

import gzip
import zlib

import pytest
from scrapy import Request
from scrapy.http import HtmlResponse, Response

from prospector.crawling.unpacking import Garbled, Unpack, unpacked

WORDS = b"<p>spring tide " * 100
BARE = zlib.compress(WORDS, wbits=-15)
PACKED = gzip.compress(WORDS, mtime=0)


@pytest.mark.parametrize(
    ("body", "encodings", "found", "is_whole"),
    [
        (PACKED, [b"gzip"], WORDS, True),
        (PACKED, [b"x-gzip"], WORDS, True),
        (PACKED, [b"deflate"], WORDS, True),
        (zlib.compress(WORDS), [b"deflate"], WORDS, True),
        (BARE, [b"deflate"], WORDS, True),
        (gzip.compress(PACKED, mtime=0), [b"gzip", b"gzip"], WORDS, True),
        (PACKED + gzip.compress(b"more", mtime=0), [b"gzip"], WORDS + b"more", True),
        (PACKED + b"\0" * 8, [b"gzip"], WORDS, True),
        (WORDS, [b"gzip"], WORDS, True),
        (b"\n " + WORDS, [b"gzip"], b"\n " + WORDS, True),
        (PACKED[:-8], [b"gzip"], WORDS, False),
        (gzip.compress(bytes(10**7), mtime=0), [b"gzip"], bytes(2000), False),
        (gzip.compress(gzip.compress(bytes(10**7), mtime=0), mtime=0), [b"gzip", b"gzip"], bytes(2000), False),
        (b"<" * 5000, [b"gzip"], b"<" * 2000, False),
    ],
    ids=[
        "gzip",
        "x-gzip",
        "gzip called deflate",
        "deflate",
        "bare deflate",
        "twice",
        "two members",
        "padding",
        "plain",
        "plain after a blank",
        "no end",
        "bomb",
        "bomb in a bomb",
        "plain and long",
    ],
)
def test_what_is_unpacked(body: bytes, encodings: list[bytes], found: bytes, is_whole: bool) -> None:
    result, whole = unpacked(body, encodings, 2000)
    assert (result[: len(found)], whole) == (found, is_whole)
    assert len(result) <= 2000


@pytest.mark.parametrize(
    ("body", "encodings", "why"),
    [
        (b"not at all", [b"gzip"], "not compressed as it says"),
        (PACKED[:10] + b"\xff" * 40, [b"gzip"], "not compressed as it says"),
        (PACKED, [b"br"], "compressed as br, which was not asked for"),
        (PACKED, [b"gzip"] * 3, "packed 3 times over"),
    ],
    ids=["words", "broken", "brotli", "three times"],
)
def test_what_is_not(body: bytes, encodings: list[bytes], why: str) -> None:
    with pytest.raises(Garbled, match=why):
        unpacked(body, encodings)


@pytest.mark.parametrize("said", ["gzip", "GZIP", "gzip, identity", " gzip "])
def test_an_answer_loses_its_encoding_and_gains_its_kind(said: str) -> None:
    headers = {"Content-Encoding": said, "Content-Type": "text/html"}
    response = Unpack().process_response(Request("https://a.de"), Response("https://a.de", 200, headers, PACKED))
    assert (type(response), response.body, response.flags) == (HtmlResponse, WORDS, [])
    assert "Content-Encoding" not in response.headers


def test_an_answer_that_was_cut_says_so() -> None:
    headers = {"Content-Encoding": "gzip"}
    response = Unpack().process_response(Request("https://a.de"), Response("https://a.de", 200, headers, PACKED[:-12]))
    assert response.flags == ["unpacked_in_part"]


def test_a_request_asks_for_what_is_understood() -> None:
    request = Request("https://a.de")
    Unpack().process_request(request)
    assert request.headers["Accept-Encoding"] == b"gzip, deflate"
