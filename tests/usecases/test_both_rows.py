from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from numna_geo.model.category import Category
from numna_geo.model.position import Position, Precision
from numna_geo.model.stage import Need, Stage
from numna_geo.model.structure import (
    Address,
    Area,
    Contact,
    DigitalFocus,
    Freshness,
    Record,
    Status,
    Visit,
)
from numna_geo.model.territory import Level
from numna_geo.usecases.understand_rows import both


def a_record(**said: object) -> Record:
    plain = {
        "source": "a_list",
        "record_key": "1",
        "name": "Le Mille",
        "category": Category.COWORKING,
    }
    return Record(**{**plain, **said})  # type: ignore[arg-type]


def test_a_row_for_each_service_makes_one_record_with_them_all() -> None:
    first = a_record(needs=frozenset({Need.WORKSPACE}), contact=Contact(phone="3949"))
    second = a_record(
        category=Category.FAB_LAB,
        needs=frozenset({Need.MAKING}),
        stages=frozenset({Stage.IDEA}),
        competence=frozenset({Area(level=Level.DEPARTEMENT, code="19")}),
        contact=Contact(phone="3020", website="https://exemple.fr"),
        visits=(Visit(commune_code="19275"),),
    )

    together = both(first, second)

    assert together.category is Category.COWORKING
    assert together.other_categories == (Category.FAB_LAB,)
    assert together.needs == {Need.WORKSPACE, Need.MAKING}
    assert together.stages == {Stage.IDEA}
    assert together.contact == Contact(phone="3949", website="https://exemple.fr")
    assert together.competence == {Area(level=Level.DEPARTEMENT, code="19")}
    assert together.visits == (Visit(commune_code="19275"),)


def test_the_newest_date_of_each_kind_stays() -> None:
    old, new = date(2024, 1, 2), date(2026, 1, 2)
    first = a_record(freshness=Freshness(edited_on=new, labelled_on=old))
    second = a_record(freshness=Freshness(edited_on=old, verified_on=old))

    together = both(first, second)

    assert together.freshness == Freshness(
        edited_on=new, labelled_on=old, verified_on=old
    )


HERE, SEAT = Position(lon=1.87, lat=46.17), Position(lon=1.86, lat=46.16)


def test_the_better_known_point_comes_with_its_address() -> None:
    vague = a_record(
        position=SEAT,
        precision=Precision.COMMUNE,
        address=Address(commune_code="23096", street="rue du Bourg"),
    )
    precise = a_record(
        position=HERE,
        precision=Precision.ADDRESS,
        address=Address(commune_code="23097", street="2 rue Neuve"),
        status=Status.OPEN,
        digital_focus=DigitalFocus.DIGITAL,
    )

    for together in (both(vague, precise), both(precise, vague)):
        assert (together.position, together.precision) == (HERE, Precision.ADDRESS)
        assert together.address == precise.address
        assert together.status is Status.OPEN
        assert together.digital_focus is DigitalFocus.DIGITAL


def test_of_two_points_as_well_known_the_first_stays() -> None:
    first = a_record(position=HERE, precision=Precision.ADDRESS, status=Status.PLANNED)
    second = a_record(position=SEAT, precision=Precision.ADDRESS, status=Status.OPEN)

    together = both(first, second)

    assert (together.position, together.status) == (HERE, Status.PLANNED)


needs = st.frozensets(st.sampled_from(Need))
records = st.builds(
    a_record,
    category=st.sampled_from(Category),
    needs=needs,
    opening=st.none() | st.just("Mo-Fr 09:00-12:00"),
    position=st.sampled_from([None, HERE, SEAT]),
    precision=st.sampled_from(Precision),
    address=st.builds(
        Address,
        commune_code=st.sampled_from(["23096", "23097"]),
        street=st.none() | st.just("2 rue Neuve"),
    ),
    status=st.sampled_from(Status),
    digital_focus=st.sampled_from(DigitalFocus),
)


@given(records)
def test_a_doubled_row_adds_nothing(record: Record) -> None:
    assert both(record, record) == record


@given(records, records, records)
def test_rows_come_together_in_any_grouping(a: Record, b: Record, c: Record) -> None:
    assert both(both(a, b), c) == both(a, both(b, c))
