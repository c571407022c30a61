"""Which site an address belongs to: its registrable domain, or the part of a shared host that is one person's."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

import tldextract

from prospector.reading import urls

_DOMAINS = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)
_LOCALE_FOLDER = re.compile(r"/([a-z]{2})(?:[-_]([a-z]{2}))?(?:/|$)", re.IGNORECASE)
_PLAIN_HOSTS = ("", "www", "www2", "m", "mobile", "amp")


@dataclass(frozen=True, slots=True)
class SharedHosts:
    """Hosts where unrelated people keep sites.

    *subdomain*: domains whose subdomains are anybody's sites. *organisations*: domains whose subdomains are
    organisations of one country or publisher, whose suffix still speaks for them. *path*: hosts whose first path
    segments are sites, with how many segments name one. *imitation*: private registries that look like a country's
    suffix. *social*: platforms where nothing is a site worth visiting.
    """

    subdomain: frozenset[str] = frozenset()
    organisations: frozenset[str] = frozenset()
    path: Mapping[str, int] = field(default_factory=dict)
    imitation: frozenset[str] = frozenset()
    social: frozenset[str] = frozenset()


class Sites:
    """Names the site and section of addresses.

    >>> sites = Sites(SharedHosts(subdomain=frozenset({"github.io"}), path={"medium.com": 1}))
    >>> sites.site_of("https://www.shop.example.co.uk/x")
    'example.co.uk'
    >>> sites.site_of("https://club.github.io/phoenix/"), sites.site_of("https://medium.com/@ada/post")
    ('club.github.io', 'medium.com/@ada')
    """

    def __init__(self, shared: SharedHosts) -> None:
        self.shared = shared
        self._parents = shared.subdomain | shared.organisations | shared.imitation
        self._of_host = lru_cache(maxsize=65536)(self._site_of_host)

    def site_of(self, url: str) -> str:
        """Return the site of an http(s) address; empty for anything else and for bare addresses of machines' kin."""
        host = urls.host_of(url)
        if not host:
            return ""
        site, segments = self._of_host(host)
        if not segments:
            return site
        path = [part for part in _path(url).split("/") if part]
        return "/".join([site, *path[:segments]])

    def _site_of_host(self, host: str) -> tuple[str, int]:
        bare = host.removeprefix("www.")
        if bare in self.shared.path:
            return bare, self.shared.path[bare]
        labels = bare.split(".")
        for start in range(1, len(labels) - 1):
            parent = ".".join(labels[start:])
            if parent in self._parents:
                return ".".join(labels[start - 1 :]), 0
        return _DOMAINS(bare).top_domain_under_public_suffix or bare, 0

    def suffix_of(self, site: str) -> str:
        """Return the public suffix of a site or host.

        >>> Sites(SharedHosts()).suffix_of("example.co.uk")
        'co.uk'
        """
        host = site.partition("/")[0]
        ending = ".".join(host.split(".")[-2:])
        return ending if ending in self.shared.imitation else _DOMAINS(host).suffix

    def is_shared(self, site: str) -> bool:
        """Say whether *site* is one person's part of a shared host, whose suffix says nothing about them."""
        host, _, path = site.partition("/")
        return bool(path) or host.partition(".")[2] in self.shared.subdomain

    def is_social(self, url: str) -> bool:
        """Say whether *url* is on a platform where nothing is a site of its own."""
        return self._of_host(urls.host_of(url))[0] in self.shared.social

    def section_of(self, url: str) -> str:
        """Return the part of a site that is judged apart: the host, with its country folder if it has one.

        >>> Sites(SharedHosts()).section_of("https://www.example.com/fr/a")
        'example.com/fr'
        """
        host = urls.host_of(url)
        if not host:
            return ""
        site = self.site_of(url)
        is_plain = "/" in site or host.removesuffix(site).rstrip(".") in _PLAIN_HOSTS
        section = site if is_plain else host
        folder = _LOCALE_FOLDER.match("/" + _path(url))
        return f"{section}/{folder[0].strip('/').lower()}" if folder else section


def _path(url: str) -> str:
    """Return the path of an http(s) address, without its first slash."""
    return url.split("://", 1)[1].partition("?")[0].partition("/")[2]
