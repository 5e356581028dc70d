"""Which addresses may be connected to: a redirect never leads into a private network.

A name is looked up once, every address it has is judged, and the connection goes to an
address that was judged: a name server that changes its answer in between gains nothing.
"""

import ipaddress
import socket
from collections.abc import Callable, Sequence

from numna_geo.errors import DownloadFailed
from numna_geo.fetching.exchange import Hiccup
from numna_geo.fetching.target import Target

Resolve = Callable[[str, int], Sequence[str]]

_GLOBAL_UNICAST = ipaddress.ip_network("2000::/3")
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_IPV4_BITS = 0xFFFF_FFFF


class Guard:
    """The addresses of hosts, for one download.

    The host and port that the operator typed may be private (a server of their own);
    wherever else a redirect leads, every address of the host must be public.
    """

    def __init__(self, typed: Target, resolve: Resolve | None = None) -> None:
        self._typed = typed
        self._resolve = resolve or system_addresses
        self._found: dict[str, tuple[str, ...]] = {}

    def addresses(self, target: Target) -> tuple[str, ...]:
        """The addresses to connect to, in the order to try.

        Raises:
            DownloadFailed: a redirect leads to an address that is not public.
            Hiccup: the host is not known, perhaps for now.
        """
        if target.host not in self._found:
            found = tuple(dict.fromkeys(self._resolve(target.host, target.port)))
            self._found[target.host] = found
        addresses = self._found[target.host]
        asked_for = (self._typed.host, self._typed.port)
        if (target.host, target.port) == asked_for:
            return addresses
        for address in addresses:
            if not is_public(address):
                raise DownloadFailed(
                    f"{self._typed.shown} redirects to {target.shown} ({address}), "
                    "which is not a public address: if that is where the file is, "
                    "give that address itself"
                )
        return addresses


def is_public(address: str) -> bool:
    """Whether anybody on the Internet means the same machine by this IP address.

    An IPv4 address inside an IPv6 one (mapped, 6to4, NAT64) is judged for itself.
    Source: IANA's registries of special-purpose addresses, as `ipaddress` has them.

    >>> is_public("93.184.215.14"), is_public("2a01:e0a::1")
    (True, True)
    >>> [is_public(a) for a in ("10.0.0.1", "169.254.169.254", "::ffff:127.0.0.1")]
    [False, False, False]
    """
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address):
        inner = _ipv4_inside(found)
        if inner is not None:
            found = inner
        elif found not in _GLOBAL_UNICAST:
            return False
    return found.is_global and not (found.is_multicast or found.is_reserved)


def system_addresses(host: str, port: int) -> Sequence[str]:
    """What the system's resolver knows of a host.

    Raises:
        Hiccup: it knows nothing, perhaps for now.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Hiccup(f"the host {host} is not found ({error})") from error
    return [str(address[0]) for *_, address in found]


def _ipv4_inside(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    if address in _NAT64:
        return ipaddress.IPv4Address(int(address) & _IPV4_BITS)
    return address.ipv4_mapped or address.sixtofour
