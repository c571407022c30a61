"""A page as a text for topics, and a text as the topic model reads it: its first words, then marks of topics it names.

The marks are the same in all languages, so the model learns once what the topic words of a language are worth.
"""

import re
from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

from prospector.folding import words_of
from prospector.models import Page

_READ = 6000
MOST_WORDS = 60
_MARKS_PER_WORD = 0.35
_WORD = re.compile(r"[^\s!-/:-@\[-`{-~¡-¿‐-⁯、-〿！-／：-＠।]+")
_GLUED = re.compile("[\u3040-\u30ff\u4e00-\u9fff]")


def head_of(page: Page) -> str:
    """Return the line that stands over the text of *page*: its title, its description, the words of its address."""
    return f"{page.title} {page.description} {words_of(urlsplit(page.url).path)}\n"


def topic_text(page: Page) -> str:
    """Return what is read of *page* for its topics: what stands over its text, and the text's first 6,000 letters."""
    return head_of(page) + (page.main_text or page.text)[:_READ]


def model_words(text: str) -> list[str]:
    """Return the first words of *text*, pairs of letters where the script does not divide words.

    >>> model_words("Der Trainer, das Tor"), model_words("地元紙が")
    (['Der', 'Trainer', 'das', 'Tor'], ['地元', '元紙', '紙が'])
    """
    words: list[str] = []
    for match in _WORD.finditer(text):
        words += _pairs(match[0]) if _GLUED.search(match[0]) else [match[0]]
        if len(words) >= MOST_WORDS:
            break
    return words[:MOST_WORDS]


def _pairs(run: str) -> list[str]:
    return [run[at : at + 2] for at in range(min(len(run) - 1, MOST_WORDS))] or [run]


def model_line(words: Sequence[str], named: Mapping[str, int]) -> str:
    """Return one line of folded *words* and marks, each topic in proportion to how many words name it.

    >>> model_line(["das", "tor"], {"Food & Drink": 1})
    'das tor ztopicFoodDrink ztopicFoodDrink'
    """
    total = sum(named.values())
    room = min(2 * total, max(2.0, _MARKS_PER_WORD * len(words)))
    marks = [_mark(topic) for topic, said in sorted(named.items()) for _ in range(round(room * said / total))]
    return " ".join([*words, *marks]).encode("utf-8", "replace").decode("utf-8")


def _mark(topic: str) -> str:
    return "ztopic" + re.sub(r"\W", "", topic)


def label(topic: str) -> str:
    """Return *topic* as a fastText label."""
    return "__label__" + topic.replace(" ", "_")


def topic_of(label: str) -> str:
    """Return the topic of a fastText label.

    >>> topic_of(label("Food & Drink"))
    'Food & Drink'
    """
    return label.removeprefix("__label__").replace("_", " ")
