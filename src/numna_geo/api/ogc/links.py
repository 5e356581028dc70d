"""Addresses under /ogc as links: absolute, for clients that resolve none."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote, urlencode

from starlette.requests import Request
from starlette.types import Scope

ROOT = "/ogc"
OGC_REL = "http://www.opengis.net/def/rel/ogc/1.0"

Link = dict[str, str]

_HOST = re.compile(r"([A-Za-z0-9.-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\])(:\d{1,5})?")


@dataclass(frozen=True, slots=True)
class Links:
    """Makes links below one origin, such as `https://numna.example`."""

    origin: str

    def href(self, path: str, query: Sequence[tuple[str, str]] = ()) -> str:
        """The address of `path` under /ogc.

        >>> Links("http://here").href("/collections/epci", [("f", "json")])
        'http://here/ogc/collections/epci?f=json'
        """
        asked = f"?{urlencode(query)}" if query else ""
        return f"{self.origin}{ROOT}{quote(path, safe='/:')}{asked}"

    def to(
        self,
        rel: str,
        path: str,
        media_type: str,
        title: str,
        query: Sequence[tuple[str, str]] = (),
    ) -> Link:
        """A link to `path` under /ogc."""
        href = self.href(path, query)
        return {"rel": rel, "type": media_type, "title": title, "href": href}


def origin_of(scope: Scope, public_url: str | None) -> str:
    """Where the service is published, or where this request says that it is.

    A `Host` that is no host name is not repeated to anybody.
    """
    if public_url:
        return public_url.rstrip("/")
    host = next((value for name, value in scope["headers"] if name == b"host"), b"")
    name, port = scope.get("server") or ("localhost", None)
    here = f"{name}:{port}" if port else str(name)
    return _origin(scope.get("scheme", "http"), host, here)


def published_at(request: Request) -> str:
    """Where the service is, for who asks: no slash at its end."""
    return origin_of(request.scope, request.app.state.settings.public_url)


@lru_cache(maxsize=64)
def _origin(scheme: str, host: bytes, here: str) -> str:
    told = host.decode("latin-1")
    return f"{scheme}://{told if _HOST.fullmatch(told) else here}"


def link_header(links: Iterable[Link]) -> str:
    """The same links as a header (RFC 8288)."""
    return ", ".join(
        f'<{link["href"]}>; rel="{link["rel"]}"; type="{link["type"]}"'
        for link in links
    )
