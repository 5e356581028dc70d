"""Symbols in the XML of QGIS 3."""

from collections.abc import Mapping
from xml.etree.ElementTree import Element, SubElement

from numna_geo.maps.layer_style import Fill, Line, Mark, Pattern, Shape, Symbol, Texture

WHITE, INK = "255,255,255,255", "18,48,58,255"
# Between areas, in mm.
_SEAM = {"outline_color": "255,255,255,160", "outline_width": "0.1"}
_GREY, _PAPER = "#8d96a3", "#fbfbfc"


def symbol(drawn: Symbol, name: str) -> Element:
    """A symbol as an element, called by its number."""
    match drawn:
        case Mark():
            return _made("marker", name, _mark(drawn))
        case Fill():
            return _made("fill", name, [_fill(drawn.colour)])
        case Pattern():
            return _pattern(drawn.texture, name)
        case Line():
            return _made("fill", name, [_outline(drawn)])


Layer = tuple[str, Mapping[str, str]]


def _made(kind: str, name: str, layers: list[Layer]) -> Element:
    made = Element(
        "symbol",
        {"type": kind, "name": name, "alpha": "1", "clip_to_extent": "1"},
    )
    for number, (of, properties) in enumerate(layers):
        layer = SubElement(
            made,
            "layer",
            {"class": of, "enabled": "1", "locked": "0", "pass": str(number)},
        )
        options(layer, properties)
    return made


def options(into: Element, values: Mapping[str, str]) -> None:
    """Properties, twice: QGIS before 3.24 reads `prop`, all later ones `Option`."""
    options = SubElement(into, "Option", {"type": "Map"})
    for key, value in values.items():
        one = {"type": "QString", "name": key, "value": value}
        SubElement(options, "Option", one)
    for key, value in values.items():
        SubElement(into, "prop", {"k": key, "v": value})


def _mark(drawn: Mark) -> list[Layer]:
    shape: Layer = (
        "SimpleMarker",
        {
            "name": drawn.shape.value,
            "color": rgb(drawn.colour),
            "outline_color": WHITE,
            "outline_width": "0.25",
            "size": str(drawn.size_mm * _EVEN[drawn.shape]),
            "size_unit": "MM",
        },
    )
    if not drawn.letter:
        return [shape]
    letter: Layer = (
        "FontMarker",
        {
            "chr": drawn.letter,
            "font": "DejaVu Sans",
            "font_style": "Bold",
            "color": WHITE,
            "size": str(drawn.size_mm * 0.55),
            "size_unit": "MM",
            "horizontal_anchor_point": "1",
            "vertical_anchor_point": "1",
        },
    )
    return [shape, letter]


# A diamond of the width of a circle would look half as big.
_EVEN = {Shape.DIAMOND: 1.25, Shape.CIRCLE: 1.0, Shape.SQUARE: 0.9}


def _fill(colour: str) -> Layer:
    return "SimpleFill", {"color": rgb(colour), "style": "solid", **_SEAM}


def _outline(drawn: Line) -> Layer:
    return "SimpleFill", {
        "color": "0,0,0,0",
        "style": "no",
        "outline_color": rgb(drawn.colour),
        "outline_width": str(drawn.width_mm),
        "outline_style": "solid",
    }


def _pattern(texture: Texture, name: str) -> Element:
    match texture:
        case Texture.NO_DATA:
            made = _made("fill", name, [_fill(_PAPER), _lines("45", "1.4")])
            _within(made, "line", ("SimpleLine", _stroke(rgb(_GREY), "0.2")))
        case Texture.NOT_COLLECTED:
            made = _made("fill", name, [_fill(_PAPER), _dots()])
            _within(made, "marker", ("SimpleMarker", _dot()))
        case Texture.BORDER_UNKNOWN:
            made = _made("fill", name, [_lines("45", "1.4")])
            stroke = _stroke("255,255,255,170", "0.3")
            _within(made, "line", ("SimpleLine", stroke))
    return made


def _within(made: Element, kind: str, layer: Layer) -> None:
    """What the last layer of a symbol repeats: a symbol of its own."""
    last = made.findall("layer")[-1]
    last.append(_made(kind, f"@{made.get('name')}@{last.get('pass')}", [layer]))


def _lines(angle: str, apart_mm: str) -> Layer:
    return "LinePatternFill", {
        "angle": angle,
        "distance": apart_mm,
        "distance_unit": "MM",
        "color": rgb(_GREY),
        "line_width": "0.2",
    }


def _stroke(colour: str, width_mm: str) -> dict[str, str]:
    return {"line_color": colour, "line_width": width_mm, "line_style": "solid"}


def _dots() -> Layer:
    return "PointPatternFill", {
        "distance_x": "1.6",
        "distance_y": "1.6",
        "displacement_x": "0.8",
        "distance_x_unit": "MM",
        "distance_y_unit": "MM",
        "displacement_x_unit": "MM",
    }


def _dot() -> dict[str, str]:
    return {"name": "circle", "color": rgb("#7c8492"), "size": "0.5"} | {
        "outline_style": "no"
    }


def rgb(colour: str) -> str:
    """A colour as QGIS writes it.

    >>> rgb("#5b3fa8")
    '91,63,168,255'
    """
    return ",".join(str(int(colour[i : i + 2], 16)) for i in (1, 3, 5)) + ",255"
