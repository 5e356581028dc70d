"""What nobody collected, department by department."""

import pytest
from sqlalchemy import text

from numna_geo.model.territory import Level
from numna_geo.store.collection import not_collected
from numna_geo.store.database import Connection


def uncollected(connection: Connection, within: tuple[Level, str] | None) -> set[str]:
    asked = not_collected(within)
    rows = connection.execute(asked.statement, dict(asked.values))
    return {row.category for row in rows}


@pytest.mark.parametrize("completeness", ["partial", None])
def test_a_category_collected_in_one_department_is_collected_in_the_region(
    connection: Connection, completeness: str | None
) -> None:
    changed = (
        f"UPDATE collection SET completeness = '{completeness}'"
        if completeness
        else "DELETE FROM collection"
    )
    # Nobody collected third places anywhere, whatever the bundle says of them.
    connection.execute(
        text(
            "UPDATE collection SET completeness = 'not_collected'"
            " WHERE category = 'third_place'"
        )
    )
    connection.execute(
        text(f"{changed} WHERE category = 'third_place' AND department_code = '33'")
    )

    assert "third_place" not in uncollected(connection, None)
    assert "third_place" not in uncollected(connection, (Level.DEPARTEMENT, "33"))
    assert "third_place" in uncollected(connection, (Level.DEPARTEMENT, "23"))
    # A commune of Creuse, an EPCI of Gironde.
    assert "third_place" in uncollected(connection, (Level.COMMUNE, "23096"))
    assert "third_place" not in uncollected(connection, (Level.EPCI, "243300316"))
