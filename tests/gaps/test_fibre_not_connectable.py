import numpy as np
import pytest

from numna_geo.errors import ShapeMismatch
from numna_geo.gaps.counts import gathered
from numna_geo.gaps.fibre_not_connectable import fibre_not_connectable
from numna_geo.gaps.indicator import Asked
from numna_geo.gaps.scene import Places, Premises, Scene

NOWHERE = Places(
    lonlat=np.empty((0, 2)), categories=(), verified=np.empty(0, dtype=bool)
)
PERIOD = "2026-T2"


def a_scene(connectable: list[float], total: list[float]) -> Scene:
    size = len(total)
    return Scene(
        lonlat=np.zeros((size, 2)),
        border_km=np.zeros(size),
        demand={},
        places=NOWHERE,
        premises={
            PERIOD: Premises(connectable=np.array(connectable), total=np.array(total))
        },
        not_collected={},
    )


def test_worked_example() -> None:
    # 421 of 423 premises of Abzac (16001) can be connected: 2 cannot.
    scene = a_scene([421.0, 0.0], [423.0, 374.0])

    counts = fibre_not_connectable(scene, Asked(category=None, period=PERIOD))

    assert counts.numerator.tolist() == [2, 374]
    assert counts.share() == pytest.approx([2 / 423, 1.0])
    assert gathered(counts, [np.array([0, 1])]).share() == pytest.approx([376 / 797])


def test_more_connectable_than_premises_is_no_gap_but_sums_stay_exact() -> None:
    scene = a_scene([120.0, 0.0], [100.0, 50.0])

    counts = fibre_not_connectable(scene, Asked(category=None, period=PERIOD))

    assert counts.share().tolist() == [0, 1]
    assert counts.status().tolist() == ["estimated", "measured"]
    assert gathered(counts, [np.array([0, 1])]).numerator.tolist() == [30]


def test_a_commune_without_a_figure_is_no_data() -> None:
    scene = a_scene([np.nan, 10.0], [np.nan, 20.0])

    counts = fibre_not_connectable(scene, Asked(category=None, period=PERIOD))

    assert counts.status().tolist() == ["no_data", "measured"]
    assert gathered(counts, [np.array([0, 1])]).share().tolist() == [0.5]


def test_arrays_that_do_not_describe_the_communes_are_refused() -> None:
    with pytest.raises(ShapeMismatch, match="beside 2 communes"):
        Scene(
            lonlat=np.zeros((2, 2)),
            border_km=np.zeros(3),
            demand={},
            places=NOWHERE,
            premises={},
            not_collected={},
        )
