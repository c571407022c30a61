"""Ids that an owner leaves on all their sites: analytics, advertising and verification accounts."""

import re
from collections.abc import Mapping

_IN_SCRIPTS: tuple[tuple[str, str, re.Pattern[str]], ...] = (
    ("ca-pub-", "adsense", re.compile(r"ca-pub-\d{10,20}")),
    ("UA-", "analytics", re.compile(r"\bUA-\d{4,10}-\d{1,3}\b")),
    ("gtag/js?id=", "analytics4", re.compile(r"gtag/js\?id=(G-[A-Z0-9]{8,12})\b")),
    ("config", "analytics4", re.compile(r"config[\"'],\s*[\"'](G-[A-Z0-9]{8,12})\b")),
    ("GTM-", "tagmanager", re.compile(r"\bGTM-[A-Z0-9]{4,9}\b")),
    ("mc.yandex.ru/watch/", "metrika", re.compile(r"mc\.yandex\.ru/watch/\d{5,12}")),
)
_IN_METAS = {"google-site-verification": "google", "yandex-verification": "yandex", "msvalidate.01": "bing"}
_TRIES = 8


def read_owner_ids(html: str, metas: Mapping[str, str]) -> tuple[str, ...]:
    """Return the ids found in *html* and *metas* as ``kind:id``, each once.

    >>> read_owner_ids('<script>gtag("config", "G-AB12CD34EF")</script>', {})
    ('analytics4:G-AB12CD34EF',)
    """
    found: dict[str, None] = {}
    for mark, kind, pattern in _IN_SCRIPTS:
        start = html.find(mark)
        for _ in range(_TRIES):
            if start == -1:
                break
            match = pattern.match(html, start)
            if match:
                found[f"{kind}:{match[match.lastindex or 0]}"] = None
            start = html.find(mark, start + len(mark))
    found.update((f"{kind}:{metas[name][:80]}", None) for name, kind in _IN_METAS.items() if metas.get(name))
    return tuple(found)
