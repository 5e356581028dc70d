"""Places of OpenStreetMap, in their own table: ODbL is never mixed with the rest.

An object that two sources list stays with the first one that did.
"""

from datetime import date

from sqlalchemy import Connection, text

from numna_geo.store.records import Changes

_SAID = (
    *("name", "category", "position", "commune_code", "website", "opening"),
    "edited_on",
)
_COLUMNS = ", ".join(_SAID)
_DIFFERS = (
    f"({', '.join(f'o.{name}' for name in _SAID)}) IS DISTINCT FROM"
    f" ({', '.join(f's.{name}' for name in _SAID)})"
)

_STAGED = (
    "CREATE TEMP TABLE staged_osm_places ON COMMIT DROP AS"
    " SELECT s.record_key AS osm_id, s.record->>'name' AS name,"
    " s.record->>'category' AS category,"
    " ST_SetSRID(ST_MakePoint((s.record->'position'->>0)::float8,"
    " (s.record->'position'->>1)::float8), 4326)::geography AS position,"
    " s.record->>'commune_code' AS commune_code, s.record->>'website' AS website,"
    " s.record->>'opening' AS opening, (s.record->>'edited_on')::date AS edited_on"
    " FROM staged_records AS s WHERE NOT EXISTS (SELECT FROM osm_places AS o"
    " WHERE o.osm_id = s.record_key AND o.source_key <> :source)"
)


def compare_osm_places(
    connection: Connection, source: str, *, vanish: bool = True
) -> Changes:
    """What the staged rows (see `records.stage`) change in the places of `source`.

    Args:
        connection: an open transaction.
        source: the key of the source.
        vanish: whether a place that is not staged is gone.
    """
    connection.execute(text("DROP TABLE IF EXISTS staged_osm_places"))
    connection.execute(text(_STAGED), {"source": source})
    connection.execute(text("ANALYZE staged_osm_places"))
    row = connection.execute(
        text(
            "SELECT count(*) FILTER (WHERE o.osm_id IS NULL) AS new,"  # noqa: S608
            f" count(*) FILTER (WHERE o.osm_id IS NOT NULL AND {_DIFFERS}) AS changed"
            " FROM staged_osm_places AS s LEFT JOIN osm_places AS o USING (osm_id)"
        )
    ).one()
    known = connection.execute(
        text(
            "SELECT count(*) AS live, count(*) FILTER (WHERE s.osm_id IS NULL) AS gone"
            " FROM osm_places AS o LEFT JOIN staged_osm_places AS s USING (osm_id)"
            " WHERE o.source_key = :source"
        ),
        {"source": source},
    ).one()
    gone = known.gone if vanish else 0
    return Changes(live=known.live, new=row.new, changed=row.changed, gone=gone)


def apply_osm_places(
    connection: Connection, source: str, *, on: date, vanish: bool = True
) -> None:
    """Make the places of `source` say what was compared; equal rows are left alone.

    Args:
        connection: the transaction of `compare_osm_places`.
        source: the key of the source.
        on: today.
        vanish: whether a place that is not staged is removed.
    """
    values = {"source": source, "today": on}
    if vanish:
        connection.execute(
            text(
                "DELETE FROM osm_places AS o WHERE o.source_key = :source"
                " AND osm_id NOT IN (SELECT osm_id FROM staged_osm_places)"
            ),
            values,
        )
    connection.execute(
        text(
            "DELETE FROM osm_places AS o USING staged_osm_places AS s"  # noqa: S608
            f" WHERE s.osm_id = o.osm_id AND {_DIFFERS}"
        )
    )
    connection.execute(
        text(
            f"INSERT INTO osm_places (osm_id, source_key, {_COLUMNS}, imported_on)"  # noqa: S608
            f" SELECT osm_id, :source, {_COLUMNS}, :today FROM staged_osm_places"
            " ON CONFLICT (osm_id) DO NOTHING"
        ),
        values,
    )
