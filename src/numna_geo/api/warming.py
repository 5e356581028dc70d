"""What the first answers need, loaded before anybody asks."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from fastapi import FastAPI

from numna_geo.api.ogc.items_asked import Slice
from numna_geo.api.ogc.page_read import list_name
from numna_geo.errors import NumnaGeoError
from numna_geo.model.search import Wanted
from numna_geo.model.stage import Stage
from numna_geo.model.territory import REGION_CODE, Level
from numna_geo.model.travel import Profile
from numna_geo.store.published.question import FeatureQuestion
from numna_geo.usecases.find_nearest import find_nearest
from numna_geo.usecases.locate_place import locate_commune
from numna_geo.usecases.nearby import Search
from numna_geo.usecases.published_datasets import DATASETS

log = logging.getLogger(__name__)

Step = Callable[[], Awaitable[object]]

AFTER_S = 0.2
"""Seconds that whoever asks at once is left alone."""

_BORDEAUX = "33063"
_STAGES = tuple(Stage)[:1]


async def warm(app: FastAPI) -> Mapping[str, str]:
    """Load one thing after the other, as the first visitors would.

    Nobody waits for it, and nothing fails by it: what it cannot load, as without a
    database, is loaded by the first who asks, as if this were not there.

    Returns:
        What was not loaded, and why.
    """
    await asyncio.sleep(AFTER_S)
    begun, missed = time.monotonic(), dict[str, str]()
    for name, step in _steps(app).items():
        try:
            await step()
        except NumnaGeoError as error:
            missed[name] = str(error)
    took_s = round(time.monotonic() - begun, 1)
    log.info("loaded ahead", extra={"took_s": took_s, "not_loaded": missed})
    return missed


def _steps(app: FastAPI) -> Mapping[str, Step]:
    state = app.state
    return {
        "names": state.places.known,
        "ground": state.travels.ground,
        "search": lambda: _search(app),
        "contours": state.pages.ready,
        "borders": state.pages.borders,
        "towns": state.pages.towns,
        "measures": state.measures.run,
        "land": state.isochrones.ready,
        "matrices": lambda: _matrices(app),
        "sheets": lambda: state.sheets.of(Level.REGION, REGION_CODE),
        "scenarios": state.scenarios.known,
        "published": lambda: _published(app),
    }


async def _matrices(app: FastAPI) -> None:
    run = await app.state.measures.run()
    if run is not None:
        await app.state.matrices.ready(run)


async def _published(app: FastAPI) -> None:
    """Where every dataset lies and comes from, and the statement of its first page."""
    first = Slice(limit=1, offset=0, cursor=None)
    for dataset in DATASETS.values():
        await app.state.descriptions.of(dataset)
        question = FeatureQuestion(dataset=dataset)
        await app.state.ogc_pages.page(question, first, list_name(question, {}))


async def _search(app: FastAPI) -> None:
    """Have statements compiled and connections opened; nothing of it is counted."""
    reader, travels = app.state.reader, app.state.travels
    place = await locate_commune(reader, _BORDEAUX)
    for profile in (Profile.CAR, Profile.CROW):
        search = Search(
            place=place,
            wanted=Wanted(stages=_STAGES),
            now=datetime.now(ZoneInfo("Europe/Paris")),
            profile=profile,
        )
        await find_nearest(reader, travels, search)


async def stopped(warming: asyncio.Task[Mapping[str, str]] | None) -> None:
    """Leave it unfinished, if it is."""
    if warming is not None:
        warming.cancel()
        await asyncio.wait([warming])
