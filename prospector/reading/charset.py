"""From bytes to text, in whatever charset the page is really written."""

import codecs
import re
from functools import cache

from resiliparse.parse.encoding import detect_encoding
from w3lib.encoding import html_body_declared_encoding, http_content_type_encoding, resolve_encoding

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_SAMPLE = 65536
_CONTEXT = 32
_ASCII = rb"<p>\u0041 +AEE-</p>"
_BEYOND_ASCII = re.compile(rb"[\x80-\xff]")


def decode(body: bytes, content_type: str = "") -> tuple[str, str]:
    """Return the text of *body* and the name of its charset.

    A byte order mark wins, then UTF-8 where the bytes are well formed, since no other charset comes out so by chance,
    then what HTTP and the page itself declare, then a guess. A declaration that the bytes contradict is passed over.
    Never fails: what cannot be read becomes U+FFFD.

    >>> decode("Grüße".encode("cp1252"), "text/html; charset=utf-8")
    ('Grüße', 'cp1252')
    """
    for mark, name in _BOMS:
        if body.startswith(mark):
            return body[len(mark) :].decode(name, "replace"), name
    declared = _declared(body, content_type)
    for name in dict.fromkeys([*declared, "utf-8"] if body.isascii() else ["utf-8", *declared]):
        text = _read(body, name)
        if text is not None:
            return text, name
    guess = _guess(body)
    return body.decode(guess, "replace"), guess


def _declared(body: bytes, content_type: str) -> list[str]:
    """Return the charsets that HTTP and the page declare, in that order, as names Python knows."""
    names = (http_content_type_encoding(content_type), html_body_declared_encoding(body[:4096]))
    return [name for name in names if name and _is_charset(name)]


@cache
def _is_charset(name: str) -> bool:
    """Say whether a codec of Python is a charset of pages: one that leaves ASCII as it is. There are others."""
    try:
        return _ASCII.decode(name, "replace") == _ASCII.decode("ascii")
    except (LookupError, UnicodeError):
        return False


def _read(body: bytes, name: str) -> str | None:
    try:
        return body.decode(name)
    except UnicodeDecodeError:
        text = body.decode(name, "replace")
    return text if _nearly(text) else None


def _nearly(text: str) -> bool:
    """Say whether *text* is broken at its cut end only, or by strays: one among ten characters beyond ASCII."""
    beyond_ascii = len(text) - len(text.encode("ascii", "ignore"))
    return text[:-1].count("\ufffd") * 10 <= beyond_ascii


def _guess(body: bytes) -> str:
    """Return what bytes that are not UTF-8 look like; the detector takes Korean ones for UTF-8."""
    found = _BEYOND_ASCII.search(body)
    start = max(0, found.start() - _CONTEXT) if found else 0
    name = resolve_encoding(detect_encoding(body[start : start + _SAMPLE])) or "cp1252"
    if name != "utf-8":
        return name
    return "cp949" if _read(body, "cp949") is not None else "cp1252"
