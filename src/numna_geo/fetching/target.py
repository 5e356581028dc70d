"""An address taken apart, once and strictly: what is checked is what is asked."""

import ipaddress
import re
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from numna_geo.errors import DownloadFailed

_DEFAULT_PORTS = {"http": 80, "https": 443}
_NAME = re.compile(r"[a-z0-9_-]+(\.[a-z0-9_-]+)*")
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")
_KEPT_IN_PATH = "/%:@!$&'()*+,;=~"
_KEPT_IN_QUERY = f"{_KEPT_IN_PATH}?[]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Where a file is: `host` in ASCII small letters, `path` with its query."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def authority(self) -> str:
        """Host and port as the Host header has them."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        default = self.port == _DEFAULT_PORTS[self.scheme]
        return host if default else f"{host}:{self.port}"

    @property
    def url(self) -> str:
        return f"{self.scheme}://{self.authority}{self.path}"

    @property
    def shown(self) -> str:
        """The address without its query, which may hold a key."""
        return self.url.partition("?")[0]


def target_of(url: str) -> Target:
    """Take an address apart.

    >>> target_of("https://Données.example/a b.csv?clé=1").url
    'https://xn--donnes-eva.example/a%20b.csv?cl%C3%A9=1'
    >>> target_of("http://[::1]:8000/").authority
    '[::1]:8000'

    Raises:
        DownloadFailed: neither http nor https, a user name or password, or a host that
            is written in a way that programs read differently.
    """
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError as error:
        raise DownloadFailed(f"not an address: {error}; {_EXPECTED}") from error
    if parts.scheme not in _DEFAULT_PORTS:
        scheme = parts.scheme or "no scheme"
        raise DownloadFailed(f"an address that begins with {scheme}: {_EXPECTED}")
    if "@" in parts.netloc:
        raise DownloadFailed(
            f"{parts.hostname}: an address with a user name or password in it is not "
            "fetched: take the file by other means, and load it from the disk"
        )
    if port == 0:
        raise DownloadFailed(f"{parts.hostname}: no server listens at port 0")
    return Target(
        scheme=parts.scheme,
        host=_host(parts.hostname or ""),
        port=port or _DEFAULT_PORTS[parts.scheme],
        path=_path(parts),
    )


def redirected(target: Target, location: str | None) -> Target:
    """Where an answer of `target` sends us.

    Raises:
        DownloadFailed: nowhere, to no web address, or from https to http.
    """
    if not location:
        raise DownloadFailed(f"{target.shown} redirects, and does not say where to")
    # http.client reads headers as Latin-1, servers write UTF-8.
    with suppress(UnicodeError):
        location = location.encode("latin-1").decode("utf-8")
    try:
        there = target_of(urljoin(target.url, location))
    except (DownloadFailed, ValueError) as error:
        raise DownloadFailed(f"{target.shown} redirects to {error}") from error
    if (target.scheme, there.scheme) == ("https", "http"):
        raise DownloadFailed(
            f"{target.shown} redirects to {there.shown}, which is not encrypted: "
            "if that is where the file is, give that address itself"
        )
    return there


def _path(parts: SplitResult) -> str:
    path = quote(parts.path or "/", safe=_KEPT_IN_PATH)
    query = quote(parts.query, safe=_KEPT_IN_QUERY)
    return f"{path}?{query}" if query else path


def _host(name: str) -> str:
    if ":" in name:
        return _ipv6(name)
    try:
        ascii_name = name.encode("idna").decode("ascii").lower().rstrip(".")
    except UnicodeError as error:
        raise DownloadFailed(f"{name!r} is no host name; {_EXPECTED}") from error
    if not _NAME.fullmatch(ascii_name):
        raise DownloadFailed(f"{name!r} is no host name; {_EXPECTED}")
    # 2130706433, 0177.0.0.1 and 127.1 are all 127.0.0.1 to the system's resolver.
    if _NUMBER.fullmatch(ascii_name.rpartition(".")[2]):
        return _ipv4(ascii_name)
    return ascii_name


def _ipv4(text: str) -> str:
    try:
        return str(ipaddress.IPv4Address(text))
    except ValueError as error:
        raise DownloadFailed(
            f"{text}: an IPv4 address is written as four numbers, such as 192.0.2.1"
        ) from error


def _ipv6(text: str) -> str:
    if "%" in text:
        raise DownloadFailed(f"{text}: an address that names a network card")
    try:
        return str(ipaddress.IPv6Address(text))
    except ValueError as error:
        raise DownloadFailed(f"{text} is no IPv6 address") from error


_EXPECTED = "expected http:// or https://, a host and a path"
