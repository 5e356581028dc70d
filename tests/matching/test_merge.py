from hypothesis import given
from hypothesis import strategies as st

from numna_geo.matching.merge import grouped, merged
from numna_geo.model.category import Category
from numna_geo.model.position import Position, Precision
from numna_geo.model.stage import Need
from numna_geo.model.structure import Contact, Record

RANKS = {"curated": 1, "census": 3}
HERE = Position(lon=0.15, lat=45.65)


def a_record(source: str, key: str, *same_as: str) -> Record:
    return Record(
        source=source,
        record_key=key,
        name=f"{source} {key}",
        category=Category.FAB_LAB,
        same_as=same_as,
    )


def test_records_that_say_they_are_one_place_are_one_structure() -> None:
    old, new = a_record("census", "1257"), a_record("curated", "lab", "census:1257")

    (group,) = grouped([old, new], ranks=RANKS)

    assert merged(group).id == "curated-lab"


def test_a_place_that_another_source_does_not_know_stands_alone() -> None:
    alone = a_record("curated", "lab", "census:9")

    assert grouped([alone], ranks=RANKS) == [[alone]]


def test_a_blank_field_is_filled_by_the_next_source_and_says_so() -> None:
    trusted = a_record("curated", "lab")
    talkative = Record(
        source="census",
        record_key="1",
        name="Other name",
        category=Category.COWORKING,
        contact=Contact(phone="+33555000000"),
        position=HERE,
        precision=Precision.ADDRESS,
    )

    structure = merged([trusted, talkative])

    assert structure.fields["name"] == "curated lab"
    assert structure.fields["phone"] == "+33555000000"
    assert structure.origins["phone"] is talkative
    assert structure.origins["position"] is talkative
    assert structure.categories == (Category.FAB_LAB, Category.COWORKING)


def test_the_most_precise_position_wins_whatever_its_rank() -> None:
    vague = Record(
        source="curated",
        record_key="a",
        name="A",
        category=Category.INCUBATOR,
        position=Position(lon=0.0, lat=45.0),
        precision=Precision.COMMUNE,
    )
    precise = Record(
        source="census",
        record_key="b",
        name="B",
        category=Category.INCUBATOR,
        position=HERE,
        precision=Precision.ADDRESS,
    )

    assert merged([vague, precise]).position == HERE


def test_needs_come_from_the_category_only_when_no_source_names_one() -> None:
    silent = merged([a_record("census", "1")])
    spoken = merged(
        [
            Record(
                source="census",
                record_key="1",
                name="x",
                category=Category.FAB_LAB,
                needs=frozenset({Need.TRAINING}),
            )
        ]
    )

    assert silent.needs == {Need.MAKING: True}
    assert spoken.needs == {Need.TRAINING: False}


keys = st.sampled_from([f"census:{n}" for n in range(6)])


@given(st.lists(st.frozensets(keys, max_size=3), max_size=6))
def test_no_record_is_lost_or_told_twice(links: list[frozenset[str]]) -> None:
    records = [a_record("census", str(n), *same) for n, same in enumerate(links)]

    groups = grouped(records, ranks=RANKS)

    together = [r.record_key for group in groups for r in group]
    assert sorted(together) == sorted(r.record_key for r in records)
