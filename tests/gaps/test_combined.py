"""Who lacks two or three of broadband, support, a place; the index and its weights."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.gaps.made_scenes import SURE, a_reach

from numna_geo.errors import ShapeMismatch
from numna_geo.gaps.combined import (
    CELLS,
    Lines,
    at_least,
    components,
    counted,
    lacking,
)
from numna_geo.gaps.composite import composite, percentile_ranks
from numna_geo.gaps.groups import each, grouped
from numna_geo.gaps.scene import Floats, Premises, Scene
from numna_geo.model.collection import Reading
from numna_geo.model.supply import HOST_NETWORK, SUPPORT_FAMILY
from numna_geo.model.territory import Quantity

NAN = np.nan
FEW = settings(max_examples=20)


def a_scene(
    *,
    connectable: list[float],
    below_30: list[float],
    support: list[float],
    place: list[float],
    uncollected: list[bool] | None = None,
) -> Scene:
    """Communes of 100 premises and 1,000 people, 2,000 …, far from any border."""
    size = len(support)
    people = np.arange(1, size + 1) * 1_000.0
    hundred = np.full(size, 100.0)
    minutes = {SUPPORT_FAMILY: support, HOST_NETWORK: place}
    reaches = {
        (one.key, Reading.DECLARED): a_reach(
            told,
            low=[0.9 * at for at in told],
            high=[1.1 * at for at in told],
        )
        for one, told in minutes.items()
    }
    return Scene(
        demand=dict.fromkeys(Quantity, people),
        border_min=np.full(size, 90.0),
        reaches=reaches,
        beyond_known=frozenset(),
        not_collected={
            SUPPORT_FAMILY.key: np.array(uncollected or [False] * size, dtype=bool)
        },
        premises={
            "2026-T2": Premises(
                counts={
                    "premises": hundred,
                    "connectable": np.array(connectable),
                    "mci_premises": hundred,
                    "thd30_terrestrial": hundred - np.array(below_30),
                },
                copper_closes=np.full(size, NAN),
            )
        },
        travel=SURE,
    )


def test_worked_example() -> None:
    # On every line nothing lacks; just beyond, all three; below 30 Mbit/s alone;
    # support alone, its band on both sides of 20 min; a place that no road leads to.
    scene = a_scene(
        connectable=[95, 94, 100, 100, 100],
        below_30=[5, 0, 6, 0, 0],
        support=[20, 20.1, 5, 21, 5],
        place=[15, 15.1, 5, 5, NAN],
    )

    found = lacking(scene, Lines())
    cells = counted(found, scene.demand[Quantity.INHABITANTS], grouped([range(5)]))

    assert [CELLS[cell] for cell in found.cell] == [
        "nothing",
        "broadband_and_support_and_place",
        "broadband",
        "support",
        "place",
    ]
    assert cells.communes.tolist() == [[1, 1, 1, 0, 1, 0, 0, 1, 0]]
    assert cells.people.tolist() == [[1000, 3000, 4000, 0, 5000, 0, 0, 2000, 0]]
    assert at_least(cells.people, 2).tolist() == [2000]
    assert at_least(cells.communes, 1).tolist() == [4]
    assert cells.uncertain.tolist() == [1000 + 2000 + 4000]


def test_an_unknown_part_is_no_data_whatever_the_others_say() -> None:
    scene = a_scene(
        connectable=[NAN, NAN, 100],
        below_30=[0, 50, 0],
        support=[60, 60, 60],
        place=[60, 60, 60],
        uncollected=[False, False, True],
    )

    found = lacking(scene, Lines())
    cells = counted(found, scene.demand[Quantity.INHABITANTS], grouped([range(3)]))

    # Half of the second without 30 Mbit/s is enough to know that broadband lacks.
    assert found.cell.tolist() == [-1, 7, -1]
    assert cells.communes[0, -1] == 2
    assert cells.people[0, -1] == 4_000


minutes = st.lists(st.one_of(st.just(NAN), st.floats(1, 60)), min_size=6, max_size=6)
shares = st.lists(st.one_of(st.just(NAN), st.floats(0, 100)), min_size=6, max_size=6)


@FEW
@given(shares, minutes, minutes, st.floats(0, 0.5))
def test_nobody_is_counted_twice_or_left_out(
    connectable: list[float], support: list[float], place: list[float], line: float
) -> None:
    scene = a_scene(
        connectable=connectable, below_30=[0] * 6, support=support, place=place
    )
    people = scene.demand[Quantity.INHABITANTS]
    found = lacking(scene, Lines(not_connectable=line))

    whole = counted(found, people, grouped([range(6)]))
    parts = counted(found, people, grouped([[0, 1], [2, 3, 4], [5]]))

    assert whole.communes.sum() == 6
    assert whole.people.sum() == people.sum()
    assert (parts.communes.sum(axis=0) == whole.communes[0]).all()
    assert (parts.people.sum(axis=0) == whole.people[0]).all()


@FEW
@given(minutes, minutes, st.sampled_from([15, 20, 30]))
def test_a_longer_reach_never_adds_to_what_lacks(
    support: list[float], place: list[float], short: int
) -> None:
    scene = a_scene(
        connectable=[90.0] * 6, below_30=[0] * 6, support=support, place=place
    )

    near = lacking(scene, Lines(support_min=short, place_min=short)).lacks
    far = lacking(scene, Lines(support_min=45, place_min=45)).lacks

    assert (far <= near).all()


def test_components_are_sums_over_sums() -> None:
    scene = a_scene(
        connectable=[90, 100, 70],
        below_30=[0, 0, 0],
        support=[10, 40, NAN],
        place=[NAN, 3, 9],
    )

    several = components(scene, grouped([[0, 1], [2]]), Lines())

    # 1,000 people at 10 min and 2,000 at 40; who cannot reach any is in no mean, and
    # alone is farther than anybody.
    assert several[0].tolist() == pytest.approx([0.05, 0.3])
    assert several[1].tolist() == [30, np.inf]
    assert several[2].tolist() == [3, 9]


def test_the_index_is_a_weighted_mean_of_ranks_of_people() -> None:
    # People 1, 2 and 1: half of those alike, all of those below.
    people = np.array([1.0, 2.0, 1.0])
    parts = np.array([[0.0, 1.0, 1.0], [9.0, 5.0, 7.0]])

    found = composite(parts, people, np.array([3.0, 1.0]))

    assert found.weights.tolist() == [0.75, 0.25]
    assert found.ranks.tolist() == [[0.125, 0.625, 0.625], [0.875, 0.25, 0.625]]
    assert found.index.tolist() == pytest.approx([0.3125, 0.53125, 0.625])
    assert found.rank.tolist() == [3, 2, 1]
    # By the second alone they come 1, 3, 2; by the first alone the last two share 1.
    assert (found.worst.tolist(), found.least.tolist()) == ([1, 1, 1], [3, 3, 2])


def test_alone_halved_raised_and_equal_weights_are_tried() -> None:
    at_random = np.random.default_rng(6)

    found = composite(at_random.random((3, 40)), np.ones(40), np.ones(3))

    assert len(found.others) == 3 + 6 + 1
    assert found.others[-1].tau == pytest.approx(1)
    assert all(one.weights.sum() == pytest.approx(1) for one in found.others)
    assert found.others[0].tau < found.others[3].tau
    assert max(one.farthest for one in found.others) <= 39


@pytest.mark.parametrize("weights", [[0.0, 0.0, 0.0], [1.0, 1.0]])
def test_weights_that_say_nothing_are_refused(weights: list[float]) -> None:
    with pytest.raises(ShapeMismatch):
        composite(np.ones((3, 2)), np.ones(2), np.array(weights))


values = st.lists(st.one_of(st.just(NAN), st.floats(0, 9)), min_size=1, max_size=12)


@FEW
@given(values)
def test_ranks_forget_the_unit_and_average_one_half(told: list[float]) -> None:
    found: Floats = np.array(told)
    people = np.arange(1.0, len(told) + 1)
    known = ~np.isnan(found)

    ranks = percentile_ranks(found, people)

    assert np.array_equal(np.isnan(ranks), ~known)
    assert ((ranks[known] > 0) & (ranks[known] < 1)).all()
    if known.any():
        assert np.average(ranks[known], weights=people[known]) == pytest.approx(0.5)
    doubled = percentile_ranks(found * 2.0, people)
    assert doubled == pytest.approx(ranks, nan_ok=True)


@FEW
@given(st.lists(st.floats(0.01, 9), min_size=3, max_size=3), st.integers(0, 99))
def test_a_rank_lies_between_those_that_other_weights_give(
    weights: list[float], seed: int
) -> None:
    parts = np.random.default_rng(seed).random((3, 15))

    found = composite(parts, np.ones(15), np.array(weights))

    assert (found.worst <= found.rank).all()
    assert (found.rank <= found.least).all()
    assert ((found.index >= 0) & (found.index <= 1)).all()


def test_every_commune_by_itself_is_told_as_all_together() -> None:
    scene = a_scene(
        connectable=[90, 100, 70], below_30=[0] * 3, support=[30, 10, 5], place=[20] * 3
    )
    found = lacking(scene, Lines())
    people = scene.demand[Quantity.INHABITANTS]

    alone = counted(found, people, each(3)).people.sum(axis=0)

    assert (
        alone.tolist() == counted(found, people, grouped([range(3)])).people[0].tolist()
    )
