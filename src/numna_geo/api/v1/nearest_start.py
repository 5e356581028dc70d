"""From where: the part of a question that a point or a commune answers."""

from collections.abc import Mapping
from typing import Any

from pydantic import Field, FiniteFloat

from numna_geo.api.closed import Question
from numna_geo.errors import InvalidQuery, UnknownTerritory, WrongParameter
from numna_geo.geocoding.coordinates import position_from
from numna_geo.model.position import Position
from numna_geo.store.reading import Reader
from numna_geo.usecases.locate_place import Place, locate_commune


class StartQuestion(Question):
    """A point or a commune to start from."""

    lon: FiniteFloat | None = Field(
        None, description="WGS 84 degrees, with `lat`.", examples=[1.8713]
    )
    lat: FiniteFloat | None = Field(
        None, description="WGS 84 degrees, with `lon`.", examples=[46.1702]
    )
    commune: str | None = Field(
        None,
        description="INSEE code of today or of old: measured from its town hall.",
        examples=["23096"],
        pattern="^[0-9AB]{5}$",
    )


def refuse_all_but_one(asked: StartQuestion, others: Mapping[str, str | None]) -> None:
    """Let a question start from one place only.

    Args:
        asked: the question.
        others: what it may start from besides a point and a commune, by parameter.

    Raises:
        InvalidQuery: it says no place to start from, or several.
    """
    one_of = ", ".join(("exactly one of: lon and lat", "commune", *others))
    point = asked.lon is not None or asked.lat is not None
    ways = [point, asked.commune is not None, *(v is not None for v in others.values())]
    if sum(ways) == 1:
        return
    given = {"lon": asked.lon, "lat": asked.lat, "commune": asked.commune, **others}
    wrong = [
        WrongParameter(name, "" if value is None else str(value), one_of)
        for name, value in given.items()
        if value is not None or not any(ways)
    ]
    raise InvalidQuery(f"give {one_of}", wrong)


def asked_position(asked: StartQuestion) -> Position:
    """The point that is asked for.

    Raises:
        InvalidQuery: half of it is missing, or it cannot be one.
    """
    if asked.lon is None or asked.lat is None:
        name = "lon" if asked.lon is None else "lat"
        wrong = [WrongParameter(name, "", "WGS 84 degrees, beside the other one")]
        raise InvalidQuery("lon and lat go together", wrong)
    return position_from(asked.lon, asked.lat)


async def asked_commune(reader: Reader, code: str) -> Place:
    """The seat of the commune that is asked for.

    Raises:
        InvalidQuery: no commune has or had this code.
        DatabaseUnavailable, DatabaseNotReady: as `Reader.rows`.
    """
    try:
        return await locate_commune(reader, code)
    except UnknownTerritory as error:
        expected = "the INSEE code (not the postcode) of a commune, of today or of old"
        wrong = WrongParameter("commune", code, expected)
        raise InvalidQuery(str(error), [wrong]) from error


def started_from(place: Place) -> dict[str, Any]:
    """The place as every answer that starts from one tells it."""
    return {
        "lon": place.position.lon,
        "lat": place.position.lat,
        "place": {
            "label": place.label,
            "precision": place.precision,
            "commune_code": place.commune_code,
            "commune": place.commune,
        },
        "asked_code": place.asked_code,
        "outside_region": place.outside_region,
    }
