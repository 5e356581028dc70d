"""/assets: what the build made, for ever under its hashed name, as small as may be."""

import mimetypes
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from fastapi import APIRouter, HTTPException, Request, Response

from numna_geo.api.cache_control import FOR_EVER
from numna_geo.api.pages.shell.compressed import accepted
from numna_geo.bundle import ASSETS
from numna_geo.maps.assets import MOUNT

router = APIRouter(include_in_schema=False)

_TWINS = {"br": ".br", "gzip": ".gz"}
_TYPES = {
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".woff2": "font/woff2",
}


@router.get(MOUNT + "/{name}")
async def asset(request: Request, name: str) -> Response:
    """A file of the build; its name is looked up, never joined to a path."""
    if name not in served():
        raise HTTPException(404)
    return sent(request, name, {"Cache-Control": FOR_EVER})


def sent(request: Request, name: str, headers: Mapping[str, str]) -> Response:
    """A file of the build, by the twin that its reader accepts.

    Args:
        request: says which compression that is.
        name: of a file that is there.
        headers: what the address says besides.
    """
    told = {**headers, "Vary": "Accept-Encoding"}
    file = name
    for encoding in accepted(request):
        twin = f"{name}{_TWINS[encoding]}"
        if twin in _present():
            file, told["Content-Encoding"] = twin, encoding
            break
    return Response(_content(file), 200, told, _type(name))


@cache
def _present() -> frozenset[str]:
    return frozenset(file.name for file in ASSETS.iterdir())


@cache
def served() -> frozenset[str]:
    """Hashed files only: what pages are made from is not for browsers."""
    hidden = {"manifest.json", "modules.json", "sprite.svg"}
    return frozenset(
        name
        for name in _present() - hidden
        if not name.endswith(tuple(_TWINS.values()))
    )


@cache
def _content(name: str) -> bytes:
    return (ASSETS / name).read_bytes()


def _type(name: str) -> str:
    suffix = Path(name).suffix
    guessed = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return _TYPES.get(suffix, guessed)
