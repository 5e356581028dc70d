"""Measure by the best engine: a server, else the roads built, else the estimate."""

from collections.abc import Callable
from dataclasses import replace

from numna_geo.errors import TravelUnavailable
from numna_geo.model.travel import Profile
from numna_geo.store.database import Engine
from numna_geo.travel.engine import Engine as TravelEngine
from numna_geo.travel.kept_roads import newest
from numna_geo.usecases.known_estimate import read_estimates
from numna_geo.usecases.measure_gaps import Measured, measure_gaps
from numna_geo.usecases.road_engines import TravelSettings
from numna_geo.usecases.routing_servers import routing_servers

PATIENCE_S = 30.0
"""For one request to a routing server; nobody waits for a page meanwhile."""


def measure_by_best(
    engine: Engine, settings: TravelSettings, *, say: Callable[[str], None]
) -> Measured:
    """Measure as `measure_gaps`, by car, along the best roads that are known.

    One engine makes a whole run: where it fails on the way, all is measured again by
    the next one, and `Measured.instead_of` says why.

    Args:
        engine: of the database.
        settings: what this deployment knows of roads; its `data_dir` is needed.
        say: told of each step.

    Raises:
        DatabaseUnavailable: PostGIS does not answer.
        ServerUnavailable: an address of `settings` is none.
        SourceUnreadable: a bundled table is missing or damaged.
    """
    why: list[str] = []
    for find in (_server, _roads):
        try:
            travel = find(settings)
            if travel is not None:
                return replace(_measured(engine, travel, say), instead_of=tuple(why))
        except TravelUnavailable as error:
            why.append(str(error))
            say(f"{error}: another engine measures")
    if settings.data_dir is None:
        raise ValueError("the estimate needs the folder of the barriers")
    estimate = read_estimates(settings.data_dir, settings.roads_dir)[Profile.CAR]
    return replace(_measured(engine, estimate, say), instead_of=tuple(why))


def _measured(
    engine: Engine, travel: TravelEngine, say: Callable[[str], None]
) -> Measured:
    say(f"by {travel.name}")
    return measure_gaps(engine, travel=travel, say=say)


def _server(settings: TravelSettings) -> TravelEngine | None:
    servers = routing_servers(settings.routing_url, timeout_s=PATIENCE_S)
    routing = servers.get(Profile.CAR)
    return routing.engine if routing else None


def _roads(settings: TravelSettings) -> TravelEngine | None:
    return newest(settings.roads_dir, Profile.CAR) if settings.roads_dir else None
