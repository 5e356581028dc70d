"""What a scenario would change, or which of its items cannot be."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from numna_geo.errors import (
    InvalidPosition,
    InvalidQuery,
    UnknownTerritory,
    WrongParameter,
)
from numna_geo.gaps.indicator import Asked, Indicator
from numna_geo.model.category import Category
from numna_geo.model.position import MAX_LAT, Position, Precision
from numna_geo.model.scenario import Change, Kind
from numna_geo.model.supply import Supply
from numna_geo.store import place_names
from numna_geo.store.reading import Reader
from numna_geo.usecases.known_supply import KnownPlace, KnownSupply
from numna_geo.usecases.locate_place import locate_commune, locate_point

_COMMUNE_CODE = re.compile(r"[0-9][0-9AB][0-9]{3}")
_LATITUDES = (42.7, 47.2)
"""Of the region, in degrees: which of two numbers is wrong, when it can be told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved:
    """A change that can be tried.

    Args:
        change: as it was asked.
        removed: number of the place that goes; `None` where none does.
        added: the place that comes; `None` where none does.
        name: of the structure, where there is one.
        commune: where the change is, if that is known.
    """

    change: Change
    removed: int | None = None
    added: KnownPlace | None = None
    name: str | None = None
    commune: str | None = None


@dataclass(slots=True)
class _Refused(Exception):
    """An item that cannot be tried."""

    part: str
    value: object
    expected: str


@dataclass(slots=True, kw_only=True)
class _Resolving:
    reader: Reader
    known: KnownSupply
    supply: Supply
    names: Mapping[str, str]
    closing: Mapping[str, str]
    gone: set[int] = field(default_factory=set)


async def resolved(
    reader: Reader,
    known: KnownSupply,
    question: tuple[Indicator, Asked],
    changes: Sequence[Change],
) -> list[Resolved]:
    """Every change with the place that comes or goes.

    Raises:
        InvalidQuery: some items cannot be tried; each is named.
    """
    supply = question[1].supply
    if supply is None:
        raise ValueError(f"{question[0].key}: no place counts")
    named = [c.structure for c in changes if c.structure is not None]
    rows = await reader.rows(place_names.names(named)) if named else []
    resolving = _Resolving(
        reader=reader,
        known=known,
        supply=supply,
        names={row["id"]: row["name"] for row in rows},
        closing={
            c.structure: c.item
            for c in changes
            if c.kind is Kind.REMOVE and c.structure
        },
    )
    found, wrong = list[Resolved](), list[WrongParameter]()
    for change in changes:
        try:
            found.append(await _BY_KIND[change.kind](resolving, change))
        except _Refused as refused:
            parameter = f"{change.item}{refused.part}"
            wrong.append(
                WrongParameter(parameter, str(refused.value), refused.expected)
            )
    if wrong:
        several = ", ".join(one.parameter for one in wrong)
        raise InvalidQuery(f"cannot try {several}", wrong)
    return found


async def _add(resolving: _Resolving, change: Change) -> Resolved:
    category, supply = change.category, resolving.supply
    if category is None:
        raise _Refused(".category", "", "a category: what is added")
    if category not in supply.categories:
        known = ", ".join(supply.categories)
        raise _Refused(".category", category, f"one that the question counts: {known}")
    at, commune = await _position(resolving, change)
    return Resolved(
        change=change,
        added=_made(at, commune, category, supply),
        commune=commune[1],
    )


async def _visit(resolving: _Resolving, change: Change) -> Resolved:
    number, place = _place(resolving, change)
    closes = resolving.closing.get(place.id)
    if closes is not None:
        raise _Refused(".structure", place.id, f"one that stays: {closes} closes it")
    there = resolving.known.number.get(change.at or "")
    if there == number:
        raise _Refused(".at", place.id, "another place than the structure itself")
    if change.at and there is not None:
        host = resolving.known.places[there]
        here = Position(lon=host.lon, lat=host.lat)
        commune: _Commune = (host.commune_code, None, host.position_precision)
    else:
        here, commune = await _position(resolving, change)
    return Resolved(
        change=change,
        added=_made(here, commune, place.category, resolving.supply),
        name=resolving.names.get(place.id),
        commune=commune[1],
    )


async def _move(resolving: _Resolving, change: Change) -> Resolved:
    number, place = _place(resolving, change)
    at, commune = await _position(resolving, change)
    _take(resolving, number, place.id)
    return Resolved(
        change=change,
        removed=number,
        added=_made(at, commune, place.category, resolving.supply),
        name=resolving.names.get(place.id),
        commune=commune[1],
    )


async def _remove(resolving: _Resolving, change: Change) -> Resolved:
    number, place = _place(resolving, change)
    _take(resolving, number, place.id)
    name = resolving.names.get(place.id)
    return Resolved(change=change, removed=number, name=name)


_BY_KIND = {
    Kind.ADD: _add,
    Kind.VISIT: _visit,
    Kind.MOVE: _move,
    Kind.REMOVE: _remove,
}


def _place(resolving: _Resolving, change: Change) -> tuple[int, KnownPlace]:
    part = "" if change.kind is Kind.REMOVE else ".structure"
    known = resolving.known
    number = known.number.get(change.structure or "")
    if number is None:
        expected = "the id of an open structure; /api/v1/structures lists them"
        raise _Refused(part, change.structure or "", expected)
    place = known.places[number]
    if resolving.supply.key not in place.supplies:
        expected = f"a structure that counts for {resolving.supply.key}"
        raise _Refused(part, place.id, expected)
    return number, place


def _take(resolving: _Resolving, number: int, name: str) -> None:
    if number in resolving.gone:
        raise _Refused("", name, "a structure once: it is moved or removed already")
    resolving.gone.add(number)


_Commune = tuple[str | None, str | None, str]
"""Code and name of the commune of a position, and how well the position is known."""


async def _position(resolving: _Resolving, change: Change) -> tuple[Position, _Commune]:
    if change.at is not None:
        return await _of_commune(resolving, change)
    if change.lon is None or change.lat is None:
        or_place = " or at a place" if change.kind is Kind.VISIT else ""
        raise _Refused("", "", f"lon and lat, or a commune{or_place}")
    told = f"{change.lon}, {change.lat}"
    try:
        here = Position(lon=change.lon, lat=change.lat)
    except InvalidPosition as error:
        part = ".lat" if not abs(change.lat) <= MAX_LAT else ".lon"
        raise _Refused(part, told, "degrees, longitude first") from error
    place = await locate_point(resolving.reader, here)
    if place.commune_code is None:
        south, north = _LATITUDES
        part = ".lon" if south <= change.lat <= north else ".lat"
        raise _Refused(part, told, "a position in the region, longitude first")
    return here, (place.commune_code, place.commune, Precision.ADDRESS)


async def _of_commune(
    resolving: _Resolving, change: Change
) -> tuple[Position, _Commune]:
    at = change.at or ""
    visits = change.kind is Kind.VISIT
    part = ".at" if visits else ".commune"
    if not _COMMUNE_CODE.fullmatch(at):
        or_place = ", or the id of an open structure" if visits else ""
        raise _Refused(part, at, f"the INSEE code of a commune{or_place}")
    try:
        place = await locate_commune(resolving.reader, at)
    except UnknownTerritory as error:
        raise _Refused(part, at, "a code that a commune has") from error
    if place.commune_code is None:
        raise _Refused(part, at, "a commune of the region")
    return place.position, (place.commune_code, place.commune, Precision.COMMUNE)


def _made(
    at: Position, commune: _Commune, category: Category, supply: Supply
) -> KnownPlace:
    """A place that is supposed to answer the very question."""
    return KnownPlace(
        id="",
        lon=at.lon,
        lat=at.lat,
        commune_code=commune[0],
        category=category,
        position_precision=commune[2],
        organisation_id=None,
        supplies=frozenset({supply.key}),
        is_verified=True,
    )
