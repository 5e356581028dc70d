"""What QGIS makes of our styles: run by the system's Python, it tells JSON.

python3 qgis_styles.py folder, with a `{dataset}-{style}.qml` and a `{dataset}.geojson`
"""

import json
import sys
from pathlib import Path
from typing import Any


def drawn(data: Path, sheet: Path) -> dict[str, Any]:
    from qgis.core import (
        QgsMapRendererSequentialJob,
        QgsMapSettings,
        QgsVectorLayer,
    )
    from qgis.PyQt.QtCore import QSize

    layer = QgsVectorLayer(str(data), sheet.stem, "ogr")
    assert layer.isValid(), data
    message, is_read = layer.loadNamedStyle(str(sheet))
    settings = QgsMapSettings()
    settings.setLayers([layer])
    settings.setDestinationCrs(layer.crs())
    settings.setExtent(layer.extent().buffered(0.05))
    settings.setOutputSize(QSize(400, 400))
    job = QgsMapRendererSequentialJob(settings)
    job.start()
    job.waitForFinished()
    image = job.renderedImage()
    image.save(str(sheet.with_suffix(".png")))
    found = {image.pixelColor(x, y).name() for x in range(400) for y in range(400)}
    rules = layer.renderer().rootRule().descendants()
    symbols = [rule.symbol() for rule in rules if rule.symbol()]
    return {
        "read": is_read,
        "message": message,
        "rules": len(rules),
        "errors": [
            rule.filter().parserErrorString() for rule in rules if rule.filter()
        ],
        "layers": [
            [one.layerType() for one in symbol.symbolLayers()] for symbol in symbols
        ],
        "labels": layer.labelsEnabled(),
        "colours": sorted(found),
    }


def converted(sheet: Path) -> dict[str, Any]:
    """How QGIS reads a MapLibre style for vector tiles; it fetches no pictures here."""
    from qgis.core import QgsMapBoxGlStyleConversionContext, QgsMapBoxGlStyleConverter

    converter, context = (
        QgsMapBoxGlStyleConverter(),
        QgsMapBoxGlStyleConversionContext(),
    )
    result = converter.convert(sheet.read_text(), context)
    renderer = converter.renderer()
    drawn = renderer.styles() if renderer else []
    return {
        "read": result == QgsMapBoxGlStyleConverter.Success,
        "filters": {one.styleName(): one.filterExpression() for one in drawn},
        "warnings": context.warnings(),
    }


def main(folder: Path) -> None:
    from qgis.core import QgsApplication

    application = QgsApplication([], False)
    application.initQgis()
    told = {
        sheet.stem: drawn(folder / f"{sheet.stem.split('-')[0]}.geojson", sheet)
        for sheet in sorted(folder.glob("*.qml"))
    }
    told |= {one.name: converted(one) for one in sorted(folder.glob("*.style.json"))}
    sys.stdout.write(json.dumps(told) + "\n")
    application.exitQgis()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
