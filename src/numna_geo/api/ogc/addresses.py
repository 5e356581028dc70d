"""Which handler answers an address: found by its segments, no expression tried."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from numna_geo.api.ogc.part import Handler

_REST = ":path}"


@dataclass(frozen=True, slots=True)
class Address:
    """A template and its handler; logs name requests by `path`."""

    path: str
    handler: Handler


@dataclass(slots=True)
class _Node:
    next: dict[str, "_Node"] = field(default_factory=dict)
    any: "tuple[str, _Node] | None" = None
    rest: tuple[str, Address] | None = None
    here: Address | None = None


class Addresses:
    """The templates of every part, below one root.

    Args:
        root: what every address starts with, such as `/ogc`.
        routes: handlers by template; `{name}` is one segment, `{name:path}` all that
            is left.
    """

    def __init__(self, root: str, routes: Mapping[str, Handler]) -> None:
        self._root, self._start = root, _Node()
        for template, handler in routes.items():
            self._add(template, Address(root + template, handler))

    def found(self, path: str) -> tuple[Address, dict[str, str]] | None:
        """The address that `path` is, and the values in it."""
        node, values = self._start, dict[str, str]()
        left = path[len(self._root) :].split("/")[1:]
        for place, segment in enumerate(left):
            following = node.next.get(segment)
            if following is None and node.rest is not None and segment:
                name, address = node.rest
                return address, {**values, name: "/".join(left[place:])}
            if following is None and node.any is not None and segment:
                name, following = node.any
                values[name] = segment
            if following is None:
                return None
            node = following
        return (node.here, values) if node.here else None

    def _add(self, template: str, address: Address) -> None:
        node = self._start
        for segment in template.split("/")[1:]:
            if segment.endswith(_REST):
                node.rest = (segment[1 : -len(_REST)], address)
                return
            if segment.startswith("{"):
                name = segment[1:-1]
                node.any = node.any or (name, _Node())
                node = node.any[1]
            else:
                node = node.next.setdefault(segment, _Node())
        node.here = address
