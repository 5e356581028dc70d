"""/kinds: the colours of the categories as a stylesheet, written from their enum."""

from functools import cache
from hashlib import sha256

from fastapi import APIRouter, HTTPException, Response

from numna_geo.api.cache_control import FOR_EVER
from numna_geo.model.category import Category

router = APIRouter(include_in_schema=False)


@router.get("/kinds/{name}.css")
async def kinds(name: str) -> Response:
    """A page may not carry a style of its own: it links here."""
    if name != _digest():
        raise HTTPException(404)
    headers = {"Cache-Control": FOR_EVER, "Access-Control-Allow-Origin": "*"}
    return Response(_style(), 200, headers, "text/css; charset=utf-8")


def kinds_url() -> str:
    """Where the stylesheet is; another colour has another address."""
    return f"/kinds/{_digest()}.css"


@cache
def _style() -> str:
    rules = (f".kind-{c.value}{{--mark:{c.colour}}}" for c in Category)
    return "\n".join(rules) + "\n"


@cache
def _digest() -> str:
    return sha256(_style().encode()).hexdigest()[:10]
