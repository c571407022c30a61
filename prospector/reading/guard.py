"""A linear look at markup before any parser sees it, since a parser in C cannot be interrupted.

Nested blocks 40,000 deep take lexbor 2.8 s and 100,000 take 21 s; a tag with 50,000 attributes takes 7 s, a list of
50,000 options 5 s. Bold, font and their like that nobody closes are opened again in every later block: 60 kB of them
become 4.5 million elements. Of 4,176 real pages the deepest counts 185 levels here, and the busiest needs half a
million steps; none has a tag with more than 30 attributes.
"""

import re
from collections import Counter

MAX_DEPTH = 512
MAX_ATTRIBUTES = 500
MAX_STEPS = 10_000_000
_LONG = 2 * MAX_ATTRIBUTES
_STEPS_TO_REOPEN = 50

_ATTRIBUTE = (
    r"""[\t\n\f\r /]*+[^\t\n\f\r />][^\t\n\f\r />=]*+"""
    r"""(?:[\t\n\f\r ]*+=[\t\n\f\r ]*+(?:"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z)|[^\t\n\f\r >"'][^\t\n\f\r >]*+)?)?"""
)
_ATTRIBUTES = re.compile(_ATTRIBUTE)
_TAG = re.compile(
    rf"""
    <(?:
      (?P<name>[a-z][^\t\n\f\r />]*+) (?:{_ATTRIBUTE})*+ [\t\n\f\r /]*+ >? (?P<closed>[^<]*+</(?P=name)>)?
      | /(?P<end>[a-z][^\t\n\f\r />]*+) (?:{_ATTRIBUTE})*+ [\t\n\f\r /]*+ >?
      | !--(?:-?>|.*?(?:--!?>|\Z))
    )
    """,
    re.DOTALL | re.IGNORECASE | re.VERBOSE,
)
"""A start tag, up to its end tag where that follows with nothing but text between; an end tag; a comment."""

_RAW = {
    name: re.compile(rf"</{name}(?=[\t\n\f\r />])", re.IGNORECASE)
    for name in ("script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes", "svg", "math")
}
"""Elements whose content is no markup, or a drawing, with what ends it."""
_DRAWINGS = frozenset(["svg", "math"])

# Elements that close themselves or are closed by their next sibling never pile up.
_FLAT = frozenset(
    [
        *("area", "base", "body", "br", "caption", "col", "colgroup", "embed", "head", "hr", "html", "img", "input"),
        *("keygen", "link", "meta", "option", "p", "param", "source", "tbody", "td", "tfoot", "th", "thead", "tr"),
        *("track", "wbr", *_RAW),
    ]
)
_NOTED = frozenset([*_RAW, "option"])
_FORMATS = frozenset(["a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"])
# A start tag of these closes one of its kind that was left open.
_ITEMS = {"a": "link", "dd": "definition", "dt": "definition", "li": "item"}
# The end tag of a block closes it even when others are open inside it, unless a barrier lies between.
_BLOCKS = frozenset(
    [
        *("address", "article", "aside", "blockquote", "button", "center", "details", "dialog", "dir", "div", "dl"),
        *("fieldset", "figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "main"),
        *("menu", "nav", "ol", "pre", "search", "section", "select", "summary", "table", "ul"),
    ]
)
_BARRIERS = frozenset(["applet", "button", "marquee", "object", "select", "table", "template"])


def cut_hostile(html: str) -> tuple[str, bool]:
    """Return *html* without drawings, up to the tag that is too much for a parser, and whether it was cut.

    >>> cut_hostile("<div>" * 600)[0].count("<div>")
    512
    """
    markup, kept, start, at = _Markup(), [""], 0, 0
    while at < len(html):
        for tag in _TAG.finditer(html, at):
            if not markup.takes(tag):
                return "".join([*kept, html[start : tag.start()]]), True
            if markup.raw:
                break
        else:
            break
        at = markup.behind_raw(tag)
        if markup.raw in _DRAWINGS:
            kept.append(html[start : tag.start()])
            start = at
        markup.raw = ""
    return "".join([*kept, html[start:]]), False


class _Markup:
    """What is open at a place in the markup, never less than a parser would hold open there."""

    def __init__(self) -> None:
        self.raw = ""
        self._open: list[str] = []
        self._tags: list[str] = []
        self._formats: Counter[str] = Counter()
        self._left = 0
        self._endless: set[str] = set()
        self._options = 0
        self._steps = 0

    def takes(self, tag: re.Match[str]) -> bool:
        """Take in *tag* and say whether a parser can bear it."""
        words, name, closed, end = tag.group(0, "name", "closed", "end")
        if end:
            self._close(end.lower())
        elif name:
            self._start(name.lower(), words, bool(closed))
        depth = len(self._open)
        self._steps += depth + self._left + _STEPS_TO_REOPEN * len(self._formats)
        return depth <= MAX_DEPTH and self._steps <= MAX_STEPS and (len(words) <= _LONG or not _is_giant(tag))

    def behind_raw(self, tag: re.Match[str]) -> int:
        """Return where markup goes on behind the content of a script or its like; a drawing without end has none."""
        if self.raw in self._endless or (self.raw in _DRAWINGS and tag[0].endswith("/>")):
            return tag.end()
        found = _RAW[self.raw].search(tag.string, tag.end())
        if found:
            return found.start()
        self._endless.update(_DRAWINGS & {self.raw})
        return tag.end() if self.raw in _DRAWINGS else len(tag.string)

    def _start(self, name: str, tag: str, closed: bool) -> None:
        if name in _NOTED:
            self._note(name, closed)
        if closed or name in _FLAT:
            return
        if self._open and _ITEMS.get(name, "") == _ITEMS.get(self._open[-1]):
            self._close(self._open[-1])
        self._open.append(name)
        self._tags.append(name if name == "a" else tag)
        if name in _FORMATS:
            self._formats[self._tags[-1]] += 1
            self._left += 1

    def _note(self, name: str, closed: bool) -> None:
        if name in _RAW and not closed:
            self.raw = name
        elif name == "option":
            self._options += 1
            self._steps += self._options

    def _close(self, name: str) -> None:
        """Close what an end tag surely closes; formats that others close stay, for they are opened again."""
        if self._open and self._open[-1] == name:
            del self._open[-1]
            tag = self._tags.pop()
            if name in _FORMATS:
                self._end_format(tag)
        elif name in _BLOCKS:
            self._close_below(name)

    def _end_format(self, tag: str) -> None:
        self._left -= 1
        self._formats[tag] -= 1
        if not self._formats[tag]:
            del self._formats[tag]

    def _close_below(self, name: str) -> None:
        """Close a block over which others are still open; those stay, for nothing is sure about them."""
        if name not in self._open:
            return
        at = len(self._open) - 1 - self._open[::-1].index(name)
        if _BARRIERS.isdisjoint(self._open[at + 1 :]):
            del self._open[at]
            del self._tags[at]


def _is_giant(tag: re.Match[str]) -> bool:
    """Say whether a tag has hundreds of attributes."""
    start = max(tag.end("name"), tag.end("end"))
    end = tag.start("closed") if tag["closed"] else tag.end()
    return start > 0 and sum(1 for _ in _ATTRIBUTES.finditer(tag.string, start, end)) > MAX_ATTRIBUTES
