"""How many people change side when they are not put at the town hall?

Run it on a loaded database: `python -m bench.placement postgresql://…`. People are put
at the town hall, then at points drawn inside the outline of their commune: evenly, and
crowded round the seat. Those whose point is on the other side of a threshold than the
town hall have changed side; some come, some go, and the net is what a total moves by.
"""

import sys
from collections.abc import Iterator

import numpy as np
import shapely
from sqlalchemy import text

from numna_geo.bundle import DATA
from numna_geo.model.supply import SUPPLIES
from numna_geo.model.territory import Quantity
from numna_geo.model.travel import Profile
from numna_geo.store.database import Connection, connect
from numna_geo.travel.engine import Ends, Floats
from numna_geo.travel.estimate import Estimate
from numna_geo.usecases.known_estimate import read_estimates
from numna_geo.usecases.measured_inputs import Inputs, read_inputs

POINTS, SEED = 12, 23
THRESHOLDS_MIN = (15, 20, 30)
ASKED = ("family:support", "family:host", "category:france_services")

_CROWDED = 0.35
"""Standard deviation round the seat, in radii of a disc as large as the commune."""

_AT_ONCE = 4_000
_OUTLINES = (
    "SELECT ST_AsBinary(outline_fine) FROM territories"
    " WHERE level = 'commune' AND in_region ORDER BY code"
)


def main(url: str) -> None:
    engine = connect(url)
    with engine.connect() as connection:
        inputs = read_inputs(connection)
        shapes = _shapes(connection)
    engine.dispose()
    car = read_estimates(DATA, None)[Profile.CAR]
    seats = inputs.ground.ends([(c.lon, c.lat, c.code) for c in inputs.own])
    drawn = {
        "evenly": _points(shapes, seats.lonlat, None),
        "crowded": _points(shapes, seats.lonlat, _CROWDED),
    }
    people = np.nan_to_num(inputs.demand[Quantity.INHABITANTS])
    print(f"{POINTS} points in each of {len(seats):,} communes, {people.sum():,.0f}")
    print(f"{'':<26}{'min':>4}{'beyond':>11}{'change side':>22}{'net':>20}")
    for key in ASKED:
        places = _places(inputs, key)
        at_seat = car.nearest(seats, places)[0].central
        for how, points in drawn.items():
            minutes = _minutes(car, seats, points, places)
            for line in _lines(at_seat, minutes, people):
                print(f"{SUPPLIES[key].value + ', ' + how:<26}{line}")


def _lines(at_seat: Floats, minutes: Floats, people: Floats) -> Iterator[str]:
    for at in THRESHOLDS_MIN:
        far, share = ~(at_seat <= at), (~(minutes <= at)).mean(axis=1)
        beyond = people @ far
        moved = people @ np.where(far, 1 - share, share)
        net = people @ share - beyond
        every = people.sum()
        yield (
            f"{at:>4}{beyond:>11,.0f}{moved:>12,.0f} ({moved / every:6.2%})"
            f"{net:>+12,.0f} ({net / every:+.2%})"
        )


def _points(
    shapes: list[shapely.Geometry], seats: Floats, crowd: float | None
) -> Floats:
    """WGS 84 degrees inside each outline, shape (N, POINTS, 2)."""
    draw = np.random.default_rng(SEED)
    found = np.empty((len(shapes), POINTS, 2))
    for number, (shape, seat) in enumerate(zip(shapes, seats, strict=True)):
        shapely.prepare(shape)
        kept: list[Floats] = []
        while sum(map(len, kept)) < POINTS:
            if crowd is None or len(kept) > 50:
                west, south, east, north = shape.bounds
                tried = draw.uniform((west, south), (east, north), (8 * POINTS, 2))
            else:
                radius = np.sqrt(shape.area * np.cos(np.radians(seat[1])) / np.pi)
                wide = crowd * radius / np.array([np.cos(np.radians(seat[1])), 1.0])
                tried = seat + draw.normal(0, 1, (8 * POINTS, 2)) * wide
            kept.append(tried[shapely.contains_xy(shape, tried)])
        found[number] = np.concatenate(kept)[:POINTS]
    return found


def _minutes(car: Estimate, seats: Ends, points: Floats, places: Ends) -> Floats:
    which = np.repeat(np.arange(len(seats)), POINTS)
    lonlat, parts = points.reshape(-1, 2), []
    for first in range(0, len(which), _AT_ONCE):
        part = slice(first, first + _AT_ONCE)
        here = Ends(
            lonlat=lonlat[part],
            density=seats.density[which[part]],
            mountain=seats.mountain[which[part]],
        )
        parts.append(car.nearest(here, places)[0].central)
    return np.concatenate(parts).reshape(-1, POINTS)


def _places(inputs: Inputs, key: str) -> Ends:
    counted = zip(inputs.places, inputs.answers, strict=True)
    spots = {(p.lon, p.lat, p.commune_code) for p, told in counted if key in told}
    return inputs.ground.ends(sorted(spots, key=str))


def _shapes(connection: Connection) -> list[shapely.Geometry]:
    return [shapely.from_wkb(bytes(row)) for row in connection.scalars(text(_OUTLINES))]


if __name__ == "__main__":
    main(sys.argv[1])
