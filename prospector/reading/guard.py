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
_STEPS_TO_REOPEN = 50

_ATTRIBUTE = (
    r"""(?:\ [\w-]++="[^"]*+"|[\t\n\f\r /]*+[^\t\n\f\r />][^\t\n\f\r />=]*+"""
    r"""(?:[\t\n\f\r ]*+=[\t\n\f\r ]*+(?:"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z)|[^\t\n\f\r >"'][^\t\n\f\r >]*+)?)?)"""
)
"""An attribute, first as most are written, then as any may be."""

_NAME = r"[a-zA-Z][^\t\n\f\r />]*+"
_ATTRIBUTES = rf"{_ATTRIBUTE}{{0,{MAX_ATTRIBUTES}}}+"
_TAG = re.compile(
    rf"""
    <(?:
      ({_NAME}) {_ATTRIBUTES} ({_ATTRIBUTE} .*+)? [\t\n\f\r /]*+ >? ([^<]*+</(?!(?i:option|script|style))(?i:\1)>)?
      | /({_NAME}) (?:>|{_ATTRIBUTES} ({_ATTRIBUTE} .*+)? [\t\n\f\r /]*+ >?)
      | !--(?:-?>|.*?(?:--!?>|\Z))
    )
    """,
    re.DOTALL | re.VERBOSE,
)
_STARTS, _ENDS, _TOO_MUCH = 1, 4, (2, 5)
"""A start tag, one with too many attributes, one whose end tag follows with nothing but text between; an end tag, one
with too many attributes; a comment. The last group that matched tells which it is: a comment has none.
"""

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
    """Return *html* without drawings, scripts and styles, up to what is too much for a parser, and whether it was cut.

    The tags of scripts and styles stay, and so does JSON, which is not a script.

    >>> cut_hostile("<div>" * 600)[0].count("<div>")
    512
    """
    kept: list[str] = []
    markup, start, at = _Markup(), 0, 0
    while tag := markup.read(html, at):
        if not markup.raw:
            return "".join([*kept, html[start : tag.start()]]), True
        at = markup.behind_raw(tag)
        if markup.raw in _DRAWINGS or markup.is_idle(tag, at):
            kept.append(html[start : tag.start() if markup.raw in _DRAWINGS else tag.end()])
            start = at
    return "".join([*kept, html[start:]]), False


class _Markup:
    """What is open at a place in the markup, never less than a parser would hold open there.

    *raw* is the element whose content comes next and is no markup, empty when there is none.
    """

    def __init__(self) -> None:
        self.raw = ""
        self._open: list[str] = []
        self._load = 0  # what the next tag costs a parser: what is open, and what it opens again
        self._steps = 0
        self._tags: list[str] = []
        self._formats: Counter[str] = Counter()
        self._endless: set[str] = set()
        self._options = 0

    def read(self, html: str, at: int) -> re.Match[str] | None:
        """Read on from *at* up to a tag that is too much for a parser or whose content is no markup; return that."""
        self.raw = ""
        for tag in _TAG.finditer(html, at):
            what = tag.lastindex
            if what == _STARTS:
                self._start(tag[_STARTS].lower(), tag)
            elif what == _ENDS:
                self._close(tag[_ENDS].lower())
            self._steps += self._load
            if self.raw or self._steps > MAX_STEPS or what in _TOO_MUCH:
                return tag
        return None

    def behind_raw(self, tag: re.Match[str]) -> int:
        """Return where markup goes on behind the content of a script or its like; a drawing without end has none."""
        if self.raw in self._endless or (self.raw in _DRAWINGS and tag[0].endswith("/>")):
            return tag.end()
        found = _RAW[self.raw].search(tag.string, tag.end())
        if found:
            return found.start()
        self._endless.update(_DRAWINGS & {self.raw})
        return tag.end() if self.raw in _DRAWINGS else len(tag.string)

    def is_idle(self, tag: re.Match[str], end: int) -> bool:
        """Say whether what stands between *tag* and *end* is a script or style, and surely nothing else to a parser.

        Where a script opens a comment, parsers may look for its end behind *end*; in a drawing that nobody closed its
        content is markup.
        """
        if self.raw == "style":
            return not self._endless
        is_script = self.raw == "script" and "json" not in tag[0].lower()  # a plus sign may be written as an entity
        return is_script and not self._endless and tag.string.find("<!--", tag.end(), end) == -1

    def _start(self, name: str, tag: re.Match[str]) -> None:
        if name in _FLAT:
            self._note(name)
            return
        if name in _ITEMS and self._open and _ITEMS[name] == _ITEMS.get(self._open[-1]):
            self._close(self._open[-1])
        self._open.append(name)
        self._load += 1
        if name in _FORMATS:
            self._start_format(name if name == "a" else tag[0])
        if len(self._open) > MAX_DEPTH:
            self._steps += MAX_STEPS

    def _note(self, name: str) -> None:
        if name in _RAW:
            self.raw = name
        elif name == "option":
            self._options += 1
            self._steps += self._options

    def _start_format(self, tag: str) -> None:
        self._tags.append(tag)
        self._formats[tag] += 1
        self._load += 1 if self._formats[tag] > 1 else 1 + _STEPS_TO_REOPEN

    def _close(self, name: str) -> None:
        """Close what an end tag surely closes; formats that others close stay, for they are opened again."""
        if self._open and self._open[-1] == name:
            del self._open[-1]
            self._load -= 1
            if name in _FORMATS:
                self._end_format(self._tags.pop())
        elif name in _BLOCKS and name in self._open:
            self._close_below(name)

    def _end_format(self, tag: str) -> None:
        self._formats[tag] -= 1
        self._load -= 1 if self._formats[tag] else 1 + _STEPS_TO_REOPEN

    def _close_below(self, name: str) -> None:
        """Close a block over which others are still open; those stay, for nothing is sure about them."""
        at = len(self._open) - 1 - self._open[::-1].index(name)
        if _BARRIERS.isdisjoint(self._open[at + 1 :]):
            del self._open[at]
            self._load -= 1
