"""Ids that an owner leaves on all their sites."""

import pytest

from prospector.reading.owners import read_owner_ids

FOUND = [
    ('data-ad-client="ca-pub-1234567890123456"', ("adsense:ca-pub-1234567890123456",)),
    ("_gaq.push(['_setAccount', 'UA-1234567-1'])", ("analytics:UA-1234567-1",)),
    ('src="https://www.googletagmanager.com/gtag/js?id=G-AB12CD34EF"', ("analytics4:G-AB12CD34EF",)),
    ("gtag('config', 'G-AB12CD34EF')", ("analytics4:G-AB12CD34EF",)),
    ("'dataLayer','GTM-AB12CD'", ("tagmanager:GTM-AB12CD",)),
    ('src="https://mc.yandex.ru/watch/12345678"', ("metrika:mc.yandex.ru/watch/12345678",)),
    ("UA-1234567-1 UA-1234567-1 UA-7654321-2", ("analytics:UA-1234567-1", "analytics:UA-7654321-2")),
    # words that only look like ids
    ("UA-Linux UA-12", ()),
    ("class=G-ABCDEFGHIJ", ()),
    ("PROGTM-AB", ()),
    ("ÄGTM-AB12CD", ()),
    ("»GTM-AB12CD«", ("tagmanager:GTM-AB12CD",)),
    ("ca-pub-X", ()),
    ("", ()),
]


@pytest.mark.parametrize(("html", "ids"), FOUND)
def test_ids_in_scripts(html: str, ids: tuple[str, ...]) -> None:
    assert read_owner_ids(html.encode(), {}) == ids


def test_ids_of_verification() -> None:
    metas = {"google-site-verification": "abc", "yandex-verification": "", "msvalidate.01": "x" * 200}
    assert read_owner_ids(b"", metas) == ("google:abc", f"bing:{'x' * 80}")
