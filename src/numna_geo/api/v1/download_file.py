"""GET /downloads/{dataset}/{version}/{file}: the bytes of a file, or a part of them."""

import asyncio
import logging
import re
from http import HTTPStatus
from typing import Any

from fastapi import APIRouter, Request, Response
from starlette.datastructures import MutableHeaders
from starlette.responses import FileResponse

from numna_geo.api.cache_control import CACHE
from numna_geo.api.closed import closed
from numna_geo.api.problems import problem
from numna_geo.api.state import DownloadsDep
from numna_geo.api.v1.answers.documented import Problem
from numna_geo.api.v1.prefix import PREFIX
from numna_geo.api.v1.tagged import holds
from numna_geo.errors import UnknownDataset, UnknownDownload
from numna_geo.formats.catalogue import FORMATS
from numna_geo.model.dataset import Dataset
from numna_geo.usecases.published_datasets import DATASETS

log = logging.getLogger(__name__)
router = APIRouter(prefix=PREFIX, tags=["downloads"])

_RANGE = re.compile(
    r"bytes=(?:(?P<first>\d{1,18})-(?P<last>\d{0,18})|-(?P<end>\d{1,18}))"
)
_BYTES = {"schema": {"type": "string", "format": "binary"}}
_TYPES = tuple(one.media_type.partition(";")[0] for one in FORMATS.values())
_RESPONSES: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The file.",
        "content": dict.fromkeys(_TYPES, _BYTES),
        "headers": {
            "ETag": {
                "description": "The SHA-256 of the whole file.",
                "schema": {"type": "string"},
            }
        },
    },
    206: {"description": "The part that was asked for by `Range`."},
    304: {"description": "What you hold is still right."},
    400: {"model": Problem, "description": "A parameter is unknown."},
    404: {"model": Problem, "description": "No such dataset, version or file."},
    416: {"model": Problem, "description": "The file ends before the part begins."},
}


@router.get(
    "/downloads/{dataset}/{version}/{file}",
    summary="A whole layer as a file, or a part of it",
    dependencies=[closed()],
    responses=_RESPONSES,
    response_class=FileResponse,
)
async def one_file(
    request: Request, dataset: str, version: str, file: str, downloads: DownloadsDep
) -> Response:
    """`latest` is the last version; the name of a version never means another.

    One range of bytes may be asked for, by which DuckDB and GDAL read what they need.
    """
    known = dataset_named(dataset)
    chosen = downloads.version(known.key, version)
    kept = downloads.file(known.key, chosen.version, file)
    path = downloads.path(chosen, kept.name)
    try:
        there = await asyncio.to_thread(path.stat)
    except OSError:
        raise UnknownDownload("this file was taken away from its folder") from None
    if there.st_size != kept.bytes:
        log.error("%s has %d bytes, not %d", path, there.st_size, kept.bytes)
        raise UnknownDownload("this file is not whole any more; take another version")
    # For ever the same bytes, yet asked again: a version that told what was withdrawn,
    # a contact or a source, must leave every cache with its files.
    headers = {"ETag": f'"{kept.sha256}"', "Cache-Control": CACHE}
    if holds(request, headers["ETag"]):
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
    if not _is_there(request, kept.bytes):
        ends = {"Content-Range": f"bytes */{kept.bytes}"}
        said = f"the file has {kept.bytes} bytes"
        return problem(HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, said, headers=ends)
    return FileResponse(
        path,
        headers=headers,
        media_type=kept.media_type,
        filename=kept.name,
        stat_result=there,
    )


def dataset_named(key: str) -> Dataset:
    """The dataset of a path.

    Raises:
        UnknownDataset: there is none; says which there are.
    """
    if key not in DATASETS:
        there = ", ".join(DATASETS)
        raise UnknownDataset(f"no dataset of this name; there are: {there}")
    return DATASETS[key]


def _is_there(request: Request, size: int) -> bool:
    """Whether the range that is asked lies in the file.

    What is no range, or several, is passed over, as RFC 9110 (14.2) has it.
    """
    asked = request.headers.get("range")
    if asked is None:
        return True
    found = _RANGE.fullmatch(asked.replace(" ", ""))
    first, last = (found["first"], found["last"]) if found else (None, None)
    if found is None or (first and last and int(last) < int(first)):
        del MutableHeaders(scope=request.scope)["range"]
        return True
    if found["end"] is not None:
        return int(found["end"]) > 0 and size > 0
    return int(found["first"]) < size
