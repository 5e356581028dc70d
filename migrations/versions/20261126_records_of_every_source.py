"""Rows of every source are kept; people decide on pairs; contacts are withdrawn."""

import sqlalchemy as sa
from alembic import op
from geoalchemy2 import Geography
from sqlalchemy.dialects.postgresql import JSONB

revision = "20261126_records_of_every_source"
down_revision = "20261125_the_first_tables"


def upgrade() -> None:
    op.create_table(
        "records",
        sa.Column("source_key", sa.Text(), nullable=False),
        sa.Column("record_key", sa.Text(), nullable=False),
        sa.Column("record", JSONB(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("in_region", sa.Boolean(), nullable=False),
        sa.Column("imported_on", sa.Date(), nullable=False),
        sa.Column("gone_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["source_key"], ["sources.key"], name="fk_records__source_key"
        ),
        sa.PrimaryKeyConstraint("source_key", "record_key", name="pk_records"),
    )
    op.create_table(
        "match_decisions",
        sa.Column("left_record", sa.Text(), nullable=False),
        sa.Column("right_record", sa.Text(), nullable=False),
        sa.Column("same", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint(
            "left_record", "right_record", name="pk_match_decisions"
        ),
    )
    op.create_table(
        "doubtful_pairs",
        sa.Column("left_record", sa.Text(), nullable=False),
        sa.Column("right_record", sa.Text(), nullable=False),
        sa.Column("score", sa.Double(), nullable=False),
        sa.Column("reasons", JSONB(), nullable=False),
        sa.PrimaryKeyConstraint(
            "left_record", "right_record", name="pk_doubtful_pairs"
        ),
    )
    op.create_table(
        "suppressed_contacts",
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("suppressed_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_suppressed_contacts"),
    )
    op.create_table(
        "secrets",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_secrets"),
    )
    op.create_table(
        "downloads",
        sa.Column("source_key", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("etag", sa.Text(), nullable=True),
        sa.Column("last_modified", sa.Text(), nullable=True),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("downloaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["source_key"], ["sources.key"], name="fk_downloads__source_key"
        ),
        sa.PrimaryKeyConstraint("source_key", "url", name="pk_downloads"),
    )
    op.create_table(
        "osm_places",
        sa.Column("osm_id", sa.Text(), nullable=False),
        sa.Column("source_key", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column(
            "position",
            Geography("POINT", srid=4326, spatial_index=False),
            nullable=False,
        ),
        sa.Column("commune_code", sa.Text(), nullable=True),
        sa.Column("website", sa.Text(), nullable=True),
        sa.Column("opening", sa.Text(), nullable=True),
        sa.Column("edited_on", sa.Date(), nullable=True),
        sa.Column("imported_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["source_key"], ["sources.key"], name="fk_osm_places__source_key"
        ),
        sa.PrimaryKeyConstraint("osm_id", name="pk_osm_places"),
    )
    op.create_index(
        "ix_osm_places__position", "osm_places", ["position"], postgresql_using="gist"
    )
    op.create_table(
        "broadband_shares",
        sa.Column("level", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("quantity", sa.Text(), nullable=False),
        sa.Column("value", sa.Double(), nullable=False),
        sa.Column("source_key", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["source_key"], ["sources.key"], name="fk_broadband_shares__source_key"
        ),
        sa.PrimaryKeyConstraint(
            "level", "code", "period", "quantity", name="pk_broadband_shares"
        ),
    )
    op.create_table(
        "structure_visits",
        sa.Column("structure_id", sa.Text(), nullable=False),
        sa.Column("commune_code", sa.Text(), nullable=False),
        sa.Column("opening", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["structure_id"],
            ["structures.id"],
            name="fk_structure_visits__structure_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "structure_id", "commune_code", name="pk_structure_visits"
        ),
    )
    op.add_column("sources", sa.Column("format", sa.Text(), nullable=True))
    op.add_column("sources", sa.Column("download_url", sa.Text(), nullable=True))
    op.add_column("sources", sa.Column("supersedes", sa.Text(), nullable=True))
    op.add_column("imports", sa.Column("url", sa.Text(), nullable=True))
    op.add_column("imports", sa.Column("how_read", sa.Text(), nullable=True))
    for name in ("rows_merged", "rows_outside"):
        op.add_column(
            "imports", sa.Column(name, sa.Integer(), nullable=False, server_default="0")
        )
        op.alter_column("imports", name, server_default=None)
    op.add_column("structures", sa.Column("remote", sa.Boolean(), nullable=True))
    op.add_column(
        "structures",
        sa.Column(
            "redistributable", sa.Boolean(), nullable=False, server_default=sa.true()
        ),
    )
    op.add_column(
        "structures",
        sa.Column("completeness", sa.Double(), nullable=False, server_default="0"),
    )
    op.add_column(
        "structures", sa.Column("digest", sa.Text(), nullable=False, server_default="")
    )
    op.alter_column("structures", "digest", server_default=None)
    op.alter_column("structures", "redistributable", server_default=None)
    op.alter_column("structures", "completeness", server_default=None)
    # What was measured was what sources declare.
    op.add_column(
        "measures",
        sa.Column("reading", sa.Text(), nullable=False, server_default="declared"),
    )
    op.alter_column("measures", "reading", server_default=None)
    _key_measures_by(
        "run_id", "indicator", "category", "reading", "period", "level", "code"
    )


def downgrade() -> None:
    op.execute("DELETE FROM measures WHERE reading <> 'declared'")
    _key_measures_by("run_id", "indicator", "category", "period", "level", "code")
    op.drop_column("measures", "reading")
    for name in ("digest", "completeness", "redistributable", "remote"):
        op.drop_column("structures", name)
    for name in ("rows_outside", "rows_merged", "how_read", "url"):
        op.drop_column("imports", name)
    for name in ("supersedes", "download_url", "format"):
        op.drop_column("sources", name)
    for name in (
        "structure_visits",
        "broadband_shares",
        "osm_places",
        "downloads",
        "secrets",
        "suppressed_contacts",
        "doubtful_pairs",
        "match_decisions",
        "records",
    ):
        op.drop_table(name)


def _key_measures_by(*columns: str) -> None:
    op.drop_constraint("pk_measures", "measures", type_="primary")
    op.create_primary_key("pk_measures", "measures", list(columns))
