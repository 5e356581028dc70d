"""The tables, as migrations/ builds them."""

from numna_geo.store.tables.base import Table
from numna_geo.store.tables.coverage import (
    BroadbandRow,
    BroadbandShareRow,
    CollectionRow,
    MeasureColumnRow,
    MeasureRow,
    MeasureRunRow,
)
from numna_geo.store.tables.provenance import (
    DataStateRow,
    ImportRow,
    ImportRowReportRow,
    SourceRow,
)
from numna_geo.store.tables.published import (
    PublishedBroadbandRow,
    PublishedGapRow,
    PublishedStructureRow,
    PublishedTerritoryRow,
)
from numna_geo.store.tables.records import (
    DoubtfulPairRow,
    DownloadRow,
    MatchDecisionRow,
    OsmPlaceRow,
    RecordRow,
    SecretRow,
    SuppressedContactRow,
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
    VisitRow,
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
from numna_geo.store.tables.unmet_needs import UnmetNeedRow

__all__ = [
    "BroadbandRow",
    "BroadbandShareRow",
    "CollectionRow",
    "CompetenceRow",
    "DataStateRow",
    "DemandRow",
    "DoubtfulPairRow",
    "DownloadRow",
    "EstablishmentRow",
    "FormerCommuneRow",
    "ImportRow",
    "ImportRowReportRow",
    "MatchDecisionRow",
    "MeasureColumnRow",
    "MeasureRow",
    "MeasureRunRow",
    "MemberRow",
    "OrganisationRow",
    "OsmPlaceRow",
    "PostcodeRow",
    "PublishedBroadbandRow",
    "PublishedGapRow",
    "PublishedStructureRow",
    "PublishedTerritoryRow",
    "RecordRow",
    "SecretRow",
    "SourceRow",
    "StructureCategoryRow",
    "StructureFieldRow",
    "StructureNeedRow",
    "StructureRecordRow",
    "StructureRedirectRow",
    "StructureRow",
    "StructureSectorRow",
    "StructureStageRow",
    "SuppressedContactRow",
    "Table",
    "TerritoryRow",
    "UnmetNeedRow",
    "VisitRow",
    "ZoningRow",
]
