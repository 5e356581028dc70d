"""Minutes and isochrones from a Valhalla server, which knows every way of going."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, TypeAlias

import numpy as np
import shapely

from numna_geo.errors import ServerUnavailable, TravelUnavailable
from numna_geo.model.travel import Profile
from numna_geo.travel.engine import Floats
from numna_geo.travel.road_server import RoadServer
from numna_geo.travel.road_table import OffRoads, RoadTable, TooMany, minutes_of

Ask: TypeAlias = Callable[[str, Mapping[str, Any]], Any]
"""The JSON that a path answers to JSON, that of statuses 200 and 400 alike.

It raises ServerUnavailable.
"""

COSTINGS = {
    Profile.CAR: "auto",
    Profile.BIKE: "bicycle",
    Profile.WALK: "pedestrian",
}

MAX_PLACES = 50
"""Places of a matrix that servers take unless their configuration says otherwise."""

_GLOBE = (180.0, 90.0)
_TOO_MANY = {150, 151, 152}
# No edge near a place, or no way between two of them that it is ready to look for.
_OFF = {154, 170, 171}
_WRONG = (
    *(AttributeError, KeyError, OverflowError, TypeError, ValueError),
    shapely.GEOSException,
)


@dataclass(slots=True, kw_only=True, eq=False)
class Valhalla(RoadServer):
    """The engine behind /sources_to_targets and /isochrone.

    Args:
        ask: the server.

    Source: Valhalla, docs/docs/api/matrix and isochrone, error codes in api/errors.
    """

    ask: Ask
    size: int = MAX_PLACES
    name: str = "valhalla"

    @property
    def params(self) -> Mapping[str, str]:
        return {"service": "sources_to_targets", "costing": COSTINGS[self.profile]}

    def isochrone(
        self, lon: float, lat: float, minutes: Sequence[int]
    ) -> list[shapely.Geometry]:
        """What is reached from a point within each number of minutes, as it draws it.

        Nothing at all where it knows no road near the point.

        Raises:
            TravelUnavailable: the server does not answer, or not that.
        """
        question = {
            "locations": _places(np.array([[lon, lat]])),
            "costing": COSTINGS[self.profile],
            "contours": [{"time": m} for m in sorted(set(minutes))],
            "polygons": True,
        }
        try:
            answer = self._answer("/isochrone", question)
        except OffRoads:
            return []
        except TooMany as error:
            raise TravelUnavailable("it draws fewer isochrones at once") from error
        try:
            found = _contours(answer)
            return [found[m] for m in minutes]
        except _WRONG as error:
            raise TravelUnavailable("the server draws no isochrone") from error

    def _block(self, origins: Floats, destinations: Floats) -> RoadTable:
        question = {
            "sources": _places(origins),
            "targets": _places(destinations),
            "costing": COSTINGS[self.profile],
        }
        answer = self._answer("/sources_to_targets", question)
        try:
            pairs = list(chain.from_iterable(answer["sources_to_targets"]))
            times = minutes_of(pair["time"] for pair in pairs)
            central = times.reshape(len(origins), len(destinations))
        except _WRONG as error:
            raise TravelUnavailable("the server answers no table") from error
        return RoadTable(
            central=central,
            off_origins=np.zeros(len(origins), dtype=bool),
            off_destinations=np.zeros(len(destinations), dtype=bool),
        )

    def _answer(self, path: str, question: Mapping[str, Any]) -> Any:
        try:
            answer = self.ask(path, question)
        except ServerUnavailable as error:
            raise TravelUnavailable(str(error)) from error
        if not isinstance(answer, dict):
            raise TravelUnavailable("the server answers neither table nor isochrone")
        code = answer.get("error_code")
        if code in _TOO_MANY:
            raise TooMany
        if code in _OFF:
            raise OffRoads
        if code is not None:
            raise TravelUnavailable("the server answers with an error")
        return answer


def _places(lonlat: Floats) -> list[dict[str, float]]:
    return [{"lon": round(float(x), 6), "lat": round(float(y), 6)} for x, y in lonlat]


def _contours(answer: dict[str, Any]) -> dict[int, shapely.Geometry]:
    """The polygons of an answer, by their minutes."""
    found: dict[int, shapely.Geometry] = {}
    for feature in answer["features"]:
        minutes = round(float(feature["properties"]["contour"]))
        shape = shapely.geometry.shape(feature["geometry"])
        if not (np.abs(shapely.get_coordinates(shape)) <= _GLOBE).all():
            raise ValueError("off the globe")
        found[minutes] = (
            shapely.union(found[minutes], shape) if minutes in found else shape
        )
    return found
