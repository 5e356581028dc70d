"""What people loaded themselves since the release: a release does not undo it."""

from datetime import date

from sqlalchemy import Connection, text

BUNDLED = "bundled with the release"
"""How a file of the release was read, in the report of its import."""

# Imports of before `how_read` was kept were of nothing but the release.
_BUNDLED = "coalesce(how_read, :bundled) = :bundled"


def own_file(connection: Connection, source: str, *, sha256: str) -> date | None:
    """When the list that stands for a source was loaded; `None` if a release did it.

    Args:
        connection: an open transaction.
        source: its key.
        sha256: of the release's file: who loads that one goes back to the release.
    """
    row = connection.execute(
        text(
            f"SELECT imported_at::date AS day, {_BUNDLED} OR sha256 = :sha256"  # noqa: S608
            " OR sha256 IN (SELECT sha256 FROM imports"
            f" WHERE source_key = :source AND {_BUNDLED}) AS of_release"
            " FROM imports WHERE source_key = :source ORDER BY id DESC LIMIT 1"
        ),
        {"source": source, "sha256": sha256, "bundled": BUNDLED},
    ).first()
    return None if row is None or row.of_release else row.day


def own_counts(connection: Connection) -> dict[str, date]:
    """When a file was last loaded, by source of counts; a release imports none."""
    rows = connection.execute(
        text(
            "SELECT i.source_key, max(i.imported_at)::date AS day FROM imports AS i"
            " JOIN sources AS s ON s.key = i.source_key"
            " WHERE s.family NOT IN ('structures', 'osm') GROUP BY i.source_key"
        )
    )
    return {row.source_key: row.day for row in rows}


def own_outlines(connection: Connection) -> tuple[str, date] | None:
    """The source of the loaded outlines, and when; `None` for those of a release."""
    row = connection.execute(
        text(
            f"SELECT i.source_key, i.imported_at::date AS day, {_BUNDLED} AS of_release"  # noqa: S608
            " FROM imports AS i JOIN sources AS s ON s.key = i.source_key"
            " WHERE 'outlines' = ANY(string_to_array(s.format, '|'))"
            " ORDER BY i.id DESC LIMIT 1"
        ),
        {"bundled": BUNDLED},
    ).first()
    return None if row is None or row.of_release else (row.source_key, row.day)
