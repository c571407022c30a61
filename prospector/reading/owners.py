"""Ids that an owner leaves on all their sites: analytics, advertising and verification accounts."""

import re
from collections.abc import Mapping

from ahocorasick_rs import BytesAhoCorasick, MatchKind

_IN_SCRIPTS: tuple[tuple[bytes, str, re.Pattern[str]], ...] = (
    (b"ca-pub-", "adsense", re.compile(r"ca-pub-\d{10,20}")),
    (b"UA-", "analytics", re.compile(r"\bUA-\d{4,10}-\d{1,3}\b")),
    (b"gtag/js?id=", "analytics4", re.compile(r"gtag/js\?id=(G-[A-Z0-9]{8,12})\b")),
    (b"config", "analytics4", re.compile(r"config[\"'],\s*[\"'](G-[A-Z0-9]{8,12})\b")),
    (b"GTM-", "tagmanager", re.compile(r"\bGTM-[A-Z0-9]{4,9}\b")),
    (b"mc.yandex.ru/watch/", "metrika", re.compile(r"mc\.yandex\.ru/watch/\d{5,12}")),
)
# Leftmost matches of a few patterns are found by vector instructions, a tenth of the time of any other way.
_MARKS = BytesAhoCorasick([mark for mark, _, _ in _IN_SCRIPTS], matchkind=MatchKind.LeftmostFirst)
_IN_METAS = {"google-site-verification": "google", "yandex-verification": "yandex", "msvalidate.01": "bing"}
_TRIES = 8
_LETTER = 4
_LONGEST = 200


def read_owner_ids(html: bytes, metas: Mapping[str, str]) -> tuple[str, ...]:
    """Return the ids found in *html* (UTF-8) and *metas* as ``kind:id``, each once.

    >>> read_owner_ids(b'<script>gtag("config", "G-AB12CD34EF")</script>', {})
    ('analytics4:G-AB12CD34EF',)
    """
    places: list[list[int]] = [[] for _ in _IN_SCRIPTS]
    for mark, start, _ in _MARKS.find_matches_as_indexes(html):
        places[mark].append(start)
    found: dict[str, None] = {}
    for (_, kind, pattern), starts in zip(_IN_SCRIPTS, places, strict=True):
        for start in starts[:_TRIES]:
            match = _match(pattern, html, start)
            if match:
                found[f"{kind}:{match[match.lastindex or 0]}"] = None
    found.update((f"{kind}:{metas[name][:80]}", None) for name, kind in _IN_METAS.items() if metas.get(name))
    return tuple(found)


def _match(pattern: re.Pattern[str], html: bytes, start: int) -> re.Match[str] | None:
    """Return what *pattern* matches at *start*, the letter before it being there for it to see."""
    before = html[max(0, start - _LETTER) : start].decode("utf-8", "ignore")
    return pattern.match(before + html[start : start + _LONGEST].decode("utf-8", "ignore"), len(before))
