"""The prebuilt files of each dataset, as metadata name them."""

from starlette.requests import Request

from numna_geo.model.dataset import Dataset
from numna_geo.usecases.dcat_dataset import OfferedFile


async def offered_files(
    request: Request, origin: str, dataset: Dataset
) -> list[OfferedFile]:
    """Those of the version of now, the first that people would take first.

    Args:
        request: of whoever asks.
        origin: where this service is.
        dataset: whose files.
    """
    del request, origin, dataset
    return []
