"""From where, for what, how: the question of /nearest, and the place it means."""

from pydantic import Field

from numna_geo.api.v1.nearest_start import (
    StartQuestion,
    asked_commune,
    asked_position,
    refuse_all_but_one,
)
from numna_geo.errors import InvalidQuery, PlaceNotFound, WrongParameter
from numna_geo.model.category import Category, Family
from numna_geo.model.search import Wanted
from numna_geo.model.stage import Need, Sector, Stage
from numna_geo.model.travel import Profile
from numna_geo.store.reading import Reader
from numna_geo.usecases.locate_place import Place, locate_point, locate_text
from numna_geo.usecases.suggest_places import Places

LEAST_MIN, FARTHEST_MIN = 1, 240


class NearestQuestion(StartQuestion):
    """From where, for what, how, and how many."""

    address: str | None = Field(
        None,
        description="A commune, a postcode, a structure, or an address, which is "
        "brought down to its commune where no geocoder knows its street.",
        examples=["23000 Guéret"],
        min_length=1,
        max_length=200,
    )
    family: list[Family] = Field([], description="Of any category of the structure.")
    category: list[Category] = Field([], description="Any of the structure's counts.")
    need: list[Need] = Field([], description="By the source, or by the category.")
    stage: list[Stage] = Field([], description="Structures of unknown stage stay in.")
    sector: list[Sector] = Field([], description="Those of unknown sector stay in.")
    limit: int = Field(5, ge=1, le=50, description="How many, at most.")
    profile: Profile = Field(
        Profile.CAR, description="How one goes; `crow` is by straight line."
    )
    max_min: float | None = Field(
        None,
        description="Minutes beyond which a structure is not near: none is listed.",
        ge=LEAST_MIN,
        le=FARTHEST_MIN,
    )
    open_now: bool = Field(
        False, description="Only those known to be open at this very moment."
    )

    def wanted(self) -> Wanted:
        """What a structure must offer."""
        return Wanted(
            families=tuple(self.family),
            categories=tuple(self.category),
            needs=tuple(self.need),
            stages=tuple(self.stage),
            sectors=tuple(self.sector),
        )


async def from_where(asked: NearestQuestion, reader: Reader, places: Places) -> Place:
    """The place to start from.

    Raises:
        InvalidQuery: no starting point, several, or one that nobody has.
        PlaceNotFound: the address means nothing we know.
        DatabaseUnavailable, DatabaseNotReady: as `Reader.rows`.
    """
    if asked.max_min is not None and asked.profile is Profile.CROW:
        wrong = [WrongParameter("max_min", f"{asked.max_min:g}", "car, bike or walk")]
        raise InvalidQuery("max_min: a straight line takes no minutes", wrong)
    refuse_all_but_one(asked, {"address": asked.address})
    if asked.commune is not None:
        return await asked_commune(reader, asked.commune)
    if asked.address is not None:
        known = await places.gazetteer()
        try:
            return await locate_text(reader, known, asked.address, places.addresses)
        except PlaceNotFound as error:
            expected = "a commune, a postcode, a structure or an address of the region"
            wrong = [WrongParameter("address", asked.address, expected)]
            raise PlaceNotFound(str(error), error.suggestions, wrong) from error
    return await locate_point(reader, asked_position(asked))
