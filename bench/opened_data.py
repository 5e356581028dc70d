"""100,000 made points, clustered as people are, beside the real communes.

Ours and its peers read the same rows: what ours keeps ready stands in tables of its
own, and the schema `peers` holds the same fields with one geometry and its index.
"""

from collections.abc import Iterable

import psycopg

from numna_geo.model.datasets import COMMUNES, STRUCTURES

POINTS, SEED = 100_000, 0.2018
PEERS = "peers"

_TEMPLATES = """
CREATE TEMP TABLE template AS
SELECT *, row_number() OVER (ORDER BY id) - 1 AS number FROM published_structures
"""
# A commune is drawn as often as people live there, and a point lies within some
# kilometres of its middle.
_SPOTS = """
CREATE TEMP TABLE spot AS
WITH weighed AS (
    SELECT row_number() OVER (ORDER BY code) - 1 AS number,
           ST_PointOnSurface(geom) AS middle,
           sum(population) OVER (ORDER BY code)::float AS until
    FROM published_territories
    WHERE level = 'commune' AND population > 0 AND geom IS NOT NULL
), ends AS (
    SELECT array_agg(until ORDER BY until) AS untils, max(until) AS people FROM weighed
), drawn AS (
    SELECT number, random() * people AS luck, random() AS far,
           random() * 2 * pi() AS angle
    FROM generate_series(1, %(points)s) AS number, ends
)
SELECT drawn.number, 'made-' || lpad(drawn.number::text, 6, '0') AS id,
       ST_SetSRID(ST_MakePoint(
           round((ST_X(middle) + 0.06 * far * far * cos(angle))::numeric, 6)::float,
           round((ST_Y(middle) + 0.04 * far * far * sin(angle))::numeric, 6)::float
       ), 4326) AS geom
FROM drawn, ends, weighed
WHERE weighed.number = width_bucket(luck, untils)
"""
_REPLACED = {
    "id": "spot.id",
    "geom": "spot.geom",
    "tile_geom": "ST_Transform(spot.geom, 3857)",
    "geometry_json": "ST_AsGeoJSON(spot.geom, 6)",
    "properties_json": (
        "replace(template.properties_json, to_json(template.id)::text,"
        " to_json(spot.id)::text)"
    ),
}


def fill(url: str) -> None:
    """Put the points in the place of the structures, and the peers' tables beside."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"SELECT setseed({SEED})")
        connection.execute(_TEMPLATES)
        connection.execute(_SPOTS.replace("%(points)s", str(POINTS)))
        columns = [
            row[0]
            for row in connection.execute(
                "SELECT attname FROM pg_attribute WHERE attnum > 0 AND NOT attisdropped"
                " AND attrelid = 'published_structures'::regclass"
                " AND attgenerated = '' ORDER BY attnum"
            )
        ]
        told = [_REPLACED.get(name, f'template."{name}"') for name in columns]
        names = ", ".join(f'"{name}"' for name in columns)
        connection.execute("TRUNCATE published_structures")
        connection.execute(
            f"INSERT INTO published_structures ({names})"  # noqa: S608 (names of ours)
            f" SELECT {', '.join(told)} FROM spot JOIN template ON template.number ="
            " spot.number % (SELECT count(*) FROM template)"
        )
        connection.execute(f"CREATE SCHEMA {PEERS}")
        _beside(connection, "structures", "published_structures", STRUCTURES.by_name)
        _beside(
            connection,
            "communes",
            "published_territories WHERE level = 'commune'",
            COMMUNES.by_name,
        )
        connection.execute("VACUUM ANALYZE")


def _beside(
    connection: psycopg.Connection[tuple[str, ...]],
    name: str,
    source: str,
    fields: Iterable[str],
) -> None:
    kept = ", ".join(f'"{field}"' for field in fields)
    key = kept.partition(",")[0]
    rows = f"SELECT {kept}, geom FROM {source}"  # noqa: S608 (names of ours)
    connection.execute(f"CREATE TABLE {PEERS}.{name} AS {rows}")
    connection.execute(f"ALTER TABLE {PEERS}.{name} ADD PRIMARY KEY ({key})")
    connection.execute(f"CREATE INDEX ON {PEERS}.{name} USING gist (geom)")
