"""Every link of a page: where it leads, how it is marked, and where on the page it stands."""

from collections.abc import Iterator
from urllib.parse import unquote

from selectolax.lexbor import LexborHTMLParser, LexborNode

from prospector.folding import one_line
from prospector.models import Link
from prospector.reading.sites import Sites
from prospector.reading.urls import Base

MAX_LINKS = 3000
_ANCHOR_LENGTH = 200

_BOX = ":is(div, ul, ol, section, table, td)"
_SIDE = "[id*=sidebar i], [class*=sidebar i], [class*=blogroll i]"
REGIONS = (
    ("footer", f"footer, [role=contentinfo], {_BOX}[id*=foot i], {_BOX}[class*=footer i], {_BOX}[class*=colophon i]"),
    ("aside", f"aside, [role=complementary], .widget, {_BOX}:is({_SIDE})"),
    ("nav", f"nav, header, [role=navigation], {_BOX}:is([id*=nav i], [id*=menu i], [class*=nav i], [class*=menu i])"),
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


Frame = dict[str, list[LexborNode]]


def read_frame(tree: LexborHTMLParser) -> Frame:
    """Return the parts of a page's frame by placement: navigation, asides and footers."""
    return {placement: [node for node in tree.css(selector) if is_region(node)] for placement, selector in REGIONS}


def read_links(tree: LexborHTMLParser, frame: Frame, base: Base, sites: Sites) -> tuple[list[Link], list[Link]]:
    """Return the http(s) links of a page in order, and apart from them its mailto and tel links."""
    placements = _placements(frame)
    hidden = {node.mem_id for region in tree.css(_HIDDEN) for node in _anchors(region)}
    home, followed, direct = _Home(base.page, sites), [], []
    for node in tree.css("a[href], area[href]"):
        link = _link(node, base, placements.get(node.mem_id, "content"), node.mem_id in hidden)
        if link is None:
            continue
        if not link.url.startswith("http"):
            direct.append(link)
        elif marked := home.marked(link):
            followed.append(marked)
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


def is_region(node: LexborNode) -> bool:
    """Say whether *node* is a part of the page's frame: a container, and not one that wraps the page's own content."""
    return node.tag in _CONTAINERS and node.css_first(_BODIES) is None


def _anchors(region: LexborNode) -> Iterator[LexborNode]:
    if region.tag == "a":
        yield region
    yield from region.css("a[href]")


def _link(node: LexborNode, base: Base, placement: str, hidden: bool) -> Link | None:
    attributes = node.attributes
    href = (attributes.get("href") or "").strip()
    rel = tuple((attributes.get("rel") or "").lower().split())
    protected = _unprotected(node, href)
    if protected or href[:7].lower() == "mailto:" or href[:4].lower() == "tel:":
        return Link(protected or unquote(href), _anchor(node), rel, placement, hidden=hidden)
    url = base.join(href)
    if not url.startswith(("http://", "https://")):
        return None
    return Link(url, _anchor(node), rel, placement, hidden=hidden)


class _Home:
    """The site of a page, from which links lead elsewhere."""

    def __init__(self, page: str, sites: Sites) -> None:
        self._sites = sites
        self._site = sites.site_of(page)
        self._start = "" if "/" in self._site else "/".join([*page.split("/", 3)[:3], ""])

    def marked(self, link: Link) -> Link | None:
        """Return *link* marked as external when it leads to another site; None when it leads nowhere."""
        if self._start and link.url.startswith(self._start):
            return link
        site = self._sites.site_of(link.url)
        if not site:
            return None
        if site == self._site:
            return link
        return Link(link.url, link.anchor, link.rel, link.placement, external=True, hidden=link.hidden, site=site)


def _anchor(node: LexborNode) -> str:
    """Return what a reader clicks on: the text, else a picture's or map's alternative text, else a title."""
    text = one_line(node.text(), _ANCHOR_LENGTH)
    if text:
        return text
    image = node.css_first("img[alt]")
    spoken = (
        (image.attributes.get("alt") if image else node.attributes.get("alt"))
        or node.attributes.get("title")
        or node.attributes.get("aria-label")
    )
    return one_line(spoken or "", _ANCHOR_LENGTH)


def _unprotected(node: LexborNode, href: str) -> str:
    """Return the mailto address that a well-known e-mail protection hides from simple readers, else nothing."""
    if "/cdn-cgi/l/email-protection" not in href:
        return ""
    holder = node if node.attributes.get("data-cfemail") else node.css_first("[data-cfemail]")
    code = (holder.attributes.get("data-cfemail") if holder else "") or href.partition("#")[2]
    try:
        raw = bytes.fromhex(code)
    except ValueError:
        return ""
    return "mailto:" + bytes(byte ^ raw[0] for byte in raw[1:]).decode("utf-8", "replace") if raw else ""
