"""GET /downloads: whole layers as files, of now and of before."""

from collections.abc import Sequence
from dataclasses import asdict
from itertools import pairwise
from typing import Any

from fastapi import APIRouter, Request, Response

from numna_geo.api.closed import closed
from numna_geo.api.negotiation import takes_json
from numna_geo.api.offered import DOWNLOADS
from numna_geo.api.replies import json_reply, self_link, url
from numna_geo.api.state import DownloadsDep
from numna_geo.api.v1.answers.documented import answers
from numna_geo.api.v1.answers.downloads import DownloadsAnswer
from numna_geo.api.v1.prefix import PREFIX
from numna_geo.api.v1.tagged import tagged
from numna_geo.model.dataset import Dataset
from numna_geo.usecases.kept_downloads import KeptFile, Version
from numna_geo.usecases.published_datasets import DATASETS

router = APIRouter(prefix=PREFIX, tags=["downloads"])


@router.get(
    "/downloads",
    summary="Whole layers as files, with their SHA-256",
    dependencies=[closed(), takes_json],
    responses=answers(DownloadsAnswer),
)
async def every_download(request: Request, downloads: DownloadsDep) -> Response:
    """Each dataset in each format, built whenever its content changes.

    `latest` in place of a version is always the last one. Versions before it are kept
    for a while, and `changes` tells what a version changed.
    """
    told = [
        _dataset_shown(request, dataset, downloads.index(dataset.key).versions)
        for dataset in DATASETS.values()
    ]
    body = {"datasets": told, "links": [self_link(request)]}
    contents = [one["version"] for shown in told for one in shown["versions"]]
    return tagged(request, json_reply(body), contents)


def _dataset_shown(
    request: Request, dataset: Dataset, versions: Sequence[Version]
) -> dict[str, Any]:
    before = dict(pairwise(one.version for one in reversed(versions)))
    return {
        "dataset": dataset.key,
        "title": dataset.title,
        "title_en": dataset.title_en,
        "versions": [
            _version_shown(request, one, before.get(one.version))
            for one in reversed(versions)
        ],
    }


def _version_shown(
    request: Request, version: Version, before: str | None
) -> dict[str, Any]:
    asked = [("since", before or ""), ("until", version.version)]
    changes = url(request, f"{DOWNLOADS}/{version.dataset}/changes", asked)
    return {
        "version": version.version,
        "day": version.day,
        "created": version.created,
        "data_version": version.data_version,
        "rows": version.rows,
        "files": [file_shown(request, version, file) for file in version.files],
        "changes": changes if before else None,
    }


def file_shown(request: Request, version: Version, file: KeptFile) -> dict[str, Any]:
    """A file, and where it is for as long as its version is kept."""
    path = f"{DOWNLOADS}/{version.dataset}/{version.version}/{file.name}"
    return {**asdict(file), "href": url(request, path)}
