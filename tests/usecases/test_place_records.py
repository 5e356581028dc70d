import pytest
import shapely

from numna_geo.errors import RowRejected
from numna_geo.model.category import Category
from numna_geo.model.position import Position, Precision
from numna_geo.model.structure import Address, Record
from numna_geo.usecases.place_records import Communes, KnownCommune, placed

# A square commune of 0.1 degree around Guéret, and a known one beyond the border.
GUERET = KnownCommune(
    code="23096",
    seat=Position(lon=1.87, lat=46.17),
    in_region=True,
    outline=shapely.box(1.82, 46.12, 1.92, 46.22),
)
BEYOND = KnownCommune(
    code="36088", seat=Position(lon=1.97, lat=46.81), in_region=False, outline=None
)
COMMUNES = Communes(
    {"23096": GUERET, "36088": BEYOND},
    successors={"23999": "23096"},
    postcodes=frozenset(),
)


def a_record(*, commune: str | None, at: Position | None) -> Record:
    return Record(
        source="test",
        record_key="1",
        name="La Quincaillerie",
        category=Category.FAB_LAB,
        position=at,
        precision=Precision.ADDRESS if at else Precision.UNKNOWN,
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
    assert "outside 23096" in there.mended[0].reason


def test_a_point_far_outside_gives_way_to_its_commune() -> None:
    there = placed(
        a_record(commune="23096", at=Position(lon=7.75, lat=48.58)), COMMUNES
    )

    assert there.record.position == GUERET.seat
    assert there.record.precision is Precision.COMMUNE


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
