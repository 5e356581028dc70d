"""/embed/*.js: what runs on a host page, at addresses kept for ever."""

from fastapi import APIRouter, Request, Response

from numna_geo.api.pages.embed.snippets import ELEMENT_SCRIPT, HEIGHT_SCRIPT
from numna_geo.api.pages.shell.assets import sent
from numna_geo.api.pages.shell.templates import built_file

router = APIRouter(include_in_schema=False)

# A day: their address never changes, so a mend of theirs must get through.
_HEADERS = {
    "Cache-Control": "public, max-age=86400, stale-while-revalidate=604800",
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
    """A script of the build; the hash in its name, not in its address, is its tag."""
    file = built_file(name)
    headers = {**_HEADERS, "ETag": f'W/"{file.stem}"'}
    if headers["ETag"] in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers={**headers, "Vary": "Accept-Encoding"})
    return sent(request, file.name, headers)
