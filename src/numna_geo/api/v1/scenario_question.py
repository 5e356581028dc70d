"""The body of POST /scenarios, and the address that asks the same."""

import json
from collections.abc import Sequence
from http import HTTPStatus
from typing import Any, Literal

import orjson
from fastapi import HTTPException, Request
from pydantic import BaseModel, Field, ValidationError

from numna_geo.api.closed import Question, closest
from numna_geo.api.negotiation import JSON
from numna_geo.api.problems import cannot_use, expected_of
from numna_geo.api.scenario_text import SHAPES
from numna_geo.api.v1.scenario_items import AddItem, Closed, Id, MoveItem, Text
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


class ScenarioBody(Closed):
    """What would come, move and go, and the question that is asked of it."""

    indicator: Text = _INDICATOR
    add: list[AddItem] = Field(
        [], description="Places that open, and visits.", max_length=MOST
    )
    move: list[MoveItem] = Field(
        [], description="Structures that go elsewhere.", max_length=MOST
    )
    remove: list[Id] = Field(
        [], description="Ids of structures that close.", max_length=MOST
    )
    level: Level = _LEVEL
    within: Text | None = _WITHIN
    category: Category | None = _CATEGORY
    need: Need | None = None
    stage: Stage | None = None
    sector: Sector | None = None
    max_min: int | None = _MAX_MIN
    counted: Quantity | None = _COUNTED
    reading: Reading = _READING
    period: Text | None = None

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
        HTTPException: 415 when it does not say that it is JSON.
        InvalidQuery: it is no JSON of this shape; every wrong item is named.
    """
    said = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if said != JSON:
        told = f"the body must be {JSON}, and its Content-Type say so"
        raise HTTPException(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, told)
    text = b""
    async for part in request.stream():
        text += part
        if len(text) > LARGEST:
            wrong = WrongParameter("body", "", f"at most {LARGEST} bytes")
            raise InvalidQuery("the body is too large", [wrong])
    try:
        return ScenarioBody.model_validate(_document(text))
    except ValidationError as error:
        several = [_wrong(one) for one in error.errors(include_url=False)]
        raise cannot_use(several) from error


def _document(text: bytes) -> Any:
    """What a JSON text says, if it says everything once."""
    try:
        document = orjson.loads(text)
        # The fast reader keeps the last of equal keys, and does not tell.
        json.loads(text, object_pairs_hook=_each_once)
    except orjson.JSONDecodeError as error:
        wrong = WrongParameter("body", "", f"JSON: {error}")
        raise InvalidQuery("the body is no JSON", [wrong]) from error
    except RecursionError as error:
        wrong = WrongParameter("body", "", "JSON that is less deep")
        raise InvalidQuery("the body is too deep", [wrong]) from error
    return document


def _each_once(pairs: list[tuple[str, Any]]) -> None:
    seen = set[str]()
    for key, _ in pairs:
        if key in seen:
            raise cannot_use([WrongParameter(key, "twice in one object", "it once")])
        seen.add(key)


def _wrong(one: Any) -> WrongParameter:
    """A place in a document, such as `add[2].category`."""
    path = ""
    for step in one["loc"]:
        path += f"[{step}]" if isinstance(step, int) else f".{step}"
    name = path.lstrip(".") or "body"
    given = one.get("input")
    match one["type"]:
        case "missing":
            return WrongParameter(name, "", expected_of(one))
        case "too_long":
            told = f"{len(given or ())} items"
            return WrongParameter(name, told, f"at most {MOST} changes together")
        case "extra_forbidden":
            return WrongParameter(name, _told(given), _accepted(one["loc"]))
    return WrongParameter(name, _told(given), expected_of(one))


def _told(given: Any) -> str:
    """What was given: a text as it is, anything else as JSON writes it."""
    if isinstance(given, str):
        return given
    try:
        return orjson.dumps(given).decode()
    except orjson.JSONEncodeError:
        return "lists within lists"


def _accepted(loc: Sequence[int | str]) -> str:
    """The names that an object of the body may hold."""
    items: dict[object, type[BaseModel]] = {"add": AddItem, "move": MoveItem}
    of = items.get(loc[0], ScenarioBody) if loc[1:] else ScenarioBody
    meant = closest(str(loc[-1]), of.model_fields)
    proposal = f"did you mean {meant}? " if meant else ""
    return f"{proposal}accepted: {', '.join(of.model_fields)}"
