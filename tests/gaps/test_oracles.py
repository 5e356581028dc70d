"""PySAL `access` says the same of the same people, places and minutes."""

import numpy as np
import pytest
from tests.gaps.made_scenes import World

from numna_geo.gaps.catchment import LUO_QI, floating_catchment, gravity, within
from numna_geo.gaps.scene import Floats

# What `access` asks of pandas, which means to drop it.
pytestmark = pytest.mark.filterwarnings("ignore:The inplace keyword")

TOLERANCE = 1e-12
SIZE, PLACES = 150, 40


@pytest.fixture(scope="module")
def world() -> World:
    """Whole minutes, so that many are exactly at a bound; a third has no way there."""
    at_random = np.random.default_rng(20261126)
    minutes = at_random.integers(1, 60, (SIZE, PLACES)).astype(np.float64)
    minutes[at_random.random((SIZE, PLACES)) < 0.33] = np.nan
    return World(people=at_random.integers(1, 20_000, SIZE) * 1.0, minutes=minutes)


@pytest.fixture(scope="module")
def supply() -> Floats:
    return np.random.default_rng(5).integers(1, 12, PLACES).astype(np.float64)


@pytest.fixture(scope="module")
def theirs(world: World, supply: Floats) -> object:
    import pandas as pd
    from access import Access

    pairs = world.pairs
    told = {"origin": pairs.origins, "dest": pairs.places, "cost": pairs.central}
    return Access(
        demand_df=pd.DataFrame({"id": range(SIZE), "people": world.people}),
        demand_index="id",
        demand_value="people",
        supply_df=pd.DataFrame({"id": range(PLACES), "places": supply}),
        supply_index="id",
        supply_value="places",
        cost_df=pd.DataFrame(told),
        cost_origin="origin",
        cost_dest="dest",
        cost_name="cost",
    )


def farthest(ours: Floats, found: object) -> float:
    """The greatest difference; whom they leave out has no access."""
    column = found.iloc[:, 0].reindex(range(SIZE)).fillna(0.0)
    return float(np.abs(ours - column.to_numpy()).max())


def test_two_steps_agree(world: World, supply: Floats, theirs) -> None:
    ours = floating_catchment(world.pairs, world.people, supply, within(30))

    assert farthest(ours, theirs.two_stage_fca(name="two", max_cost=30)) <= TOLERANCE
    assert ours.max() > 0


def test_two_steps_with_the_weights_of_luo_and_qi_agree(
    world: World, supply: Floats, theirs
) -> None:
    ours = floating_catchment(world.pairs, world.people, supply, LUO_QI)

    # Their default weights are those of the paper: 1, 0.68 and 0.22.
    assert farthest(ours, theirs.enhanced_two_stage_fca(name="e")) <= TOLERANCE
    assert ours.max() > 0


def test_gravity_agrees(world: World, supply: Floats, theirs) -> None:
    from access import weights

    ours = gravity(
        world.pairs, supply, lambda t: (np.maximum(t, 1) / 20) ** -1.5, origins=SIZE
    )
    decay = weights.gravity(scale=20, alpha=-1.5, min_dist=1)
    found = theirs.weighted_catchment(name="gravity", weight_fn=decay)

    assert farthest(ours, found) <= TOLERANCE * ours.max()
    assert ours.min() > 0


def test_the_greatest_minutes_of_a_step_still_count(supply: Floats) -> None:
    from access import weights

    decay = weights.step_fn({10: 1, 20: 0.68, 30: 0.22})
    at = np.array([0.0, 10.0, 10.01, 20.0, 20.01, 30.0, 30.01])

    assert LUO_QI(at).tolist() == [decay(minutes) for minutes in at]
