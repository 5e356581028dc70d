"""Who can help from this place, in which order, and why each of them?"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from numna_geo.model.stage import Stage
from numna_geo.model.travel import Profile, TravelMethod
from numna_geo.store import structures
from numna_geo.store.nearby_columns import Part
from numna_geo.store.reading import Reader
from numna_geo.store.statements import Row
from numna_geo.usecases import choose_nearby
from numna_geo.usecases.choose_nearby import Chosen
from numna_geo.usecases.gather_nearby import Gathered, gather_nearby
from numna_geo.usecases.nearby import (
    EngineUsed,
    Interlocutors,
    Nearby,
    NothingNear,
    NothingOpen,
    PassedOver,
    Reason,
    Search,
    Stop,
    Takeover,
)
from numna_geo.usecases.rank_nearby import Considered
from numna_geo.usecases.state_reasons import reasons, travel_reasons
from numna_geo.usecases.tell_opening import tell_opening
from numna_geo.usecases.travel_engines import Travels

_CROSSINGS_TOLD_M = 60_000.0
_LONGER = Reason(
    "longer_way", "plus proche à vol d'oiseau, mais le trajet est plus long"
)


async def find_nearest(
    reader: Reader, travels: Travels, search: Search
) -> Interlocutors:
    """The interlocutors of a question, each with its reasons.

    Never closed nor planned ones; those beyond the border count. The order is that of
    `usecases.rank_nearby`, by the minutes of the engine that `engine` names.

    Raises:
        DatabaseUnavailable, DatabaseNotReady: as `Reader.rows`.
    """
    stage = _next_stage(search)
    gathered = await gather_nearby(reader, travels, search, stage)
    chosen = choose_nearby.chosen(gathered, search)
    described = await _described(reader, chosen)
    crossed = _crossings(travels, search, gathered.engine, chosen)

    def told(found: Iterable[Considered | None]) -> list[Nearby]:
        # A structure that was withdrawn between the two reads is told nowhere.
        known = [one for one in found if one and one.row["id"] in described]
        return [
            _nearby(described[one.row["id"]], crossed(one), search, rank)
            for rank, one in enumerate(known, start=1)
        ]

    later, best = told([chosen.later]), next(iter(told([chosen.best])), None)
    return Interlocutors(
        results=told(chosen.results),
        engine=gathered.engine,
        passed_over=[_passed_over(crossed(one), search) for one in chosen.over],
        remote=told(chosen.afar),
        itinerant=told(chosen.passing),
        takeover=_takeover(stage, chosen, later),
        nothing_near=_nothing_near(search, chosen, best),
        nothing_open=_nothing_open(search, chosen, best),
        is_unmet=chosen.is_unmet,
        notes=_notes(gathered, chosen),
    )


def _takeover(
    stage: Stage | None, chosen: Chosen, later: Sequence[Nearby]
) -> Takeover | None:
    if stage is None:
        return None
    nearby = next(iter(later), None)
    return Takeover(stage=stage, nearby=nearby, is_far=chosen.later_far)


def _crossings(
    travels: Travels, search: Search, engine: EngineUsed, chosen: Chosen
) -> Callable[[Considered], Considered]:
    """Adds what the way crosses, which only the estimate tells.

    Of a long way it is a guess which bridge is taken: nothing is said.
    """
    if search.profile is Profile.CROW or not engine.is_estimate:
        return lambda one: one
    estimate, here = travels.estimate(search.profile), search.place.position
    places = list({_lonlat(one) for one in (*chosen.told, *chosen.over)})
    ways = estimate.ways((here.lon, here.lat), places)
    known = dict(zip(places, ways, strict=True))

    def crossed(one: Considered) -> Considered:
        guessed = one.travel.method is TravelMethod.ESTIMATE
        if not guessed or one.row["distance_m"] > _CROSSINGS_TOLD_M:
            return one
        way = known[_lonlat(one)]
        return replace(one, travel=replace(one.travel, way=way)) if way else one

    return crossed


def _lonlat(one: Considered) -> tuple[float, float]:
    return one.row["lon"], one.row["lat"]


def _next_stage(search: Search) -> Stage | None:
    """The stage that follows the last one asked for; none after the last of all."""
    stages = list(Stage)
    asked = [stages.index(stage) for stage in search.wanted.stages]
    following = max(asked) + 1 if asked else len(stages)
    return stages[following] if following < len(stages) else None


async def _described(reader: Reader, chosen: Chosen) -> Mapping[str, Row]:
    ids = dict.fromkeys(one.row["id"] for one in chosen.told)
    if not ids:
        return {}
    rows = await reader.rows(structures.described(ids))
    return {row["id"]: row for row in rows}


def _nearby(described: Row, found: Considered, search: Search, rank: int) -> Nearby:
    row = {**dict(described), "distance_m": found.row["distance_m"]}  # type: ignore[call-overload]
    stop = _stop(found.row) if found.row["part"] == Part.VISIT else None
    hours = stop.opening if stop else row["opening"]
    return Nearby(
        row=row,
        rank=rank,
        reasons=tuple(reasons(row, found, search, stop)),
        competence=found.competence,
        verified=found.verified,
        travel=found.travel,
        opening=tell_opening(hours, search.now),
        is_near=found.travel.is_within(search.near_min, found.far),
        stop=stop,
    )


def _stop(row: Row) -> Stop:
    return Stop(
        commune_code=row["commune_code"],
        commune=row["stop"],
        opening=row["opening"],
        lon=row["lon"],
        lat=row["lat"],
    )


def _passed_over(one: Considered, search: Search) -> PassedOver:
    travel = replace(one.travel, way=()) if one.why_not else one.travel
    why = (*(one.why_not or (_LONGER,)), *travel_reasons(travel, search.profile))
    return PassedOver(row=one.row, travel=one.travel, reasons=why)


def _nothing_near(
    search: Search, chosen: Chosen, nearest: Nearby | None
) -> NothingNear | None:
    if chosen.near:
        return None
    asked = search.max_min is not None
    return NothingNear(max_min=search.near_min, asked=asked, nearest=nearest)


def _nothing_open(
    search: Search, chosen: Chosen, nearest: Nearby | None
) -> NothingOpen | None:
    if not search.open_now or not chosen.near or chosen.near_open:
        return None
    counted = None if search.profile is Profile.CROW else chosen.near
    return NothingOpen(near=counted, nearest=nearest)


def _notes(gathered: Gathered, chosen: Chosen) -> list[str]:
    said = []
    if chosen.unheard == 1:
        said.append("1 structure aussi proche n'est pas montrée : horaires inconnus.")
    elif chosen.unheard:
        said.append(
            f"{chosen.unheard} structures aussi proches ne sont pas montrées : "
            "horaires inconnus."
        )
    if gathered.cut and gathered.engine.is_estimate:
        said.append("Recherche limitée aux structures les plus proches.")
    elif gathered.cut:
        said.append(
            "Classement limité aux structures que l'estimation donne pour les plus "
            "proches."
        )
    return said
