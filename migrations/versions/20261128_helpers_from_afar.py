"""Who helps from afar and who visits a commune are found through an index."""

import sqlalchemy as sa
from alembic import op

revision = "20261128_helpers_from_afar"
down_revision = "20261127_needs_that_found_nobody"


def upgrade() -> None:
    op.create_index(
        "ix_structures__remote",
        "structures",
        ["id"],
        postgresql_where=sa.text("remote"),
    )
    op.create_index(
        "ix_structure_competences__level_code",
        "structure_competences",
        ["level", "code"],
    )
    op.create_index(
        "ix_structure_visits__commune_code", "structure_visits", ["commune_code"]
    )


def downgrade() -> None:
    op.drop_index("ix_structure_visits__commune_code", table_name="structure_visits")
    op.drop_index(
        "ix_structure_competences__level_code", table_name="structure_competences"
    )
    op.drop_index("ix_structures__remote", table_name="structures")
