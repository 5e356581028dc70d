"""/embed/*.js: what runs on a host page, at addresses kept for ever."""

from hashlib import sha256

from fastapi import APIRouter, Request, Response

from numna_geo.api.pages.compressed import accepted
from numna_geo.api.pages.snippets import ELEMENT_SCRIPT, HEIGHT_SCRIPT
from numna_geo.api.pages.templates import built_file

router = APIRouter(include_in_schema=False)

_SUFFIXES = {"br": ".br", "gzip": ".gz"}
# A day: their address never changes, so a mend of theirs must get through.
_HEADERS = {
    "Cache-Control": "public, max-age=86400, stale-while-revalidate=604800",
    "Vary": "Accept-Encoding",
    "Access-Control-Allow-Origin": "*",
    "Cross-Origin-Resource-Policy": "cross-origin",
}


@router.get(HEIGHT_SCRIPT)
async def height(request: Request) -> Response:
    """Gives our frames the height that they ask for."""
    return _sent(request, "host.js")


@router.get(ELEMENT_SCRIPT)
async def element(request: Request) -> Response:
    """`<numna-carte>` and its kin."""
    return _sent(request, "component.js")


def _sent(request: Request, name: str) -> Response:
    """A script of the build under an address without its hash."""
    file = built_file(name)
    content = file.read_bytes()
    tag = f'W/"{sha256(content).hexdigest()[:16]}"'
    headers = {**_HEADERS, "ETag": tag}
    if tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    for encoding in accepted(request):
        twin = file.with_name(f"{file.name}{_SUFFIXES[encoding]}")
        if twin.exists():
            content, headers["Content-Encoding"] = twin.read_bytes(), encoding
            break
    return Response(content, 200, headers, "text/javascript; charset=utf-8")
