"""Pairs of communes whose minutes are known, and the estimate fitted to them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import numpy.typing as npt

from numna_geo.errors import SourceUnreadable, TravelUnavailable
from numna_geo.model.travel import Profile
from numna_geo.sources.barriers import read_barriers
from numna_geo.sources.csv_files import published_rows
from numna_geo.sources.tables import Commune, read_communes
from numna_geo.travel.calibration import Fit, Pairs, fitted
from numna_geo.travel.distances import km_between
from numna_geo.travel.engine import Classes, Ends, Flags, Floats
from numna_geo.travel.segments import Lines
from numna_geo.usecases.known_ground import DENSITY_CLASSES
from numna_geo.usecases.road_engines import RoadEngines, road_table

MAX_KM = 61.0
"""60 km on a globe, as some measure, are a little more on the ellipsoid."""

SAMPLED = 240
"""Communes of the region between which a real engine is asked."""

_COLUMNS = ("from_code", "from_lon", "from_lat", "from_population", "to_code")
_OTHER_COLUMNS = ("to_lon", "to_lat", "to_population", "car_min")

_POPULATIONS = (400, 1_500, 4_000, 10_000, 30_000)
_LIKE = (7, 6, 5, 3, 2, 1)
"""A class by population, for communes of which we know no other: a guess.

It is right for 63 % of the communes of the region, most others are next to it.
"""

_HIGH_ISERE = ((5.53, 45.36), (5.72, 45.47), (-180.0, 45.03))
"""East and south of each of these, degrees, Isère is high: Chartreuse, Vercors,
Belledonne, Oisans, Trièves. Of its communes we know no official class.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """What was fitted, and whether to pairs of the region itself."""

    fit: Fit
    in_region: bool


def calibrate_on_file(path: Path, data_dir: Path) -> Calibration:
    """Fit the estimate of the car to the pairs of a file, 60 km apart at most.

    Ways that a barrier lengthens are left out: the curve is that of open ground.

    Raises:
        SourceUnreadable: the file is not in the layout that docs/travel.md tells, or
            holds too few pairs.
    """
    rows = list(published_rows(path, (*_COLUMNS, *_OTHER_COLUMNS)))
    known = {c.code: c for c in read_communes(data_dir) if c.in_region}
    codes = np.array([[row["from_code"], row["to_code"]] for row in rows])
    try:
        lonlat = np.array(
            [[[r[f"{e}_lon"], r[f"{e}_lat"]] for e in ("from", "to")] for r in rows]
        ).astype(np.float64)
        people = [[int(r[f"{e}_population"]) for e in ("from", "to")] for r in rows]
        minutes = np.array([row["car_min"] for row in rows]).astype(np.float64)
    except ValueError as error:
        raise SourceUnreadable(f"{path.name}: {error}; expected numbers") from error
    if not rows:
        raise SourceUnreadable(f"{path.name}: no pair")
    pairs = _pairs(
        codes,
        lonlat,
        minutes,
        density=_densities(codes, np.array(people), known),
        mountain=_mountains(codes, lonlat, known),
        lines=_lines(data_dir),
    )
    if not len(pairs):
        raise SourceUnreadable(
            f"{path.name}: none of its {len(rows)} pairs can be used: minutes above "
            f"zero, ends apart but {MAX_KM:g} km at most, and no water between them "
            "are needed"
        )
    origin = f"ajusté le {_today()} sur {len(pairs)} trajets de"
    inside = bool(np.isin(codes, list(known)).mean() > 1 / 2)
    return Calibration(
        fit=fitted(pairs, origin=f"{origin} {path.name}"), in_region=inside
    )


async def calibrate_on_roads(
    roads: RoadEngines, data_dir: Path, profile: Profile
) -> Calibration:
    """Fit the estimate to the engine that knows the roads here.

    Raises:
        TravelUnavailable: there is none, or it does not answer.
        SourceUnreadable: its map holds too few communes.
    """
    communes = _sampled(c for c in read_communes(data_dir) if c.in_region)
    ends = _ends(communes)
    asked = await roads.answer(profile, lambda engine: road_table(engine, ends, ends))
    if asked.found is None or asked.engine is None:
        raise TravelUnavailable("no engine that knows the roads answers")
    central = np.where(asked.found.off, np.nan, asked.found.central)
    one, other = np.triu_indices(len(communes), 1)
    codes = np.array([c.code for c in communes])
    pairs = _pairs(
        np.stack([codes[one], codes[other]], axis=1),
        np.stack([ends.lonlat[one], ends.lonlat[other]], axis=1),
        central[one, other],
        density=np.stack([ends.density[one], ends.density[other]], axis=1),
        mountain=np.stack([ends.mountain[one], ends.mountain[other]], axis=1),
        lines=_lines(data_dir),
    )
    origin = (
        f"ajusté le {_today()} sur {len(pairs)} trajets de"
        f" {asked.engine.name} {asked.engine.version}"
    )
    fit = fitted(pairs, origin=origin, profile=profile)
    return Calibration(fit=fit, in_region=True)


def _today() -> str:
    return datetime.now(UTC).date().isoformat()


def _sampled(communes: Iterable[Commune]) -> list[Commune]:
    # By name all over the region, and the same ones every time.
    ordered = sorted(communes, key=lambda c: (c.name, c.code))
    return ordered[:: max(1, len(ordered) // SAMPLED)]


def _ends(communes: list[Commune]) -> Ends:
    at = [c.counted_at for c in communes]
    return Ends(
        lonlat=np.array([(p.lon, p.lat) for p in at], dtype=np.float64),
        density=np.array(
            [DENSITY_CLASSES.get(c.density or "", 0) for c in communes], dtype=np.int8
        ),
        mountain=np.array([c.mountain is not None for c in communes], dtype=bool),
    )


def _lines(data_dir: Path) -> Lines:
    return Lines([barrier.line for barrier in read_barriers(data_dir)[0]])


def _pairs(
    codes: npt.NDArray[np.str_],
    lonlat: Floats,
    minutes: Floats,
    *,
    density: Classes,
    mountain: Flags,
    lines: Lines,
) -> Pairs:
    open_ground = ~lines.cut(lonlat[:, 0], lonlat[:, 1])
    km = km_between(lonlat[:, 0], lonlat[:, 1])
    every = Pairs(
        km=km, minutes=minutes, density=density, mountain=mountain, codes=codes
    )
    known = open_ground & (np.nan_to_num(minutes) > 0)
    return every.chosen(known & (km > 0) & (km <= MAX_KM))


def _densities(
    codes: npt.NDArray[np.str_],
    people: npt.NDArray[np.int64],
    known: Mapping[str, Commune],
) -> Classes:
    like = np.array(_LIKE)[np.searchsorted(_POPULATIONS, people, side="right")]
    return np.array(
        [
            [
                DENSITY_CLASSES.get(known[code].density or "", 0)
                if code in known
                else guess
                for code, guess in zip(*both, strict=True)
            ]
            for both in zip(codes.tolist(), like.tolist(), strict=True)
        ],
        dtype=np.int8,
    )


def _mountains(
    codes: npt.NDArray[np.str_], lonlat: Floats, known: Mapping[str, Commune]
) -> Flags:
    high = np.zeros(codes.shape, dtype=bool)
    for lon, lat in _HIGH_ISERE:
        high |= (lonlat[..., 0] > lon) & (lonlat[..., 1] < lat)
    high &= np.char.startswith(codes, "38")
    told = [[c in known and known[c].mountain is not None for c in b] for b in codes]
    mountains: Flags = high | np.array(told, dtype=bool)
    return mountains
