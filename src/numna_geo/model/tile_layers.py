"""What the tiles of a dataset hold: which fields, from which zoom, generalised how.

Few fields, those that a map styles or tells on a click: all others are a request for
the feature away.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from numna_geo.model.category import Family
from numna_geo.model.dataset import Dataset, Field, Kind, Shape

LOW_TO, MID_TO = 7, 9
"""Outlines are generalised in two steps: to these zooms; beyond, as they are stored."""

GROUPED_TO = 10
"""To this zoom, points of a family that share a cell are one point with their count."""

CELLS = 32
"""Cells across a tile; one is as wide as the buffer, hence never cut by it."""

EPCI_TO = 7
"""To this zoom, gaps are those of EPCI; beyond, those of communes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TileLayer:
    """The one layer of a dataset's tiles.

    Args:
        dataset: whose key names the layer.
        fields: of its features; what is unknown is left out of a feature.
        min_zoom: the first zoom that shows anything.
        rule: what changes with the zoom, in French.
        rule_en: the same in English.
    """

    dataset: Dataset
    fields: tuple[Field, ...]
    min_zoom: int
    rule: str
    rule_en: str


def tile_layer(dataset: Dataset) -> TileLayer:
    """What the tiles of `dataset` hold."""
    if dataset.key not in _known:
        _known[dataset.key] = _layer(dataset)
    return _known[dataset.key]


_known: dict[str, TileLayer] = {}


def _layer(dataset: Dataset) -> TileLayer:
    named, made, min_zoom = _HELD[dataset.key]
    kept = [dataset.by_name[name] for name in named if name in dataset.by_name]
    if dataset.key == "gaps":
        kept += [field for field in dataset if _is_figure(dataset, field)]
    rule, rule_en = _RULES[dataset.key if dataset.key == "gaps" else dataset.shape]
    return TileLayer(
        dataset=dataset,
        # Nothing is required: a point that stands for several has a count and a family.
        fields=(*(replace(field, required=False) for field in kept), *made),
        min_zoom=min_zoom,
        rule=rule,
        rule_en=rule_en,
    )


def _is_figure(dataset: Dataset, field: Field) -> bool:
    key = field.name.removesuffix("_status")
    return f"{key}_status" in dataset.by_name


def _count(name: str, title: str, title_en: str) -> Field:
    return Field(
        name=name,
        kind=Kind.INTEGER,
        title=title,
        title_en=title_en,
        meaning=f"{title} ; un point qui en vaut plusieurs n'a ni nom ni catégorie.",
        meaning_en=f"{title_en}; a point that stands for several has no name.",
    )


def _share(name: str, title: str, title_en: str) -> Field:
    return Field(
        name=name,
        kind=Kind.NUMBER,
        title=title,
        title_en=title_en,
        meaning=f"{title}, de 0 à 1, selon Ma connexion internet.",
        meaning_en=f"{title_en}, 0 to 1, by Ma connexion internet.",
        unit="0–1",
    )


COUNTS: Mapping[Family, Field] = {
    family: _count(
        f"count_{family}",
        f"Nombre dans la famille : {family.label}",
        f"Number in the family: {family.label_en}",
    )
    for family in Family
}

_COUNTED = (_count("count", "Nombre de structures", "Structures"), *COUNTS.values())
_SHARES = (
    _share("thd30_share", "Part à 30 Mbit/s et plus", "Share with 30 Mbit/s and more"),
    _share("gigabit_share", "Part à 1 Gbit/s et plus", "Share with 1 Gbit/s and more"),
)

_PLACE = ("code", "name", "department_code", "epci_code", "population")
_HELD: Mapping[str, tuple[tuple[str, ...], tuple[Field, ...], int]] = {
    "structures": (("id", "name", "family", "category", "status"), _COUNTED, 0),
    "communes": (_PLACE, (), 5),
    "epci": (_PLACE, (), 0),
    "departements": (_PLACE, (), 0),
    "broadband": (
        ("code", "name", "period", "premises", "connectable_share", "copper_status"),
        _SHARES,
        5,
    ),
    "gaps": (("level", "code", "name", "population"), (), 0),
}

_OUTLINES = (
    f"Contours généralisés jusqu'au zoom {LOW_TO}, moins jusqu'au zoom {MID_TO}, tels"
    " quels ensuite ; les frontières restent communes aux voisins, et un territoire"
    " plus petit qu'un pas de la tuile y est un carré d'un pas."
)
_OUTLINES_EN = (
    f"Outlines generalised to zoom {LOW_TO}, less to zoom {MID_TO}, as stored beyond;"
    " neighbours keep their borders in common, and a territory smaller than a unit of"
    " the tile is a square of one unit."
)
_RULES: Mapping[str, tuple[str, str]] = {
    Shape.POINT: (
        f"Jusqu'au zoom {GROUPED_TO}, les points d'une même famille dans une case"
        f" (1/{CELLS} de tuile) sont un seul point, avec leur nombre ; un point seul"
        " garde ses champs. Les familles ne se mêlent pas ; ce qui est fermé n'y est"
        " qu'au-delà, ou si on demande `status`.",
        f"To zoom {GROUPED_TO}, points of one family in a cell (1/{CELLS} of a tile)"
        " are one point with their count; a point alone keeps its fields. Families are"
        " never mixed; what is closed is shown beyond only, or if `status` is asked.",
    ),
    Shape.MULTIPOLYGON: (_OUTLINES, _OUTLINES_EN),
    "gaps": (
        f"Intercommunalités (EPCI) jusqu'au zoom {EPCI_TO}, communes ensuite."
        f" {_OUTLINES}",
        f"Intercommunalities (EPCI) to zoom {EPCI_TO}, communes beyond. {_OUTLINES_EN}",
    ),
}
