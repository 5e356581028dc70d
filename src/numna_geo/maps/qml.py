"""Styles in QML, the XML that QGIS keeps them in; written for QGIS 3.22 and later."""

from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from numna_geo.maps.layer_style import Comparison, Group, LayerStyle, Mark, Rule
from numna_geo.maps.qml_symbols import INK, WHITE, options, symbol

_DOCTYPE = "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"
_VERSION = "3.22.16"
_POINTS, _POLYGONS = "0", "2"

# Where names are put: around a point, the best place first, or across an area.
_BESIDE, _WITHIN = "6", "4"


def qml_of(style: LayerStyle) -> str:
    """A whole `.qml` document: symbols, rules, names."""
    root = Element(
        "qgis",
        {"version": _VERSION, "styleCategories": "Symbology|Labeling"},
    )
    renderer = SubElement(
        root,
        "renderer-v2",
        {
            "type": "RuleRenderer",
            "symbollevels": "0",
            "enableorderby": "0",
            "forceraster": "0",
        },
    )
    rules = SubElement(renderer, "rules", {"key": "root"})
    symbols = SubElement(renderer, "symbols")
    for group in style.groups or (Group(label="", tests=()),):
        _add(style.rules, _parent(rules, group), symbols)
    if style.label:
        root.append(_labels(style))
    geometry = SubElement(root, "layerGeometryType")
    geometry.text = _POINTS if _has_points(style) else _POLYGONS
    indent(root, " ")
    return _DOCTYPE + tostring(root, encoding="unicode") + "\n"


def _has_points(style: LayerStyle) -> bool:
    return any(isinstance(rule.symbol, Mark) for rule in style.rules)


def expression(tests: tuple[Comparison, ...]) -> str:
    """Tests as an expression of QGIS.

    >>> print(expression((Comparison(field="name", sign="=", value="L'Isle"),)))
    "name" = 'L''Isle'
    """
    return " AND ".join(_compared(test) for test in tests)


def _compared(test: Comparison) -> str:
    if test.sign == "unknown":
        return f'"{test.field}" IS NULL'
    return f'"{test.field}" {test.sign} {_value(test.value)}'


def _value(value: str | float) -> str:
    if isinstance(value, str):
        quoted = value.replace("'", "''")
        return f"'{quoted}'"
    return f"{value:g}"


def _parent(rules: Element, group: Group) -> Element:
    if not group.tests:
        return rules
    said = {"key": f"group{len(rules)}", "label": group.label}
    said["filter"] = expression(group.tests)
    if not group.shown:
        said["checkstate"] = "0"
    return SubElement(rules, "rule", said)


def _add(found: Sequence[Rule], into: Element, symbols: Element) -> None:
    for rule in found:
        number = str(len(symbols))
        said = {"key": f"rule{number}", "label": rule.label, "symbol": number}
        if rule.tests:
            said["filter"] = expression(rule.tests)
        SubElement(into, "rule", said)
        symbols.append(symbol(rule.symbol, number))


def _labels(style: LayerStyle) -> Element:
    labeling = Element("labeling", {"type": "simple"})
    settings = SubElement(labeling, "settings", {"calloutType": "simple"})
    text = {
        "fieldName": style.label,
        "isExpression": "0",
        "fontFamily": "DejaVu Sans",
        "fontSize": "8",
        "fontSizeUnit": "Point",
        "textColor": INK,
        "namedStyle": "Book",
        "multilineHeight": "1",
    }
    written = SubElement(settings, "text-style", text)
    SubElement(
        written,
        "text-buffer",
        {
            "bufferDraw": "1",
            "bufferSize": "0.8",
            "bufferSizeUnits": "MM",
            "bufferColor": WHITE,
            "bufferOpacity": "0.85",
        },
    )
    where = _BESIDE if _has_points(style) else _WITHIN
    SubElement(settings, "placement", {"placement": where, "priority": "5"})
    # What QGIS calls the greatest is the denominator of the smallest scale.
    shown = {"scaleVisibility": "1", "scaleMin": "1", "scaleMax": str(style.label_to)}
    SubElement(settings, "rendering", {**shown, "obstacle": "1", "drawLabels": "1"})
    options(SubElement(settings, "dd_properties"), {})
    return labeling
