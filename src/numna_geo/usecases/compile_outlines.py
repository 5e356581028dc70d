"""Write outlines of communes on shared borders, fine and coarse."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path

import shapely

from numna_geo.errors import SourceUnreadable
from numna_geo.outlines.arcs import Topology, cut, grid_over
from numna_geo.outlines.generalise import generalised
from numna_geo.outlines.measures import (
    largest_shift_m,
    seats_outside_m,
    union_area_km2,
)
from numna_geo.outlines.topojson import write_topojson
from numna_geo.outlines.topology import outlines_of

Outlines = Mapping[str, shapely.Geometry]
Report = Callable[[str], None]

INPUT_STEP = 1e-5
"""Degrees (1 m): the grid on which IGN's outlines of 2018 were published."""

FINE_M, COARSE_M, NEIGHBOURS_M = 50.0, 200.0, 300.0
"""How far a border may move, in metres."""

COARSE_STEP = 2e-4
"""Degrees (22 m north, 16 m east): what the coarse outlines are rounded to."""


def compile_outlines(
    communes: Outlines,
    neighbours: Outlines,
    seats: Mapping[str, shapely.Point],
    out_dir: Path,
    report: Report,
) -> None:
    """Write `outlines_fine`, `outlines_coarse` and `neighbours`, as TopoJSON.

    `outlines.json` says beside them how far each lies from what it was drawn from.

    Args:
        communes: the region's, a valid coverage, WGS 84.
        neighbours: the departments around it, likewise.
        seats: town halls by commune, WGS 84, to keep in their commune.
        out_dir: where the files go.
        report: told each file, with its size in vertices and bytes.

    Raises:
        SourceUnreadable: an input is no valid coverage.
    """
    region = cut(communes, grid=grid_over(communes, step=INPUT_STEP))
    around = cut(neighbours, grid=grid_over(neighbours, step=INPUT_STEP))
    drawn = {
        "outlines_fine": generalised(region, tolerance_m=FINE_M, seats=seats),
        "outlines_coarse": generalised(
            region, tolerance_m=COARSE_M, step=COARSE_STEP, seats=seats
        ),
        "neighbours": generalised(around, tolerance_m=NEIGHBOURS_M, step=COARSE_STEP),
    }
    facts: dict[str, object] = {
        "input": {
            "area_km2": round(union_area_km2(communes), 3),
            "vertices": _vertices(region),
            "seats_outside_m": _rounded(seats_outside_m(communes, seats)),
        }
    }
    for stem, topology in drawn.items():
        before = neighbours if stem == "neighbours" else communes
        name = "departments" if stem == "neighbours" else "communes"
        facts[stem] = _facts(topology, before, seats)
        size = write_topojson(out_dir / f"{stem}.topojson", topology, name=name)
        report(f"{stem}.topojson: {_vertices(topology)} vertices, {size} bytes")
    text = json.dumps(facts, indent=1)
    (out_dir / "outlines.json").write_text(f"{text}\n", encoding="utf-8")


def _facts(
    topology: Topology, before: Outlines, seats: Mapping[str, shapely.Point]
) -> dict[str, object]:
    """What a reader may want to check of one file; distances in metres."""
    after = outlines_of(topology)
    shapes = list(after.values())
    if not (shapely.is_valid(shapes).all() and shapely.coverage_is_valid(shapes)):
        raise SourceUnreadable(
            "generalised outlines overlap: expected a valid coverage as input"
        )
    return {
        "area_km2": round(union_area_km2(after), 3),
        "vertices": _vertices(topology),
        "largest_shift_m": round(largest_shift_m(before, after), 1),
        "seats_outside_m": _rounded(seats_outside_m(after, seats)),
    }


def _vertices(topology: Topology) -> int:
    return sum(len(arc) for arc in topology.arcs)


def _rounded(metres: Mapping[str, float]) -> dict[str, float]:
    return {code: round(distance, 1) for code, distance in metres.items()}
