"""/carte/contours/…: borders, at an address of their own content."""

from fastapi import APIRouter, HTTPException, Request, Response

from numna_geo.api.pages.shell.page_memory import MemoryDep

router = APIRouter(include_in_schema=False)

BYTES = "application/octet-stream"


@router.get("/carte/contours/{digest}.bin")
async def contours(request: Request, digest: str, memory: MemoryDep) -> Response:
    """Packed borders (see `outlines/browser_pack.py`); those of before are gone."""
    pack = await memory.pack(digest)
    if pack is None:
        raise HTTPException(404)
    return await memory.compressed.reply(request, digest, pack.content, BYTES)
