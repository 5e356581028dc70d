"""What is published to other systems, flat and ready: one table a dataset.

Filled in the transaction that publishes a version of the data: readers see the whole of
it or nothing. Outlines of gaps and of broadband are those of territories.
"""

import sqlalchemy as sa
from alembic import op
from geoalchemy2 import Geometry
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

revision = "20261130_published_datasets"
down_revision = "20261129_measures_by_column"


def upgrade() -> None:
    op.create_table(
        "published_structures",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("family", sa.Text, nullable=False),
        sa.Column("category", sa.Text, nullable=False),
        sa.Column("category_label", sa.Text, nullable=False),
        sa.Column("categories", ARRAY(sa.Text), nullable=False),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("digital_focus", sa.Text, nullable=False),
        sa.Column("organisation", sa.Text),
        sa.Column("commune_code", sa.Text),
        sa.Column("commune", sa.Text),
        sa.Column("department_code", sa.Text),
        sa.Column("epci_code", sa.Text),
        sa.Column("street", sa.Text),
        sa.Column("postcode", sa.Text),
        sa.Column("city", sa.Text),
        sa.Column("position_precision", sa.Text, nullable=False),
        sa.Column("phone", sa.Text),
        sa.Column("email", sa.Text),
        sa.Column("website", sa.Text),
        sa.Column("how_to_apply", sa.Text),
        sa.Column("opening", sa.Text),
        sa.Column("stages", ARRAY(sa.Text)),
        sa.Column("needs", ARRAY(sa.Text)),
        sa.Column("sectors", ARRAY(sa.Text)),
        sa.Column("competence", sa.Text, nullable=False),
        sa.Column("remote", sa.Boolean),
        sa.Column("itinerant", sa.Boolean),
        sa.Column("siret", sa.Text),
        sa.Column("verified_on", sa.Date),
        sa.Column("verified_until", sa.Date),
        sa.Column("edited_on", sa.Date),
        sa.Column("labelled_on", sa.Date),
        sa.Column("imported_on", sa.Date, nullable=False),
        sa.Column("closed_on", sa.Date),
        sa.Column("completeness", sa.Double, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("source_title", sa.Text, nullable=False),
        sa.Column("publisher", sa.Text, nullable=False),
        sa.Column("source_published_on", sa.Date),
        sa.Column("licences", ARRAY(sa.Text), nullable=False),
        sa.Column("geom", Geometry("POINT", 4326, spatial_index=False)),
        sa.Column("tile_geom", Geometry("POINT", 3857, spatial_index=False)),
        sa.Column("geometry_json", sa.Text),
        sa.Column("properties_json", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_published_structures"),
    )
    op.create_table(
        "published_territories",
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("level", sa.Text, nullable=False),
        sa.Column("code", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("department_code", sa.Text),
        sa.Column("epci_code", sa.Text),
        sa.Column("population", sa.Integer),
        sa.Column("area_km2", sa.Double),
        sa.Column("geom", Geometry("MULTIPOLYGON", 4326, spatial_index=False)),
        sa.Column("tile_geom", Geometry("MULTIPOLYGON", 3857, spatial_index=False)),
        sa.Column("tile_geom_mid", Geometry("MULTIPOLYGON", 3857, spatial_index=False)),
        sa.Column("tile_geom_low", Geometry("MULTIPOLYGON", 3857, spatial_index=False)),
        sa.Column("geometry_json", sa.Text),
        sa.Column("properties_json", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_published_territories"),
    )
    op.create_table(
        "published_broadband",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("code", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("department_code", sa.Text),
        sa.Column("epci_code", sa.Text),
        sa.Column("period", sa.Text, nullable=False),
        sa.Column("period_start", sa.Date, nullable=False),
        sa.Column("period_end", sa.Date, nullable=False),
        sa.Column("premises", sa.Integer),
        sa.Column("connectable", sa.Integer),
        sa.Column("connectable_share", sa.Double),
        sa.Column("mci_premises", sa.Integer),
        sa.Column("best_ftth", sa.Integer),
        sa.Column("best_coax", sa.Integer),
        sa.Column("best_copper", sa.Integer),
        sa.Column("best_thd_radio", sa.Integer),
        sa.Column("best_4g", sa.Integer),
        sa.Column("best_hd_radio", sa.Integer),
        sa.Column("best_satellite", sa.Integer),
        sa.Column("thd30_terrestrial", sa.Integer),
        sa.Column("gigabit", sa.Integer),
        sa.Column("copper_status", sa.Text),
        sa.Column("copper_closes_on", sa.Date),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("properties_json", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_published_broadband"),
    )
    op.create_table(
        "published_gaps",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("level", sa.Text, nullable=False),
        sa.Column("code", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("department_code", sa.Text),
        sa.Column("population", sa.Integer),
        sa.Column("measured_on", sa.Date, nullable=False),
        sa.Column("engine", sa.Text, nullable=False),
        sa.Column("figures", JSONB, nullable=False),
        sa.Column("properties_json", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_published_gaps"),
    )
    op.create_table(
        "published_marks",
        sa.Column("part", sa.Text, nullable=False),
        sa.Column("made_from", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("part", name="pk_published_marks"),
    )
    for table in ("structures", "territories"):
        for column in ("geom", "tile_geom"):
            op.create_index(
                f"ix_published_{table}__{column}",
                f"published_{table}",
                [column],
                postgresql_using="gist",
            )
    op.create_index(
        "ix_published_territories__commune_geom",
        "published_territories",
        ["geom"],
        postgresql_using="gist",
        postgresql_where=sa.text("level = 'commune'"),
    )
    op.create_index(
        "uq_published_territories__level_code",
        "published_territories",
        ["level", "code"],
        unique=True,
    )
    op.create_index("ix_published_broadband__code", "published_broadband", ["code"])
    op.create_index(
        "ix_published_gaps__level_code", "published_gaps", ["level", "code"]
    )


def downgrade() -> None:
    for table in ("marks", "gaps", "broadband", "territories", "structures"):
        op.drop_table(f"published_{table}")
