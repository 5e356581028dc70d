"""Draw the gap map of a department from the OGC API, with GeoPandas.

    python docs/examples/geopandas_ogc.py http://127.0.0.1:8000 23 gaps-23.png

GDAL asks the service for the communes of that department alone (it sends the condition
as a CQL2 filter), in Lambert-93, metres, so that the map is not stretched.

Needs geopandas (with pyogrio, its default engine) and matplotlib.
"""

import json
import sys
import textwrap
from pathlib import Path
from urllib.request import urlopen

import geopandas
import matplotlib as mpl

mpl.use("Agg")
from matplotlib import pyplot

MINUTES, BEYOND = "support_nearest_min", "support_beyond"
LAMBERT_93 = "EPSG:2154"


def gaps(origin: str, department: str) -> geopandas.GeoDataFrame:
    """The communes of a department with what the last run found of them."""
    communes = geopandas.read_file(
        f"OAPIF:{origin}/ogc",
        layer="gaps",
        where=f"level = 'commune' AND department_code = '{department}'",
        CRS=LAMBERT_93,
        PAGE_SIZE="1000",
    )
    # A null is no data, which is not zero: plot() draws it apart.
    return communes.set_index("code")


def attribution(origin: str) -> str:
    """Whom the licence asks to cite."""
    with urlopen(f"{origin}/ogc/collections/gaps?f=json") as reply:
        return json.load(reply)["attribution"]


def draw(communes: geopandas.GeoDataFrame, credit: str, path: Path) -> None:
    """One map: darker is farther, hatched is unknown."""
    figure, axes = pyplot.subplots(figsize=(8, 7))
    communes.plot(
        column=MINUTES,
        cmap="YlOrBr",
        vmin=0,
        vmax=60,
        edgecolor="white",
        linewidth=0.2,
        legend=True,
        legend_kwds={"shrink": 0.6, "label": "minutes en voiture (estimation)"},
        missing_kwds={"color": "lightgrey", "hatch": "///", "label": "pas de donnée"},
        ax=axes,
    )
    axes.set_title("Temps jusqu'à la structure d'accompagnement la plus proche")
    axes.set_axis_off()
    figure.text(0.01, 0.01, textwrap.fill(credit, 190), fontsize=5)
    figure.savefig(path, dpi=110)


def main(origin: str, department: str, path: str) -> None:
    communes = gaps(origin, department)
    beyond = communes[f"{BEYOND}_numerator"].sum()
    people = communes[f"{BEYOND}_denominator"].sum()
    print(f"{len(communes)} communes, {communes.crs.to_string()}")
    print(f"{beyond:.0f} of {people:.0f} inhabitants beyond 20 min, {beyond / people:.1%}")
    draw(communes, attribution(origin), Path(path))


if __name__ == "__main__":
    main(*sys.argv[1:])
