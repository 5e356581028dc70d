"""Usable places of a territory, each with what tells how well it is known."""

from functools import cache

from sqlalchemy import Text, bindparam, select

from numna_geo.model.territory import Level
from numna_geo.store.communes import is_commune
from numna_geo.store.reading import Filled, Statement
from numna_geo.store.scene_reading import words_of
from numna_geo.store.structures import USABLE
from numna_geo.store.tables import (
    MemberRow,
    OrganisationRow,
    StructureCategoryRow,
    StructureRow,
    TerritoryRow,
)

_ASKED = bindparam("asked", None, Text)


def places_inside(level: Level, code: str) -> Filled:
    """Of a territory of the region, by name.

    id, name, category, categories (all of them), commune_code, commune, people (of the
    commune), organisation, position_precision, verified_on, evidence_level,
    redistributable, source_key.
    """
    return Filled(_inside(level), {"asked": code})


@cache
def _inside(level: Level) -> Statement:
    commune = StructureRow.commune_code
    members = select(MemberRow.commune_code).where(
        MemberRow.level == level, MemberRow.code == _ASKED
    )
    lies = commune == _ASKED if level is Level.COMMUNE else commune.in_(members)
    return (
        select(
            StructureRow.id,
            StructureRow.name,
            StructureRow.category,
            words_of(StructureCategoryRow, "category").label("categories"),
            StructureRow.commune_code,
            TerritoryRow.name.label("commune"),
            TerritoryRow.population.label("people"),
            OrganisationRow.name.label("organisation"),
            StructureRow.position_precision,
            StructureRow.verified_on,
            StructureRow.evidence_level,
            StructureRow.redistributable,
            StructureRow.source_key,
        )
        .outerjoin(OrganisationRow, OrganisationRow.id == StructureRow.organisation_id)
        .outerjoin(TerritoryRow, is_commune(StructureRow.commune_code))
        .where(StructureRow.in_region, StructureRow.status.in_(USABLE), lies)
        .order_by(StructureRow.search_name, StructureRow.id)
    )
