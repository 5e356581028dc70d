import random
from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.matching.made import (
    EAST_80_M,
    NAMES,
    Said,
    a_record,
    columns_of,
    groups_of,
    some_records,
)

from numna_geo.matching.candidates import candidate_pairs
from numna_geo.matching.columns import Columns
from numna_geo.matching.groups import doubtful_pairs, group_labels
from numna_geo.matching.sampling import drawn
from numna_geo.matching.score import AUTOMATIC, DOUBTFUL, scores
from numna_geo.matching.texts import FloatArray, IntArray
from numna_geo.model.category import Category
from numna_geo.model.position import Position
from numna_geo.model.structure import Record

STREET = "32 rue des Maçons"
KEYS = [f"{source}:{n}" for source in ("census", "survey", "list") for n in range(5)]
some_said = st.lists(
    st.tuples(st.sampled_from(KEYS), st.sampled_from(KEYS)).filter(
        lambda pair: pair[0] != pair[1]
    ),
    max_size=6,
)

ONE = a_record("1", street=STREET)
COPY = replace(ONE, source="survey")
OTHER = a_record("9", "Mairie de Blaye", source="list", street="7 cours Vauban")


def test_one_place_of_two_sources_is_one_group() -> None:
    assert groups_of(ONE, COPY, OTHER) == {
        frozenset({"census:1", "survey:1"}),
        frozenset({"list:9"}),
    }


def test_what_a_source_declares_holds_whatever_the_likeness() -> None:
    declared = replace(OTHER, same_as=("census:1", "nowhere:5"))

    assert groups_of(ONE, declared) == {frozenset({"census:1", "list:9"})}


def test_a_person_joins_what_is_unlike() -> None:
    assert len(groups_of(ONE, OTHER, same=[("list:9", "census:1")])) == 1


def test_a_person_parts_what_is_alike() -> None:
    assert len(groups_of(ONE, COPY, different=[("census:1", "survey:1")])) == 2


def test_a_person_parts_what_a_source_declares_one() -> None:
    declared = replace(COPY, same_as=("census:1",))

    assert len(groups_of(ONE, declared, different=[("survey:1", "census:1")])) == 2


def test_a_third_record_does_not_bring_together_what_a_person_parted() -> None:
    third = replace(ONE, source="list")

    groups = groups_of(ONE, COPY, third, different=[("census:1", "survey:1")])

    assert len(groups) == 2
    assert not any({"census:1", "survey:1"} <= group for group in groups)


def test_a_third_record_does_not_bring_together_two_that_are_unlike() -> None:
    columns = columns_of(*(a_record(str(n), source=f"s{n}") for n in range(3)))
    pairs = np.array([[0, 1], [0, 2], [1, 2]], dtype=np.int32)

    labels = group_labels(
        columns, pairs, np.array([0.95, 0.1, 0.9]), same=[], different=[]
    )

    assert labels.tolist() == [0, 0, 1]


def test_families_join_by_declaration_only() -> None:
    nursery = a_record(
        "1", "Pépinière du port", street=STREET, category=Category.BUSINESS_NURSERY
    )
    host = replace(nursery, source="survey", category=Category.DIGITAL_MEDIATION)

    assert len(groups_of(nursery, host)) == 2
    assert len(groups_of(nursery, replace(host, same_as=("census:1",)))) == 1


def test_no_record_is_in_no_group() -> None:
    assert groups_of() == set()


@given(some_records(), some_said, some_said, st.randoms())
def test_the_order_of_records_and_of_words_does_not_matter(
    records: list[Record], same: Said, different: Said, chance: random.Random
) -> None:
    groups = groups_of(*records, same=same, different=different)

    again = groups_of(
        *chance.sample(records, len(records)),
        same=[(b, a) for a, b in chance.sample(same, len(same))],
        different=[(b, a) for a, b in chance.sample(different, len(different))],
    )

    assert again == groups


@given(some_records(), some_said, some_said)
def test_a_person_is_obeyed(records: list[Record], same: Said, different: Said) -> None:
    groups = groups_of(*records, same=same, different=different)
    group = {key: keys for keys in groups for key in keys}

    for one, other in different:
        assert one not in group or other not in group[one]
    if not different:
        for one, other in same:
            assert one not in group or other not in group or other in group[one]


@given(some_records())
def test_a_record_far_away_changes_no_group(records: list[Record]) -> None:
    stranger = a_record(
        "far",
        "Atelier des embruns",
        source="elsewhere",
        at=Position(lon=-4.4, lat=48.4),
        commune="29019",
        postcode="29200",
        city="Brest",
        street="5 quai Est",
        phone="+33298000000",
    )

    alone = frozenset({"elsewhere:far"})
    assert groups_of(*records, stranger) == groups_of(*records) | {alone}


@given(some_records())
def test_missing_never_matches(records: list[Record]) -> None:
    silent = [
        a_record(
            r.record_key,
            NAMES[n],
            source=r.source,
            at=None,
            commune=None,
            postcode=None,
        )
        for n, r in enumerate(records)
    ]

    assert len(groups_of(*silent)) == len(silent)


def compared(*records: Record) -> tuple[Columns, IntArray, FloatArray]:
    columns = columns_of(*records)
    pairs = candidate_pairs(columns)
    return columns, pairs, scores(columns, pairs)


def doubts(*records: Record, decided: Said | None = None) -> list[set[str]]:
    columns, pairs, likely = compared(*records)
    labels = group_labels(columns, pairs, likely, same=[], different=[])
    found = doubtful_pairs(columns, pairs, likely, labels, decided or [])
    return [{columns.keys[one], columns.keys[other]} for one, other in found]


NURSERY = a_record(
    "1", "Pépinière du port", street=STREET, category=Category.BUSINESS_NURSERY
)
HOST = replace(NURSERY, source="survey", category=Category.DIGITAL_MEDIATION)
ITS_COPY = replace(HOST, source="list", position=EAST_80_M)


def test_a_doubt_is_asked_once_for_two_groups_by_its_likeliest_pair() -> None:
    assert doubts(NURSERY, HOST, ITS_COPY) == [{"census:1", "list:1"}]


@pytest.mark.parametrize("third", ["list:1", "survey:1"])
def test_what_a_person_told_apart_is_not_asked_again(third: str) -> None:
    assert doubts(NURSERY, HOST, ITS_COPY, decided=[(third, "census:1")]) == []


def test_what_is_joined_is_not_doubted() -> None:
    assert doubts(HOST, ITS_COPY, OTHER) == []


@given(some_records())
def test_doubts_are_between_groups_and_sorted(records: list[Record]) -> None:
    columns, pairs, likely = compared(*records)
    labels = group_labels(columns, pairs, likely, same=[], different=[])
    score = dict(zip(map(tuple, pairs.tolist()), likely.tolist(), strict=True))

    found = doubtful_pairs(columns, pairs, likely, labels, [])

    assert all(labels[one] != labels[other] for one, other in found)
    assert all(score[pair] >= DOUBTFUL for pair in found)
    assert sorted((score[pair] for pair in found), reverse=True) == [
        score[pair] for pair in found
    ]


def test_pairs_are_drawn_on_both_sides_the_same_at_each_draw() -> None:
    records = [
        replace(record, record_key=str(n))
        for n, record in enumerate([ONE, COPY, OTHER] * 4)
    ]
    backwards = compared(*reversed(records))
    columns, pairs, likely = compared(*records)

    found = drawn(columns, pairs, likely, above=3, below=4, seed=1)

    score = dict(zip(map(tuple, pairs.tolist()), likely.tolist(), strict=True))
    above = [pair for pair in found if score[pair] >= AUTOMATIC]
    assert (len(above), len(found)) == (3, 7)
    again = drawn(*backwards, above=3, below=4, seed=1)
    assert [{columns.keys[n] for n in pair} for pair in found] == [
        {backwards[0].keys[n] for n in pair} for pair in again
    ]


def test_every_pair_of_a_group_may_be_told_apart_one_by_one() -> None:
    copies = [replace(ONE, source=f"s{n}") for n in range(4)]
    keys = [f"s{n}:1" for n in range(4)]

    groups = groups_of(*copies, different=list(combinations(keys, 2)))

    assert len(groups) == 4
