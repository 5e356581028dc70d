"""Organisations, their sites, and the origin of every field."""

from datetime import date

from geoalchemy2 import Geography, WKBElement
from sqlalchemy import ForeignKey, Identity, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from numna_geo.store.tables.base import Key, Table, Words


class OrganisationRow(Table):
    """Who: the body behind one or several sites."""

    __tablename__ = "organisations"

    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    name: Mapped[Words] = mapped_column(unique=True)
    siren: Mapped[Words | None]


class StructureRow(Table):
    """A site people can turn to; `position` is geography, so distances are metres.

    Without coordinates of its own, `position` is the seat of its commune and
    `position_precision` says `commune`. `family` repeats the category's, for indexes.
    `redistributable` is false when only sources whose licence is to be confirmed speak
    of it. `completeness` is the share (0 to 1) of what a card needs that is known.
    `digest` changes when anything of the structure does, in this table or its children.
    """

    __tablename__ = "structures"

    id: Mapped[Key]
    organisation_id: Mapped[int | None] = mapped_column(
        ForeignKey("organisations.id", ondelete="SET NULL")
    )
    name: Mapped[Words]
    search_name: Mapped[Words]
    category: Mapped[Words]
    family: Mapped[Words]
    status: Mapped[Words]
    digital_focus: Mapped[Words]
    position: Mapped[WKBElement | None] = mapped_column(
        Geography("POINT", srid=4326, spatial_index=False)
    )
    position_precision: Mapped[Words]
    commune_code: Mapped[Words | None]
    in_region: Mapped[bool]
    siret: Mapped[Words | None]
    street: Mapped[Words | None]
    postcode: Mapped[Words | None]
    city: Mapped[Words | None]
    phone: Mapped[Words | None]
    email: Mapped[Words | None]
    website: Mapped[Words | None]
    how_to_apply: Mapped[Words | None]
    opening: Mapped[Words | None]
    itinerant: Mapped[bool | None]
    competence: Mapped[Words]
    remote: Mapped[bool | None]
    redistributable: Mapped[bool]
    completeness: Mapped[float]
    evidence_level: Mapped[Words | None]
    verified_on: Mapped[date | None]
    edited_on: Mapped[date | None]
    labelled_on: Mapped[date | None]
    imported_on: Mapped[date]
    closed_on: Mapped[date | None]
    source_key: Mapped[Words] = mapped_column(ForeignKey("sources.key"))
    notes: Mapped[Words | None]
    digest: Mapped[Words]

    __table_args__ = (
        Index("ix_structures__position", "position", postgresql_using="gist"),
        # Few among many, in towns: without these, a walk from a village meets them all.
        *(
            Index(
                f"ix_structures__position_{family}",
                "position",
                postgresql_using="gist",
                postgresql_where=text(f"family = '{family}'"),
            )
            for family in ("support", "other")
        ),
        Index("ix_structures__category", "category"),
        Index("ix_structures__commune_code", "commune_code"),
        Index("ix_structures__remote", "id", postgresql_where=text("remote")),
    )


class StructureCategoryRow(Table):
    """A category of a structure: one main, any number of others."""

    __tablename__ = "structure_categories"

    structure_id: Mapped[Key] = mapped_column(
        ForeignKey("structures.id", ondelete="CASCADE")
    )
    category: Mapped[Key]
    is_main: Mapped[bool]

    __table_args__ = (
        Index(
            "ix_structure_categories__besides",
            "category",
            postgresql_where=text("NOT is_main"),
        ),
    )


class StructureStageRow(Table):
    """A stage that a source says the structure accompanies."""

    __tablename__ = "structure_stages"

    structure_id: Mapped[Key] = mapped_column(
        ForeignKey("structures.id", ondelete="CASCADE")
    )
    stage: Mapped[Key]


class StructureNeedRow(Table):
    """A need it answers; `by_category` when its category says so, not its source."""

    __tablename__ = "structure_needs"

    structure_id: Mapped[Key] = mapped_column(
        ForeignKey("structures.id", ondelete="CASCADE")
    )
    need: Mapped[Key]
    by_category: Mapped[bool]

    # Where few answer a need, a walk by distance meets all the others first.
    __table_args__ = (Index("ix_structure_needs__need", "need", "structure_id"),)


class StructureSectorRow(Table):
    """A sector of the roadmap it works for."""

    __tablename__ = "structure_sectors"

    structure_id: Mapped[Key] = mapped_column(
        ForeignKey("structures.id", ondelete="CASCADE")
    )
    sector: Mapped[Key]


class CompetenceRow(Table):
    """A territory from which the structure may be asked."""

    __tablename__ = "structure_competences"

    structure_id: Mapped[Key] = mapped_column(
        ForeignKey("structures.id", ondelete="CASCADE")
    )
    level: Mapped[Key]
    code: Mapped[Key]

    __table_args__ = (Index("ix_structure_competences__level_code", "level", "code"),)


class VisitRow(Table):
    """Hours that a structure keeps in another commune (« permanence »)."""

    __tablename__ = "structure_visits"

    structure_id: Mapped[Key] = mapped_column(
        ForeignKey("structures.id", ondelete="CASCADE")
    )
    commune_code: Mapped[Key]
    opening: Mapped[Words | None]

    __table_args__ = (Index("ix_structure_visits__commune_code", "commune_code"),)


class StructureRecordRow(Table):
    """A source's row that speaks of this structure."""

    __tablename__ = "structure_records"

    source_key: Mapped[Key] = mapped_column(ForeignKey("sources.key"))
    record_key: Mapped[Key]
    structure_id: Mapped[Words] = mapped_column(
        ForeignKey("structures.id", ondelete="CASCADE"), index=True
    )


class StructureFieldRow(Table):
    """Which source's row gave a field its value, where it is not the first row.

    The first row of a structure is the one whose rank, then key, come first.
    """

    __tablename__ = "structure_fields"

    structure_id: Mapped[Key] = mapped_column(
        ForeignKey("structures.id", ondelete="CASCADE")
    )
    field: Mapped[Key]
    source_key: Mapped[Words] = mapped_column(ForeignKey("sources.key"))
    record_key: Mapped[Words]


class StructureRedirectRow(Table):
    """An id that was published once, and the structure it merged into."""

    __tablename__ = "structure_redirects"

    old_id: Mapped[Key]
    structure_id: Mapped[Words] = mapped_column(
        ForeignKey("structures.id", ondelete="CASCADE")
    )
