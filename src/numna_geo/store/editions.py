"""Older editions of a list: what a newer one closes, and keeps closed.

A list speaks of a department when it has a place there.
"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, text

_DEPARTMENT = "left({row}.record ->> 'commune_code', 2)"
_STAGED, _KEPT = _DEPARTMENT.format(row="staged"), _DEPARTMENT.format(row="r")


@dataclass(frozen=True, slots=True, kw_only=True)
class Superseded:
    """Places of a department: open in the older edition, listed by the new file."""

    older: str
    department: str
    live: int
    listed: int


def superseded(connection: Connection, source: str) -> list[Superseded]:
    """What the staged rows of `source` speak of in its older edition, by department."""
    rows = connection.execute(
        text(
            "SELECT o.older, o.department, o.live, n.listed FROM"  # noqa: S608
            f" (SELECT r.source_key AS older, {_KEPT} AS department,"
            "   count(*) AS live FROM records AS r"
            "   JOIN sources AS s ON s.supersedes = r.source_key"
            "   WHERE s.key = :source AND r.gone_on IS NULL GROUP BY 1, 2) AS o"
            f" JOIN (SELECT {_STAGED} AS department, count(*) AS listed"
            "   FROM staged_records AS staged GROUP BY 1) AS n USING (department)"
            " ORDER BY o.department"
        ),
        {"source": source},
    )
    return [Superseded(**row._mapping) for row in rows]


def close_superseded(connection: Connection, source: str, *, on: date) -> None:
    """Records of the older edition of `source` are gone where its staged rows speak."""
    connection.execute(
        text(
            "UPDATE records AS r SET gone_on = :today FROM sources AS s"  # noqa: S608
            " WHERE s.key = :source AND s.supersedes = r.source_key"
            f" AND r.gone_on IS NULL AND {_KEPT} IN"
            f" (SELECT {_STAGED} FROM staged_records AS staged)"
        ),
        {"source": source, "today": on},
    )


def keep_closed(connection: Connection, source: str) -> None:
    """Take out of the staged rows those that a newer edition of `source` closed.

    Where the newer one speaks and has closed records, the older one opens nothing.
    """
    connection.execute(
        text(
            f"DELETE FROM staged_records AS staged WHERE {_STAGED} IN"  # noqa: S608
            f" (SELECT {_KEPT} FROM records AS r"
            "   JOIN sources AS newer ON newer.key = r.source_key"
            "   WHERE newer.supersedes = :source AND r.gone_on IS NULL"
            f" INTERSECT SELECT {_KEPT} FROM records AS r"
            "   WHERE r.source_key = :source AND r.gone_on IS NOT NULL)"
            " AND NOT EXISTS (SELECT FROM records AS r WHERE r.source_key = :source"
            "   AND r.record_key = staged.record_key AND r.gone_on IS NULL)"
        ),
        {"source": source},
    )
