"""The items of the body of POST /scenarios, each free of contradictions."""

from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from numna_geo.model.category import Category
from numna_geo.model.scenario import Change, Kind


def _without_nul(text: str) -> str:
    """The text; PostGIS cannot be asked about others."""
    if "\0" in text:
        raise ValueError("text without NUL")
    return text


Text = Annotated[str, AfterValidator(_without_nul)]
Id = Annotated[Text, Field(max_length=200)]
Code = Annotated[Text, Field(max_length=5)]
Lon = Annotated[float, Field(ge=-180, le=180, strict=True)]
Lat = Annotated[float, Field(ge=-90, le=90, strict=True)]


class Closed(BaseModel):
    """An object that holds nothing but what it names."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class AddItem(Closed):
    """A place that opens, or with `kind` a structure that holds visits elsewhere."""

    category: Category | None = None
    commune: Code | None = None
    lon: Lon | None = None
    lat: Lat | None = None
    structure: Id | None = None
    at: Id | None = None
    kind: Literal["visit"] | None = None

    @model_validator(mode="after")
    def _agrees(self) -> Self:
        _one_position(self.commune or self.at, self.lon, self.lat)
        if self.commune and self.at:
            raise ValueError("either at or commune, not both")
        if self._visits and self.structure is None:
            raise ValueError("structure beside kind: whose visits these are")
        if self._visits and self.category:
            raise ValueError("either structure, for visits, or category, for a place")
        if not self._visits and self.at:
            raise ValueError("structure beside at, for visits; a place has a commune")
        return self

    @property
    def _visits(self) -> bool:
        return self.kind is not None or self.structure is not None

    def change(self, item: str) -> Change:
        """As scenarios are tried."""
        return Change(
            kind=Kind.VISIT if self._visits else Kind.ADD,
            item=item,
            category=self.category,
            structure=self.structure,
            at=self.at or self.commune,
            lon=self.lon,
            lat=self.lat,
        )


class MoveItem(Closed):
    """A structure that goes elsewhere."""

    structure: Id
    commune: Code | None = None
    lon: Lon | None = None
    lat: Lat | None = None

    @model_validator(mode="after")
    def _agrees(self) -> Self:
        _one_position(self.commune, self.lon, self.lat)
        return self

    def change(self, item: str) -> Change:
        """As scenarios are tried."""
        return Change(
            kind=Kind.MOVE,
            item=item,
            structure=self.structure,
            at=self.commune,
            lon=self.lon,
            lat=self.lat,
        )


def _one_position(place: str | None, lon: float | None, lat: float | None) -> None:
    if place is not None and (lon is not None or lat is not None):
        raise ValueError("either lon and lat or a commune or place, not both")
    if (lon is None) != (lat is None):
        raise ValueError("lon and lat together")
