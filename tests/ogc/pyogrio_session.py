"""What GeoPandas makes of `/ogc`, told as JSON.

A process of its own: GDAL inside the tests' process would wait for a service that
waits for it.
"""

import json
import sys
from typing import Any

import geopandas
import pyogrio

BORDEAUX = (-0.7, 44.7, -0.4, 45.0)


def main(origin: str) -> None:
    source = f"OAPIF:{origin}/ogc"
    told: dict[str, Any] = {"layers": list(pyogrio.list_layers(source)[:, 0])}
    told["epci"] = list(geopandas.read_file(source, layer="epci")["code"])
    boxed = geopandas.read_file(source, layer="communes", bbox=BORDEAUX)
    told["boxed"] = list(boxed["code"])
    creuse = "department_code = '23'"
    told["chosen"] = list(
        geopandas.read_file(source, layer="broadband", where=creuse)["id"]
    )
    metres = pyogrio.read_dataframe(source, layer="departements", CRS="EPSG:2154")
    told["metres"] = metres.crs.to_epsg()
    told["km2"] = float(metres.geometry.area.sum() / 1e6)
    whole = f"{origin}/ogc/collections/structures/items?limit=10000&f=json"
    told["structures"] = len(geopandas.read_file(whole))
    sys.stdout.write(json.dumps(told) + "\n")


if __name__ == "__main__":
    main(sys.argv[1])
