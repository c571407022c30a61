"""Which addresses a crawl may connect to: public ones, checked after resolution and asked for every connection.

Twisted asks its resolver for IP literals too and connects only to what it hands out, redirects included, so there is no
gap between check and connection.
"""

import asyncio
import ipaddress
from collections.abc import Sequence
from typing import Any

from scrapy.crawler import Crawler
from scrapy.exceptions import CannotResolveHostError
from scrapy.resolver import CachingHostnameResolver
from scrapy.settings import BaseSettings
from twisted.internet.address import IPv4Address, IPv6Address
from twisted.internet.interfaces import IHostnameResolver, IHostResolution, IResolutionReceiver
from zope.interface import implementer, provider

from prospector.crawling.reasons import NotHad

DNS_SECONDS = 20.0
refused_hosts: set[str] = set()
"""Hosts of this process that had an address which is not public; there is one resolver a process, too."""

# What wraps an IPv4 address, what was private once; and what Python takes for global: 192.0.0.0/24 (IETF protocols, the
# metadata of one cloud among them), the relays of 6to4, and the address at which another cloud serves its machines.
_NOT_PUBLIC = tuple(
    map(
        ipaddress.ip_network,
        (
            *("::/96", "64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32", "fec0::/10"),
            *("192.0.0.0/24", "192.88.99.0/24", "168.63.129.16/32"),
        ),
    )
)


class NotPublic(NotHad):
    """A host whose addresses are none of the open internet."""

    def __init__(self) -> None:
        super().__init__("its address is not public, and PROSPECTOR_ALLOWED_HOSTS does not name it")


def is_public(address: str) -> bool:
    """Say whether *address* is one of the open internet: not private, loopback, link-local, multicast or wrapped so.

    >>> is_public("93.184.216.34"), is_public("127.0.0.1"), is_public("::ffff:10.0.0.1"), is_public("64:ff9b::7f00:1")
    (True, False, False, False)
    """
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped:
        return is_public(str(found.ipv4_mapped))
    return found.is_global and not found.is_multicast and not any(found in network for network in _NOT_PUBLIC)


def is_public_name(host: str) -> bool:
    """Say whether *host* could be one of the open internet: a public address, or a name with a dot in it.

    >>> is_public_name("example.org"), is_public_name("localhost"), is_public_name("10.0.0.1"), is_public_name("0x7f.1")
    (True, False, False, False)
    """
    last = host.rstrip(".").rpartition(".")[2]
    if ":" in host or not last[:1].isalpha():
        return is_public(host)
    return "." in host.rstrip(".")


def allowed_hosts(settings: BaseSettings) -> frozenset[str]:
    """Return the hosts that the user names, which may be visited wherever they are."""
    return frozenset(host.lower() for host in settings.getlist("PROSPECTOR_ALLOWED_HOSTS"))


@implementer(IHostnameResolver)
class PublicResolver:
    """Hands out public addresses only, but for hosts that the user names (``PROSPECTOR_ALLOWED_HOSTS``).

    With ``PROSPECTOR_STAND_IN`` (``host:http-port:https-port``, of a server on loopback) every name leads there
    instead: the whole crawl runs over real HTTP against one local server.
    """

    def __init__(self, inner: CachingHostnameResolver, allowed: frozenset[str], stand_in: str) -> None:
        self._inner = inner
        self._allowed = allowed
        self._stand_in = stand_in.split(":") if stand_in else []

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: Any) -> "PublicResolver":
        """Return the resolver for *crawler*."""
        settings = crawler.settings
        inner = CachingHostnameResolver.from_crawler(crawler, reactor)
        return cls(inner, allowed_hosts(settings), settings.get("PROSPECTOR_STAND_IN") or "")

    def install_on_reactor(self) -> None:
        """Make this the resolver that Twisted asks."""
        reactor: Any = self._inner.reactor
        reactor.installNameResolver(self)

    def resolveHostName(  # noqa: N802 - Twisted's name
        self,
        resolutionReceiver: Any,  # noqa: N803
        hostName: str,  # noqa: N803
        portNumber: int = 0,  # noqa: N803
        addressTypes: Sequence[type] | None = None,  # noqa: N803
        transportSemantics: str = "TCP",  # noqa: N803
    ) -> Any:
        """Resolve a name as Twisted asks, passing on only the addresses that may be connected to."""
        receiver: Any = resolutionReceiver
        if self._stand_in:
            host, http, https = self._stand_in
            receiver.resolutionBegan(_Resolved(hostName))
            receiver.addressResolved(IPv4Address("TCP", host, int(https if portNumber == 443 else http)))
            receiver.resolutionComplete()
            return receiver
        if hostName.lower() not in self._allowed:
            receiver = _PublicOnly(receiver, hostName.lower())
        return self._inner.resolveHostName(receiver, hostName, portNumber, addressTypes, transportSemantics)


@implementer(IHostResolution)
class _Resolved:
    def __init__(self, name: str) -> None:
        self.name = name

    def cancel(self) -> None:
        """Nothing to cancel: the answer is there already."""


@provider(IResolutionReceiver)
class _PublicOnly:
    def __init__(self, receiver: Any, host: str) -> None:
        self._receiver = receiver
        self._host = host

    def resolutionBegan(self, resolution: Any) -> None:  # noqa: N802 - Twisted's name
        self._receiver.resolutionBegan(resolution)

    def addressResolved(self, address: IPv4Address | IPv6Address) -> None:  # noqa: N802 - Twisted's name
        if is_public(address.host):
            self._receiver.addressResolved(address)
        else:
            refused_hosts.add(self._host)

    def resolutionComplete(self) -> None:  # noqa: N802 - Twisted's name
        self._receiver.resolutionComplete()


# Asking ahead of a connection


@provider(IResolutionReceiver)
class _Collected:
    """Collects what the resolver hands out for one host."""

    def __init__(self, found: asyncio.Future[list[str]]) -> None:
        self._found = found
        self._addresses: list[str] = []

    def resolutionBegan(self, resolution: Any) -> None:  # noqa: N802 - Twisted's name
        """Nothing to note: an answer that is late is not waited for."""

    def addressResolved(self, address: IPv4Address | IPv6Address) -> None:  # noqa: N802 - Twisted's name
        self._addresses.append(address.host)

    def resolutionComplete(self) -> None:  # noqa: N802 - Twisted's name
        if not self._found.done():
            self._found.set_result(self._addresses)


async def address_of(host: str) -> str:
    """Return the address by which the server of *host* is known: of several always the same one, IPv4 before IPv6.

    Raises CannotResolveHostError for an unknown host, NotPublic for one that may not be connected to.
    """
    from twisted.internet import reactor

    if ":" not in host and not all(0 < len(label) < 64 for label in host.rstrip(".").split(".")):
        raise CannotResolveHostError(f"{host} is no name")
    found: asyncio.Future[list[str]] = asyncio.get_running_loop().create_future()
    resolver: Any = reactor
    resolver.nameResolver.resolveHostName(_Collected(found), host)
    try:
        addresses = await asyncio.wait_for(found, DNS_SECONDS)
    except TimeoutError:
        raise NotHad(f"its name was not resolved within {DNS_SECONDS:g} s") from None
    if not addresses:
        raise NotPublic if host.lower() in refused_hosts else CannotResolveHostError(f"{host} has no address")
    return min(addresses, key=lambda address: (":" in address, address))
