"""The prebuilt files of each dataset, as metadata name them."""

import asyncio
from datetime import datetime

from starlette.requests import Request

from numna_geo.model.dataset import Dataset
from numna_geo.usecases.dcat_dataset import OfferedFile
from numna_geo.usecases.kept_downloads import LATEST, Downloads, KeptFile, Version

DOWNLOADS = "/api/v1/downloads"
"""Where files of whole datasets are."""


async def offered_files(
    request: Request, origin: str, dataset: Dataset
) -> list[OfferedFile]:
    """Those of the last version, at addresses that stay when there is a newer one.

    Portals keep a file by its address: one of the version would be a new file, beside
    the old one, each time that data are loaded.

    Args:
        request: of whoever asks.
        origin: where this service is.
        dataset: whose files.
    """
    downloads: Downloads | None = getattr(request.app.state, "downloads", None)
    if downloads is None:
        return []
    version = await asyncio.to_thread(downloads.latest, dataset.key)
    if version is None:
        return []
    return [_offered(origin, version, file) for file in version.files]


def _offered(origin: str, version: Version, file: KeptFile) -> OfferedFile:
    return OfferedFile(
        url=f"{origin}{DOWNLOADS}/{version.dataset}/{LATEST}/{file.name}",
        name=file.name,
        title=file.title,
        media_type=file.media_type.partition(";")[0],
        size=file.bytes,
        sha256=file.sha256,
        issued=datetime.fromisoformat(version.created),
    )
