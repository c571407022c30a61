"""How many places for advertisements a page has, by how the large ad systems mark theirs."""

from ahocorasick_rs import BytesAhoCorasick, MatchKind

# Google's publisher tags and AdSense, AMP, Taboola, Outbrain, Revive.
_SLOTS = BytesAhoCorasick(
    [
        b'id="div-gpt-ad',
        b"id='div-gpt-ad",
        b'class="adsbygoogle',
        b"class='adsbygoogle",
        b"<amp-ad ",
        b'id="taboola-',
        b'class="OUTBRAIN',
        b"data-adunit=",
        b"data-ad-unit=",
        b"data-revive-zoneid=",
    ],
    matchkind=MatchKind.LeftmostFirst,
)


def count_ad_slots(html: bytes) -> int:
    """Return how many places for advertisements *html* has.

    >>> count_ad_slots(b'<ins class="adsbygoogle" data-ad-slot=1></ins><div id="div-gpt-ad-top"></div>')
    2
    """
    return len(_SLOTS.find_matches_as_indexes(html))
