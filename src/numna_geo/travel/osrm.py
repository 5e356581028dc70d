"""Minutes from an OSRM server, which knows the roads of one way of going."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np

from numna_geo.errors import ServerUnavailable, TravelUnavailable
from numna_geo.travel.engine import Flags, Floats
from numna_geo.travel.road_server import RoadServer
from numna_geo.travel.road_table import (
    OffRoads,
    RoadTable,
    TooMany,
    metres_of,
    minutes_of,
)

Ask: TypeAlias = Callable[[str, Mapping[str, str]], Any]
"""The JSON of a path and its query, that of statuses 200 and 400 alike.

It raises ServerUnavailable.
"""

MAX_SNAP_M = 1_000.0
"""OSRM moves an end to the nearest road, however far: beyond this it is off the map."""

MAX_COORDINATES = 100
"""What osrm-routed takes unless --max-table-size says otherwise."""

_DECIMALS = 6
_TOO_MANY = "TooBig"
_OFF = ("NoSegment", "NoTable")
_WRONG = (AttributeError, KeyError, OverflowError, TypeError, ValueError)


@dataclass(slots=True, kw_only=True, eq=False)
class Osrm(RoadServer):
    """The engine behind /table/v1/.

    Args:
        ask: the server.
        path_profile: how its addresses call its roads; osrm-routed does not mind.

    Source: OSRM, docs/http.md, table service.
    """

    ask: Ask
    path_profile: str = "driving"
    size: int = MAX_COORDINATES
    name: str = "osrm"

    @property
    def params(self) -> Mapping[str, str]:
        return {"service": "table/v1", "profile": self.path_profile}

    def _block(self, origins: Floats, destinations: Floats) -> RoadTable:
        places = [*origins, *destinations]
        points = ";".join(f"{x:.{_DECIMALS}f},{y:.{_DECIMALS}f}" for x, y in places)
        first = len(origins)
        query = {
            "sources": ";".join(map(str, range(first))),
            "destinations": ";".join(map(str, range(first, len(places)))),
            "generate_hints": "false",
        }
        try:
            answer = self.ask(f"/table/v1/{self.path_profile}/{points}", query)
        except ServerUnavailable as error:
            raise TravelUnavailable(str(error)) from error
        _check_code(answer)
        # It is told only by servers whose data have a version.
        if told := answer.get("data_version"):
            self.version = f"v1 {told}"[:60]
        return _table(answer, (first, len(destinations)))


def _check_code(answer: Any) -> None:
    """Raise what an answer without a table means."""
    if not isinstance(answer, dict):
        raise TravelUnavailable("the server answers no table")
    code, said = answer.get("code"), str(answer.get("message", "")).lower()
    if code == _TOO_MANY or "too many" in said:
        raise TooMany
    if code in _OFF:
        raise OffRoads
    if code != "Ok":
        raise TravelUnavailable("the server answers with an error")


def _table(answer: dict[str, Any], shape: tuple[int, int]) -> RoadTable:
    try:
        minutes = [minutes_of(row) for row in answer["durations"]]
        table = RoadTable(
            central=np.array(minutes, dtype=np.float64),
            off_origins=_off(answer.get("sources"), shape[0]),
            off_destinations=_off(answer.get("destinations"), shape[1]),
        )
    except _WRONG as error:
        raise TravelUnavailable("the server answers no table") from error
    if table.central.shape != shape:
        raise TravelUnavailable("the server answers another table")
    table.central[table.off_origins, :] = np.nan
    table.central[:, table.off_destinations] = np.nan
    return table


def _off(waypoints: Any, size: int) -> Flags:
    """Which ends were moved too far; a server that does not tell moved none."""
    if waypoints is None:
        return np.zeros(size, dtype=bool)
    moved_m = metres_of(w.get("distance", 0.0) for w in waypoints)
    if moved_m.shape != (size,):
        raise ValueError("one waypoint an end is expected")
    return moved_m > MAX_SNAP_M
