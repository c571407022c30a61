"""Every link of a page: where it leads, how it is marked, and where on the page it stands."""

from urllib.parse import unquote

from selectolax.lexbor import LexborHTMLParser, LexborNode

from prospector.folding import one_line
from prospector.models import Link
from prospector.reading.sites import Sites
from prospector.reading.urls import Base

MAX_LINKS = 3000
_ANCHOR_LENGTH = 200

_BOX = ":is(div, ul, ol, section, table, td)"
_SIDE = ":is([id*=sidebar i], [class*=sidebar i], [class*=blogroll i])"
REGIONS = (
    ("footer", f"footer, [role=contentinfo], :is([id*=foot i], [class*=footer i], [class*=colophon i]){_BOX}"),
    ("aside", f"aside, [role=complementary], .widget, {_SIDE}{_BOX}"),
    ("nav", f"nav, header, [role=navigation], :is([id*=nav i], [id*=menu i], [class*=nav i], [class*=menu i]){_BOX}"),
)
"""Where a link stands when its surroundings say so; the first that holds wins, the rest is content."""

_BODIES = "article, main, [role=main], h1"
_CONTAINERS = frozenset(
    ["div", "ul", "ol", "dl", "section", "table", "td", "nav", "header", "footer", "aside", "center", "p", "form"]
)
_HIDDEN = ", ".join(
    [
        "[hidden]",
        *(f"[style*='{style}' i]" for style in ("display:none", "display: none", "visibility:hidden", "left:-9")),
    ]
)


_PROTECTED = "/cdn-cgi/l/email-protection"

Frame = dict[str, list[LexborNode]]
Attributes = dict[str, str | None]
Way = tuple[str, bool, str]
"""Where a link leads: its address, whether that is on another site, and which one; all empty when it leads nowhere."""

_NOWHERE = ("", False, "")


def read_frame(tree: LexborHTMLParser) -> Frame:
    """Return the parts of a page's frame by placement: navigation, asides and footers.

    They are containers, and none that wraps the page's own content.
    """
    wrapping = _around(tree.css(_BODIES))
    return {
        placement: [n for n in tree.css(selector) if n.tag in _CONTAINERS and n.mem_id not in wrapping]
        for placement, selector in REGIONS
    }


def _around(nodes: list[LexborNode]) -> set[int]:
    """Return the identities of *nodes* and of all that they stand in."""
    found: set[int] = set()
    for node in nodes:
        outer: LexborNode | None = node
        while outer is not None and outer.mem_id not in found:
            found.add(outer.mem_id)
            outer = outer.parent
    return found


def read_links(tree: LexborHTMLParser, frame: Frame, base: Base, sites: Sites) -> tuple[list[Link], list[Link]]:
    """Return the http(s) links of a page in order, and apart from them its mailto and tel links."""
    placements = _placements(frame)
    hidden = {node.mem_id for region in tree.css(_HIDDEN) for node in region.css("a[href]")}
    ways = _Ways(base, sites)
    followed: list[Link] = []
    direct: list[Link] = []
    for node in tree.css("[href]:is(a, area)"):
        attributes = node.attributes
        url, external, site = _way(node, attributes, ways)
        if not url:
            continue
        placement = placements.get(node.mem_id, "content")
        rel = (attributes.get("rel") or "").lower().split()
        link = Link(url, _anchor(node, attributes), tuple(rel), placement, external, node.mem_id in hidden, site)
        (followed if url.startswith("http") else direct).append(link)
        if len(followed) >= MAX_LINKS:
            break
    return followed, direct


def _placements(frame: Frame) -> dict[int, str]:
    """Return the placement of each link that stands in the frame, by the node's identity; footers win over asides."""
    found: dict[int, str] = {}
    for placement, _ in reversed(REGIONS):
        for region in frame[placement]:
            first = region.css_first("a[href]")
            if first is None or found.get(first.mem_id) == placement:
                continue  # nothing to mark, or inside a region that is
            found.update((node.mem_id, placement) for node in region.css("a[href]"))
    return found


def _way(node: LexborNode, attributes: Attributes, ways: "_Ways") -> Way:
    href = (attributes["href"] or "").strip()
    mail = _unprotected(node, href) if _PROTECTED in href else ""
    return (mail, False, "") if mail else ways[href]


class _Ways(dict[str, Way]):
    """Where the links of a page lead, worked out once for each href: most of them are there several times."""

    def __init__(self, base: Base, sites: Sites) -> None:
        super().__init__()
        self._base = base
        self._sites = sites
        self._site = sites.site_of(base.page)
        self._start = "" if "/" in self._site else "/".join([*base.page.split("/", 3)[:3], ""])

    def __missing__(self, href: str) -> Way:
        self[href] = way = self._way(href)
        return way

    def _way(self, href: str) -> Way:
        if href[:7].lower() == "mailto:" or href[:4].lower() == "tel:":
            return unquote(href), False, ""
        url = self._base.join(href)
        if not url.startswith(("http://", "https://")):
            return _NOWHERE
        if self._start and url.startswith(self._start):
            return url, False, ""
        site = self._sites.site_of(url)
        if not site:
            return _NOWHERE
        return (url, False, "") if site == self._site else (url, True, site)


def _anchor(node: LexborNode, attributes: Attributes) -> str:
    """Return what a reader clicks on: the text, else a picture's or map's alternative text, else a title."""
    text = one_line(node.text(), _ANCHOR_LENGTH)
    if text:
        return text
    image = node.css_first("img[alt]")
    spoken = (
        (image.attributes.get("alt") if image else attributes.get("alt"))
        or attributes.get("title")
        or attributes.get("aria-label")
    )
    return one_line(spoken or "", _ANCHOR_LENGTH)


def _unprotected(node: LexborNode, href: str) -> str:
    """Return the mailto address that a well-known e-mail protection hides from simple readers; empty when it fails."""
    holder = node if node.attributes.get("data-cfemail") else node.css_first("[data-cfemail]")
    code = (holder.attributes.get("data-cfemail") if holder else "") or href.partition("#")[2]
    try:
        raw = bytes.fromhex(code)
    except ValueError:
        return ""
    return "mailto:" + bytes(byte ^ raw[0] for byte in raw[1:]).decode("utf-8", "replace") if raw else ""
