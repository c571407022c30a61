"""Compressed answers, unpacked only as far as a page may be long: a bomb costs no more than an ordinary page."""

import zlib

from scrapy import Request
from scrapy.http import Response
from scrapy.responsetypes import responsetypes

from prospector.crawling.reasons import NotHad
from prospector.reading.page import MAX_BYTES

ENCODINGS = b"gzip, deflate"
_LIMIT = MAX_BYTES + 1
_MOST_LAYERS = 2
_GZIP_OR_ZLIB, _BARE = 47, -15
_PLAIN = frozenset({b"", b"identity", b"utf-8", b"none"})


class Garbled(NotHad):
    """An answer that is not compressed as it says, or as nobody asked for."""


class Unpack:
    """Asks for compressed answers and unpacks them; what was cut off is said in the response's flags."""

    def process_request(self, request: Request) -> None:
        """Say which encodings are understood."""
        request.headers.setdefault("Accept-Encoding", ENCODINGS)

    def process_response(self, request: Request, response: Response) -> Response:
        """Return *response* unpacked; Garbled when it is not what it says."""
        encodings = _encodings(response)
        if not encodings or not response.body:
            return response
        body, is_whole = unpacked(response.body, encodings)
        headers = response.headers.copy()
        headers.pop("Content-Encoding", None)
        flags = [*response.flags, *([] if is_whole else ["unpacked_in_part"])]
        kind = responsetypes.from_args(headers=headers, url=response.url, body=body[:1024])
        kept = {name: getattr(response, name) for name in Response.attributes}  # no charset guessed from packed bytes
        return kind(**{**kept, "headers": headers, "body": body, "flags": flags})


def _encodings(response: Response) -> list[bytes]:
    said = b",".join(response.headers.getlist("Content-Encoding")).lower().split(b",")
    return [name for part in said if (name := part.strip()) not in _PLAIN]


def unpacked(body: bytes, encodings: list[bytes], limit: int = _LIMIT) -> tuple[bytes, bool]:
    r"""Return *body* without its *encodings*, at most *limit* bytes, and whether that is all of it.

    A body whose end is missing is unpacked as far as it goes; one that says gzip and is plain stays as it is.

    >>> unpacked(zlib.compress(b"spring tide"), [b"deflate"]), unpacked(b"<p>plain", [b"gzip"])
    ((b'spring tide', True), (b'<p>plain', True))
    """
    if len(encodings) > _MOST_LAYERS:
        raise Garbled(f"packed {len(encodings)} times over")
    is_whole = True
    for encoding in reversed(encodings):
        if encoding not in (b"gzip", b"x-gzip", b"deflate"):
            raise Garbled(f"compressed as {encoding[:20].decode('latin-1')}, which was not asked for")
        body, ended = _inflated(body, limit)
        is_whole = is_whole and ended
    return body, is_whole


def _inflated(body: bytes, limit: int) -> tuple[bytes, bool]:
    """Return what the streams of *body* hold, and whether that is all; what follows the last one is padding."""
    parts: list[bytes] = []
    is_whole = True
    while body and is_whole and limit > 0:
        found = _stream(body, limit)
        if found is None:
            break
        part, body, is_whole = found
        parts.append(part)
        limit -= len(part)
    if parts:
        return b"".join(parts), is_whole and limit > 0
    if body.lstrip()[:1] != b"<":
        raise Garbled("not compressed as it says")
    return body[:limit], len(body) <= limit


def _stream(body: bytes, limit: int) -> tuple[bytes, bytes, bool] | None:
    """Return what the first stream of *body* holds, what follows it, and whether its end was reached; None for none."""
    for bits in (_GZIP_OR_ZLIB, _BARE):
        stream = zlib.decompressobj(bits)
        try:
            return stream.decompress(body, limit), stream.unused_data, stream.eof
        except zlib.error:
            continue
    return None
