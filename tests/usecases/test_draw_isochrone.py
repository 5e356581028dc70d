"""Isochrones of the estimate agree with its minutes, and stay on land."""

import asyncio

import numpy as np
import pytest
import shapely

from numna_geo.bundle import DATA
from numna_geo.errors import TravelUnavailable
from numna_geo.model.position import Position
from numna_geo.model.travel import MOVING, Profile
from numna_geo.travel.engine import Floats, plain_ends
from numna_geo.travel.estimate import Estimate
from numna_geo.usecases.draw_isochrone import AT_ONCE, Band, Isochrones, estimated
from numna_geo.usecases.known_estimate import read_estimates
from numna_geo.usecases.known_ground import Ground
from numna_geo.usecases.known_land import Land, land_of, read_land
from numna_geo.usecases.locate_place import Place

NOBODY = Ground({})
INLAND = (0.65, 45.65)

# Two communes side by side, and the sea to the west of them.
COAST = land_of(
    {"1": shapely.box(-1, 45, 0, 46), "2": shapely.box(0, 45, 1, 46)},
    {"3": shapely.box(1, 45, 3, 46)},
)


@pytest.fixture(scope="module")
def land() -> Land:
    return read_land(DATA)


def to(
    estimate: Estimate, here: tuple[float, float], there: Floats
) -> dict[str, Floats]:
    found = estimate.table(plain_ends(np.array([here])), plain_ends(there))
    return {
        Band.POSSIBLE: found.low[0],
        Band.CENTRAL: found.central[0],
        Band.COVERED: found.high[0],
    }


@pytest.mark.parametrize("profile", MOVING)
@pytest.mark.parametrize("minutes", [10, 45, 120])
def test_whoever_is_on_the_outline_takes_just_so_long(
    profile: Profile, minutes: int
) -> None:
    estimate = Estimate(profile=profile)
    wide = land_of({"1": shapely.box(-9, 40, 9, 50)}, {"2": shapely.box(9, 40, 10, 50)})

    drawn = estimated(estimate, (NOBODY, wide), (*INLAND, None), [minutes], list(Band))

    assert [area.band for area in drawn] == ["possible", "central", "covered"]
    for area in drawn:
        edge = shapely.get_coordinates(shapely.boundary(area.shape))
        taken = to(estimate, INLAND, edge)[area.band]
        assert taken == pytest.approx(minutes, rel=0.05), area.band


def test_nobody_is_reached_in_the_sea() -> None:
    (area,) = estimated(Estimate(), (NOBODY, COAST), (-0.9, 45.5, "1"), [45])

    assert not shapely.contains_xy(area.shape, -1.05, 45.5)
    assert shapely.contains_xy(area.shape, -0.99, 45.5)


def test_whoever_stands_on_a_pier_is_still_there() -> None:
    (area,) = estimated(Estimate(), (NOBODY, COAST), (-1.02, 45.5, None), [20])

    assert area.shape.covers(shapely.Point(-1.02, 45.5))
    assert shapely.contains_xy(area.shape, -0.95, 45.5)


@pytest.mark.parametrize(
    ("here", "reached", "not_reached"),
    [
        # Thirty minutes by car, and what lies across the water or up the bay.
        ((-0.6630, 45.1280), (-0.5527, 45.1950), (-0.7480, 45.1990)),  # Blaye, Pauillac
        (
            (-1.0286, 45.6265),
            (-0.9300, 45.6800),
            (-1.0600, 45.5450),
        ),  # Royan, Le Verdon
        ((-1.1670, 44.6580), (-1.0700, 44.6340), (-1.2390, 44.6420)),  # Cap-Ferret
    ],
)
def test_water_is_not_driven_over(
    land: Land,
    here: tuple[float, float],
    reached: tuple[float, float],
    not_reached: tuple[float, float],
) -> None:
    estimate = read_estimates(DATA, None)[Profile.CAR]

    (area,) = estimated(estimate, (NOBODY, land), (*here, None), [30])

    assert shapely.contains_xy(area.shape, *reached)
    assert not shapely.contains_xy(area.shape, *not_reached)


def test_the_sea_begins_at_the_coast_of_spain_too(land: Land) -> None:
    estimate = read_estimates(DATA, None)[Profile.CAR]
    irun, pasaia, off_hondarribia = (-1.79, 43.34), (-1.92, 43.32), (-1.86, 43.385)

    (area,) = estimated(estimate, (NOBODY, land), (-1.663, 43.388, None), [45])

    assert shapely.contains_xy(area.shape, *irun)
    assert shapely.contains_xy(area.shape, *pasaia)
    assert not shapely.contains_xy(area.shape, *off_hondarribia)
    # All along it there is water.
    assert shapely.contains_xy(land.sea, [-1.8, -3.0, -5.5], [43.42, 43.5, 43.7]).all()


def test_a_point_is_in_its_commune_or_in_none(land: Land) -> None:
    places = np.array([[1.8713, 46.1702], [-5.0, 45.0], [-0.5792, 44.8378]])

    assert land.communes_at(places) == ["23096", None, "33063"]


def test_whoever_waits_too_long_for_a_drawing_is_told_so() -> None:
    class Slow:
        """Engines that draw for ever."""

        async def by_road(self, *_: object) -> None:
            await asyncio.Event().wait()

    here = Position(lon=0.65, lat=45.65)
    place = Place(
        position=here, precision="point", label=None, commune_code=None, commune=None
    )
    drawings = Isochrones(Slow(), DATA, wait_s=0.05)  # type: ignore[arg-type]

    async def third() -> None:
        await drawings.ready()

        async def draw() -> None:
            await drawings.draw(place, minutes=[5], profile=Profile.CAR)

        others = [asyncio.create_task(draw()) for _ in range(AT_ONCE)]
        await asyncio.sleep(0)
        try:
            await draw()
        finally:
            for other in others:
                other.cancel()
            await asyncio.gather(*others, return_exceptions=True)

    with pytest.raises(TravelUnavailable, match="at once"):
        asyncio.run(third())
