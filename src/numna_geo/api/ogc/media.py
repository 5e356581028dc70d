"""The formats that answers exist in, and which of them is asked: `f`, or `Accept`."""

from collections.abc import Sequence
from dataclasses import dataclass

from starlette.requests import Request

from numna_geo.api import negotiation
from numna_geo.errors import InvalidQuery, WrongParameter


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its name in `f`, its media type, its name for people.

    `takes` are other media types that a caller may accept it as.
    """

    key: str
    media_type: str
    title: str
    takes: tuple[str, ...] = ()


JSON = Format("json", "application/json", "JSON")
HTML = Format("html", "text/html", "HTML")
GEOJSON = Format("json", "application/geo+json", "GeoJSON", ("application/json",))
SCHEMA = Format("json", "application/schema+json", "JSON Schema", ("application/json",))
OPENAPI = Format(
    "json",
    "application/vnd.oai.openapi+json;version=3.0",
    "OpenAPI 3.0",
    ("application/vnd.oai.openapi+json", "application/json"),
)

TEXTS = tuple(one.media_type.partition(";")[0] for one in (SCHEMA, OPENAPI))
"""Those that are worth compressing, beside what always is."""


def chosen(request: Request, offered: Sequence[Format]) -> tuple[Format, str]:
    """The format that is asked, and the media type to call it.

    Raises:
        InvalidQuery: `f` names none that is offered.
        HTTPException: 406 when `Accept` takes none of them.
    """
    # Most callers say it in `Accept`: their parameters need not be read for it.
    asked = b"f=" in request.scope["query_string"]
    named = request.query_params.get("f") if asked else None
    if named is not None:
        for one in offered:
            if one.key == named:
                return one, one.media_type
        expected = f"one of: {', '.join(one.key for one in offered)}"
        raise InvalidQuery(
            "f: this answer does not exist in that format",
            [WrongParameter("f", named, expected)],
        )
    accept = request.headers.get("accept")
    if accept is None or accept == "*/*":
        return offered[0], offered[0].media_type
    return _accepted(request, offered)


def _accepted(request: Request, offered: Sequence[Format]) -> tuple[Format, str]:
    named = {one.media_type.partition(";")[0]: one for one in offered}
    for one in offered:
        for other in one.takes:
            named.setdefault(other, one)
    liked = negotiation.chosen(request, list(named))
    one = named[liked]
    return one, one.media_type if one.media_type.startswith(liked) else liked
