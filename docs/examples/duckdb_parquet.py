"""Answer a planner's question from the GeoParquet file of gaps, with DuckDB alone.

    python docs/examples/duckdb_parquet.py gaps.parquet answer.geojson

Which communes lack both, fibre for a tenth of their premises and more, and a support
structure within 20 minutes by car? How many people live there, department by
department? The file is a path, or an address that is downloaded first: reading over
HTTP would need an extension, and no extension is used here.

Needs duckdb 1.5 or later, which reads GeoParquet geometries by itself; an older one
shows them as WKB, and the rest is the same.
"""

import json
import sys
import tempfile
from pathlib import Path
from urllib.request import urlretrieve

import duckdb

# A null is no data: it satisfies neither condition, and counts on neither side.
LACKING = """
CREATE VIEW lacking AS
SELECT code, name, department_code, population, fibre_not_connectable, support_beyond,
       geometry
FROM read_parquet($file)
WHERE level = 'commune'
  AND fibre_not_connectable >= 0.10
  AND support_beyond > 0.5
"""

BY_DEPARTMENT = """
SELECT department_code AS department, count(*) AS communes,
       sum(population)::BIGINT AS inhabitants
FROM lacking GROUP BY ALL ORDER BY inhabitants DESC
"""

BIGGEST = """
SELECT code, name, population,
       round(100 * fibre_not_connectable, 1) AS without_fibre_pct,
       ST_AsGeoJSON(geometry) AS geometry
FROM lacking ORDER BY population DESC LIMIT 10
"""


def local(place: str, folder: Path) -> Path:
    """The file itself, downloaded if it is elsewhere."""
    if "://" not in place:
        return Path(place)
    path = folder / "gaps.parquet"
    urlretrieve(place, path)
    return path


def as_geojson(rows: list[dict]) -> dict:
    """The answer for a map."""
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "geometry": json.loads(row["geometry"]),
                "properties": {k: v for k, v in row.items() if k != "geometry"},
            }
            for row in rows
        ],
    }


def main(place: str, answer: str) -> None:
    with tempfile.TemporaryDirectory() as folder, duckdb.connect() as database:
        file = local(place, Path(folder))
        # A view takes no parameter: the path is quoted by hand, once.
        quoted = "'" + str(file).replace("'", "''") + "'"
        database.execute(LACKING.replace("$file", quoted))
        for department, communes, inhabitants in database.sql(BY_DEPARTMENT).fetchall():
            print(f"{department}  {communes:4d} communes  {inhabitants:7d} inhabitants")
        found = database.sql(BIGGEST)
        rows = [dict(zip(found.columns, row, strict=True)) for row in found.fetchall()]
    print("the biggest:", ", ".join(f"{r['name']} ({r['population']})" for r in rows[:3]))
    Path(answer).write_text(json.dumps(as_geojson(rows), ensure_ascii=False))


if __name__ == "__main__":
    main(*sys.argv[1:])
