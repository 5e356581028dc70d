"""The finder's map: what the browser is told, and the still picture before it."""

from typing import Any

from numna_geo.api.pages.finder.answer import Answered
from numna_geo.api.pages.finder.asked import Asked
from numna_geo.api.pages.finder.words import Card
from numna_geo.api.pages.gaps_map.config import (
    BOUNDS,
    attribution,
    category_looks,
    data_folder,
)
from numna_geo.api.pages.shell.page_memory import PageMemory
from numna_geo.api.pages.words.wording import Words
from numna_geo.maps.sketch import Mark, sketch
from numna_geo.store import sources
from numna_geo.store.reading import Reader
from numna_geo.usecases.locate_place import Place
from numna_geo.usecases.nearby import Nearby


async def picture(
    t: Words, memory: PageMemory, place: Place | None, told: Answered
) -> Any:
    """The results among the region's borders; the whole region without any."""
    region, *around = await memory.borders()
    marks = [
        Mark(lon=lon, lat=lat, number=one.rank, look=f"kind-{one.row['category']}")
        for one, _ in told.shown
        for lon, lat in [point(one)]
    ]
    here = place.position if place else None
    return sketch(
        region,
        around,
        marks=marks,
        place=(here.lon, here.lat) if here else None,
        towns=await memory.towns(),
        label=t("find.sketch_alt"),
    )


async def config(
    t: Words,
    reader: Reader,
    memory: PageMemory,
    asked: Asked,
    place: Place | None,
    told: Answered,
) -> dict[str, Any]:
    """What the script of the page needs; the other half is finder/config.ts."""
    ranked = len(told.results)
    return {
        "lang": t.lang,
        "words": t.of_the_finder(),
        "data": data_folder(await memory.data.version()),
        "bounds": BOUNDS,
        "attribution": attribution(t, await reader.rows(sources.every())),
        **await memory.contours(),
        "categories": category_looks(t),
        "place": _place(place),
        "profile": asked.profile,
        "minutes": asked.near_min,
        "results": [
            _result(t, one, said) | {"apart": one.rank > ranked}
            for one, said in told.shown
        ],
    }


def point(one: Nearby) -> tuple[float, float]:
    """Where somebody is met: the permanence, or the site."""
    if one.stop is not None:
        return one.stop.lon, one.stop.lat
    return one.row["lon"], one.row["lat"]


def _place(place: Place | None) -> dict[str, Any] | None:
    if place is None:
        return None
    at = place.position
    return {"lon": at.lon, "lat": at.lat, "label": place.label or ""}


def _result(t: Words, one: Nearby, said: Card) -> dict[str, Any]:
    lon, lat = point(one)
    return {
        "rank": one.rank,
        "name": one.row["name"],
        "kind": t.category(one.row["category"]),
        "category": one.row["category"],
        "time": " ".join(filter(None, (said.time.main, said.time.way))),
        "lon": lon,
        "lat": lat,
    }
