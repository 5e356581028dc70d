"""A point is believed in its commune, lowered at its edge, and given up far from it."""

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from numna_geo.errors import RowRejected
from numna_geo.model.category import Category
from numna_geo.model.position import Position, Precision
from numna_geo.model.structure import Address, Record
from numna_geo.usecases.commune_points import (
    HALO_KM,
    CommunePoints,
    KnownCommune,
    km_between,
    km_outside,
)
from numna_geo.usecases.known_communes import Communes
from numna_geo.usecases.place_records import placed

# A square commune of 0.1 degree around Guéret, and a known one beyond the border.
GUERET = KnownCommune(
    code="23096",
    name="Guéret",
    seat=Position(lon=1.87, lat=46.17),
    in_region=True,
    outline=shapely.box(1.82, 46.12, 1.92, 46.22),
    postcodes=("23000",),
)
BEYOND = KnownCommune(
    code="36088", seat=Position(lon=1.97, lat=46.81), in_region=False, outline=None
)
COMMUNES = Communes({"23096": GUERET, "36088": BEYOND}, successors={"23999": "23096"})


def a_record(
    *,
    commune: str | None,
    at: Position | None,
    precision: Precision = Precision.ADDRESS,
) -> Record:
    return Record(
        source="test",
        record_key="1",
        name="La Quincaillerie",
        category=Category.FAB_LAB,
        position=at,
        precision=precision if at else Precision.UNKNOWN,
        address=Address(commune_code=commune),
    )


def test_a_point_inside_its_commune_is_believed() -> None:
    there = placed(
        a_record(commune="23096", at=Position(lon=1.88, lat=46.18)), COMMUNES
    )

    assert there.record.precision is Precision.ADDRESS
    assert there.mended == ()


def test_a_point_just_outside_keeps_its_place_and_loses_precision() -> None:
    # 0.01 degree east of the outline: 770 m.
    there = placed(
        a_record(commune="23096", at=Position(lon=1.93, lat=46.17)), COMMUNES
    )

    assert there.record.position == Position(lon=1.93, lat=46.17)
    assert there.record.precision is Precision.STREET
    assert there.mended[0].reason == "0.8 km outside 23096"


def test_a_point_on_the_edge_is_inside_as_far_as_outlines_tell() -> None:
    # 0.0005 degree east of the outline: 39 m, and outlines are drawn to within 50 m.
    there = placed(
        a_record(commune="23096", at=Position(lon=1.9205, lat=46.17)), COMMUNES
    )

    assert there.mended == ()


@pytest.mark.parametrize(
    ("precision", "lowered", "action"),
    [
        (Precision.UNKNOWN, Precision.COMMUNE, "kept, precision lowered to commune"),
        (Precision.COMMUNE, Precision.COMMUNE, "kept"),
    ],
)
def test_a_point_just_outside_says_at_best_its_commune_when_nobody_said_more(
    precision: Precision, lowered: Precision, action: str
) -> None:
    at = Position(lon=1.93, lat=46.17)

    there = placed(a_record(commune="23096", at=at, precision=precision), COMMUNES)

    assert there.record.position == at
    assert there.record.precision is lowered
    assert there.mended[0].action == action


def test_a_point_far_outside_gives_way_to_its_commune() -> None:
    there = placed(
        a_record(commune="23096", at=Position(lon=7.75, lat=48.58)), COMMUNES
    )

    assert there.record.position == GUERET.seat
    assert there.record.precision is Precision.COMMUNE
    assert "km outside 23096" in there.mended[0].reason


def test_a_longitude_without_its_sign_is_put_right_in_its_own_commune_only() -> None:
    west = KnownCommune(
        code="33063",
        seat=Position(lon=-0.58, lat=44.84),
        in_region=True,
        outline=shapely.box(-0.64, 44.80, -0.53, 44.92),
    )
    known = Communes({"33063": west}, successors={})

    inside = placed(a_record(commune="33063", at=Position(lon=0.58, lat=44.84)), known)
    away = placed(a_record(commune="33063", at=Position(lon=0.75, lat=44.84)), known)

    assert inside.record.position == Position(lon=-0.58, lat=44.84)
    assert inside.record.precision is Precision.ADDRESS
    assert inside.mended[0].reason == "sign of the longitude lost"
    assert away.record.position == west.seat


def test_a_commune_alone_gives_its_seat_and_says_so() -> None:
    there = placed(a_record(commune="23096", at=None), COMMUNES)

    assert there.record.position == GUERET.seat
    assert there.record.precision is Precision.COMMUNE


def test_a_former_code_leads_to_its_successor() -> None:
    there = placed(a_record(commune="23999", at=None), COMMUNES)

    assert there.record.address.commune_code == "23096"
    assert there.mended[0].action == "successor 23096"


def test_a_point_finds_the_commune_nobody_wrote() -> None:
    there = placed(a_record(commune=None, at=Position(lon=1.88, lat=46.18)), COMMUNES)

    assert there.record.address.commune_code == "23096"
    assert there.in_region


def test_a_point_beyond_the_border_is_kept_apart() -> None:
    there = placed(a_record(commune=None, at=Position(lon=1.99, lat=46.80)), COMMUNES)

    assert not there.in_region
    assert there.record.address.commune_code is None


def test_neither_commune_nor_point_is_rejected() -> None:
    with pytest.raises(RowRejected, match="commune_code"):
        placed(a_record(commune="99999", at=None), COMMUNES)


# 0.1 degree is 11.1 km northwards everywhere, 7.7 km eastwards at 46.17 degrees.
@pytest.mark.parametrize(
    ("lon", "lat", "km"),
    [(1.87, 46.32, 11.1), (2.02, 46.17, 7.7), (1.87, 46.17, 0.0), (2.02, 46.32, 13.5)],
)
def test_how_far_outside_is_measured_on_the_ground(
    lon: float, lat: float, km: float
) -> None:
    assert km_outside(Position(lon=lon, lat=lat), GUERET) == pytest.approx(km, abs=0.1)


LON, LAT = st.floats(0.0, 4.0), st.floats(44.0, 48.0)


@given(lon=LON, lat=LAT)
def test_no_corner_of_a_commune_is_nearer_than_the_commune(
    lon: float, lat: float
) -> None:
    at = Position(lon=lon, lat=lat)
    corners = [(1.82, 46.12), (1.82, 46.22), (1.92, 46.12), (1.92, 46.22)]

    km = km_outside(at, GUERET)

    nearest = min(km_between(at, Position(lon=x, lat=y)) for x, y in corners)
    assert km <= nearest * 1.001 + 1e-6
    assert (km == 0) == (1.82 <= lon <= 1.92 and 46.12 <= lat <= 46.22)


@given(lon=LON, lat=LAT)
def test_the_seat_found_beyond_the_border_is_the_nearest_one(
    lon: float, lat: float
) -> None:
    here = Position(lon=lon, lat=lat)
    seats = [Position(lon=x / 7, lat=44 + y / 9) for x in range(28) for y in range(36)]
    communes = [
        KnownCommune(code=f"{i:05}", seat=seat, in_region=False, outline=None)
        for i, seat in enumerate(seats)
    ]

    found = CommunePoints(communes).beyond_border(here)

    nearest = min(km_between(here, seat) for seat in seats)
    if found is None:
        assert nearest > HALO_KM
    else:
        assert km_between(here, found.seat) == pytest.approx(nearest)


@given(
    lon=st.floats(-5, 9),
    lat=st.floats(42, 51),
    commune=st.sampled_from([None, "23096", "23999", "36088", "99999", "23000"]),
    precision=st.sampled_from(list(Precision)),
)
def test_a_placed_record_lies_in_or_near_its_commune(
    lon: float, lat: float, commune: str | None, precision: Precision
) -> None:
    record = a_record(
        commune=commune, at=Position(lon=lon, lat=lat), precision=precision
    )

    try:
        there = placed(record, COMMUNES)
    except RowRejected:
        return

    at = there.record.position
    assert at is not None
    near = GUERET if there.in_region else BEYOND
    assert km_outside(at, near) <= 2.0
    assert there.record.precision == precision or there.mended
