"""From bytes to text, in whatever charset the page is really written."""

import codecs

from resiliparse.parse.encoding import detect_encoding
from w3lib.encoding import html_body_declared_encoding, http_content_type_encoding, resolve_encoding

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_SAMPLE = 65536


def decode(body: bytes, content_type: str = "") -> tuple[str, str]:
    """Return the text of *body* and the name of its charset.

    A byte order mark wins, then what HTTP and the page itself declare, then UTF-8, then a guess from the bytes. A
    declaration that the bytes contradict is passed over. Never fails: what cannot be read becomes U+FFFD.

    >>> decode("Grüße".encode("cp1252"), "text/html; charset=utf-8")
    ('Grüße', 'cp1252')
    """
    for mark, name in _BOMS:
        if body.startswith(mark):
            return body[len(mark) :].decode(name, "replace"), name
    declared = _declared(body, content_type)
    for name in dict.fromkeys([*declared, "utf-8"]):
        text = _strict(body, name)
        if text is not None:
            return text, name
    guess = resolve_encoding(detect_encoding(body[:_SAMPLE])) or "cp1252"
    best = declared[0] if declared and guess == "utf-8" else guess
    return body.decode(best, "replace"), best


def _declared(body: bytes, content_type: str) -> list[str]:
    """Return the charsets that HTTP and the page declare, in that order, as names Python knows."""
    names = (http_content_type_encoding(content_type), html_body_declared_encoding(body[:4096]))
    return [name for name in names if name and name not in ("utf-16", "utf-16-le", "utf-16-be")]


def _strict(body: bytes, name: str) -> str | None:
    try:
        return body.decode(name)
    except UnicodeDecodeError as error:
        # One broken character at the cut end of a page, or a stray one in a long page, is no contradiction.
        return body.decode(name, "replace") if _nearly(body, name, error) else None


def _nearly(body: bytes, name: str, error: UnicodeDecodeError) -> bool:
    if error.start > len(body) - 4:
        return True
    return len(body) > 1000 and body.decode(name, "replace").count("\ufffd") * 500 < len(body)
