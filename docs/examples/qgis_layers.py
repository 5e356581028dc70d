"""Open the data in QGIS without clicking: what docs/gis.md shows step by step.

    QT_QPA_PLATFORM=offscreen /usr/bin/python3 docs/examples/qgis_layers.py \
        http://127.0.0.1:8000 structures.gpkg pictures/

Three layers, one picture each: features of the OGC API with their QGIS style, vector
tiles with their MapLibre style, and a GeoPackage that brings its style along.

It is run by the Python that QGIS is installed for (python3-qgis in Debian); inside of
QGIS the functions work in the Python console, where `QgsApplication` is there already.
"""

import json
import sys
import tempfile
from pathlib import Path
from urllib.request import urlopen

from qgis.core import (
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsMapBoxGlStyleConversionContext,
    QgsMapBoxGlStyleConverter,
    QgsMapRendererSequentialJob,
    QgsMapSettings,
    QgsProject,
    QgsRectangle,
    QgsVectorLayer,
    QgsVectorTileLayer,
)
from qgis.PyQt.QtCore import QSize
from qgis.PyQt.QtGui import QImage

CREUSE = QgsRectangle(1.3, 45.6, 2.7, 46.5)
REGION = QgsRectangle(-1.9, 42.7, 2.7, 47.2)
BORDEAUX = QgsRectangle(-0.75, 44.72, -0.4, 44.97)
WGS_84 = QgsCoordinateReferenceSystem("EPSG:4326")
LAMBERT_93 = QgsCoordinateReferenceSystem("EPSG:2154")
WEB_MERCATOR = QgsCoordinateReferenceSystem("EPSG:3857")


def features(origin: str, collection: str, condition: str = "") -> QgsVectorLayer:
    """Layer > Add layer > Add WFS / OGC API Features layer, at `<origin>/ogc`.

    The condition is the layer's filter (`Provider feature filter`); QGIS 3.22 applies
    it itself, later ones send it.
    """
    source = f"url='{origin}/ogc' typename='{collection}' pagingEnabled='true'"
    layer = QgsVectorLayer(source, collection, "OAPIF")
    if not layer.isValid():
        raise SystemExit(layer.error().message())
    if condition:
        layer.setSubsetString(condition)
    return layer


def dress(layer: QgsVectorLayer, origin: str, style: str) -> None:
    """Layer > Properties > Style > Load style, the file being one of `…/styles`."""
    address = f"{origin}/ogc/collections/{layer.name()}/styles/{style}?f=qml"
    with tempfile.NamedTemporaryFile(suffix=".qml") as file:
        file.write(urlopen(address).read())
        file.flush()
        told, worked = layer.loadNamedStyle(file.name)
    if not worked:
        raise SystemExit(told)


def tiles(origin: str, collection: str, style: str) -> QgsVectorTileLayer:
    """Layer > Add layer > Add vector tile layer > New generic connection.

    The address ends in `{z}/{y}/{x}`: row, then column. The style is the address of the
    MapLibre style in the same dialog.
    """
    address = f"{origin}/ogc/collections/{collection}/tiles/WebMercatorQuad"
    source = f"type=xyz&url={address}/{{z}}/{{y}}/{{x}}&zmin=0&zmax=14"
    layer = QgsVectorTileLayer(source, collection)
    if not layer.isValid():
        raise SystemExit(layer.error().message())
    styled = f"{origin}/ogc/collections/{collection}/styles/{style}?f=maplibre"
    told = json.load(urlopen(styled))
    converter = QgsMapBoxGlStyleConverter()
    if converter.convert(told, marks(told)) != converter.Success:
        raise SystemExit(converter.errorMessage())
    # A copy: the renderer goes when the converter does.
    layer.setRenderer(converter.renderer().clone())
    return layer


def marks(style: dict) -> QgsMapBoxGlStyleConversionContext:
    """The hatches and marks of a style; the dialog fetches them by itself."""
    context = QgsMapBoxGlStyleConversionContext()
    if "sprite" in style:
        image = QImage.fromData(urlopen(f"{style['sprite']}.png").read())
        context.setSprites(image, urlopen(f"{style['sprite']}.json").read().decode())
    return context


def package(path: Path) -> QgsVectorLayer:
    """Drop the GeoPackage on the map: QGIS finds its style in it."""
    layer = QgsVectorLayer(str(path), path.stem, "ogr")
    if not layer.isValid():
        raise SystemExit(layer.error().message())
    return layer


def picture(
    layer: QgsVectorLayer | QgsVectorTileLayer,
    where: QgsRectangle,
    crs: QgsCoordinateReferenceSystem,
    path: Path,
) -> None:
    """What the map window shows of a layer."""
    to = QgsCoordinateTransform(WGS_84, crs, QgsProject.instance())
    settings = QgsMapSettings()
    settings.setLayers([layer])
    settings.setDestinationCrs(crs)
    settings.setExtent(to.transformBoundingBox(where))
    settings.setOutputSize(QSize(560, 640))
    job = QgsMapRendererSequentialJob(settings)
    job.start()
    job.waitForFinished()
    if job.errors():
        raise SystemExit(job.errors()[0].message)
    job.renderedImage().save(str(path))


def main(origin: str, file: str, folder: str) -> None:
    application = QgsApplication([], False)
    application.initQgis()
    pictures = Path(folder)
    pictures.mkdir(exist_ok=True)
    condition = "\"level\" = 'commune' AND \"department_code\" = '23'"
    gaps = features(origin, "gaps", condition)
    dress(gaps, origin, "support_nearest_min")
    picture(gaps, CREUSE, LAMBERT_93, pictures / "qgis-features.png")
    print("features:", gaps.featureCount(), gaps.crs().authid())
    drawn = tiles(origin, "gaps", "support_nearest_min")
    picture(drawn, REGION, WEB_MERCATOR, pictures / "qgis-tiles.png")
    print("tiles: zoom", drawn.sourceMinZoom(), "to", drawn.sourceMaxZoom())
    opened = package(Path(file))
    picture(opened, BORDEAUX, LAMBERT_93, pictures / "qgis-package.png")
    print("package:", opened.featureCount(), type(opened.renderer()).__name__)
    del gaps, drawn, opened
    application.exitQgis()


if __name__ == "__main__":
    main(*sys.argv[1:])
