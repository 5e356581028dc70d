"""Outlines that people loaded, set aside while a release replaces the communes."""

from collections.abc import Collection

from sqlalchemy import Connection, text

_NOT_THE_SAME = (
    "SELECT EXISTS ("
    " (SELECT level, code, commune_code FROM held_members"
    "  EXCEPT SELECT level, code, commune_code FROM territory_members)"
    " UNION ALL"
    " (SELECT level, code, commune_code FROM territory_members"
    "  WHERE level IN (SELECT level FROM held_members)"
    "  EXCEPT SELECT level, code, commune_code FROM held_members))"
)
# Levels that a release brings for the first time are drawn from the same communes.
_DRAWN_ANEW = """
UPDATE territories AS t
SET outline_fine = u.fine, outline_coarse = u.coarse,
    seat = st_pointonsurface(u.fine)::geography
FROM (
    SELECT m.level, m.code, st_multi(st_union(c.outline_fine)) AS fine,
        st_multi(st_union(c.outline_coarse)) AS coarse
    FROM territory_members AS m
    INNER JOIN territories AS c ON c.level = 'commune' AND c.code = m.commune_code
    WHERE c.outline_fine IS NOT NULL
        AND m.level NOT IN (SELECT level FROM held_members)
    GROUP BY m.level, m.code
) AS u
WHERE t.level = u.level AND t.code = u.code
"""


def hold_outlines(connection: Connection) -> None:
    """Set outlines aside, and what territories are made of."""
    connection.execute(
        text(
            "CREATE TEMP TABLE held_outlines ON COMMIT DROP AS SELECT"
            " level, code, seat, outline_fine, outline_coarse FROM territories"
            " WHERE outline_fine IS NOT NULL"
        )
    )
    connection.execute(
        text(
            "CREATE TEMP TABLE held_members ON COMMIT DROP AS"
            " SELECT level, code, commune_code FROM territory_members"
        )
    )


def take_back_outlines(connection: Connection, *, town_halls: Collection[str]) -> bool:
    """Give territories the outlines that were set aside.

    False when territories are made of other communes than they were: old outlines would
    leave holes and folds between new ones.

    Args:
        connection: the transaction that set them aside.
        town_halls: codes of communes whose seat does not lie where their outline says.
    """
    if connection.scalar(text(_NOT_THE_SAME)):
        return False
    connection.execute(
        text(
            "UPDATE territories AS t SET outline_fine = h.outline_fine,"
            " outline_coarse = h.outline_coarse,"
            " seat = CASE WHEN t.level = 'commune' AND t.code = ANY(:seated)"
            " THEN t.seat ELSE h.seat END"
            " FROM held_outlines AS h WHERE t.level = h.level AND t.code = h.code"
        ),
        {"seated": list(town_halls)},
    )
    connection.execute(text(_DRAWN_ANEW))
    return True
