"""Territories, who belongs to which, and the people and businesses in them."""

from geoalchemy2 import Geography, Geometry, WKBElement
from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from numna_geo.store.tables.base import Key, Table, Words


class TerritoryRow(Table):
    """A territory of any level, `key` being `level:code`.

    `seat` is where its people are counted: the town hall where it is trusted, a point
    inside otherwise. Communes within 50 km beyond the border have no outline.
    `outline_fine` is at most 50 m off, `outline_coarse` is for drawing.
    """

    __tablename__ = "territories"

    key: Mapped[Key]
    level: Mapped[Words]
    code: Mapped[Words]
    name: Mapped[Words]
    search_name: Mapped[Words]
    in_region: Mapped[bool]
    department_code: Mapped[Words | None]
    epci_code: Mapped[Words | None]
    population: Mapped[int | None]
    area_km2: Mapped[float | None]
    border_km: Mapped[float | None]
    seat: Mapped[WKBElement | None] = mapped_column(
        Geography("POINT", srid=4326, spatial_index=False)
    )
    outline_fine: Mapped[WKBElement | None] = mapped_column(
        Geometry("MULTIPOLYGON", srid=4326, spatial_index=False)
    )
    outline_coarse: Mapped[WKBElement | None] = mapped_column(
        Geometry("MULTIPOLYGON", srid=4326, spatial_index=False)
    )

    __table_args__ = (
        Index("uq_territories__level_code", "level", "code", unique=True),
        Index("ix_territories__department_code", "department_code"),
        Index("ix_territories__epci_code", "epci_code"),
        Index("ix_territories__seat", "seat", postgresql_using="gist"),
        Index("ix_territories__outline_fine", "outline_fine", postgresql_using="gist"),
    )


class MemberRow(Table):
    """One commune of an EPCI, a department, the region or a named territory."""

    __tablename__ = "territory_members"

    level: Mapped[Key]
    code: Mapped[Key]
    commune_code: Mapped[Key]

    __table_args__ = (Index("ix_territory_members__commune_code", "commune_code"),)


class PostcodeRow(Table):
    """A postcode and one commune it serves; one postcode, several communes."""

    __tablename__ = "postcodes"

    postcode: Mapped[Key]
    commune_code: Mapped[Key]


class FormerCommuneRow(Table):
    """A commune that merged, or survives as a name: its successor today."""

    __tablename__ = "former_communes"

    code: Mapped[Key]
    kind: Mapped[Key]
    name: Mapped[Words | None]
    search_name: Mapped[Words | None]
    commune_code: Mapped[Words]


class ZoningRow(Table):
    """How a statistical zoning sees a commune, such as its density class."""

    __tablename__ = "zonings"

    commune_code: Mapped[Key]
    zoning: Mapped[Key]
    label: Mapped[Words]


class DemandRow(Table):
    """How many people or businesses a commune counts, by year."""

    __tablename__ = "demand"

    commune_code: Mapped[Key]
    quantity: Mapped[Key]
    period: Mapped[Key]
    value: Mapped[float]
    source_key: Mapped[Words] = mapped_column(ForeignKey("sources.key"))


class EstablishmentRow(Table):
    """Establishments of a commune by sector and number of employees."""

    __tablename__ = "establishments"

    commune_code: Mapped[Key]
    period: Mapped[Key]
    sector: Mapped[Key]
    size_band: Mapped[Key]
    value: Mapped[int]
    source_key: Mapped[Words] = mapped_column()

    __table_args__ = (ForeignKeyConstraint(["source_key"], ["sources.key"]),)
