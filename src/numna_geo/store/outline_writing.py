"""Writing outlines of territories, and reading who is made of whom."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, select, text

from numna_geo.store.loading import copy_rows
from numna_geo.store.tables import MemberRow

_STAGING = "new_outlines"


def members_by_territory(
    connection: Connection,
) -> dict[tuple[str, str], list[str]]:
    """The communes of each larger territory, by its level and code."""
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    rows = connection.execute(
        select(MemberRow.level, MemberRow.code, MemberRow.commune_code)
    )
    for row in rows:
        found[row.level, row.code].append(row.commune_code)
    return found


def write_outlines(connection: Connection, rows: Iterable[Mapping[str, Any]]) -> None:
    """Replace the outlines of the territories that `rows` name; others are left.

    Args:
        connection: an open transaction.
        rows: each with `level`, `code`, `outline_fine`, `outline_coarse`, and `seat`
            where it moves with the outline (`None`: it stays), in hexadecimal EWKB.
    """
    connection.execute(
        text(
            f"CREATE TEMP TABLE {_STAGING} (level text, code text, seat geometry, "
            "outline_fine geometry, outline_coarse geometry) ON COMMIT DROP"
        )
    )
    copy_rows(connection, _STAGING, rows)
    connection.execute(
        text(
            "UPDATE territories AS t SET outline_fine = n.outline_fine, "  # noqa: S608 - a name of ours
            "outline_coarse = n.outline_coarse, "
            "seat = coalesce(n.seat::geography, t.seat) "
            f"FROM {_STAGING} AS n WHERE t.level = n.level AND t.code = n.code"
        )
    )
    connection.execute(text(f"DROP TABLE {_STAGING}"))
