"""Headers of an answer that is being sent, as ASGI carries them: no class in between.

Every answer passes here several times; `MutableHeaders` decodes and encodes each name
again whenever one is looked for.
"""

from collections.abc import Mapping, Sequence

from starlette.types import Message, Scope

Raw = tuple[bytes, bytes]


def raw(headers: Mapping[str, str]) -> list[Raw]:
    """Headers as ASGI carries them.

    >>> raw({"X-Request-Id": "7"})
    [(b'x-request-id', b'7')]
    """
    pairs = headers.items()
    return [(name.lower().encode(), value.encode("latin-1")) for name, value in pairs]


def said(scope: Scope, name: bytes) -> str:
    """What a request says in a header, the first of that name; nothing if none.

    >>> said({"headers": [(b"accept", b"text/html")]}, b"accept")
    'text/html'
    """
    for told, value in scope["headers"]:
        if told == name:
            return str(value, "latin-1")
    return ""


def add_missing(message: Message, added: Sequence[Raw]) -> None:
    """Give a starting answer the headers that it does not have yet."""
    headers = message["headers"]
    present = {name for name, _ in headers}
    message["headers"] = [*headers, *(one for one in added if one[0] not in present)]


def put(message: Message, added: Sequence[Raw]) -> None:
    """Give a starting answer these headers, instead of those of the same name."""
    names = {name for name, _ in added}
    kept = [one for one in message["headers"] if one[0] not in names]
    message["headers"] = [*kept, *added]
