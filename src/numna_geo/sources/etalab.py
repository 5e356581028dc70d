"""Communes, EPCI and departments of COG 2026, as Etalab repackages INSEE and DGCL.

Source: IGN Admin Express, INSEE and DGCL via Etalab 2026; town halls DILA; postcodes
La Poste 2026.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

from numna_geo.model.department import DEPARTMENTS
from numna_geo.sources.counts import CountFormat, Kind
from numna_geo.sources.csv_files import published_rows
from numna_geo.sources.passage import Passage
from numna_geo.sources.tables import Commune, Department, Epci, FormerCommune

COMMUNES_FILE = Path("reference/communes_2026.csv")
HALO_FILE = Path("reference/communes_halo_2026.csv")
EPCI_FILE = Path("reference/epci_2026.csv")
OUTSIDE_MEMBERS_FILE = Path("reference/epci_membres_hors_region.csv")
POSTCODES_FILE = Path("reference/codes_postaux_communes_2026.csv")
PARTS_FILE = Path("reference/communes_deleguees_associees_2026.csv")
OUTLINES_FILE = Path("reference/communes_2026.geojson")
NEIGHBOURS_FILE = Path("reference/departements_voisins.geojson")
CODE_PROPERTY = "code"
"""The property that carries the INSEE code in both files of outlines."""

MAX_SEAT_DISTANCE_M = 500.0
"""A town hall further than this from its commune is a homonym's, or a mistake."""

_COMMUNE = (
    "code",
    "nom",
    "departement",
    "epci",
    "population",
    "surface_km2",
    "lon",
    "lat",
    "mairie_lon",
    "mairie_lat",
    "mairie_distance_commune_m",
)
_PART_KINDS = {"COMD": "delegated", "COMA": "associated"}


def departments() -> Iterator[Department]:
    """The twelve departments of the region."""
    # No file of the folder carries their names.
    for one in DEPARTMENTS:
        yield Department(code=one.code, name=one.name)


def epci(raw_dir: Path) -> Iterator[Epci]:
    """The intercommunalities with a commune in the region: what of them lies in it.

    Raises:
        SourceUnreadable: the file is absent, or not in this layout.
    """
    columns = ("epci", "epci_nom", "epci_type", "population", "surface_km2")
    for row in published_rows(raw_dir / EPCI_FILE, columns):
        yield Epci(
            code=row["epci"],
            name=row["epci_nom"],
            kind=row["epci_type"],
            population=int(row["population"]),
            area_km2=float(row["surface_km2"]),
        )


def communes(
    raw_dir: Path, densities: Mapping[str, str], mountains: Mapping[str, str]
) -> Iterator[Commune]:
    """The communes of the region; `border_km` is left for who knows the outlines.

    Raises:
        SourceUnreadable: a file is absent, or not in its layout.
    """
    postcodes = _postcodes(raw_dir)
    for row in published_rows(raw_dir / COMMUNES_FILE, _COMMUNE):
        seat_lon, seat_lat = _seat(row)
        yield Commune(
            code=row["code"],
            name=row["nom"],
            department=row["departement"],
            epci=row["epci"] or None,
            population=int(row["population"]),
            area_km2=float(row["surface_km2"]),
            lon=float(row["lon"]),
            lat=float(row["lat"]),
            seat_lon=seat_lon,
            seat_lat=seat_lat,
            border_km=None,
            density=densities.get(row["code"]),
            mountain=mountains.get(row["code"]),
            in_region=True,
            postcodes=tuple(sorted(postcodes[row["code"]])),
        )


def halo_communes(raw_dir: Path) -> Iterator[Commune]:
    """The communes within 50 km beyond the border: a point and a population.

    Raises:
        SourceUnreadable: a file is absent, or not in its layout.
    """
    members = published_rows(raw_dir / OUTSIDE_MEMBERS_FILE, ("epci", "code"))
    epci_codes = {row["code"]: row["epci"] for row in members}
    columns = ("code", "nom", "departement", "population", "lon", "lat")
    for row in published_rows(raw_dir / HALO_FILE, columns):
        yield Commune(
            code=row["code"],
            name=row["nom"],
            department=row["departement"],
            epci=epci_codes.get(row["code"]),
            population=int(row["population"]) if row["population"] else None,
            area_km2=None,
            lon=float(row["lon"]),
            lat=float(row["lat"]),
            seat_lon=None,
            seat_lat=None,
            border_km=None,
            density=None,
            mountain=None,
            in_region=False,
            postcodes=(),
        )


def former_communes(
    raw_dir: Path, passage: Passage, old_names: Mapping[str, str]
) -> Iterator[FormerCommune]:
    """Codes that are gone, and parts of communes that keep their name; one row a code.

    A gone code that lives on as a delegated or associated commune has that kind. A
    part may bear the code of its whole (the seat of a merger).

    Raises:
        SourceUnreadable: the file is absent, or not in this layout.
    """
    columns = ("code", "type", "nom", "commune_parent")
    parts = {row["code"]: row for row in published_rows(raw_dir / PARTS_FILE, columns)}
    for code in sorted(parts.keys() | passage.keys()):
        part = parts.get(code)
        yield FormerCommune(
            code=code,
            name=part["nom"] if part else old_names.get(code),
            commune_code=part["commune_parent"] if part else passage[code],
            kind=_PART_KINDS[part["type"]] if part else "former",
        )


def _postcodes(raw_dir: Path) -> defaultdict[str, set[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    columns = ("code_postal", "code_commune")
    for row in published_rows(raw_dir / POSTCODES_FILE, columns):
        found[row["code_commune"]].add(row["code_postal"])
    return found


def _seat(row: Mapping[str, str]) -> tuple[float | None, float | None]:
    distance_m = row["mairie_distance_commune_m"]
    if not distance_m or float(distance_m) >= MAX_SEAT_DISTANCE_M:
        return None, None
    return float(row["mairie_lon"]), float(row["mairie_lat"])


COUNT_FORMATS = (
    CountFormat(
        key="outlines",
        title="IGN Admin Express ou Etalab : contours des communes",
        code="code|INSEE_COM|code_insee|codgeo",
        kind=Kind.OUTLINES,
    ),
)
"""GeoJSON, GeoPackage or shapefile: only codes and outlines of communes are read."""
