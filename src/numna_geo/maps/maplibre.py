"""Styles of vector tiles in the JSON of MapLibre.

A rule is a layer with plain values: QGIS reads these styles too, and knows neither
`case` nor pictures that take a colour. They hold no text: letters would be a file of
glyphs from somewhere. Whoever wants names adds a layer with `text-field` and their own
fonts; `metadata` says which field.
"""

from collections.abc import Sequence
from typing import Any

from numna_geo.maps.layer_style import (
    Comparison,
    Fill,
    LayerStyle,
    Line,
    Mark,
    Pattern,
    Rule,
    Shape,
)
from numna_geo.maps.sprite import ACROSS, picture_of

SOURCE = "numna"

_PIXELS_A_MM = 3.78
_INK = "#12303a"
SEVERAL = {
    "support": Mark(shape=Shape.DIAMOND, colour=_INK),
    "host": Mark(shape=Shape.CIRCLE, colour=_INK),
    "other": Mark(shape=Shape.SQUARE, colour=_INK),
}
"""Points that stand for several of a family; no picture is of two families."""

_GROUPS = ((2, 0.55), (5, 0.8), (20, 1.2), (100, 1.75))
"""How many a group is of at least, and its size: each half as wide again."""

Json = dict[str, Any]


def maplibre_of(style: LayerStyle, layer: str, *, tilejson: str, sprite: str) -> Json:
    """A whole style document.

    Args:
        style: to draw by.
        layer: of the tiles.
        tilejson: the absolute address of the tiles' TileJSON.
        sprite: that of the pictures, without ending.
    """
    layers = [_layer(number, rule) for number, rule in enumerate(style.rules)]
    if any(isinstance(rule.symbol, Fill) for rule in style.rules):
        layers.append(_line(Line(colour="#ffffff", width_mm=0.1), "seams"))
    if any(isinstance(rule.symbol, Mark) for rule in style.rules):
        # The smallest lie on top, or the others would hide them.
        steps = reversed(range(len(_GROUPS)))
        layers += [_several(n, *one) for n in steps for one in SEVERAL.items()]
    return {
        "version": 8,
        "name": style.title,
        "metadata": {"numna:label": style.label, "numna:title_en": style.title_en},
        "sources": {SOURCE: {"type": "vector", "url": tilejson}},
        "sprite": sprite,
        "layers": [{**one, "source": SOURCE, "source-layer": layer} for one in layers],
    }


def _layer(number: int, rule: Rule) -> Json:
    name, drawn = f"{number:02d} {rule.label}", rule.symbol
    match drawn:
        case Line():
            return _line(drawn, name)
        case Mark():
            return _mark(name, drawn, rule.tests)
        case Fill():
            paint = {"fill-color": drawn.colour}
        case Pattern():
            paint = {"fill-pattern": drawn.texture.value}
    of = condition(rule.tests)
    return {"id": name, "type": "fill", "filter": of, "paint": paint}


def _line(drawn: Line, name: str) -> Json:
    width = round(drawn.width_mm * _PIXELS_A_MM, 2)
    return {
        "id": name,
        "type": "line",
        "paint": {"line-color": drawn.colour, "line-width": width},
    }


def _mark(name: str, drawn: Mark, tests: Sequence[Comparison]) -> Json:
    alone = Comparison(field="count", sign="=", value=1)
    return {
        "id": name,
        "type": "symbol",
        "filter": condition([*tests, alone]),
        "layout": {
            "icon-image": picture_of(drawn),
            "icon-size": round(drawn.size_mm * _PIXELS_A_MM / ACROSS, 2),
            "icon-allow-overlap": True,
        },
    }


def _several(step: int, family: str, drawn: Mark) -> Json:
    """Several places of one family: the bigger the more there are."""
    least, size = _GROUPS[step]
    tests = [
        Comparison(field="count", sign=">=", value=least),
        Comparison(field="family", sign="=", value=family),
    ]
    if step + 1 < len(_GROUPS):
        below = _GROUPS[step + 1][0]
        tests.append(Comparison(field="count", sign="<", value=below))
    return {
        "id": f"{family}, {least} and more",
        "type": "symbol",
        "filter": condition(tests),
        "layout": {
            "icon-image": picture_of(drawn),
            "icon-size": size,
            "icon-allow-overlap": True,
        },
    }


def condition(tests: Sequence[Comparison]) -> list[Any]:
    """Tests as an expression of MapLibre; a field that is missing passes none.

    >>> condition((Comparison(field="level", sign="<>", value="epci"),))
    ['all', ['has', 'level'], ['!=', ['get', 'level'], 'epci']]
    """
    signs = {"=": "==", "<>": "!="}
    found: list[Any] = ["all"]
    for test in tests:
        known = ["has", test.field]
        if test.sign == "unknown":
            found.append(["!", known])
            continue
        if known not in found:
            found.append(known)
        sign = signs.get(test.sign, test.sign)
        found.append([sign, ["get", test.field], test.value])
    return found
