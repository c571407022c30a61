"""Addresses: joining, cleaning and splitting them, fast enough for every link of every page."""

import re
from functools import lru_cache
from urllib.parse import SplitResult, urljoin, urlsplit, urlunsplit

_TRACKING = ("utm_", "fbclid", "gclid", "msclkid", "mc_cid", "mc_eid", "_ga", "yclid", "wbraid", "gbraid")
_SESSION = ("phpsessid", "jsessionid", "sid", "sessionid", "cfid", "cftoken", "aspsessionid")
_PLAIN_HOST = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+")
_HOST = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)*|[0-9a-f.]*:[0-9a-f.:]*")
_CLEAN = re.compile(r"https?://[a-z0-9-]+(?:\.[a-z0-9-]+)+/[A-Za-z0-9_./~%+,@-]*")
_BESIDE = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_./~%+,-]*(?:\?[^\s?#]+)?")
_BREAKS = re.compile(r"[\t\n\r]")
_DEFAULT_PORTS = {"http": 80, "https": 443}


def split(url: str) -> SplitResult | None:
    """Return the parts of an http(s) address with a host, None for anything else.

    >>> split("mailto:a@b.de") is None
    True
    """
    try:
        parts = urlsplit(url)
        usable = parts.scheme in _DEFAULT_PORTS and bool(_host(parts)) and (parts.port or 0) >= 0
    except ValueError:
        return None
    return parts if usable else None


@lru_cache(maxsize=65536)
def host_of(url: str) -> str:
    """Return the host of an http(s) address as the DNS has it, in lower case and Punycode; empty for anything else.

    >>> host_of("https://WWW.Köln.example:8080/a")
    'www.xn--kln-sna.example'
    """
    scheme, _, rest = url.partition("://")
    host = rest.partition("/")[0]
    if scheme in _DEFAULT_PORTS and _PLAIN_HOST.fullmatch(host):
        return host
    parts = split(url)
    return _host(parts) if parts else ""


def _host(parts: SplitResult) -> str:
    """Return the host of *parts*, empty when there is none or none can be called so."""
    host = (parts.hostname or "").rstrip(".")
    if not host.isascii():
        host = host.encode("idna").decode("ascii")
    return host if _HOST.fullmatch(host) else ""


@lru_cache(maxsize=16384)
def clean(url: str) -> str:
    """Return *url* as the store names a page: no fragment, tracking or session parameters, or default port.

    >>> clean("HTTPS://Example.com:443?utm_source=x&b=1#top")
    'https://example.com/?b=1'
    """
    if _CLEAN.fullmatch(url):
        return url
    parts = split(url.strip())
    if parts is None:
        return ""
    query = parts.query and "&".join(pair for pair in parts.query.split("&") if _matters(pair))
    path = parts.path.split(";jsessionid=")[0] or "/"
    return urlunsplit((parts.scheme, _netloc(parts), path, query, ""))


def _matters(pair: str) -> bool:
    name = pair.partition("=")[0].lower()
    return bool(pair) and not name.startswith(_TRACKING) and name not in _SESSION


def _netloc(parts: SplitResult) -> str:
    host = _host(parts)
    host = f"[{host}]" if ":" in host else host
    return host if parts.port in (None, _DEFAULT_PORTS[parts.scheme]) else f"{host}:{parts.port}"


class Base:
    """The address that a page's links are relative to: the page's own, or another one that it names.

    >>> Base("https://a.de/x/y").join("z#part")
    'https://a.de/x/z'
    """

    def __init__(self, url: str, page: str = "") -> None:
        self.url = url
        self.page = page or url
        parts = urlsplit(url)
        self.scheme = parts.scheme
        self.origin = f"{parts.scheme}://{parts.netloc}"
        self._folder = "" if _has_steps(parts.path) else f"{self.origin}{parts.path.rpartition('/')[0]}/"

    def join(self, href: str) -> str:
        """Return *href* absolute and without fragment; empty when it is no address (broken, empty, a fragment)."""
        href = href.strip().partition("#")[0]
        if not href.isprintable():
            href = _BREAKS.sub("", href)
        return self._put_together(href) or self._joined(href) if href else ""

    def _put_together(self, href: str) -> str:
        """Return an *href* absolute that nothing but its beginning is missing of, as of most; empty for others."""
        if self._folder and _BESIDE.fullmatch(href) and not _has_steps(href):
            return self._folder + href
        if href.startswith("/") and not href.startswith("//") and "/." not in href:
            return self.origin + href
        return href if href.startswith(("https://", "http://")) and "/." not in href else ""

    def _joined(self, href: str) -> str:
        try:
            scheme, mark, rest = urljoin(self.url, href).partition(":")
        except ValueError:
            return ""
        return scheme.lower() + mark + rest


def _has_steps(path: str) -> bool:
    """Say whether joining a path would change it: by steps up, empty folders or parameters."""
    return "/." in path or "//" in path or ";" in path
