"""What sources say, row by row, and which rows speak of the same place."""

from datetime import date, datetime
from typing import Any

from geoalchemy2 import Geography, WKBElement
from sqlalchemy import DateTime, ForeignKey, Index
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from numna_geo.store.tables.base import Key, Table, Words


class RecordRow(Table):
    """One understood row of one source, kept so that places can be matched anew.

    `record` is the whole of it, `digest` changes when it does. `gone_on` is the day on
    which its source stopped publishing it: it is kept, for its id was published.
    """

    __tablename__ = "records"

    source_key: Mapped[Key] = mapped_column(ForeignKey("sources.key"))
    record_key: Mapped[Key]
    record: Mapped[dict[str, Any]] = mapped_column(JSONB)
    digest: Mapped[Words]
    in_region: Mapped[bool]
    imported_on: Mapped[date]
    gone_on: Mapped[date | None]


class MatchDecisionRow(Table):
    """A person's word on two records: the same place, or not.

    Records are named `source:record_key`, the smaller name first.
    """

    __tablename__ = "match_decisions"

    left_record: Mapped[Key]
    right_record: Mapped[Key]
    same: Mapped[bool]
    reason: Mapped[Words | None]
    decided_on: Mapped[date]


class DoubtfulPairRow(Table):
    """Two records too alike to be left alone, and not enough to be one place."""

    __tablename__ = "doubtful_pairs"

    left_record: Mapped[Key]
    right_record: Mapped[Key]
    score: Mapped[float]
    reasons: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)


class SuppressedContactRow(Table):
    """A contact that somebody withdrew: its keyed hash, never the contact itself."""

    __tablename__ = "suppressed_contacts"

    digest: Mapped[Key]
    suppressed_on: Mapped[date]


class SecretRow(Table):
    """A key made once for this database, such as that of the suppression list."""

    __tablename__ = "secrets"

    name: Mapped[Key]
    value: Mapped[Words]


class DownloadRow(Table):
    """What a server said of a file when it was last taken: it may be the same."""

    __tablename__ = "downloads"

    source_key: Mapped[Key] = mapped_column(ForeignKey("sources.key"))
    url: Mapped[Key]
    etag: Mapped[Words | None]
    last_modified: Mapped[Words | None]
    sha256: Mapped[Words]
    downloaded_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))


class OsmPlaceRow(Table):
    """A place of OpenStreetMap (ODbL): never matched with, nor mixed into, another."""

    __tablename__ = "osm_places"

    osm_id: Mapped[Key]
    source_key: Mapped[Words] = mapped_column(ForeignKey("sources.key"))
    name: Mapped[Words | None]
    category: Mapped[Words]
    position: Mapped[WKBElement] = mapped_column(
        Geography("POINT", srid=4326, spatial_index=False)
    )
    commune_code: Mapped[Words | None]
    website: Mapped[Words | None]
    opening: Mapped[Words | None]
    edited_on: Mapped[date | None]
    imported_on: Mapped[date]

    __table_args__ = (
        Index("ix_osm_places__position", "position", postgresql_using="gist"),
    )
