"""Layers made for tests: every kind of field, and names that nobody should trust."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from numna_geo.formats.catalogue import FORMATS
from numna_geo.formats.layer import About, Cited, Layer
from numna_geo.model.dataset import Dataset, Field, Kind, Shape

GUERET = (1.8715, 46.1706)

HOSTILE = (
    "=cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    '<img src=x onerror="alert(1)">',
    'it\'s "quoted", with a comma; and a semicolon',
    "two\nlines",
    "</t></is></c><c><f>1+1</f></c>",
    "'); DROP TABLE structures; --",
    "L’Atelier n° 2 – Guéret 🏭",
)

ABOUT = About(
    day=date(2026, 11, 25),
    version="7.3-1a2b3c4d",
    sources=(
        Cited(
            title="Made <places> & others",
            publisher="Région",
            licence="Licence Ouverte 2.0",
            date="2026-11-01",
            page="https://example.fr/data",
        ),
    ),
    page="https://example.fr/donnees",
    record_xml="<gmd:MD_Metadata xmlns:gmd='http://www.isotc211.org/2005/gmd'/>",
    style_qml="<!DOCTYPE qgis><qgis/>",
)


def _field(name: str, kind: Kind, title: str, **more: Any) -> Field:
    return Field(
        name=name,
        kind=kind,
        title=title,
        title_en=title,
        meaning=f"{title}, made.",
        meaning_en=f"{title}, made.",
        **more,
    )


def made_dataset(shape: Shape = Shape.POINT, *, more: int = 0) -> Dataset:
    """A dataset with a field of every kind, and `more` further ones of text."""
    return Dataset(
        key="made",
        title="Lieux inventés « pour voir »",
        title_en="Made places",
        description="Rien de vrai.",
        description_en="Nothing true.",
        keywords=("essai",),
        shape=shape,
        identifier="id",
        label="name",
        fields=(
            _field("id", Kind.TEXT, "Identifiant", required=True),
            _field("name", Kind.TEXT, "Nom"),
            _field("status", Kind.TEXT, "Nom", values=("open", "closed")),
            _field("people", Kind.INTEGER, "Habitants", unit="habitants"),
            _field("share", Kind.NUMBER, "Part"),
            _field("remote", Kind.BOOLEAN, "À distance"),
            _field("opened_on", Kind.DATE, "Ouvert le"),
            _field("tags", Kind.TEXTS, "Étiquettes"),
            *(_field(f"more_{n}", Kind.TEXT, f"Champ {n}") for n in range(more)),
        ),
    )


def made_layer(dataset: Dataset | None = None, **more: Any) -> Layer:
    dataset = dataset or made_dataset()
    return Layer(dataset=dataset, fields=dataset.fields, about=ABOUT, **more)


def made_rows(count: int, *, more: int = 0) -> list[tuple[Any, ...]]:
    """Rows of `made_dataset`, the first ones with hostile names, some of it unknown."""
    lon, lat = GUERET
    place = shapely.to_wkb(
        shapely.points([(lon + n % 97 / 100, lat + n % 89 / 100) for n in range(count)])
    )
    return [
        (
            f"{n:07d}",
            HOSTILE[n] if n < len(HOSTILE) else f"Lieu {n}",
            None if n % 5 == 4 else "open",
            None if n % 7 == 6 else n * 1_000,
            None if n % 3 == 2 else n / 7,
            (True, False, None)[n % 3],
            None if n % 4 == 3 else date(2020, 1, 1) + timedelta(n % 2000),
            (["a;b", 'c"d', "e|f"], [], None)[n % 3],
            *(f"texte {n} {m}" for m in range(more)),
            place[n],
        )
        for n in range(count)
    ]


def many_rows(
    count: int, *, more: int = 0, size: int = 2_000
) -> Iterator[Sequence[Sequence[Any]]]:
    """As many rows as asked for, in batches, of which one at a time exists."""
    once = made_rows(size, more=more)
    places = np.array([row[-1] for row in once], dtype=object)
    for first in range(0, count, size):
        here = min(size, count - first)
        yield [(f"{first + n:07d}", *once[n][1:-1], places[n]) for n in range(here)]


def written(layer: Layer, rows: Sequence[Any], key: str, folder: Path) -> Path:
    """The file of `rows` in a format, in batches of three."""
    path = folder / f"{layer.dataset.key}.{FORMATS[key].ending}"
    path.unlink(missing_ok=True)
    batches = [rows[n : n + 3] for n in range(0, len(rows), 3)]
    FORMATS[key].write(layer, batches, path)
    return path
