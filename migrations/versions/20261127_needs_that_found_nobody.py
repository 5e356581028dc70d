"""What people looked for and found nobody near: a commune, a need, a day, a count."""

import sqlalchemy as sa
from alembic import op

revision = "20261127_needs_that_found_nobody"
down_revision = "20261126_records_of_every_source"


def upgrade() -> None:
    op.create_table(
        "unmet_needs",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("commune_code", sa.Text(), nullable=False),
        sa.Column("need", sa.Text(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.CheckConstraint("times > 0", name="ck_unmet_needs__times"),
        sa.PrimaryKeyConstraint("day", "commune_code", "need", name="pk_unmet_needs"),
    )


def downgrade() -> None:
    op.drop_table("unmet_needs")
