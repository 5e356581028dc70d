"""The body of POST /scenarios, and the address that asks the same."""

from typing import Annotated, Any, Literal

import orjson
from fastapi import Request
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from numna_geo.api.closed import Question
from numna_geo.api.scenario_text import SHAPES
from numna_geo.api.v1.territory_codes import EXAMPLE
from numna_geo.errors import InvalidQuery, WrongParameter
from numna_geo.model.category import Category
from numna_geo.model.collection import Reading
from numna_geo.model.scenario import MOST, Change, Kind
from numna_geo.model.stage import Need, Sector, Stage
from numna_geo.model.territory import Level, Quantity
from numna_geo.usecases.scenarios import TRIABLE

LARGEST = 65_536
"""Bytes of a body; fifty changes take a tenth of that."""

_INDICATOR = Field(
    description=f"One of: {', '.join(TRIABLE)}.",
    examples=["support_beyond"],
    max_length=80,
)
_LEVEL = Field(Level.DEPARTEMENT, description="Of the territories told of.")
_WITHIN = Field(
    None, description="level:code: whose people.", examples=[EXAMPLE], max_length=40
)
_CATEGORY = Field(None, description="One category; all together when absent.")
_MAX_MIN = Field(None, description="Threshold in minutes, inclusive.", examples=[20])
_COUNTED = Field(None, description="Whom to count first; all are told of.")
_READING = Field(Reading.DECLARED, description="Which places exist already.")


class _Closed(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


Lon = Annotated[float, Field(ge=-180, le=180)]
Lat = Annotated[float, Field(ge=-90, le=90)]


class AddItem(_Closed):
    """A place that opens, or with `kind` a structure that holds visits elsewhere."""

    category: Category | None = None
    commune: str | None = Field(None, max_length=5)
    lon: Lon | None = None
    lat: Lat | None = None
    structure: str | None = Field(None, max_length=200)
    at: str | None = Field(None, max_length=200)
    kind: Literal["visit"] | None = None

    def change(self, item: str) -> Change:
        """As scenarios are tried."""
        visit = self.kind is not None or self.structure is not None
        return Change(
            kind=Kind.VISIT if visit else Kind.ADD,
            item=item,
            category=self.category,
            structure=self.structure or ("" if visit else None),
            at=self.at or self.commune,
            lon=self.lon,
            lat=self.lat,
        )


class MoveItem(_Closed):
    """A structure that goes elsewhere."""

    structure: str = Field(max_length=200)
    commune: str | None = Field(None, max_length=5)
    lon: Lon | None = None
    lat: Lat | None = None

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


class ScenarioBody(_Closed):
    """What would come, move and go, and the question that is asked of it."""

    indicator: str = _INDICATOR
    add: list[AddItem] = Field([], description="Places that open, and visits.")
    move: list[MoveItem] = Field([], description="Structures that go elsewhere.")
    remove: list[str] = Field([], description="Ids of structures that close.")
    level: Level = _LEVEL
    within: str | None = _WITHIN
    category: Category | None = _CATEGORY
    need: Need | None = None
    stage: Stage | None = None
    sector: Sector | None = None
    max_min: int | None = _MAX_MIN
    counted: Quantity | None = _COUNTED
    reading: Reading = _READING
    period: str | None = None

    def changes(self) -> list[Change]:
        """Every item.

        Raises:
            InvalidQuery: there are too many.
        """
        several = [
            *(one.change(f"add[{i}]") for i, one in enumerate(self.add)),
            *(one.change(f"move[{i}]") for i, one in enumerate(self.move)),
            *(
                Change(kind=Kind.REMOVE, item=f"remove[{i}]", structure=one)
                for i, one in enumerate(self.remove)
            ),
        ]
        if len(several) > MOST:
            sizes = {
                "add": len(self.add),
                "move": len(self.move),
                "remove": len(self.remove),
            }
            longest = max(sizes, key=lambda name: sizes[name])
            told = f"{len(several)} changes"
            wrong = WrongParameter(longest, told, f"at most {MOST} changes together")
            raise InvalidQuery("too many changes", [wrong])
        return several


class ScenarioAddress(Question):
    """The same as query parameters; lists are written with semicolons."""

    indicator: str = _INDICATOR
    add: str | None = Field(None, description=SHAPES[Kind.ADD], max_length=4000)
    visit: str | None = Field(None, description=SHAPES[Kind.VISIT], max_length=4000)
    move: str | None = Field(None, description=SHAPES[Kind.MOVE], max_length=4000)
    remove: str | None = Field(None, description=SHAPES[Kind.REMOVE], max_length=4000)
    level: Level = _LEVEL
    within: str | None = _WITHIN
    category: Category | None = _CATEGORY
    need: Need | None = Field(None, description="What places must answer instead.")
    stage: Stage | None = Field(None, description="Whom they must accompany instead.")
    sector: Sector | None = Field(None, description="For whom they must work instead.")
    max_min: int | None = _MAX_MIN
    counted: Quantity | None = _COUNTED
    reading: Reading = _READING
    period: str | None = Field(None, description="A quarter of the data.")
    f: Literal["json", "csv", "geojson"] | None = Field(
        None, description="Format, stronger than `Accept`."
    )


async def body_from(request: Request) -> ScenarioBody:
    """The body of a request.

    Raises:
        InvalidQuery: it is no JSON of this shape; every wrong item is named.
    """
    text = b""
    async for part in request.stream():
        text += part
        if len(text) > LARGEST:
            wrong = WrongParameter("body", "", f"at most {LARGEST} bytes")
            raise InvalidQuery("the body is too large", [wrong])
    try:
        document = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        wrong = WrongParameter("body", "", f"JSON: {error}")
        raise InvalidQuery("the body is no JSON", [wrong]) from error
    try:
        return ScenarioBody.model_validate(document)
    except ValidationError as error:
        several = [_wrong(one) for one in error.errors()]
        named = ", ".join(one.parameter for one in several)
        raise InvalidQuery(f"cannot use {named}; see `errors`", several) from error


def _wrong(one: Any) -> WrongParameter:
    """A place in a document, such as `add[2].category`."""
    path = ""
    for step in one["loc"]:
        path += f"[{step}]" if isinstance(step, int) else f".{step}"
    value = "" if one["type"] == "missing" else str(one.get("input", ""))
    return WrongParameter(path.lstrip(".") or "body", value, str(one["msg"]))
