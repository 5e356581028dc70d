"""Files of features, such as shapefiles: their attributes, and their outlines."""

import warnings
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType
from typing import Any

import numpy as np
import shapely
from pyproj import CRS, Transformer
from pyproj.exceptions import CRSError
from shapely.errors import ShapelyError

from numna_geo.errors import SourceUnreadable
from numna_geo.sources.count_columns import Header
from numna_geo.sources.count_table import CountTable, NumberedRow

SUFFIXES = frozenset({".shp", ".dbf", ".gpkg", ".geojson", ".json"})

_SIGNS = {b"SQLite format 3\0": ".gpkg", b"PK\3\4": ".zip"}
"""How a file begins whose name may not say what it is."""

_FAULTS = (RuntimeError, ValueError, OSError, KeyError, CRSError, ShapelyError)
"""What GDAL and its bindings raise on a file that they cannot read."""

_WGS84 = CRS.from_epsg(4326)
_POLYGONS = ("Polygon", "MultiPolygon", "Unknown")


def is_feature_file(path: Path) -> bool:
    """Whether a file holds features and no CSV, by its name, its start, its members."""
    if _suffix(path) != ".zip":
        return _suffix(path) in SUFFIXES
    try:
        with zipfile.ZipFile(path) as archive:
            inside = {Path(name).suffix.lower() for name in archive.namelist()}
    except (OSError, zipfile.BadZipFile):
        return False
    return bool(inside & SUFFIXES) and ".csv" not in inside


def attribute_table(path: Path, patterns: Sequence[str]) -> CountTable:
    """The attributes of a file of features, every cell as text.

    Raises:
        SourceUnreadable: the file is absent or damaged, or lacks a column.
    """
    with _for_gdal(path) as name:
        meta, _, _, columns = _gdal().raw.read(name, read_geometry=False)
    header = Header(path.name, tuple(map(str, meta["fields"])))
    for pattern in patterns:
        header.column(pattern)
    return CountTable(
        names=header.names,
        how_read=f"attributes of {len(columns[0])} features",
        rows=_rows(columns),
        share_read=lambda: 1.0,
    )


@dataclass(frozen=True, slots=True)
class Outlines:
    """Outlines as published, in WGS 84 degrees: `codes[i]` is that of `shapes[i]`.

    `features` is how many the file has in all, wherever they lie.
    """

    features: int
    code_column: str
    codes: tuple[str, ...]
    shapes: tuple[shapely.Geometry | None, ...]


def read_outlines(
    path: Path, code: str, *, departments: Sequence[str], layer: str = "commune"
) -> Outlines:
    """Outlines whose code begins with that of one of the departments.

    Args:
        path: GeoJSON, GeoPackage or shapefile, packed as .zip or not.
        code: regular expression for the column of the code.
        departments: codes of departments.
        layer: the layer to take where there are several: the one whose name begins so,
            the shortest first.

    Raises:
        SourceUnreadable: the file is absent or damaged, or lacks the column.
    """
    with _for_gdal(path) as name:
        found = _layer(name, path, layer)
        facts = _gdal().read_info(name, layer=found)
        column = Header(path.name, tuple(map(str, facts["fields"]))).column(code).name
        meta, _, shapes, columns = _gdal().raw.read(
            name,
            layer=found,
            columns=[column],
            where=" OR ".join(f"\"{column}\" LIKE '{d}%'" for d in departments),
        )
        degrees = _in_degrees(
            shapely.from_wkb(shapes, on_invalid="ignore"), meta["crs"]
        )
    return Outlines(
        features=int(facts["features"]),
        code_column=column,
        codes=tuple(map(_text, columns[0])),
        shapes=tuple(degrees),
    )


def _layer(name: str, path: Path, prefix: str) -> str:
    layers = _gdal().list_layers(name)
    drawn = [str(name) for name, kind in layers if str(kind).split(" ")[0] in _POLYGONS]
    if not drawn:
        raise SourceUnreadable(f"{path.name}: no layer of outlines in it")
    named = [name for name in drawn if name.lower().startswith(prefix)]
    return min(named or drawn, key=len)


def _in_degrees(shapes: Any, crs: str | None) -> Any:
    if crs is None or CRS.from_user_input(crs).equals(_WGS84, ignore_axis_order=True):
        return shapes
    to_degrees = Transformer.from_crs(crs, _WGS84, always_xy=True)

    def moved(coordinates: Any) -> Any:
        x, y = to_degrees.transform(coordinates[:, 0], coordinates[:, 1])
        return np.column_stack((x, y))

    return shapely.transform(shapes, moved)


def _rows(columns: Sequence[Any]) -> Iterator[NumberedRow]:
    for number, cells in enumerate(zip(*columns, strict=True), start=1):
        yield number, [_text(cell) for cell in cells]


def _text(cell: Any) -> str:
    """A cell as text: none for a missing one, no idle decimals."""
    if cell is None:
        return ""
    if isinstance(cell, float | np.floating):
        return "" if np.isnan(cell) else f"{cell:.12g}"
    return str(cell).replace("\0", "\ufffd")


@contextmanager
def _for_gdal(path: Path) -> Iterator[str]:
    """The file under a name that tells GDAL what it is, its faults put into words."""
    if not path.is_file():
        raise SourceUnreadable(f"{path.name}: no such file")
    with TemporaryDirectory() as folder, warnings.catch_warnings():
        # GDAL warns of what it can still read.
        warnings.simplefilter("ignore")
        named = path.resolve()
        if path.suffix.lower() not in {*SUFFIXES, ".zip"}:
            named = Path(folder) / f"features{_suffix(path)}"
            named.symlink_to(path.resolve())
        try:
            yield f"/vsizip/{named}" if _suffix(path) == ".zip" else str(named)
        except _FAULTS as error:
            raise _unreadable(path, error) from error


def _suffix(path: Path) -> str:
    """What the name says that a file is, else what its first bytes say."""
    said = path.suffix.lower()
    if said in SUFFIXES or not path.is_file():
        return said
    with path.open("rb") as file:
        start = file.read(16)
    return next((s for sign, s in _SIGNS.items() if start.startswith(sign)), said)


def _unreadable(path: Path, error: Exception) -> SourceUnreadable:
    return SourceUnreadable(
        f"{path.name}: {error}; expected GeoJSON, GeoPackage or a shapefile, whole"
    )


def _gdal() -> ModuleType:
    """GDAL's bindings: few files need them, and they take 60 MB and half a second."""
    import pyogrio.raw

    bindings: ModuleType = pyogrio
    return bindings
