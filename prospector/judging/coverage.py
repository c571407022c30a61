"""What a site covers, by the names that its own links bear: menus, sections, headlines of other pages.

A page tells what it is about itself; its links tell what the site is about, and a newspaper by naming everything.
"""

from prospector.folding import fold
from prospector.judging.phrases import Phrases
from prospector.models import Evidence, Page

_READ = 2000
_LEAST_WORDS = 8
_MOST_TOPICS = 8
_QUOTED = 8


def coverage(page: Page, words: Phrases, version: str) -> list[Evidence]:
    """Return the topics that the links of *page* within its site name, the most named first, with their words.

    Strength is the topic's share of all different topic words there; with fewer than eight nothing is said.
    """
    hits = words.meanings(fold(_anchors(page)))
    named = {topic: list(dict.fromkeys(hit.phrase for hit in found)) for topic, found in hits.items()}
    total = sum(map(len, named.values()))
    if total < _LEAST_WORDS:
        return []
    ranked = sorted(named.items(), key=lambda item: (-len(item[1]), item[0]))[:_MOST_TOPICS]
    return [
        Evidence("topic", "links", topic, _quoted(said), round(len(said) / total, 3), version) for topic, said in ranked
    ]


def _anchors(page: Page) -> str:
    """Return the anchors of links within the site, each once, as many as are read."""
    room, anchors = _READ, dict[str, None]()
    for link in page.links:
        if not link.external and link.anchor not in anchors:
            anchors[link.anchor] = None
            room -= len(link.anchor)
        if room < 0:
            break
    return "\n".join(anchors)


def _quoted(said: list[str]) -> str:
    return ", ".join(phrase.strip("*") for phrase in said[:_QUOTED])
