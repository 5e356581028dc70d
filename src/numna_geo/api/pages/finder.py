"""/: find a structure, with a form, a list and a picture; no script needed."""

from dataclasses import replace
from enum import StrEnum
from typing import Any, TypeVar

from fastapi import APIRouter, Request, Response
from starlette.datastructures import QueryParams

from numna_geo.api.middleware.freshness import now, today
from numna_geo.api.pages.finder_question import (
    FinderQuestion,
    Found,
    from_where,
)
from numna_geo.api.pages.known import known_sites
from numna_geo.api.pages.map import embedded
from numna_geo.api.pages.map_config import (
    BOUNDS,
    attribution,
    category_looks,
    data_folder,
)
from numna_geo.api.pages.shared import MemoryDep, PageMemory
from numna_geo.api.pages.templates import built_assets, page
from numna_geo.api.pages.wording import Words, language, words
from numna_geo.api.state import PlacesDep, ReaderDep, TravelsDep
from numna_geo.gaps import INDICATORS
from numna_geo.maps.draw import finder_map
from numna_geo.maps.sketch import Mark, sketch
from numna_geo.model.category import NETWORK_OF_PLACES, SUPPORT, Category, Family
from numna_geo.model.search import Wanted
from numna_geo.model.stage import Stage
from numna_geo.store import sources
from numna_geo.store.reading import Reader
from numna_geo.usecases.find_nearest import find_nearest
from numna_geo.usecases.locate_place import Place
from numna_geo.usecases.map_figures import map_figures
from numna_geo.usecases.nearby import Nearby, Search
from numna_geo.usecases.travel_engines import Travels

router = APIRouter(include_in_schema=False)

Kind = TypeVar("Kind", bound=StrEnum)
LIMIT, LIMIT_APART = 8, 3
_FAR_KM = {
    Family.SUPPORT: INDICATORS["support_beyond_20km"].threshold_km,
    Family.HOST: INDICATORS["host_place_beyond_15km"].threshold_km,
}
_ROUGH = {"commune", "unknown"}


@router.get("/")
async def finder(
    request: Request,
    reader: ReaderDep,
    places: PlacesDep,
    memory: MemoryDep,
    travels: TravelsDep,
) -> Response:
    """The form, and its answer once a place is asked for."""
    asked = _asked(request.query_params)
    t = words(language(request.query_params.get("lang")))
    found = await from_where(asked, reader, places)
    known = await known_sites(reader, today())
    results = await _nearest(reader, travels, found.place, asked, _kinds(asked), LIMIT)
    apart = await _apart(reader, travels, found.place, asked, after=len(results))
    figures = [] if found.place else await map_figures(reader, request.app.state.watch)
    return page(
        request,
        "accueil.html",
        active="find",
        asked=asked,
        found=found,
        results=results,
        results_apart=apart,
        uncollected=[
            c for c in _kinds(asked) if asked.category and not known.collected(c)
        ],
        apart=Category.FRANCE_SERVICES,
        sources={r["key"]: r for r in await reader.rows(sources.every())},
        far_km=_beyond(asked, results),
        rough=_ROUGH,
        figures=figures,
        stages=list(Stage),
        families=list(_FAR_KM),
        kinds_by_family={f: [c for c in Category if c.family is f] for f in Family},
        drawn=finder_map(built_assets()),
        picture=await _picture(t, memory, found, [*results, *apart]),
        config=embedded(await _config(t, reader, memory, found, [*results, *apart])),
    )


def _asked(query: QueryParams) -> FinderQuestion:
    """What the address asks; a value that means nothing asks nothing."""
    category = _one_of(Category, query.get("categorie"))
    family = _one_of(Family, query.get("famille"))
    if category is not None:
        family = category.family
    if family not in _FAR_KM or family is None:
        family = Family.SUPPORT
    return FinderQuestion(
        q=(query.get("q") or "").strip()[:200],
        commune=(query.get("commune") or "")[:5],
        family=family,
        category=category,
        stage=_one_of(Stage, query.get("etape")),
    )


def _kinds(asked: FinderQuestion) -> tuple[Category, ...]:
    """The categories that answer; France Services only when they are asked for."""
    if asked.category:
        return (asked.category,)
    return NETWORK_OF_PLACES if asked.family is Family.HOST else SUPPORT


async def _nearest(
    reader: Reader,
    travels: Travels,
    place: Place | None,
    asked: FinderQuestion,
    kinds: tuple[Category, ...],
    limit: int,
) -> list[Nearby]:
    if place is None:
        return []
    stages = (asked.stage,) if asked.stage else ()
    wanted = Wanted(categories=kinds, stages=stages)
    search = Search(place=place, wanted=wanted, now=now(), limit=limit)
    return list((await find_nearest(reader, travels, search)).results)


async def _apart(
    reader: Reader,
    travels: Travels,
    place: Place | None,
    asked: FinderQuestion,
    *,
    after: int,
) -> list[Nearby]:
    """France Services beside host places, numbered after them."""
    if asked.category or asked.family is not Family.HOST:
        return []
    kinds = (Category.FRANCE_SERVICES,)
    found = await _nearest(reader, travels, place, asked, kinds, LIMIT_APART)
    return [replace(one, rank=one.rank + after) for one in found]


def _one_of(kind: type[Kind], text: str | None) -> Kind | None:
    try:
        return kind(text or "")
    except ValueError:
        return None


def _beyond(asked: FinderQuestion, results: list[Nearby]) -> float | None:
    """The threshold, when even the nearest is beyond it."""
    # No threshold was ever said for training and research.
    family = asked.category.family if asked.category else asked.family
    far_km = _FAR_KM.get(family)
    if far_km is None or not results:
        return None
    return far_km if results[0].row["distance_m"] > far_km * 1000 else None


async def _picture(
    t: Words, memory: PageMemory, found: Found, results: list[Nearby]
) -> Any:
    region, *around = await memory.borders()
    marks = [
        Mark(
            lon=one.row["lon"],
            lat=one.row["lat"],
            number=one.rank,
            look=f"kind-{one.row['category']}",
        )
        for one in results
    ]
    here = found.place.position if found.place else None
    return sketch(
        region,
        around,
        marks=marks,
        place=(here.lon, here.lat) if here else None,
        towns=await memory.towns(),
        label=t("find.sketch_alt"),
    )


async def _config(
    t: Words, reader: Reader, memory: PageMemory, found: Found, results: list[Nearby]
) -> dict[str, Any]:
    here = found.place
    return {
        "data": data_folder(await memory.data.version()),
        "bounds": BOUNDS,
        "attribution": attribution(t, await reader.rows(sources.every())),
        "land": built_assets().url("land.json"),
        "zoom_in": t("map.zoom_in"),
        "zoom_out": t("map.zoom_out"),
        "label": t("find.map_label"),
        "categories": category_looks(t),
        "place": None
        if here is None
        else {
            "lon": here.position.lon,
            "lat": here.position.lat,
            "label": here.label or "",
        },
        "results": [
            {
                "rank": one.rank,
                **{key: one.row[key] for key in ("name", "lon", "lat", "category")},
            }
            for one in results
        ],
    }
