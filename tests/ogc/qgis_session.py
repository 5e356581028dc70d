"""What QGIS makes of `/ogc`: run by the system's Python, it tells JSON.

python3 qgis_session.py http://127.0.0.1:8000 folder
"""

import json
import os
import sys
from pathlib import Path
from typing import Any

BORDEAUX = (-0.7, 44.7, -0.4, 45.0)
_TILES = "/ogc/collections/communes/tiles/WebMercatorQuad/{z}/{y}/{x}"


def features_layer(origin: str, name: str, subset: str = "") -> Any:
    from qgis.core import QgsVectorLayer

    said = f"url='{origin}/ogc' typename='{name}' pagingEnabled='true'"
    said += " restrictToRequestBBOX='1'"
    layer = QgsVectorLayer(f"{said} srsname='EPSG:4326'", name, "OAPIF")
    assert layer.isValid(), layer.error().message()
    if subset:
        assert layer.setSubsetString(subset), subset
    return layer


def tiles_layer(origin: str) -> Any:
    from qgis.core import QgsVectorTileLayer

    said = f"type=xyz&url={origin}{_TILES}&zmin=0&zmax=14"
    layer = QgsVectorTileLayer(said, "tiles")
    assert layer.isValid(), layer.error().message()
    return layer


def picture(layer: Any, path: Path) -> int:
    """Draw a layer around Bordeaux; how many colours there are."""
    from qgis.core import (
        QgsCoordinateReferenceSystem,
        QgsCoordinateTransform,
        QgsMapRendererSequentialJob,
        QgsMapSettings,
        QgsProject,
        QgsRectangle,
    )
    from qgis.PyQt.QtCore import QSize

    mercator = QgsCoordinateReferenceSystem("EPSG:3857")
    degrees = QgsCoordinateReferenceSystem("EPSG:4326")
    to = QgsCoordinateTransform(degrees, mercator, QgsProject.instance())
    settings = QgsMapSettings()
    settings.setLayers([layer])
    settings.setDestinationCrs(mercator)
    settings.setExtent(to.transformBoundingBox(QgsRectangle(*BORDEAUX)))
    settings.setOutputSize(QSize(480, 640))
    job = QgsMapRendererSequentialJob(settings)
    job.start()
    job.waitForFinished()
    image = job.renderedImage()
    assert image.save(str(path))
    return len({image.pixel(x, y) for x in range(0, 480, 2) for y in range(0, 640, 2)})


def main(origin: str, folder: Path) -> None:
    from qgis.core import QgsApplication, QgsFeatureRequest, QgsRectangle

    application = QgsApplication([], False)
    application.initQgis()
    told: dict[str, Any] = {}
    communes = features_layer(origin, "communes")
    told["fields"] = [field.name() for field in communes.fields()]
    told["count"] = communes.featureCount()
    within = QgsFeatureRequest(QgsRectangle(*BORDEAUX))
    told["in_box"] = sorted(one["code"] for one in communes.getFeatures(within))
    told["colours"] = picture(communes, folder / "features.png")
    chosen = features_layer(origin, "communes", "\"department_code\" = '23'")
    told["chosen"] = sum(1 for _ in chosen.getFeatures())
    told["tile_colours"] = picture(tiles_layer(origin), folder / "tiles.png")
    sys.stdout.write(json.dumps(told) + "\n")
    sys.stdout.flush()
    # Taking its threads down one by one now and then crashes; nothing is left to keep.
    os._exit(0)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
