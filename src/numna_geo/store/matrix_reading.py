"""Who may answer, and from where they may be asked: what the matrix is built on."""

from geoalchemy2 import Geometry
from sqlalchemy import cast, func, select

from numna_geo.model.structure import Status
from numna_geo.store.communes import is_commune
from numna_geo.store.reading import Statement, kept
from numna_geo.store.scene_reading import words_of
from numna_geo.store.tables import (
    CompetenceRow,
    StructureCategoryRow,
    StructureNeedRow,
    StructureRow,
    StructureSectorRow,
    StructureStageRow,
    TerritoryRow,
    VisitRow,
)


@kept
def structures() -> Statement:
    """Structures that are not closed, beyond the border too, by id.

    What a list tells (name, contacts, commune, status, last check), what it answers
    (category, categories, needs, stages, sectors), where it is (lon, lat, NULL where
    unknown) and whether it helps from afar.
    """
    here = cast(StructureRow.position, Geometry)
    return (
        select(
            StructureRow.id,
            StructureRow.name,
            StructureRow.category,
            StructureRow.status,
            StructureRow.in_region,
            StructureRow.commune_code,
            StructureRow.phone,
            StructureRow.website,
            StructureRow.remote,
            StructureRow.competence,
            StructureRow.verified_on,
            StructureRow.evidence_level,
            StructureRow.position_precision,
            TerritoryRow.name.label("commune"),
            func.ST_X(here).label("lon"),
            func.ST_Y(here).label("lat"),
            words_of(StructureCategoryRow, "category").label("categories"),
            words_of(StructureNeedRow, "need").label("needs"),
            words_of(StructureStageRow, "stage").label("stages"),
            words_of(StructureSectorRow, "sector").label("sectors"),
        )
        .outerjoin(TerritoryRow, is_commune(StructureRow.commune_code))
        .where(StructureRow.status != Status.CLOSED)
        .order_by(StructureRow.id)
    )


@kept
def competences() -> Statement:
    """From where structures may be asked: structure_id, level, code."""
    return select(
        CompetenceRow.structure_id, CompetenceRow.level, CompetenceRow.code
    ).order_by(CompetenceRow.structure_id, CompetenceRow.level, CompetenceRow.code)


@kept
def visits() -> Statement:
    """Where structures keep permanences: structure_id, commune_code."""
    return select(VisitRow.structure_id, VisitRow.commune_code).order_by(
        VisitRow.structure_id, VisitRow.commune_code
    )
