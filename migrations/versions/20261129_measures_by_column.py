"""What was measured is kept commune by commune, in columns that runs share.

Either way every run is dropped, history included: measures are made again from the data
of today alone.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY

revision = "20261129_measures_by_column"
down_revision = "20261128_helpers_from_afar"


def upgrade() -> None:
    # Measures are made again from the data: nothing is lost.
    op.drop_table("measures")
    op.drop_table("measure_runs")
    op.create_table(
        "measure_runs",
        sa.Column("id", sa.Integer, sa.Identity(always=False), nullable=False),
        sa.Column("data_version", sa.Integer, nullable=False),
        sa.Column("code_version", sa.Text, nullable=False),
        sa.Column("measured_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("engine", sa.Text, nullable=False),
        sa.Column("engine_version", sa.Text, nullable=False),
        sa.Column("is_estimate", sa.Boolean, nullable=False),
        sa.Column("method", sa.Text, nullable=False),
        sa.Column("codes", ARRAY(sa.Text), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_measure_runs"),
    )
    op.create_table(
        "measure_columns",
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("numbers", ARRAY(sa.Double), nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_measure_columns"),
    )
    op.create_table(
        "measures",
        sa.Column("run_id", sa.Integer, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("made_from", sa.Text, nullable=False),
        sa.Column("digest", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("run_id", "name", name="pk_measures"),
        sa.ForeignKeyConstraint(
            ["run_id"],
            ["measure_runs.id"],
            name="fk_measures__run_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["digest"], ["measure_columns.digest"], name="fk_measures__digest"
        ),
    )
    op.create_index("ix_measures__digest", "measures", ["digest"])


def downgrade() -> None:
    op.drop_table("measures")
    op.drop_table("measure_columns")
    op.drop_table("measure_runs")
    op.create_table(
        "measure_runs",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("data_version", sa.Integer(), nullable=False),
        sa.Column("code_version", sa.Text(), nullable=False),
        sa.Column("measured_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_measure_runs"),
    )
    keys = ("indicator", "category", "reading", "period", "level", "code")
    numbers = ("value", "numerator", "denominator", "border_unknown", "nearest_km")
    op.create_table(
        "measures",
        sa.Column("run_id", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in keys),
        *(sa.Column(name, sa.Double(), nullable=True) for name in numbers),
        sa.Column("rank", sa.Integer(), nullable=True),
        sa.Column("status", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["run_id"],
            ["measure_runs.id"],
            name="fk_measures__run_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("run_id", *keys, name="pk_measures"),
    )
    op.create_index(
        "ix_measures__level_indicator", "measures", ["level", "indicator", "category"]
    )
