from functools import partial
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from numna_geo.model.travel import MOVING, Profile
from numna_geo.sources.tables import read_communes
from numna_geo.travel.engine import Ends, plain_ends
from numna_geo.travel.estimate import Estimate
from numna_geo.travel.speeds import BY_PROFILE, Leg, road_minutes
from numna_geo.usecases.known_estimate import read_estimates
from numna_geo.usecases.known_ground import DENSITY_CLASSES

DATA = Path(__file__).parents[2] / "data"
ESTIMATES = read_estimates(DATA, None)

# Town to town in minutes by car, without traffic: general knowledge of the region's
# roads, as road signs and route planners tell them, to some five minutes.
WELL_KNOWN = {
    ("Guéret", "Limoges"): 68,
    ("Poitiers", "Niort"): 60,
    ("Mont-de-Marsan", "Dax"): 50,
    ("Bordeaux", "Libourne"): 38,
    ("Saintes", "Rochefort"): 36,
    ("Tulle", "Brive-la-Gaillarde"): 32,
    ("Agen", "Villeneuve-sur-Lot"): 36,
    ("Bayonne", "Pau"): 78,
    ("Angoulême", "Cognac"): 42,
    ("Périgueux", "Bergerac"): 52,
    ("Limoges", "Périgueux"): 92,
    ("La Rochelle", "Rochefort"): 37,
    ("La Rochelle", "Niort"): 60,
    ("Poitiers", "Châtellerault"): 36,
    ("Bordeaux", "Arcachon"): 58,
    ("Bordeaux", "Langon"): 44,
    ("Pau", "Oloron-Sainte-Marie"): 43,
    ("Bressuire", "Parthenay"): 34,
    ("Bressuire", "Thouars"): 31,
    ("Confolens", "Limoges"): 60,
    ("Marmande", "Agen"): 52,
    ("Sarlat-la-Canéda", "Périgueux"): 73,
    ("Sarlat-la-Canéda", "Brive-la-Gaillarde"): 54,
    ("Ussel", "Tulle"): 52,
    ("Aubusson", "Guéret"): 42,
    ("Nontron", "Périgueux"): 54,
    ("Mauléon-Licharre", "Oloron-Sainte-Marie"): 36,
    ("Saint-Jean-Pied-de-Port", "Bayonne"): 60,
    ("Bordeaux", "Mont-de-Marsan"): 88,
    ("Bordeaux", "Périgueux"): 92,
    ("Bordeaux", "Agen"): 88,
    ("Bordeaux", "Angoulême"): 88,
    ("Limoges", "Brive-la-Gaillarde"): 62,
    ("Poitiers", "Limoges"): 108,
    ("Bordeaux", "Pau"): 130,
    ("Bordeaux", "Poitiers"): 152,
    ("Bordeaux", "La Rochelle"): 125,
    ("Bordeaux", "Limoges"): 160,
}

points = st.tuples(st.floats(-1.8, 2.6), st.floats(42.8, 47.2))
classes = st.integers(0, 7)
profiles = st.sampled_from(MOVING)
few = partial(settings, max_examples=25)


@st.composite
def some_ends(draw: st.DrawFn, *, at_most: int = 6) -> Ends:
    size = draw(st.integers(1, at_most))
    many = partial(st.lists, min_size=size, max_size=size)
    return Ends(
        lonlat=np.array(draw(many(points))),
        density=np.array(draw(many(classes)), dtype=np.int8),
        mountain=np.array(draw(many(st.booleans())), dtype=bool),
    )


@pytest.fixture(scope="module")
def towns() -> dict[str, Ends]:
    found = {}
    for c in read_communes(DATA):
        if c.in_region and (c.name not in found or (c.population or 0) > 5_000):
            at = c.counted_at
            found[c.name] = Ends(
                lonlat=np.array([[at.lon, at.lat]]),
                density=np.array([DENSITY_CLASSES[c.density or ""]], dtype=np.int8),
                mountain=np.array([c.mountain is not None]),
            )
    return found


def minutes(estimate: Estimate, one: Ends, other: Ends) -> tuple[float, float, float]:
    found = estimate.table(one, other)
    return found.low[0, 0], found.central[0, 0], found.high[0, 0]


def test_ten_kilometres_between_two_villages_by_car():
    village, low = np.array([6], dtype=np.int8), np.array([False])
    leg = Leg(km=np.array([10.0]), density=(village, village), mountain=(low, low))

    # 2 × 0.405 + 0.65 × 10 + 39.49 × (1 − exp(−10 / 29.57)) = 0.81 + 6.5 + 11.331
    assert road_minutes(BY_PROFILE[Profile.CAR], leg)[0] == pytest.approx(
        18.64, abs=0.01
    )


def test_ten_kilometres_between_two_towns_by_car():
    town, low = np.array([1], dtype=np.int8), np.array([False])
    leg = Leg(km=np.array([10.0]), density=(town, town), mountain=(low, low))

    # 2 × 2.652 + 17.831 × (1 − 0.25)
    assert road_minutes(BY_PROFILE[Profile.CAR], leg)[0] == pytest.approx(
        18.68, abs=0.01
    )


def test_a_kilometre_on_foot_and_by_bicycle():
    # 1 km north; 60 / 5 × 1.343 and 60 / 15 × 1.343 + 2.
    here = plain_ends(np.array([[0.0, 45.0]]))
    there = plain_ends(np.array([[0.0, 45.0 + 1 / 111.15]]))

    on_foot = minutes(ESTIMATES[Profile.WALK], here, there)[1]
    by_bike = minutes(ESTIMATES[Profile.BIKE], here, there)[1]

    assert on_foot == pytest.approx(16.12, abs=0.05)
    assert by_bike == pytest.approx(7.37, abs=0.05)


def test_well_known_times_of_the_region_are_met(towns):
    estimate = ESTIMATES[Profile.CAR]
    off, held = [], []
    for (one, other), known in WELL_KNOWN.items():
        low, central, high = minutes(estimate, towns[one], towns[other])
        off.append(central / known - 1)
        held.append(low <= known <= high)

    assert abs(np.mean(off)) < 0.04
    assert np.mean(np.abs(off)) < 0.12
    assert np.mean(held) >= 0.9


def test_where_one_stands_takes_a_moment(towns):
    low, central, high = minutes(
        ESTIMATES[Profile.CAR], towns["Guéret"], towns["Guéret"]
    )

    assert 0 <= low < central < high < 10


@few()
@given(one=some_ends(), other=some_ends(), profile=profiles)
def test_minutes_are_ordered_and_never_below_zero(one, other, profile):
    found = ESTIMATES[profile].table(one, other)

    assert (found.low >= 0).all()
    assert (found.low <= found.central).all()
    assert (found.central <= found.high).all()
    assert np.isfinite(found.high).all()


@few()
@given(one=some_ends(), other=some_ends(), profile=profiles)
def test_the_way_back_takes_as_long(one, other, profile):
    there = ESTIMATES[profile].table(one, other)
    back = ESTIMATES[profile].table(other, one)

    assert there.central == pytest.approx(back.central.T)


@few()
@given(one=some_ends(), other=some_ends(), profile=profiles)
def test_a_barrier_never_shortens_a_way(one, other, profile):
    open_ground = Estimate(profile=profile).table(one, other)
    found = ESTIMATES[profile].table(one, other)

    for part in ("low", "central", "high"):
        assert (getattr(found, part) >= getattr(open_ground, part) - 1e-9).all()


@few()
@given(
    km=st.tuples(st.floats(0, 400), st.floats(0, 400)),
    density=st.tuples(classes, classes),
    high=st.tuples(st.booleans(), st.booleans()),
    profile=profiles,
)
def test_further_takes_longer_on_open_ground(km, density, high, profile):
    one, other = (np.array([d], dtype=np.int8) for d in density)
    ends = (np.array([high[0]]), np.array([high[1]]))
    leg = Leg(km=np.sort(np.array(km)), density=(one, other), mountain=ends)

    nearer, farther = road_minutes(BY_PROFILE[profile], leg)

    assert nearer <= farther


@few()
@given(one=some_ends(), other=some_ends(), profile=profiles)
def test_no_place_is_quicker_than_its_distance_allows(one, other, profile):
    estimate = Estimate(profile=profile)
    flat = estimate.table(one, other).central
    km = np.hypot(*(one.lonlat[:, None] - other.lonlat[None]).T).T * 110.0 * 0.65

    assert all(
        estimate.at_least_min(float(near)) <= found
        for near, found in zip(km.ravel(), flat.ravel(), strict=True)
    )


@few()
@given(one=some_ends(), other=some_ends(at_most=40), profile=profiles)
def test_the_nearest_is_the_first_of_the_smallest_of_its_row(one, other, profile):
    estimate = ESTIMATES[profile]
    table = estimate.table(one, other)

    found, which = estimate.nearest(one, other)

    assert which.tolist() == table.central.argmin(axis=1).tolist()
    assert found.central == pytest.approx(table.central.min(axis=1))


@few()
@given(other=some_ends(at_most=12), data=st.data())
def test_the_order_of_rows_changes_nothing(other, data):
    order = np.array(data.draw(st.permutations(range(len(other)))))
    mixed = Ends(
        lonlat=other.lonlat[order],
        density=other.density[order],
        mountain=other.mountain[order],
    )
    estimate = ESTIMATES[Profile.CAR]

    straight, shuffled = (estimate.table(other, ends) for ends in (other, mixed))

    assert (straight.central[:, order] == shuffled.central).all()


def test_nothing_to_go_to_is_nothing_found():
    none = plain_ends(np.empty((0, 2)))
    here = plain_ends(np.array([[0.0, 45.0]]))

    found, which = ESTIMATES[Profile.CAR].nearest(here, none)

    assert which.tolist() == [-1]
    assert np.isnan(found.central).all()
    assert ESTIMATES[Profile.CAR].table(none, here).central.shape == (0, 1)


def test_it_is_an_estimate_and_says_of_what_it_is_made():
    estimate = ESTIMATES[Profile.CAR]

    assert estimate.is_estimate
    assert "Isère" in estimate.params["constants"]
    assert estimate.version != Estimate(profile=Profile.CAR).version
    assert len({e.version for e in ESTIMATES.values()}) == len(MOVING)
