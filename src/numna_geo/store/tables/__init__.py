"""The tables, as migrations/ builds them."""

from numna_geo.store.tables.base import Table
from numna_geo.store.tables.coverage import (
    BroadbandRow,
    CollectionRow,
    MeasureRow,
    MeasureRunRow,
)
from numna_geo.store.tables.provenance import (
    DataStateRow,
    ImportRow,
    ImportRowReportRow,
    SourceRow,
)
from numna_geo.store.tables.structures import (
    CompetenceRow,
    OrganisationRow,
    StructureCategoryRow,
    StructureFieldRow,
    StructureNeedRow,
    StructureRecordRow,
    StructureRedirectRow,
    StructureRow,
    StructureSectorRow,
    StructureStageRow,
)
from numna_geo.store.tables.territories import (
    DemandRow,
    EstablishmentRow,
    FormerCommuneRow,
    MemberRow,
    PostcodeRow,
    TerritoryRow,
    ZoningRow,
)

__all__ = [
    "BroadbandRow",
    "CollectionRow",
    "CompetenceRow",
    "DataStateRow",
    "DemandRow",
    "EstablishmentRow",
    "FormerCommuneRow",
    "ImportRow",
    "ImportRowReportRow",
    "MeasureRow",
    "MeasureRunRow",
    "MemberRow",
    "OrganisationRow",
    "PostcodeRow",
    "SourceRow",
    "StructureCategoryRow",
    "StructureFieldRow",
    "StructureNeedRow",
    "StructureRecordRow",
    "StructureRedirectRow",
    "StructureRow",
    "StructureSectorRow",
    "StructureStageRow",
    "Table",
    "TerritoryRow",
    "ZoningRow",
]
