"""How many structures may fit a question, department by department."""

from typing import Any

from sqlalchemy import func, or_, select

from numna_geo.model.search import Wanted
from numna_geo.model.stage import Sector
from numna_geo.model.territory import Level
from numna_geo.store.reading import Statement
from numna_geo.store.statements import Condition
from numna_geo.store.structure_filters import among, of_kind
from numna_geo.store.structures import USABLE
from numna_geo.store.tables import (
    StructureRow,
    StructureSectorRow,
    StructureStageRow,
    TerritoryRow,
)


def by_department(wanted: Wanted) -> Statement:
    """`department_code` and `structures`: the usable ones of the region that may fit.

    As near a place: what no source says of stages and sectors is never "no", and who
    takes every sector takes the one that is asked for.
    """
    sectors = (*wanted.sectors, Sector.ANY) if wanted.sectors else ()
    return (
        select(TerritoryRow.department_code, func.count().label("structures"))
        .select_from(StructureRow)
        .join(TerritoryRow, TerritoryRow.code == StructureRow.commune_code)
        .where(
            TerritoryRow.level == Level.COMMUNE,
            StructureRow.in_region,
            among(StructureRow.status, USABLE),
            *of_kind(wanted),
            *_never_no(StructureStageRow, StructureStageRow.stage, wanted.stages),
            *_never_no(StructureSectorRow, StructureSectorRow.sector, sectors),
        )
        .group_by(TerritoryRow.department_code)
        .order_by(TerritoryRow.department_code)
    )


def _never_no(table: Any, column: Any, asked: tuple[str, ...]) -> list[Condition]:
    """Says one of those that are asked for, or says nothing at all."""
    if not asked:
        return []
    said = select(1).where(table.structure_id == StructureRow.id)
    said = said.correlate(StructureRow)
    return [or_(said.where(among(column, asked)).exists(), ~said.exists())]
