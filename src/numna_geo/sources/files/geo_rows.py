"""Rows of a GeoPackage, from its first layer that is in a known layout."""

import warnings
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pyogrio
import shapely
from pyogrio.errors import DataSourceError
from pyproj import Transformer
from pyproj.exceptions import CRSError
from shapely.errors import ShapelyError

from numna_geo.errors import SourceUnreadable
from numna_geo.sources.connector import Connector, PublishedRow
from numna_geo.sources.files.features import LAT, LON
from numna_geo.sources.files.readable import readable
from numna_geo.sources.files.recognition import fitting, not_read, unknown_layout
from numna_geo.sources.files.unpacked import Unpacked

BATCH = 10_000
"""Features held in memory at a time."""

_READING = (
    DataSourceError,
    pyogrio.errors.DataLayerError,
    CRSError,
    ShapelyError,
    RuntimeError,
)


class GeoPackageRows:
    """A GeoPackage of which one layer is in a known layout.

    `lon`, `lat` are a point of the geometry, in WGS 84 degrees: of a line or a surface,
    one that lies on it.
    """

    shape = "gpkg"

    def __init__(self, file: Unpacked, connectors: Collection[Connector]) -> None:
        self._file, self._read = file, 0
        headers: list[list[str]] = []
        with _reported(file) as path:
            for layer, geometry in pyogrio.list_layers(path):
                info = pyogrio.read_info(path, layer=layer)
                names = [*info["fields"], *([LON, LAT] if geometry else [])]
                headers.append(names)
                found = fitting(names, connectors)
                if found is not None:
                    self.connector, self._layer, self._names = found, layer, names
                    self._crs, self._height = info["crs"], info["features"]
                    return
        raise unknown_layout(file.name, headers, connectors)

    @property
    def how_read(self) -> str:
        """Which layer, and in which coordinates it was."""
        others = not_read(self._names, self.connector)
        crs = f", {self._crs}"[:40] if self._crs else ""
        return f"GeoPackage, layer « {readable(self._layer)} »{crs}{others}"

    def rows(self) -> Iterator[PublishedRow]:
        """Every feature: its fields, and the point of its geometry."""
        with _reported(self._file) as path:
            for start in range(0, self._height, BATCH):
                yield from self._batch(path, start)

    def share_read(self) -> float:
        """The share of the layer's features that was read, 0 to 1."""
        return min(self._read / self._height, 1.0) if self._height > 0 else 0.0

    def _batch(self, path: Path, start: int) -> Iterator[PublishedRow]:
        meta, _, geometry, fields = pyogrio.raw.read(
            path, layer=self._layer, skip_features=start, max_features=BATCH
        )
        columns = [list(map(_value, column.tolist())) for column in fields]
        names = list(meta["fields"])
        if geometry is not None:
            columns += self._points(geometry)
            names += [LON, LAT]
        for cells in zip(*columns, strict=True):
            self._read += 1
            yield dict(zip(names, cells, strict=True))

    def _points(self, wkb: Any) -> list[list[float | None]]:
        shapes = shapely.from_wkb(wkb, on_invalid="ignore")
        inside = shapely.point_on_surface(shapes)
        inside[shapely.is_empty(inside)] = None
        x, y = shapely.get_x(inside), shapely.get_y(inside)
        if not self._crs:
            raise SourceUnreadable(
                f"{self._file.name}: layer « {readable(self._layer)} » does not say "
                "its coordinate system; expected one, such as EPSG:4326 or EPSG:2154"
            )
        to_degrees = Transformer.from_crs(self._crs, "EPSG:4326", always_xy=True)
        lon, lat = to_degrees.transform(x, y)
        return [_finite(lon), _finite(lat)]


@contextmanager
def _reported(file: Unpacked) -> Iterator[Path]:
    """The package under a name that tells GDAL what it is, errors put into words."""
    if file.packing:
        raise SourceUnreadable(f"{file.name}: a packed GeoPackage; unpack it first")
    with TemporaryDirectory() as folder, warnings.catch_warnings():
        # GDAL warns of what it can still read.
        warnings.simplefilter("ignore")
        named = Path(folder) / "package.gpkg"
        named.symlink_to(file.path.resolve())
        try:
            yield named
        except _READING as error:
            raise SourceUnreadable(
                f"{file.name}: no GeoPackage that can be read ({error}); fetch it, or "
                "export it, again"
            ) from error


def _value(cell: Any) -> Any:
    return None if cell != cell else cell  # noqa: PLR0124 - what is not itself is NaN


def _finite(degrees: Any) -> list[float | None]:
    values = np.asarray(degrees, dtype=float)
    return [float(v) if np.isfinite(v) else None for v in values]
