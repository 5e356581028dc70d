"""Outlines of communes from a published file, drawn on shared borders at two scales."""

import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import shapely

from numna_geo.errors import ImportRefused, RowRejected
from numna_geo.model.mend import Mend
from numna_geo.model.territory import Level
from numna_geo.outlines.topology import read_topology
from numna_geo.sources import etalab, tables
from numna_geo.sources.feature_files import Outlines, read_outlines
from numna_geo.sources.passage import Today
from numna_geo.store.database import Connection
from numna_geo.store.outline_writing import members_by_territory, write_outlines
from numna_geo.usecases.compile_outlines import compile_outlines
from numna_geo.usecases.count_rows import BEYOND, OUTSIDE, Alike, note, rejected
from numna_geo.usecases.source_report import MERGED, SourceReport

Shapes = Mapping[str, shapely.Geometry]
Say = Callable[[str], None]

_NAMED = 8
"""How many codes a refusal names."""


def load_outlines(
    connection: Connection,
    path: Path,
    today: Today,
    report: SourceReport,
    *,
    data_dir: Path,
    say: Say,
) -> None:
    """Replace the outlines of every territory by those of a file of communes.

    All communes of the region must be there, none overlapping another: a commune drawn
    from another year would leave a hole or a fold. Old communes are joined into those
    of today. Town halls stay where they are.

    Args:
        connection: an open transaction.
        path: GeoJSON, GeoPackage or shapefile, of the region or of the country.
        today: the communes that are expected.
        report: told what became of each feature.
        data_dir: the bundled tables, for town halls and neighbours.
        say: told how far it is.

    Raises:
        SourceUnreadable: the file is damaged, or has no outlines by code.
        ImportRefused: communes are missing, or their outlines are no coverage.
    """
    (outlines_of,) = etalab.COUNT_FORMATS
    published = read_outlines(
        path, outlines_of.code, departments=sorted(today.departments)
    )
    report.how_read = f"{published.features} features by {published.code_column}"
    communes = joined(published, today, report)
    refuse_gaps(communes, today, report.file_name)
    say(f"{len(communes)} communes, drawn anew")
    seats = {
        c.code: shapely.Point(c.counted_at.lon, c.counted_at.lat)
        for c in tables.read_communes(data_dir)
        if c.code in communes and c.seat_lon is not None
    }
    around = read_topology(data_dir / "neighbours.topojson")
    with tempfile.TemporaryDirectory() as folder:
        drawn = Path(folder)
        compile_outlines(communes, around, seats, drawn, say)
        fine = read_topology(drawn / "outlines_fine.topojson")
        coarse = read_topology(drawn / "outlines_coarse.topojson")
    say("outlines of larger territories")
    write_outlines(connection, _rows(fine, coarse, members_by_territory(connection)))


def joined(
    published: Outlines, today: Today, report: SourceReport
) -> dict[str, shapely.Geometry]:
    """Outlines of the communes of today, old ones joined into theirs."""
    found: dict[str, list[tuple[int, shapely.Geometry]]] = defaultdict(list)
    beyond = Alike(OUTSIDE)
    column = published.code_column
    report.read += published.features
    pairs = zip(published.codes, published.shapes, strict=True)
    for number, (code, shape) in enumerate(pairs, start=1):
        try:
            if shape is None or shapely.is_empty(shape):
                raise RowRejected(column, code, "has no outline")
            commune = today.code_of(code, level=Level.COMMUNE, column=column)
        except RowRejected as error:
            rejected(report, number, error)
            continue
        if commune is None:
            beyond.add(number, column, BEYOND, code)
        else:
            found[commune].append((number, shape))
    for _ in range(published.features - len(published.codes)):
        beyond.add(0, column, BEYOND, None)
    beyond.tell(report)
    report.kept += len(found)
    return {
        code: _united(code, parts, column, report)
        for code, parts in sorted(found.items())
    }


def refuse_gaps(communes: Shapes, today: Today, file_name: str) -> None:
    """Stop at communes that are missing, crossed by themselves, or over another.

    Raises:
        ImportRefused: naming some of them.
    """
    missing = sorted(today.communes - communes.keys())
    if missing:
        raise ImportRefused(
            f"{file_name}: {len(missing)} of {len(today.communes)} communes of the "
            f"region have no outline: {_some(missing)}; nothing was replaced"
        )
    shapes = list(communes.values())
    for wrong, what in (
        (~shapely.is_valid(shapes), "cross themselves"),
        (~shapely.is_empty(shapely.coverage_invalid_edges(shapes)), "overlap others"),
    ):
        codes = [code for code, bad in zip(communes, wrong, strict=True) if bad]
        if codes:
            raise ImportRefused(
                f"{file_name}: outlines of {len(codes)} communes {what}: "
                f"{_some(codes)}; expected a valid coverage; nothing was replaced"
            )


def _united(
    code: str,
    parts: Sequence[tuple[int, shapely.Geometry]],
    column: str,
    report: SourceReport,
) -> shapely.Geometry:
    first = parts[0][0]
    for number, _ in parts[1:]:
        done = f"joined to row {first}: both are {code} today"
        mend = Mend(column, None, "has merged since", done)
        note(report, MERGED, number, mend)
    shapes = [shape for _, shape in parts]
    return shapes[0] if len(shapes) == 1 else shapely.union_all(shapes)


def _rows(
    fine: Shapes, coarse: Shapes, members: Mapping[tuple[str, str], Sequence[str]]
) -> Iterator[dict[str, Any]]:
    for code in fine:
        yield _row(Level.COMMUNE, code, fine[code], coarse[code], seat=None)
    for (level, code), communes in sorted(members.items()):
        inside = [commune for commune in communes if commune in fine]
        if not inside:
            continue
        near, far = (
            shapely.coverage_union_all([scale[commune] for commune in inside])
            for scale in (fine, coarse)
        )
        yield _row(level, code, near, far, seat=shapely.point_on_surface(near))


def _row(
    level: str,
    code: str,
    fine: shapely.Geometry,
    coarse: shapely.Geometry,
    *,
    seat: shapely.Geometry | None,
) -> dict[str, Any]:
    return {
        "level": str(level),
        "code": code,
        "seat": None if seat is None else _ewkb(seat),
        "outline_fine": _ewkb(fine),
        "outline_coarse": _ewkb(coarse),
    }


def _ewkb(shape: shapely.Geometry) -> str:
    if isinstance(shape, shapely.Polygon):
        shape = shapely.MultiPolygon([shape])
    return shapely.to_wkb(shapely.set_srid(shape, 4326), hex=True, include_srid=True)


def _some(codes: Sequence[str]) -> str:
    others = f" and {len(codes) - _NAMED} others" if len(codes) > _NAMED else ""
    return ", ".join(codes[:_NAMED]) + others
