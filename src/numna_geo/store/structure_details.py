"""One structure in full: who says what of it, and where it may be asked or met."""

from collections.abc import Iterable, Mapping
from functools import cache

from sqlalchemy import ARRAY, Text, and_, bindparam, collate, func, or_, select, tuple_

from numna_geo.model.structure import DigitalFocus, Status
from numna_geo.model.territory import Level
from numna_geo.store.communes import is_commune
from numna_geo.store.reading import Filled, Statement
from numna_geo.store.statements import Row
from numna_geo.store.tables import (
    CompetenceRow,
    MemberRow,
    RecordRow,
    SourceRow,
    StructureFieldRow,
    StructureNeedRow,
    StructureRecordRow,
    StructureRow,
    TerritoryRow,
    VisitRow,
)

_ASKED = bindparam("asked", None, Text)

FIELDS: Mapping[str, str] = {
    **{
        name: name
        for name in (
            *("name", "organisation", "siret", "status", "digital_focus"),
            *("commune_code", "street", "postcode", "city", "phone", "email"),
            *("website", "how_to_apply", "opening", "itinerant", "remote"),
            *("evidence_level", "verified_on", "edited_on", "labelled_on", "notes"),
        )
    },
    "position": "lon",
}
"""Fields whose origin is told, and the column of `structures.one` that holds each."""

_UNKNOWN = {
    None,
    Status.UNKNOWN.value,
    DigitalFocus.UNKNOWN.value,
}


def origins(
    row: Row, other: Iterable[Row], records: Iterable[Row]
) -> dict[str, tuple[str, str]]:
    """Source and record key that gave each known field of a structure.

    Args:
        row: of `structures.one`.
        other: of `fields`: those that the first record did not give.
        records: of `records`, the first one first; it gave all the rest.
    """
    first = next(iter(records), None)
    found = {}
    if first is not None:
        said = (first["source_key"], first["record_key"])
        known = (field for field, column in FIELDS.items() if _is_known(row, column))
        found = dict.fromkeys(known, said)
    found |= {one["field"]: (one["source_key"], one["record_key"]) for one in other}
    if row["closed_on"] is not None:
        # No record says that it closed: all of them stopped being published.
        found.pop("status", None)
    return found


def _is_known(row: Row, column: str) -> bool:
    return row[column] not in _UNKNOWN


def fields(structure_id: str) -> Filled:
    """Fields that another record than the first gave: field and its origin."""
    return Filled(_fields(), {"asked": structure_id})


@cache
def _fields() -> Statement:
    return (
        select(
            StructureFieldRow.field,
            StructureFieldRow.source_key,
            StructureFieldRow.record_key,
        )
        .where(StructureFieldRow.structure_id == _ASKED)
        .order_by(StructureFieldRow.field)
    )


def records(structure_id: str) -> Filled:
    """The records that speak of a structure, the most trusted first, and their sources.

    `gone_on` is the day on which the source stopped publishing the record.
    """
    return Filled(_records(), {"asked": structure_id})


@cache
def _records() -> Statement:
    kept = and_(
        RecordRow.source_key == StructureRecordRow.source_key,
        RecordRow.record_key == StructureRecordRow.record_key,
    )
    return (
        select(
            StructureRecordRow.source_key,
            StructureRecordRow.record_key,
            SourceRow.title,
            SourceRow.publisher,
            SourceRow.licence,
            SourceRow.published_on,
            SourceRow.redistributable,
            RecordRow.gone_on,
        )
        .join(SourceRow, SourceRow.key == StructureRecordRow.source_key)
        .outerjoin(RecordRow, kept)
        .where(StructureRecordRow.structure_id == _ASKED)
        .order_by(
            func.coalesce(SourceRow.rank, 0),
            collate(StructureRecordRow.record_key, "C"),
            collate(StructureRecordRow.source_key, "C"),
        )
    )


def competence(structure_id: str) -> Filled:
    """Territories from which a structure may be asked: level, code, name."""
    return Filled(_competence(), {"asked": structure_id})


@cache
def _competence() -> Statement:
    named = and_(
        TerritoryRow.level == CompetenceRow.level,
        TerritoryRow.code == CompetenceRow.code,
    )
    return (
        select(CompetenceRow.level, CompetenceRow.code, TerritoryRow.name)
        .outerjoin(TerritoryRow, named)
        .where(CompetenceRow.structure_id == _ASKED)
        .order_by(CompetenceRow.level, TerritoryRow.name, CompetenceRow.code)
    )


def visits(structure_id: str) -> Filled:
    """Communes where a structure keeps hours: commune_code, commune, opening."""
    return Filled(_visits(), {"asked": structure_id})


@cache
def _visits() -> Statement:
    return (
        select(
            VisitRow.commune_code, TerritoryRow.name.label("commune"), VisitRow.opening
        )
        .outerjoin(TerritoryRow, is_commune(VisitRow.commune_code))
        .where(VisitRow.structure_id == _ASKED)
        .order_by(TerritoryRow.name, VisitRow.commune_code)
    )


def needs(structure_id: str) -> Filled:
    """Needs that a structure answers: need, and whether its category says so."""
    return Filled(_needs(), {"asked": structure_id})


@cache
def _needs() -> Statement:
    return (
        select(StructureNeedRow.need, StructureNeedRow.by_category)
        .where(StructureNeedRow.structure_id == _ASKED)
        .order_by(StructureNeedRow.need)
    )


def asked_from(structure_ids: list[str], commune_code: str) -> Filled:
    """Whether structures may be asked from a commune: id, told, covers, visits.

    `told` is whether a source says from where each may be asked at all.
    """
    values = {"ids": structure_ids, "commune": commune_code}
    return Filled(_asked_from(), values)


@cache
def _asked_from() -> Statement:
    commune = bindparam("commune", None, Text)
    around = select(MemberRow.level, MemberRow.code).where(
        MemberRow.commune_code == commune
    )
    area = tuple_(CompetenceRow.level, CompetenceRow.code)
    holds = or_(area == tuple_(Level.COMMUNE.value, commune), area.in_(around))
    of_it = CompetenceRow.structure_id == StructureRow.id
    there = select(1).where(
        VisitRow.structure_id == StructureRow.id, VisitRow.commune_code == commune
    )
    return select(
        StructureRow.id,
        select(1).where(of_it).correlate(StructureRow).exists().label("told"),
        select(1).where(of_it, holds).correlate(StructureRow).exists().label("covers"),
        there.correlate(StructureRow).exists().label("visits"),
    ).where(StructureRow.id == func.any(bindparam("ids", None, ARRAY(Text))))
