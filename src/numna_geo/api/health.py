"""/healthz: the process lives. /readyz: it can answer, or what it still lacks."""

import asyncio
from functools import cache

import orjson
from fastapi import APIRouter, Response

from numna_geo.api.cache_control import NEVER
from numna_geo.api.negotiation import JSON
from numna_geo.api.problems import RETRY_AFTER_S
from numna_geo.api.state import ReaderDep
from numna_geo.bundle import MIGRATIONS
from numna_geo.errors import DatabaseNotReady, DatabaseUnavailable
from numna_geo.store import state
from numna_geo.store.migrations import expected_revision
from numna_geo.store.reading import Reader

router = APIRouter(tags=["health"])

_NO_STORE = {"Cache-Control": NEVER}


@router.get("/healthz", summary="The process answers")
async def healthz() -> Response:
    """200 as long as the process lives, whatever its database does."""
    return Response(orjson.dumps({"status": "ok"}), media_type=JSON, headers=_NO_STORE)


@router.get(
    "/readyz",
    summary="Database, migrations, data and measures are there",
    responses={503: {"description": "Something is missing; the answer says what."}},
)
async def readyz(reader: ReaderDep) -> Response:
    """200 when every question can be answered, 503 with what is missing otherwise."""
    expected = await asyncio.to_thread(_expected_revision)
    missing = await missing_parts(reader, expected)
    status = "not ready" if missing else "ready"
    headers = {**_NO_STORE, "Retry-After": str(RETRY_AFTER_S)} if missing else _NO_STORE
    return Response(
        orjson.dumps({"status": status, "missing": missing}),
        status_code=503 if missing else 200,
        media_type=JSON,
        headers=headers,
    )


async def missing_parts(reader: Reader, expected: str | None) -> list[dict[str, str]]:
    """What keeps the service from answering, the first cause first; empty when ready.

    Args:
        reader: of the database to look at.
        expected: the migration that this code was written for.
    """
    try:
        found = await _revision(reader)
        if found != expected:
            said = f"schema at {found or 'nothing'}, expected {expected}"
            return [_missing("migrations", said, "numna-geo migrate")]
        return await _missing_data(reader)
    except DatabaseUnavailable:
        return [_missing("database", "PostGIS does not answer", "numna-geo doctor")]


async def _revision(reader: Reader) -> str | None:
    try:
        revision: str | None = await reader.value(state.revision())
    except DatabaseNotReady:
        return None
    return revision


async def _missing_data(reader: Reader) -> list[dict[str, str]]:
    if not await reader.value(state.territories_loaded()):
        return [_missing("data", "nothing is loaded", "numna-geo load --all")]
    version = await reader.row(state.version())
    if version is None or version["measured"] != version["data"]:
        said = "the gaps of the loaded data are not measured"
        return [_missing("measures", said, "numna-geo measure")]
    return []


def _missing(part: str, said: str, way_out: str) -> dict[str, str]:
    return {"part": part, "detail": said, "way_out": way_out}


@cache
def _expected_revision() -> str | None:
    return expected_revision(MIGRATIONS)
