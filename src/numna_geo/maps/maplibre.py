"""Styles of vector tiles in the JSON of MapLibre.

They hold no text: letters would be a file of glyphs from somewhere. Whoever wants
names adds a layer with `text-field` and their own fonts; `metadata` says which field.
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

SOURCE = "numna"

# Points that stand for several, by the families that share no mark.
_CLUSTERS = (
    ("support", Shape.DIAMOND),
    ("host", Shape.CIRCLE),
    ("other", Shape.SQUARE),
)
_CLUSTER_COLOUR = "#12303a"
_PIXELS_A_MM = 3.78
# Across a picture of the sprite is a shape of 20 pixels.
_SHAPE_PIXELS = 20

Json = dict[str, Any]


def maplibre_of(style: LayerStyle, layer: str, *, tilejson: str, sprite: str) -> Json:
    """A whole style document.

    Args:
        style: to draw by.
        layer: of the tiles.
        tilejson: the absolute address of the tiles' TileJSON.
        sprite: that of the pictures, without ending.
    """
    return {
        "version": 8,
        "name": style.title,
        "metadata": {"numna:label": style.label, "numna:title_en": style.title_en},
        "sources": {SOURCE: {"type": "vector", "url": tilejson}},
        "sprite": sprite,
        "layers": [
            {**one, "source": SOURCE, "source-layer": layer}
            for one in _layers(style.rules)
        ],
    }


def _layers(rules: Sequence[Rule]) -> list[Json]:
    found: list[Json] = []
    fills = [rule for rule in rules if isinstance(rule.symbol, Fill)]
    if fills:
        found.append(_areas(fills))
    for rule in rules:
        if isinstance(rule.symbol, Pattern):
            found.append(_texture(rule, rule.symbol))
        if isinstance(rule.symbol, Line):
            found.append(_line(rule.symbol, "outline"))
    if fills:
        found.append(_line(Line(colour="#ffffff", width_mm=0.1), "seams"))
    marks = [rule for rule in rules if isinstance(rule.symbol, Mark)]
    if marks:
        found += [*(_cluster(family, shape) for family, shape in _CLUSTERS)]
        found.append(_marks(marks))
    return found


def _areas(rules: Sequence[Rule]) -> Json:
    colours = [
        (rule, rule.symbol.colour) for rule in rules if isinstance(rule.symbol, Fill)
    ]
    return {
        "id": "areas",
        "type": "fill",
        "paint": {"fill-color": _case(colours, "rgba(0,0,0,0)")},
    }


def _texture(rule: Rule, drawn: Pattern) -> Json:
    return {
        "id": drawn.texture.value,
        "type": "fill",
        "filter": condition(rule.tests),
        "paint": {"fill-pattern": drawn.texture.value},
    }


def _line(drawn: Line, name: str) -> Json:
    width = round(drawn.width_mm * _PIXELS_A_MM, 2)
    return {
        "id": name,
        "type": "line",
        "paint": {"line-color": drawn.colour, "line-width": width},
    }


def _marks(rules: Sequence[Rule]) -> Json:
    marks = [(rule, rule.symbol) for rule in rules if isinstance(rule.symbol, Mark)]
    size = marks[0][1].size_mm * _PIXELS_A_MM / _SHAPE_PIXELS
    return {
        "id": "marks",
        "type": "symbol",
        "filter": ["==", ["get", "count"], 1],
        "layout": {
            "icon-image": _case(
                [(rule, mark.shape.value) for rule, mark in marks], Shape.SQUARE.value
            ),
            "icon-size": round(size, 2),
            "icon-allow-overlap": True,
        },
        "paint": {
            "icon-color": _case(
                [(rule, mark.colour) for rule, mark in marks], _CLUSTER_COLOUR
            ),
            "icon-halo-color": "#ffffff",
            "icon-halo-width": 1,
        },
    }


def _cluster(family: str, shape: Shape) -> Json:
    """Several places of one family: its shape, the bigger the more there are."""
    count = ["get", "count"]
    return {
        "id": f"several-{family}",
        "type": "symbol",
        "filter": ["all", [">", count, 1], ["==", ["get", "family"], family]],
        "layout": {
            "icon-image": shape.value,
            "icon-size": ["interpolate", ["linear"], count, 2, 0.8, 10, 1.1, 100, 1.7],
            "icon-allow-overlap": True,
        },
        "paint": {
            "icon-color": _CLUSTER_COLOUR,
            "icon-halo-color": "#ffffff",
            "icon-halo-width": 1.5,
        },
    }


def _case(values: Sequence[tuple[Rule, str]], otherwise: str) -> Any:
    found: list[Any] = ["case"]
    for rule, value in values:
        found += [condition(rule.tests), value]
    return [*found, otherwise]


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
