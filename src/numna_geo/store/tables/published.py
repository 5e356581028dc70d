"""What is published to other systems, one table a dataset of `model.datasets`.

`geometry_json` and `properties_json` are what a GeoJSON feature carries, ready to be
sent; the `tile_` geometries are in Web Mercator, generalised for far views.
"""

from datetime import date
from typing import Annotated, Any

from geoalchemy2 import Geometry, WKBElement
from sqlalchemy import ARRAY, Index, Text, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from numna_geo.store.tables.base import Key, Table, Words

Texts = Annotated[list[str], mapped_column(ARRAY(Text))]


def _geometry(shape: str, srid: int) -> Any:
    return mapped_column(Geometry(shape, srid=srid, spatial_index=False))


class PublishedStructureRow(Table):
    """A structure of the region that may be passed on."""

    __tablename__ = "published_structures"

    id: Mapped[Key]
    name: Mapped[Words]
    family: Mapped[Words]
    category: Mapped[Words]
    category_label: Mapped[Words]
    categories: Mapped[Texts]
    status: Mapped[Words]
    digital_focus: Mapped[Words]
    organisation: Mapped[Words | None]
    commune_code: Mapped[Words | None]
    commune: Mapped[Words | None]
    department_code: Mapped[Words | None]
    epci_code: Mapped[Words | None]
    street: Mapped[Words | None]
    postcode: Mapped[Words | None]
    city: Mapped[Words | None]
    position_precision: Mapped[Words]
    phone: Mapped[Words | None]
    email: Mapped[Words | None]
    website: Mapped[Words | None]
    how_to_apply: Mapped[Words | None]
    opening: Mapped[Words | None]
    stages: Mapped[Texts | None]
    needs: Mapped[Texts | None]
    sectors: Mapped[Texts | None]
    competence: Mapped[Words]
    remote: Mapped[bool | None]
    itinerant: Mapped[bool | None]
    siret: Mapped[Words | None]
    verified_on: Mapped[date | None]
    verified_until: Mapped[date | None]
    edited_on: Mapped[date | None]
    labelled_on: Mapped[date | None]
    imported_on: Mapped[date]
    closed_on: Mapped[date | None]
    completeness: Mapped[float]
    source: Mapped[Words]
    source_title: Mapped[Words]
    publisher: Mapped[Words]
    source_published_on: Mapped[date | None]
    licences: Mapped[Texts]
    geom: Mapped[WKBElement | None] = _geometry("POINT", 4326)
    tile_geom: Mapped[WKBElement | None] = _geometry("POINT", 3857)
    geometry_json: Mapped[Words | None]
    properties_json: Mapped[Words]

    __table_args__ = (
        Index("ix_published_structures__geom", "geom", postgresql_using="gist"),
        Index(
            "ix_published_structures__tile_geom", "tile_geom", postgresql_using="gist"
        ),
    )


class PublishedTerritoryRow(Table):
    """A territory of the region, `key` being `level:code`, with its outlines.

    `tile_geom_mid` is drawn to zoom 9, `tile_geom_low` to zoom 7.
    """

    __tablename__ = "published_territories"

    key: Mapped[Key]
    level: Mapped[Words]
    code: Mapped[Words]
    name: Mapped[Words]
    department_code: Mapped[Words | None]
    epci_code: Mapped[Words | None]
    population: Mapped[int | None]
    area_km2: Mapped[float | None]
    geom: Mapped[WKBElement | None] = _geometry("MULTIPOLYGON", 4326)
    tile_geom: Mapped[WKBElement | None] = _geometry("MULTIPOLYGON", 3857)
    tile_geom_mid: Mapped[WKBElement | None] = _geometry("MULTIPOLYGON", 3857)
    tile_geom_low: Mapped[WKBElement | None] = _geometry("MULTIPOLYGON", 3857)
    geometry_json: Mapped[Words | None]
    properties_json: Mapped[Words]

    __table_args__ = (
        Index("uq_published_territories__level_code", "level", "code", unique=True),
        Index("ix_published_territories__geom", "geom", postgresql_using="gist"),
        # Most are communes: without it, all of their keys are read beside a box.
        Index(
            "ix_published_territories__commune_geom",
            "geom",
            postgresql_using="gist",
            postgresql_where=text("level = 'commune'"),
        ),
        Index(
            "ix_published_territories__tile_geom", "tile_geom", postgresql_using="gist"
        ),
    )


class PublishedBroadbandRow(Table):
    """Broadband of a commune in a quarter; its outline is that of the commune."""

    __tablename__ = "published_broadband"

    id: Mapped[Key]
    code: Mapped[Words]
    name: Mapped[Words]
    department_code: Mapped[Words | None]
    epci_code: Mapped[Words | None]
    period: Mapped[Words]
    period_start: Mapped[date]
    period_end: Mapped[date]
    premises: Mapped[int | None]
    connectable: Mapped[int | None]
    connectable_share: Mapped[float | None]
    mci_premises: Mapped[int | None]
    best_ftth: Mapped[int | None]
    best_coax: Mapped[int | None]
    best_copper: Mapped[int | None]
    best_thd_radio: Mapped[int | None]
    best_4g: Mapped[int | None]
    best_hd_radio: Mapped[int | None]
    best_satellite: Mapped[int | None]
    thd30_terrestrial: Mapped[int | None]
    gigabit: Mapped[int | None]
    copper_status: Mapped[Words | None]
    copper_closes_on: Mapped[date | None]
    source: Mapped[Words]
    properties_json: Mapped[Words]

    __table_args__ = (Index("ix_published_broadband__code", "code"),)


class PublishedMarkRow(Table):
    """What a part of the published datasets was made from, and by which code."""

    __tablename__ = "published_marks"

    part: Mapped[Key]
    made_from: Mapped[Words]


class PublishedGapRow(Table):
    """What the last run found of a territory; its outline is the territory's.

    `figures` are by name of field: an indicator adds some without a migration.
    """

    __tablename__ = "published_gaps"

    id: Mapped[Key]
    level: Mapped[Words]
    code: Mapped[Words]
    name: Mapped[Words]
    department_code: Mapped[Words | None]
    population: Mapped[int | None]
    measured_on: Mapped[date]
    engine: Mapped[Words]
    figures: Mapped[dict[str, Any]] = mapped_column(JSONB)
    properties_json: Mapped[Words]

    __table_args__ = (Index("ix_published_gaps__level_code", "level", "code"),)
