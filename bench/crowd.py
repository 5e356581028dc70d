"""A region with many more structures than are loaded, made from those that are.

Each made-up structure is a loaded one elsewhere: its category, needs, stages, hours
and competence are those of its model, hence in their true shares. Communes are drawn
by population, and the place inside each as if it were a disc of its area. Who serves a
commune, an EPCI or a department serves those of its new place, and stops in communes
of its new EPCI.
"""

import math
import random
from collections.abc import Iterator
from dataclasses import dataclass

import psycopg

SEED = 2018
_KM_PER_DEGREE = 111.2

_COPIED = ("category, is_main", "stage", "need, by_category", "sector")
_OF = ("categories", "stages", "needs", "sectors")


@dataclass(frozen=True, slots=True)
class Commune:
    """Where structures are put, and questions are asked from."""

    code: str
    epci: str
    population: int
    lon: float
    lat: float
    radius_km: float

    def somewhere(self, draw: random.Random) -> tuple[float, float]:
        """A point of a disc as large as the commune, longitude first."""
        km = self.radius_km * math.sqrt(draw.random())
        angle = draw.uniform(0, 2 * math.pi)
        north, east = km * math.sin(angle), km * math.cos(angle)
        narrower = math.cos(math.radians(self.lat))
        lon = self.lon + east / (_KM_PER_DEGREE * narrower)
        return round(lon, 6), round(self.lat + north / _KM_PER_DEGREE, 6)


def communes(url: str) -> list[Commune]:
    """Those of the region."""
    asked = (
        "SELECT code, epci_code, population, ST_X(seat::geometry),"
        " ST_Y(seat::geometry), sqrt(area_km2 / pi()) FROM territories"
        " WHERE level = 'commune' AND in_region AND seat IS NOT NULL ORDER BY code"
    )
    with psycopg.connect(url) as connection:
        return [Commune(*row) for row in connection.execute(asked)]


def drawn(
    known: list[Commune], count: int, draw: random.Random
) -> Iterator[tuple[Commune, float, float]]:
    """Places where people are: a commune by its population, a point of it."""
    weights = [commune.population for commune in known]
    for commune in draw.choices(known, weights, k=count):
        yield commune, *commune.somewhere(draw)


def filled_up(url: str, size: int) -> None:
    """Make up as many structures as `size` lacks, and let PostgreSQL count anew."""
    draw = random.Random(SEED)  # noqa: S311 (a benchmark, not a secret)
    known = communes(url)
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("SET session_replication_role = replica")
        with connection.transaction():
            _put(connection, known, size, draw)
            _grown(connection)
        connection.execute("VACUUM ANALYZE")


def _put(
    connection: psycopg.Connection,
    known: list[Commune],
    size: int,
    draw: random.Random,
) -> None:
    """Which structure stands where: a table of the transaction."""
    models = [
        row[0]
        for row in connection.execute("SELECT id FROM structures ORDER BY md5(id)")
    ]
    stops = dict(
        connection.execute(
            "SELECT structure_id, count(*) FROM structure_visits GROUP BY 1"
        ).fetchall()
    )
    near: dict[str, list[str]] = {}
    for commune in known:
        near.setdefault(commune.epci, []).append(commune.code)
    connection.execute(
        "CREATE TEMP TABLE made (id text, model text, commune_code text, lon float,"
        " lat float, stops text[]) ON COMMIT DROP"
    )
    places = drawn(known, max(0, size - len(models)), draw)
    copy = "COPY made FROM STDIN"
    with connection.cursor() as cursor, cursor.copy(copy) as rows:
        for number, (commune, lon, lat) in enumerate(places):
            model = models[number % len(models)]
            around = near[commune.epci]
            visited = draw.sample(around, min(stops.get(model, 0), len(around)))
            name = f"made-up-{number}"
            rows.write_row((name, model, commune.code, lon, lat, visited))


def _grown(connection: psycopg.Connection) -> None:
    """Structures from the table of places, with all that hangs on them."""
    columns = [
        row[0]
        for row in connection.execute(
            "SELECT attname FROM pg_attribute WHERE attrelid = 'structures'::regclass"
            " AND attnum > 0 AND NOT attisdropped ORDER BY attnum"
        )
    ]
    placed = "ST_SetSRID(ST_MakePoint(made.lon, made.lat), 4326)::geography"
    new = {
        "id": "made.id",
        "commune_code": "made.commune_code",
        "in_region": "true",
        "position": f"CASE WHEN position_precision = 'commune' THEN t.seat"
        f" WHEN s.position IS NOT NULL THEN {placed} END",
    }
    values = ", ".join(new.get(name, f"s.{name}") for name in columns)
    connection.execute(
        f"INSERT INTO structures ({', '.join(columns)}) SELECT {values} FROM made"  # noqa: S608
        " JOIN structures AS s ON s.id = made.model JOIN territories AS t"
        " ON t.level = 'commune' AND t.code = made.commune_code"
    )
    for table, copied in zip(_OF, _COPIED, strict=True):
        connection.execute(
            f"INSERT INTO structure_{table} (structure_id, {copied})"  # noqa: S608
            f" SELECT made.id, {copied} FROM made"
            f" JOIN structure_{table} AS of_it ON of_it.structure_id = made.model"
        )
    for statement in _OTHERS:
        connection.execute(statement)


_OTHERS = (
    "INSERT INTO structure_records (source_key, record_key, structure_id)"
    " SELECT source_key, made.id || ' ' || record_key, made.id FROM made"
    " JOIN structure_records AS r ON r.structure_id = made.model",
    "INSERT INTO structure_visits (structure_id, commune_code)"
    " SELECT id, unnest(stops) FROM made",
    "INSERT INTO structure_competences (structure_id, level, code)"
    " SELECT DISTINCT made.id, c.level, coalesce(m.code, made.commune_code)"
    " FROM made JOIN structure_competences AS c ON c.structure_id = made.model"
    " LEFT JOIN territory_members AS m"
    " ON m.commune_code = made.commune_code AND m.level = c.level"
    " WHERE c.level = 'commune' OR m.code IS NOT NULL",
)
