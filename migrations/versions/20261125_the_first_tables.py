"""Territories, structures, broadband, provenance and measures: the first tables."""

import sqlalchemy as sa
from alembic import op
from geoalchemy2 import Geography, Geometry

revision = "20261125_the_first_tables"
down_revision = None


def upgrade() -> None:
    op.execute("CREATE EXTENSION IF NOT EXISTS postgis")
    op.create_table(
        "collection",
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("department_code", sa.Text(), nullable=False),
        sa.Column("completeness", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("category", "department_code", name="pk_collection"),
    )
    op.create_table(
        "data_state",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fingerprint", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_data_state"),
    )
    op.create_table(
        "former_communes",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("search_name", sa.Text(), nullable=True),
        sa.Column("commune_code", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("code", "kind", name="pk_former_communes"),
    )
    op.create_table(
        "measure_runs",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("data_version", sa.Integer(), nullable=False),
        sa.Column("code_version", sa.Text(), nullable=False),
        sa.Column("measured_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_measure_runs"),
    )
    op.create_table(
        "organisations",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("siren", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_organisations"),
        sa.UniqueConstraint("name", name="uq_organisations__name"),
    )
    op.create_table(
        "postcodes",
        sa.Column("postcode", sa.Text(), nullable=False),
        sa.Column("commune_code", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("postcode", "commune_code", name="pk_postcodes"),
    )
    op.create_table(
        "sources",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("publisher", sa.Text(), nullable=False),
        sa.Column("licence", sa.Text(), nullable=False),
        sa.Column("landing_page", sa.Text(), nullable=True),
        sa.Column("published_on", sa.Date(), nullable=True),
        sa.Column("vintage", sa.Text(), nullable=True),
        sa.Column("rank", sa.Integer(), nullable=True),
        sa.Column("family", sa.Text(), nullable=False),
        sa.Column("redistributable", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_sources"),
    )
    op.create_table(
        "territories",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("level", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("search_name", sa.Text(), nullable=False),
        sa.Column("in_region", sa.Boolean(), nullable=False),
        sa.Column("department_code", sa.Text(), nullable=True),
        sa.Column("epci_code", sa.Text(), nullable=True),
        sa.Column("population", sa.Integer(), nullable=True),
        sa.Column("area_km2", sa.Double(), nullable=True),
        sa.Column("border_km", sa.Double(), nullable=True),
        sa.Column(
            "seat",
            Geography("POINT", srid=4326, spatial_index=False),
            nullable=True,
        ),
        sa.Column(
            "outline_fine",
            Geometry("MULTIPOLYGON", srid=4326, spatial_index=False),
            nullable=True,
        ),
        sa.Column(
            "outline_coarse",
            Geometry("MULTIPOLYGON", srid=4326, spatial_index=False),
            nullable=True,
        ),
        sa.PrimaryKeyConstraint("key", name="pk_territories"),
    )
    op.create_index(
        "ix_territories__department_code",
        "territories",
        ["department_code"],
        unique=False,
    )
    op.create_index(
        "ix_territories__epci_code", "territories", ["epci_code"], unique=False
    )
    op.create_index(
        "ix_territories__outline_fine",
        "territories",
        ["outline_fine"],
        unique=False,
        postgresql_using="gist",
    )
    op.create_index(
        "ix_territories__seat",
        "territories",
        ["seat"],
        unique=False,
        postgresql_using="gist",
    )
    op.create_index(
        "uq_territories__level_code", "territories", ["level", "code"], unique=True
    )
    op.create_table(
        "territory_members",
        sa.Column("level", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("commune_code", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint(
            "level", "code", "commune_code", name="pk_territory_members"
        ),
    )
    op.create_index(
        "ix_territory_members__commune_code",
        "territory_members",
        ["commune_code"],
        unique=False,
    )
    op.create_table(
        "zonings",
        sa.Column("commune_code", sa.Text(), nullable=False),
        sa.Column("zoning", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("commune_code", "zoning", name="pk_zonings"),
    )
    op.create_table(
        "broadband",
        sa.Column("commune_code", sa.Text(), nullable=False),
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("connectable", sa.Integer(), nullable=True),
        sa.Column("premises", sa.Integer(), nullable=True),
        sa.Column("mci_premises", sa.Integer(), nullable=True),
        sa.Column("best_ftth", sa.Integer(), nullable=True),
        sa.Column("best_coax", sa.Integer(), nullable=True),
        sa.Column("best_copper", sa.Integer(), nullable=True),
        sa.Column("best_thd_radio", sa.Integer(), nullable=True),
        sa.Column("best_4g", sa.Integer(), nullable=True),
        sa.Column("best_hd_radio", sa.Integer(), nullable=True),
        sa.Column("best_satellite", sa.Integer(), nullable=True),
        sa.Column("thd30_terrestrial", sa.Integer(), nullable=True),
        sa.Column("gigabit", sa.Integer(), nullable=True),
        sa.Column("copper_status", sa.Text(), nullable=True),
        sa.Column("copper_closes_on", sa.Date(), nullable=True),
        sa.Column("very_dense_zone", sa.Boolean(), nullable=True),
        sa.Column("l33_13", sa.Text(), nullable=True),
        sa.Column("operator", sa.Text(), nullable=True),
        sa.Column("source_key", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["source_key"], ["sources.key"], name="fk_broadband__source_key"
        ),
        sa.PrimaryKeyConstraint("commune_code", "period", name="pk_broadband"),
    )
    op.create_table(
        "demand",
        sa.Column("commune_code", sa.Text(), nullable=False),
        sa.Column("quantity", sa.Text(), nullable=False),
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("value", sa.Double(), nullable=False),
        sa.Column("source_key", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["source_key"], ["sources.key"], name="fk_demand__source_key"
        ),
        sa.PrimaryKeyConstraint("commune_code", "quantity", "period", name="pk_demand"),
    )
    op.create_table(
        "establishments",
        sa.Column("commune_code", sa.Text(), nullable=False),
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("sector", sa.Text(), nullable=False),
        sa.Column("size_band", sa.Text(), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.Column("source_key", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["source_key"], ["sources.key"], name="fk_establishments__source_key"
        ),
        sa.PrimaryKeyConstraint(
            "commune_code", "period", "sector", "size_band", name="pk_establishments"
        ),
    )
    op.create_table(
        "imports",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("source_key", sa.Text(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("rows_read", sa.Integer(), nullable=False),
        sa.Column("rows_kept", sa.Integer(), nullable=False),
        sa.Column("rows_mended", sa.Integer(), nullable=False),
        sa.Column("rows_rejected", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["source_key"], ["sources.key"], name="fk_imports__source_key"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_imports"),
    )
    op.create_table(
        "measures",
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("indicator", sa.Text(), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("level", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("value", sa.Double(), nullable=True),
        sa.Column("numerator", sa.Double(), nullable=True),
        sa.Column("denominator", sa.Double(), nullable=True),
        sa.Column("border_unknown", sa.Double(), nullable=True),
        sa.Column("nearest_km", sa.Double(), nullable=True),
        sa.Column("rank", sa.Integer(), nullable=True),
        sa.Column("status", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["run_id"],
            ["measure_runs.id"],
            name="fk_measures__run_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "run_id",
            "indicator",
            "category",
            "period",
            "level",
            "code",
            name="pk_measures",
        ),
    )
    op.create_index(
        "ix_measures__level_indicator",
        "measures",
        ["level", "indicator", "category"],
        unique=False,
    )
    op.create_table(
        "structures",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("search_name", sa.Text(), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("family", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("digital_focus", sa.Text(), nullable=False),
        sa.Column(
            "position",
            Geography("POINT", srid=4326, spatial_index=False),
            nullable=True,
        ),
        sa.Column("position_precision", sa.Text(), nullable=False),
        sa.Column("commune_code", sa.Text(), nullable=True),
        sa.Column("in_region", sa.Boolean(), nullable=False),
        sa.Column("siret", sa.Text(), nullable=True),
        sa.Column("street", sa.Text(), nullable=True),
        sa.Column("postcode", sa.Text(), nullable=True),
        sa.Column("city", sa.Text(), nullable=True),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("website", sa.Text(), nullable=True),
        sa.Column("how_to_apply", sa.Text(), nullable=True),
        sa.Column("opening", sa.Text(), nullable=True),
        sa.Column("itinerant", sa.Boolean(), nullable=True),
        sa.Column("competence", sa.Text(), nullable=False),
        sa.Column("evidence_level", sa.Text(), nullable=True),
        sa.Column("verified_on", sa.Date(), nullable=True),
        sa.Column("edited_on", sa.Date(), nullable=True),
        sa.Column("labelled_on", sa.Date(), nullable=True),
        sa.Column("imported_on", sa.Date(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("source_key", sa.Text(), nullable=False),
        sa.Column("notes", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisations.id"],
            name="fk_structures__organisation_id",
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["source_key"], ["sources.key"], name="fk_structures__source_key"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_structures"),
    )
    op.create_index("ix_structures__category", "structures", ["category"], unique=False)
    op.create_index(
        "ix_structures__commune_code", "structures", ["commune_code"], unique=False
    )
    op.create_index(
        "ix_structures__position",
        "structures",
        ["position"],
        unique=False,
        postgresql_using="gist",
    )
    op.create_table(
        "import_rows",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column("row_number", sa.Integer(), nullable=False),
        sa.Column("record_key", sa.Text(), nullable=True),
        sa.Column("column_name", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["import_id"],
            ["imports.id"],
            name="fk_import_rows__import_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_import_rows"),
    )
    op.create_index(
        "ix_import_rows__import_id", "import_rows", ["import_id"], unique=False
    )
    op.create_table(
        "structure_categories",
        sa.Column("structure_id", sa.Text(), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("is_main", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["structure_id"],
            ["structures.id"],
            name="fk_structure_categories__structure_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "structure_id", "category", name="pk_structure_categories"
        ),
    )
    op.create_table(
        "structure_competences",
        sa.Column("structure_id", sa.Text(), nullable=False),
        sa.Column("level", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["structure_id"],
            ["structures.id"],
            name="fk_structure_competences__structure_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "structure_id", "level", "code", name="pk_structure_competences"
        ),
    )
    op.create_table(
        "structure_fields",
        sa.Column("structure_id", sa.Text(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("source_key", sa.Text(), nullable=False),
        sa.Column("record_key", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["source_key"], ["sources.key"], name="fk_structure_fields__source_key"
        ),
        sa.ForeignKeyConstraint(
            ["structure_id"],
            ["structures.id"],
            name="fk_structure_fields__structure_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("structure_id", "field", name="pk_structure_fields"),
    )
    op.create_table(
        "structure_needs",
        sa.Column("structure_id", sa.Text(), nullable=False),
        sa.Column("need", sa.Text(), nullable=False),
        sa.Column("by_category", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["structure_id"],
            ["structures.id"],
            name="fk_structure_needs__structure_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("structure_id", "need", name="pk_structure_needs"),
    )
    op.create_table(
        "structure_records",
        sa.Column("source_key", sa.Text(), nullable=False),
        sa.Column("record_key", sa.Text(), nullable=False),
        sa.Column("structure_id", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["source_key"], ["sources.key"], name="fk_structure_records__source_key"
        ),
        sa.ForeignKeyConstraint(
            ["structure_id"],
            ["structures.id"],
            name="fk_structure_records__structure_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "source_key", "record_key", name="pk_structure_records"
        ),
    )
    op.create_index(
        "ix_structure_records__structure_id",
        "structure_records",
        ["structure_id"],
        unique=False,
    )
    op.create_table(
        "structure_redirects",
        sa.Column("old_id", sa.Text(), nullable=False),
        sa.Column("structure_id", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["structure_id"],
            ["structures.id"],
            name="fk_structure_redirects__structure_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("old_id", name="pk_structure_redirects"),
    )
    op.create_table(
        "structure_sectors",
        sa.Column("structure_id", sa.Text(), nullable=False),
        sa.Column("sector", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["structure_id"],
            ["structures.id"],
            name="fk_structure_sectors__structure_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("structure_id", "sector", name="pk_structure_sectors"),
    )
    op.create_table(
        "structure_stages",
        sa.Column("structure_id", sa.Text(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["structure_id"],
            ["structures.id"],
            name="fk_structure_stages__structure_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("structure_id", "stage", name="pk_structure_stages"),
    )


def downgrade() -> None:
    op.drop_table("structure_stages")
    op.drop_table("structure_sectors")
    op.drop_table("structure_redirects")
    op.drop_index("ix_structure_records__structure_id", table_name="structure_records")
    op.drop_table("structure_records")
    op.drop_table("structure_needs")
    op.drop_table("structure_fields")
    op.drop_table("structure_competences")
    op.drop_table("structure_categories")
    op.drop_index("ix_import_rows__import_id", table_name="import_rows")
    op.drop_table("import_rows")
    op.drop_index(
        "ix_structures__position", table_name="structures", postgresql_using="gist"
    )
    op.drop_index("ix_structures__commune_code", table_name="structures")
    op.drop_index("ix_structures__category", table_name="structures")
    op.drop_table("structures")
    op.drop_index("ix_measures__level_indicator", table_name="measures")
    op.drop_table("measures")
    op.drop_table("imports")
    op.drop_table("establishments")
    op.drop_table("demand")
    op.drop_table("broadband")
    op.drop_table("zonings")
    op.drop_index("ix_territory_members__commune_code", table_name="territory_members")
    op.drop_table("territory_members")
    op.drop_index("uq_territories__level_code", table_name="territories")
    op.drop_index(
        "ix_territories__seat", table_name="territories", postgresql_using="gist"
    )
    op.drop_index(
        "ix_territories__outline_fine",
        table_name="territories",
        postgresql_using="gist",
    )
    op.drop_index("ix_territories__epci_code", table_name="territories")
    op.drop_index("ix_territories__department_code", table_name="territories")
    op.drop_table("territories")
    op.drop_table("sources")
    op.drop_table("postcodes")
    op.drop_table("organisations")
    op.drop_table("measure_runs")
    op.drop_table("former_communes")
    op.drop_table("data_state")
    op.drop_table("collection")
