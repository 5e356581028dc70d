"""Items as files: one answer with everything that matches."""

import asyncio
from collections.abc import Coroutine
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from numna_geo.api.dressing import dress_of
from numna_geo.api.ogc.media import Format
from numna_geo.api.sent_file import SentFile
from numna_geo.formats import catalogue
from numna_geo.store.published.question import CRS84, FeatureQuestion
from numna_geo.usecases.export_items import Exported, Exports
from numna_geo.usecases.layer_files import layer_of

_KEYS = ("csv", "xlsx", "gpkg", "fgb", "parquet", "jsonseq")
_TAKES = {"parquet": ("application/x-parquet",), "fgb": ("application/flatgeobuf",)}

FORMATS: tuple[Format, ...] = tuple(
    Format(one.key, one.media_type, one.title, _TAKES.get(one.key, ()))
    for one in (catalogue.FORMATS[key] for key in _KEYS)
)
"""What `f` offers beside json and html, in the order they are listed."""

_LON_LAT = "<http://www.opengis.net/def/crs/OGC/1.3/CRS84>"
_GONE = 499
"""What logs call a question whose asker did not wait for the answer."""


async def file_reply(
    request: Request, asked: Format, question: FeatureQuestion, limit: int | None
) -> Response:
    """Every feature of the question, or the first `limit` of them.

    Raises:
        TooManyExports: as many files as we bear are being made.
        DoesNotFit: the format cannot hold so many.
    """
    state, form = request.app.state, catalogue.FORMATS[asked.key]
    exports: Exports = state.exports
    description = await state.descriptions.of(question.dataset)
    layer = layer_of(question, description, dress_of(state.settings, description))
    async with exports.place():
        exported = await _unless_gone(
            request, exports.made(question, layer, form, limit=limit)
        )
    if exported is None:
        return Response(status_code=_GONE)
    headers = {
        "Content-Crs": _crs(question),
        "Content-Disposition": f'attachment; filename="{_name(question, form)}"',
    }
    return SentFile(exported, exports, headers, asked.media_type)


def _name(question: FeatureQuestion, form: catalogue.Format) -> str:
    return f"{question.dataset.key}.{form.ending}"


def _crs(question: FeatureQuestion) -> str:
    """Every file has x before y: what was asked as EPSG:4326 is told as CRS84."""
    if question.srid == CRS84:
        return _LON_LAT
    return f"<http://www.opengis.net/def/crs/EPSG/0/{question.srid}>"


async def _unless_gone(
    request: Request, making: Coroutine[Any, Any, Exported]
) -> Exported | None:
    """What is made; nothing, and no more of it, once the asker hung up."""
    work, gone = asyncio.create_task(making), asyncio.create_task(_gone(request))
    try:
        await asyncio.wait({work, gone}, return_when=asyncio.FIRST_COMPLETED)
        return await work if work.done() else None
    finally:
        gone.cancel()
        if not work.done():
            work.cancel()
            await asyncio.wait([work])


async def _gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
