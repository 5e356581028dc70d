"""Who helps, near or from afar, is found through an index, however many there are."""

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
    for family in ("support", "other"):
        op.create_index(
            f"ix_structures__position_{family}",
            "structures",
            ["position"],
            postgresql_using="gist",
            postgresql_where=sa.text(f"family = '{family}'"),
        )
    op.create_index(
        "ix_structure_categories__besides",
        "structure_categories",
        ["category"],
        postgresql_where=sa.text("NOT is_main"),
    )
    op.create_index(
        "ix_structure_needs__need", "structure_needs", ["need", "structure_id"]
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
    op.drop_index("ix_structure_needs__need", table_name="structure_needs")
    op.drop_index("ix_structure_categories__besides", table_name="structure_categories")
    for family in ("other", "support"):
        op.drop_index(f"ix_structures__position_{family}", table_name="structures")
    op.drop_index("ix_structures__remote", table_name="structures")
