"""Who published what: the catalogue of sources, as answers cite it."""

from sqlalchemy import ColumnElement, and_, func, or_, select

from numna_geo.model.territory import Level
from numna_geo.store.reading import Statement, kept
from numna_geo.store.tables import (
    BroadbandRow,
    BroadbandShareRow,
    DemandRow,
    EstablishmentRow,
    ImportRow,
    OsmPlaceRow,
    RecordRow,
    SourceRow,
    StructureRecordRow,
    StructureRow,
)

COMMUNES = "cog_2026"
"""Names, codes, populations and areas of communes, and what they make up."""

TERRITORIES = (COMMUNES,)
"""What a list of territories is made from."""

TERRITORY = (COMMUNES, "dila_mairies", "ign_admin_express_2018")
"""One territory: its seat and its neighbours too."""

PLACES = (COMMUNES, "dila_mairies", "laposte_codes_postaux", "insee_clap_2014")
"""Names, seats and postcodes of communes, and the names they had."""

_ZONES = ("insee_appartenance_2022",)
_ZONINGS = (
    *("insee_densite_2026", "anct_montagne_2026"),
    *("anct_pvd_2022", "anct_acv", "arcep_2018_t1"),
)
BUNDLED = frozenset({*TERRITORY, *PLACES, *_ZONES, *_ZONINGS})
"""What is behind tables that name no source row by row."""

_STRUCTURES = "structures"


def behind(level: Level, keys: tuple[str, ...]) -> tuple[str, ...]:
    """Sources of territories, with those that say what a zone is made of."""
    zones = (Level.ZONE_EMPLOI, Level.BASSIN_VIE)
    return (*keys, *_ZONES) if level in zones else keys


@kept
def sources(keys: tuple[str, ...]) -> Statement:
    """What to say of the sources of these keys, by key."""
    return _cited().where(SourceRow.key.in_(keys)).order_by(SourceRow.key)


@kept
def of_structures() -> Statement:
    """The loaded sources that list structures, the most trusted first."""
    ours = SourceRow.family == _STRUCTURES
    return _cited().where(ours, _loaded()).order_by(SourceRow.rank, SourceRow.key)


@kept
def every() -> Statement:
    """All sources, loaded or not, the most trusted first within their family."""
    return _cited().order_by(SourceRow.family, SourceRow.rank, SourceRow.key)


@kept
def withheld() -> Statement:
    """The keys of those that may not be passed on."""
    return select(SourceRow.key).where(SourceRow.redistributable.is_(False))


@kept
def loaded() -> Statement:
    """Without those of which nothing is here but their address; structures first."""
    last = SourceRow.family != _STRUCTURES
    order = (last, SourceRow.family, SourceRow.rank, SourceRow.key)
    return _cited().where(_loaded()).order_by(*order)


@kept
def told() -> Statement:
    """How many structures of the region each source speaks of today, by its key."""
    key = StructureRecordRow.source_key
    its_record = and_(
        RecordRow.source_key == key,
        RecordRow.record_key == StructureRecordRow.record_key,
    )
    structure = StructureRecordRow.structure_id
    return (
        select(key.label("key"), func.count(structure.distinct()).label("structures"))
        .join(StructureRow, StructureRow.id == structure)
        .outerjoin(RecordRow, its_record)
        .where(StructureRow.in_region, RecordRow.gone_on.is_(None))
        .group_by(key)
    )


def _cited() -> Statement:
    return select(
        SourceRow.key,
        SourceRow.title,
        SourceRow.publisher,
        SourceRow.licence,
        SourceRow.landing_page,
        SourceRow.published_on,
        SourceRow.vintage,
        SourceRow.rank,
        SourceRow.family,
        SourceRow.format,
        SourceRow.redistributable,
    )


def _loaded() -> ColumnElement[bool]:
    """Whether a file of it was imported, or any row says to come from it."""
    holders = (
        *(ImportRow, DemandRow, EstablishmentRow),
        *(BroadbandRow, BroadbandShareRow, OsmPlaceRow),
    )
    # Each table is walked once, not once a source as EXISTS would.
    told = [SourceRow.key.in_(select(row.source_key)) for row in holders]
    return or_(SourceRow.key.in_(BUNDLED), *told)
