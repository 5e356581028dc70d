"""How GIS draw each published dataset: categories, headline indicators, outlines."""

from collections.abc import Iterator, Mapping
from itertools import pairwise

from numna_geo.gaps import INDICATORS
from numna_geo.maps.classes import CLASSES, Classes
from numna_geo.maps.layer_style import (
    Comparison,
    Fill,
    Group,
    LayerStyle,
    Line,
    Mark,
    Pattern,
    Rule,
    Shape,
    Texture,
)
from numna_geo.maps.maplibre import SEVERAL
from numna_geo.maps.qml import qml_of
from numna_geo.model.category import Category, Family
from numna_geo.model.collection import MeasureStatus
from numna_geo.model.structure import Status
from numna_geo.model.territory import Level

_SHAPES = {
    Family.SUPPORT: Shape.DIAMOND,
    Family.HOST: Shape.CIRCLE,
    Family.OTHER: Shape.SQUARE,
}
_CLOSED_COLOUR = "#8d96a3"

_LACK = "fibre_not_connectable"

# Fields of `gaps` that are mapped, and whose classes they have.
_HEADLINES = {
    _LACK: (_LACK, "Premises without fibre"),
    "support_nearest_min": ("support_beyond", "Minutes to a support structure"),
    "host_nearest_min": ("host_place_beyond", "Minutes to a host place"),
    "france_services_nearest_min": (
        "france_services_beyond",
        "Minutes to a France Services",
    ),
}
_ABSENCES = (
    (MeasureStatus.NO_DATA, Texture.NO_DATA, "Pas de donnée"),
    (MeasureStatus.NOT_COLLECTED, Texture.NOT_COLLECTED, "Non recensé"),
    (
        MeasureStatus.BORDER_UNKNOWN,
        Texture.BORDER_UNKNOWN,
        "Incertain : rien n'est recensé au-delà de la limite de la région",
    ),
)
_LEVELS = {
    Level.COMMUNE: "Communes",
    Level.EPCI: "Intercommunalités (EPCI)",
    Level.DEPARTEMENT: "Départements",
    Level.BASSIN_VIE: "Bassins de vie",
    Level.ZONE_EMPLOI: "Zones d'emploi",
    Level.REGION: "Région",
}


def qml(dataset: str, style: str | None = None) -> str:
    """A style of a dataset for QGIS: its first, unless another is named."""
    return qml_of(styles_of(dataset)[style or default_style(dataset)])


def default_style(dataset: str) -> str:
    """The key of the style that a dataset is drawn by when nothing is said."""
    return next(iter(styles_of(dataset)))


def styles_of(dataset: str) -> Mapping[str, LayerStyle]:
    """Every style of a dataset by key, the default first."""
    return STYLES[dataset]


def _structures() -> LayerStyle:
    closed = Comparison(field="status", sign="=", value=Status.CLOSED)
    rules = [
        Rule(
            label=category.label,
            tests=(
                Comparison(field="category", sign="=", value=category),
                Comparison(field="status", sign="<>", value=Status.CLOSED),
            ),
            symbol=Mark(
                shape=_SHAPES[category.family],
                colour=category.colour,
                letter=category.letter,
            ),
        )
        for category in Category
    ]
    gone = Mark(shape=Shape.SQUARE, colour=_CLOSED_COLOUR, size_mm=2.6)
    return LayerStyle(
        key="categories",
        title="Structures par catégorie",
        title_en="Structures by category",
        rules=[*rules, Rule(label="Fermé", tests=(closed,), symbol=gone)],
        label="name",
        label_to=50_000,
    )


def _headline(key: str) -> LayerStyle:
    classes, english = CLASSES[_HEADLINES[key][0]], _HEADLINES[key][1]
    status = f"{key}_status"
    absences = [
        Rule(
            label=label,
            tests=(Comparison(field=status, sign="=", value=found),),
            symbol=Pattern(texture=texture),
        )
        for found, texture, label in _ABSENCES
    ]
    return LayerStyle(
        key=key,
        title=INDICATORS[key].title,
        title_en=english,
        rules=[*_classes(key, classes), *absences],
        groups=[
            Group(
                label=label,
                tests=(Comparison(field="level", sign="=", value=level),),
                shown=level is Level.COMMUNE,
            )
            for level, label in _LEVELS.items()
        ],
    )


def _classes(field: str, classes: Classes) -> Iterator[Rule]:
    """Upper bounds are inclusive; the last class has none."""
    ends = [None, *classes.bounds, None]
    for label, colour, (low, high) in zip(
        classes.labels(), classes.colours, pairwise(ends), strict=True
    ):
        tests = (
            [Comparison(field=field, sign=">", value=low)] if low is not None else []
        )
        if high is not None:
            tests.append(Comparison(field=field, sign="<=", value=high))
        yield Rule(label=label, tests=tuple(tests), symbol=Fill(colour=colour))


def _broadband() -> LayerStyle:
    periods = INDICATORS[_LACK].periods
    field = "connectable_share"
    absent = Rule(
        label="Pas de donnée",
        tests=(Comparison(field=field, sign="unknown"),),
        symbol=Pattern(texture=Texture.NO_DATA),
    )
    return LayerStyle(
        key=field,
        title="Locaux raccordables à la fibre",
        title_en="Premises that can be connected to fibre",
        rules=[*_connectable(field), absent],
        groups=[
            Group(
                label=period,
                tests=(Comparison(field="period", sign="=", value=period),),
                shown=period == periods[-1],
            )
            for period in reversed(periods)
        ],
    )


def _connectable(field: str) -> Iterator[Rule]:
    """The classes of those that lack it, seen from the other side."""
    classes = CLASSES[_LACK]
    ends = [None, *(round(1 - bound, 4) for bound in classes.bounds), None]
    for colour, (high, low) in zip(classes.colours, pairwise(ends), strict=True):
        tests = (
            [Comparison(field=field, sign="<", value=high)] if high is not None else []
        )
        if low is not None:
            tests.append(Comparison(field=field, sign=">=", value=low))
        if high is None or low is None:
            label = f"≥ {low:.0%}" if low is not None else f"< {high:.0%}"
        else:
            label = f"{low * 100:.0f}–{high:.0%}"
        yield Rule(
            label=label.replace("%", "\u00a0%"),
            tests=tuple(tests),
            symbol=Fill(colour=colour),
        )


def _outlines(width_mm: float, names_to: int) -> LayerStyle:
    line = Line(colour="#44546a", width_mm=width_mm)
    return LayerStyle(
        key="outlines",
        title="Contours et noms",
        title_en="Outlines and names",
        rules=[Rule(label="Contour", tests=(), symbol=line)],
        label="name",
        label_to=names_to,
    )


def _by_key(*styles: LayerStyle) -> Mapping[str, LayerStyle]:
    return {style.key: style for style in styles}


STYLES: Mapping[str, Mapping[str, LayerStyle]] = {
    "structures": _by_key(_structures()),
    "communes": _by_key(_outlines(0.15, 250_000)),
    "epci": _by_key(_outlines(0.3, 1_000_000)),
    "departements": _by_key(_outlines(0.6, 10_000_000)),
    "broadband": _by_key(_broadband()),
    "gaps": _by_key(*(_headline(key) for key in _HEADLINES)),
}
"""By dataset, then by key of the style; the first of each is the default."""


def marks() -> list[Mark]:
    """Every mark that a style draws points with, in the order of legends."""
    every = (style for styles in STYLES.values() for style in styles.values())
    drawn = (rule.symbol for style in every for rule in style.rules)
    found = [one for one in drawn if isinstance(one, Mark)]
    return [*found, *SEVERAL.values()]
