import random
from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from numna_geo.matching.merge import Merged, Sourced, merged
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

HERE, SEAT = Position(lon=0.15, lat=45.65), Position(lon=0.16, lat=45.66)
OLD, NEW = "+33555000001", "+33555000002"


def told(
    source: str = "census",
    key: str = "1",
    *,
    rank: int = 3,
    redistributable: bool = True,
    gone: bool = False,
    published_on: date | None = None,
    in_region: bool = True,
    **said: Any,
) -> Sourced:
    record = Record(
        source=source,
        record_key=key,
        **{"name": f"{source} {key}", "category": Category.FAB_LAB, **said},
    )
    return Sourced(
        record=record,
        rank=rank,
        redistributable=redistributable,
        gone=gone,
        published_on=published_on,
        in_region=in_region,
    )


def phone(number: str) -> dict[str, Contact]:
    return {"contact": Contact(phone=number)}


def test_the_name_is_that_of_the_most_trusted_source() -> None:
    structure = merged([told(rank=3), told("curated", "lab", rank=1)])

    assert structure.fields["name"] == "curated lab"
    assert structure.origins["name"].source == "curated"
    assert [r.source for r in structure.records] == ["curated", "census"]


def test_a_blank_field_is_filled_by_the_next_source_and_says_so() -> None:
    talkative = told(**phone(OLD), organisation="Association")
    structure = merged([told("curated", rank=1), talkative])

    assert structure.fields["phone"] == OLD
    assert structure.origins["phone"] is talkative.record
    assert structure.origins["organisation"] is talkative.record
    assert structure.fields["website"] is None
    assert "website" not in structure.origins


def test_a_phone_is_that_of_the_freshest_record_whatever_its_rank() -> None:
    trusted = told("curated", rank=1, published_on=date(2019, 6, 13), **phone(OLD))
    fresh = told(freshness=Freshness(verified_on=date(2024, 8, 1)), **phone(NEW))

    assert merged([trusted, fresh]).fields["phone"] == NEW


def test_a_record_is_as_fresh_as_its_own_date_before_that_of_its_file() -> None:
    checked = told(
        published_on=date(2025, 1, 1),
        freshness=Freshness(verified_on=date(2018, 1, 1)),
        **phone(OLD),
    )
    edited = told(
        "survey", freshness=Freshness(edited_on=date(2019, 1, 1)), **phone(NEW)
    )

    assert merged([checked, edited]).fields["phone"] == NEW


def test_between_undated_records_trust_decides() -> None:
    structure = merged([told(**phone(NEW)), told("curated", rank=1, **phone(OLD))])

    assert structure.fields["phone"] == OLD


def test_a_date_of_labelling_makes_nothing_fresh() -> None:
    labelled = told(freshness=Freshness(labelled_on=date(2025, 1, 1)), **phone(OLD))
    dated = told("survey", published_on=date(2020, 1, 1), **phone(NEW))

    assert merged([labelled, dated]).fields["phone"] == NEW


def test_the_status_is_the_freshest_that_somebody_knows() -> None:
    unknown = told("survey", published_on=date(2025, 1, 1))
    known = told(published_on=date(2020, 1, 1), status=Status.OPEN)

    assert merged([unknown, known]).fields["status"] is Status.OPEN
    assert merged([unknown]).fields["status"] is None


def test_what_a_source_still_publishes_comes_before_what_another_dropped() -> None:
    dropped = told(
        "curated",
        rank=1,
        gone=True,
        published_on=date(2025, 1, 1),
        position=HERE,
        precision=Precision.ADDRESS,
        needs=frozenset({Need.TRAINING}),
        organisation="Association",
        **phone(OLD),
    )
    kept = told(position=SEAT, precision=Precision.COMMUNE, **phone(NEW))

    structure = merged([dropped, kept])

    assert structure.fields["name"] == "census 1"
    assert structure.fields["phone"] == NEW
    assert structure.position == SEAT
    assert structure.fields["organisation"] == "Association"
    assert structure.needs == {Need.MAKING: True}
    assert structure.id == "curated-1"


def test_a_place_that_every_source_dropped_keeps_what_they_said() -> None:
    structure = merged([told(gone=True, needs=frozenset({Need.TRAINING}))])

    assert structure.needs == {Need.TRAINING: False}
    assert structure.fields["name"] == "census 1"


def test_what_may_not_be_published_again_gives_no_field() -> None:
    closed = told(
        "gironde",
        rank=1,
        redistributable=False,
        category=Category.COWORKING,
        position=HERE,
        precision=Precision.ADDRESS,
        stages=frozenset({Stage.IDEA}),
        competence=frozenset({Area(level=Level.DEPARTEMENT, code="33")}),
        visits=(Visit(commune_code="33063"),),
        digital_focus=DigitalFocus.DIGITAL,
        freshness=Freshness(verified_on=date(2025, 1, 1)),
        **phone(NEW),
    )
    free = told()

    structure = merged([closed, free])

    assert set(structure.origins.values()) == {free.record}
    assert structure.fields["phone"] is None
    assert structure.fields["verified_on"] is None
    assert structure.position is None
    assert structure.categories == (Category.FAB_LAB,)
    assert (structure.stages, structure.competence) == (frozenset(), frozenset())
    assert structure.visits == ()
    assert structure.redistributable
    assert closed.record in structure.records
    assert structure.id == "gironde-1"


def test_a_dropped_record_gives_away_nothing_while_a_doubtful_list_lives() -> None:
    dropped = told("open", gone=True, **phone(OLD))
    doubtful = told("doubtful", redistributable=False, **phone(NEW))

    structure = merged([dropped, doubtful])

    assert not structure.redistributable
    assert structure.fields["phone"] == NEW
    assert set(structure.origins.values()) == {doubtful.record}


def test_a_place_that_all_dropped_stays_as_free_as_its_free_record() -> None:
    dropped = told("open", gone=True, **phone(OLD))
    doubtful = told("doubtful", redistributable=False, gone=True, **phone(NEW))

    structure = merged([dropped, doubtful])

    assert structure.redistributable
    assert structure.fields["phone"] == OLD


def test_a_place_of_closed_sources_only_is_told_but_not_given_away() -> None:
    structure = merged([told(redistributable=False, **phone(NEW))])

    assert structure.fields["phone"] == NEW
    assert not structure.redistributable


def test_the_most_precise_position_wins_whatever_its_rank() -> None:
    vague = told("curated", rank=1, position=SEAT, precision=Precision.COMMUNE)
    precise = told(position=HERE, precision=Precision.ADDRESS, in_region=False)

    structure = merged([vague, precise])

    assert structure.position == HERE
    assert structure.precision is Precision.ADDRESS
    assert structure.origins["position"] is precise.record
    assert not structure.in_region


def test_an_address_is_of_one_commune_and_its_postcode_of_one_street() -> None:
    precise = told(
        position=HERE,
        precision=Precision.ADDRESS,
        address=Address(commune_code="33063", city="Bordeaux"),
    )
    of_there = told(
        "survey",
        address=Address(
            commune_code="33063", street="5 quai Sud", postcode="33300", city="BORDEAUX"
        ),
    )
    elsewhere = told(
        "curated",
        rank=1,
        address=Address(
            commune_code="33039", street="2 rue Sangnier", postcode="33130"
        ),
    )

    fields = merged([elsewhere, of_there, precise]).fields

    assert (fields["commune_code"], fields["street"]) == ("33063", "5 quai Sud")
    assert (fields["postcode"], fields["city"]) == ("33300", "BORDEAUX")


def test_dates_are_the_latest_of_each_kind() -> None:
    one = told(freshness=Freshness(verified_on=date(2020, 1, 1)))
    other = told(
        "survey",
        freshness=Freshness(verified_on=date(2021, 1, 1), edited_on=date(2019, 1, 1)),
    )

    structure = merged([one, other])

    assert structure.fields["verified_on"] == date(2021, 1, 1)
    assert structure.origins["verified_on"] is other.record
    assert structure.fields["edited_on"] == date(2019, 1, 1)
    assert structure.fields["labelled_on"] is None


def test_categories_add_up_and_the_most_trusted_is_the_main_one() -> None:
    trusted = told("curated", rank=1, category=Category.COWORKING)
    other = told(category=Category.FAB_LAB, other_categories=(Category.COWORKING,))

    structure = merged([other, trusted])

    assert structure.category is Category.COWORKING
    assert structure.categories == (Category.COWORKING, Category.FAB_LAB)


def test_needs_come_from_the_category_only_when_no_source_names_one() -> None:
    silent = merged([told()])
    spoken = merged([told(), told("survey", needs=frozenset({Need.TRAINING}))])

    assert silent.needs == {Need.MAKING: True}
    assert spoken.needs == {Need.TRAINING: False}


def test_competence_adds_up_and_nobody_says_everybody() -> None:
    here = Area(level=Level.COMMUNE, code="23096")
    around = Area(level=Level.DEPARTEMENT, code="23")

    structure = merged(
        [
            told(competence=frozenset({here})),
            told("survey", competence=frozenset({around, here})),
        ]
    )

    assert structure.competence == {here, around}
    assert merged([told()]).competence == frozenset()


def test_a_visit_is_told_once_a_commune_with_its_hours_if_somebody_has_them() -> None:
    fresh = told(
        published_on=date(2025, 1, 1),
        visits=(Visit(commune_code="23096"), Visit(commune_code="23008", opening="Mo")),
    )
    old = told("survey", visits=(Visit(commune_code="23096", opening="Tu"),))

    assert merged([old, fresh]).visits == (
        Visit(commune_code="23008", opening="Mo"),
        Visit(commune_code="23096", opening="Tu"),
    )


def test_a_published_id_is_kept_and_the_first_record_gives_a_new_one() -> None:
    group = [told("curated", "b", rank=1), told("curated", "a", rank=1), told()]

    assert merged(group).id == "curated-a"
    assert merged(group, published={"census-1"}).id == "census-1"
    assert merged(group, published={"census-1", "curated-b"}).id == "curated-b"


some_days = st.sampled_from(
    [None, date(2019, 1, 1), date(2022, 1, 1), date(2025, 1, 1)]
)


@st.composite
def groups(draw: st.DrawFn) -> list[Sourced]:
    size = draw(st.integers(min_value=1, max_value=5))
    return [draw(_told(str(n))) for n in range(size)]


@st.composite
def _told(draw: st.DrawFn, key: str) -> Sourced:
    at = draw(st.sampled_from([None, HERE, SEAT]))
    return told(
        draw(st.sampled_from(("census", "survey"))),
        key,
        rank=draw(st.integers(min_value=1, max_value=3)),
        redistributable=draw(st.booleans()),
        gone=draw(st.booleans()),
        published_on=draw(some_days),
        in_region=draw(st.booleans()),
        category=draw(st.sampled_from(Category)),
        position=at,
        precision=draw(st.sampled_from(Precision)) if at else Precision.UNKNOWN,
        status=draw(st.sampled_from(Status)),
        freshness=Freshness(verified_on=draw(some_days), edited_on=draw(some_days)),
        contact=Contact(phone=draw(st.sampled_from([None, OLD, NEW]))),
        address=Address(
            commune_code=draw(st.sampled_from([None, "33063", "33039"])),
            street=draw(st.sampled_from([None, "5 quai Sud", "2 rue Sangnier"])),
            postcode=draw(st.sampled_from([None, "33300", "33130"])),
        ),
        needs=draw(st.frozensets(st.sampled_from(Need), max_size=2)),
    )


def all_of(structure: Merged) -> tuple[Any, ...]:
    return tuple(getattr(structure, name) for name in Merged.__dataclass_fields__)


@given(groups(), st.randoms())
def test_the_order_of_records_does_not_matter(
    group: list[Sourced], chance: random.Random
) -> None:
    shuffled = chance.sample(group, len(group))

    assert all_of(merged(group)) == all_of(merged(shuffled))


@given(groups())
def test_every_field_is_that_of_the_record_it_is_said_to_come_from(
    group: list[Sourced],
) -> None:
    structure = merged(group)

    of_record = {
        "name": lambda r: r.name,
        "status": lambda r: r.status,
        "phone": lambda r: r.contact.phone,
        "street": lambda r: r.address.street,
        "commune_code": lambda r: r.address.commune_code,
        "verified_on": lambda r: r.freshness.verified_on,
    }
    for field, read in of_record.items():
        if structure.fields[field] is not None:
            assert read(structure.origins[field]) == structure.fields[field]
        else:
            assert field not in structure.origins


@given(groups())
def test_nothing_comes_from_a_closed_source_beside_a_free_one(
    group: list[Sourced],
) -> None:
    structure = merged(group)
    live = [one for one in group if not one.gone] or group
    free = [one.record for one in group if one.redistributable]

    if not any(one.redistributable for one in live):
        free = []
    assert structure.redistributable is bool(free)
    if free:
        assert all(origin in free for origin in structure.origins.values())
    assert len(structure.records) == len(group)
    alone = merged(
        [replace(one, redistributable=True) for one in group if one.record in free]
        or group
    )
    assert alone.fields == structure.fields


def test_only_a_place_of_its_list_is_a_france_services() -> None:
    both = {"other_categories": (Category.DIGITAL_MEDIATION,)}
    bus = told("advisers", category=Category.FRANCE_SERVICES, **both)
    listed = told("anct", rank=1, category=Category.FRANCE_SERVICES)

    alone = merged([bus], labelling={"anct"})
    together = merged([bus, listed], labelling={"anct"})

    assert alone.categories == (Category.DIGITAL_MEDIATION,)
    assert alone.id == merged([bus]).id
    assert together.category is Category.FRANCE_SERVICES


def test_what_is_only_called_a_france_services_offers_mediation() -> None:
    called = told("national", category=Category.FRANCE_SERVICES)

    assert merged([called], labelling={"anct"}).categories == (
        Category.DIGITAL_MEDIATION,
    )
    assert merged([called]).categories == (Category.FRANCE_SERVICES,)
