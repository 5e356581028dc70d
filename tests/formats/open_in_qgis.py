"""Open a layer of a GeoPackage in QGIS with its default style, and draw it.

    /usr/bin/python3 open_in_qgis.py FILE LAYER PICTURE

Prints what QGIS found as JSON. Debian's Python runs it: QGIS is not on PyPI.
"""

import json
import sys


def main(path, name, picture):
    from qgis.core import (
        QgsApplication,
        QgsMapRendererParallelJob,
        QgsMapSettings,
        QgsVectorLayer,
    )
    from qgis.PyQt.QtCore import QSize
    from qgis.PyQt.QtGui import QColor

    app = QgsApplication([], False)
    app.initQgis()
    layer = QgsVectorLayer(f"{path}|layername={name}", name, "ogr")
    renderer = layer.renderer()
    rules = getattr(renderer, "rootRule", lambda: None)()
    settings = QgsMapSettings()
    settings.setLayers([layer])
    settings.setBackgroundColor(QColor("white"))
    settings.setOutputSize(QSize(1000, 1000))
    settings.setExtent(layer.extent().buffered(layer.extent().width() / 20))
    settings.setDestinationCrs(layer.crs())
    job = QgsMapRendererParallelJob(settings)
    job.start()
    job.waitForFinished()
    job.renderedImage().save(picture, "png")
    told = {
        "valid": layer.isValid(),
        "features": layer.featureCount(),
        "crs": layer.crs().authid(),
        "renderer": renderer.type(),
        "rules": len(rules.children()) if rules else 0,
        "aliases": {field.name(): field.alias() for field in layer.fields()},
    }
    sys.stdout.write(json.dumps(told) + "\n")
    del layer
    app.exitQgis()


if __name__ == "__main__":
    main(*sys.argv[1:])
