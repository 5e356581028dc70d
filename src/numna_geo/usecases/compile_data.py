"""Write our own compact tables of facts from a folder of open files."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np
import shapely

from numna_geo.outlines.border import border_distances_km
from numna_geo.outlines.geojson import read_outlines
from numna_geo.sources import (
    anct,
    arcep_2018,
    arcep_2026,
    etalab,
    insee,
    insee_zones,
    thd30,
)
from numna_geo.sources.passage import Passage, passage_of
from numna_geo.sources.table import write_table
from numna_geo.sources.tables import (
    Broadband,
    Commune,
    Demand,
    Department,
    Epci,
    Establishments,
    FormerCommune,
    Seat,
    read_seats,
)
from numna_geo.sources.zone_tables import CommuneZones, Share
from numna_geo.usecases.compile_outlines import compile_outlines
from numna_geo.usecases.compile_places import compile_places

Report = Callable[[str], None]
Outlines = Mapping[str, shapely.Geometry]


def compile_data(
    raw_dir: Path, out_dir: Path, report: Report, *, ours_dir: Path
) -> None:
    """Read the open files of `raw_dir`, write tables and outlines into `out_dir`.

    The same files give the same bytes. `sources.csv`, `collection.csv`, `seats.csv` and
    `README.md` are written by hand, and left alone.

    Args:
        raw_dir: the folder of open files, laid out as its own README says.
        out_dir: where the tables go; made if absent.
        report: told each file written, and what was left out.
        ours_dir: the folder of the tables that are written by hand.

    Raises:
        SourceUnreadable: a file is absent, or not in the layout of its publisher.
    """
    out_dir.mkdir(parents=True, exist_ok=True)
    passage = passage_of(raw_dir)
    seats = list(read_seats(ours_dir))
    communes = compile_territories(raw_dir, out_dir, passage, seats, report)
    compile_zones(raw_dir, out_dir, passage, report)
    compile_counts(raw_dir, out_dir, passage, report)
    compile_places(raw_dir, out_dir, report)
    compile_outlines(
        _outlines(raw_dir / etalab.OUTLINES_FILE),
        _outlines(raw_dir / etalab.NEIGHBOURS_FILE),
        _seats(communes),
        out_dir,
        report,
    )


def compile_territories(
    raw_dir: Path,
    out_dir: Path,
    passage: Passage,
    seats: Iterable[Seat],
    report: Report,
) -> list[Commune]:
    """Write communes, EPCI, departments and former communes; returns the communes."""
    zonings = insee.densities(raw_dir), insee.mountains(raw_dir)
    inside = _seated(etalab.communes(raw_dir, *zonings), seats)
    communes = [*_with_border(inside, raw_dir), *etalab.halo_communes(raw_dir)]
    former = etalab.former_communes(raw_dir, passage, insee.old_names(raw_dir))
    tables = (
        ("communes.csv", Commune, communes),
        ("epci.csv", Epci, etalab.epci(raw_dir)),
        ("departments.csv", Department, etalab.departments()),
        ("former_communes.csv", FormerCommune, former),
    )
    for name, kind, rows in tables:
        report(f"{name}: {write_table(out_dir / name, kind, rows)} rows")
    return communes


def compile_counts(
    raw_dir: Path, out_dir: Path, passage: Passage, report: Report
) -> None:
    """Write who may need what: people, dwellings, establishments, premises."""
    broadband = [
        *arcep_2018.broadband_2018(raw_dir, passage),
        *arcep_2026.broadband_2026(raw_dir),
    ]
    tables = (
        ("demand.csv", Demand, insee.demand(raw_dir, passage)),
        ("establishments.csv", Establishments, insee.establishments(raw_dir, passage)),
        ("broadband.csv", Broadband, broadband),
        ("shares.csv", Share, thd30.shares(raw_dir)),
    )
    for name, kind, rows in tables:
        report(f"{name}: {write_table(out_dir / name, kind, rows)} rows")


def compile_zones(
    raw_dir: Path, out_dir: Path, passage: Passage, report: Report
) -> None:
    """Write what each commune of the region is part of, and which ones are centres."""
    insee_of = insee_zones.zones(raw_dir, passage)
    deployment = arcep_2018.deployment_zones(raw_dir, passage)
    centres = anct.centres(raw_dir, passage)
    rows = (
        CommuneZones(
            commune_code=code,
            zone_emploi=zones.employment,
            bassin_vie=zones.living,
            deployment_zone=deployment[code].value,
            centre=centres[code].value if code in centres else None,
        )
        for code, zones in sorted(insee_of.items())
    )
    written = write_table(out_dir / "zones.csv", CommuneZones, rows)
    report(f"zones.csv: {written} rows")


def _seated(communes: Iterable[Commune], seats: Iterable[Seat]) -> list[Commune]:
    """The communes, with their town halls where we place them."""
    ours = {seat.commune_code: seat for seat in seats}
    return [
        replace(commune, seat_lon=seat.lon, seat_lat=seat.lat)
        if (seat := ours.get(commune.code))
        else commune
        for commune in communes
    ]


def _with_border(communes: list[Commune], raw_dir: Path) -> Iterator[Commune]:
    region = shapely.coverage_union_all(
        list(_outlines(raw_dir / etalab.OUTLINES_FILE).values())
    )
    neighbours = _outlines(raw_dir / etalab.NEIGHBOURS_FILE).values()
    distances_km = border_distances_km(
        np.array([_people_point(commune) for commune in communes]),
        region=region,
        neighbours=shapely.union_all(list(neighbours)),
    )
    for commune, border_km in zip(communes, distances_km, strict=True):
        yield replace(commune, border_km=round(float(border_km), 3))


def _people_point(commune: Commune) -> tuple[float, float]:
    if commune.seat_lon is None or commune.seat_lat is None:
        return commune.lon, commune.lat
    return commune.seat_lon, commune.seat_lat


def _seats(communes: list[Commune]) -> dict[str, shapely.Point]:
    return {
        commune.code: shapely.Point(commune.seat_lon, commune.seat_lat)
        for commune in communes
        if commune.seat_lon is not None and commune.seat_lat is not None
    }


def _outlines(path: Path) -> dict[str, shapely.Geometry]:
    return read_outlines(path, code_property=etalab.CODE_PROPERTY)
