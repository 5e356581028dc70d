from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from numna_geo.model.category import Category
from numna_geo.model.stage import Need, Stage
from numna_geo.model.structure import Area, Contact, Freshness, Record, Visit
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


needs = st.frozensets(st.sampled_from(Need))
records = st.builds(
    a_record,
    category=st.sampled_from(Category),
    needs=needs,
    opening=st.none() | st.just("Mo-Fr 09:00-12:00"),
)


@given(records)
def test_a_doubled_row_adds_nothing(record: Record) -> None:
    assert both(record, record) == record


@given(records, records, records)
def test_rows_come_together_in_any_grouping(a: Record, b: Record, c: Record) -> None:
    assert both(both(a, b), c) == both(a, both(b, c))
