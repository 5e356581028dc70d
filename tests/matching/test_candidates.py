import random
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.matching.made import a_record, columns_of, some_records

from numna_geo.matching.blocks import BLOCK, WINDOW
from numna_geo.matching.candidates import candidate_pairs
from numna_geo.matching.columns import Columns
from numna_geo.model.position import Position, Precision
from numna_geo.model.structure import Record

FAR = Position(lon=0.65, lat=46.0)


def keys_compared(columns: Columns) -> set[frozenset[str]]:
    return {
        frozenset(columns.keys[n] for n in pair)
        for pair in candidate_pairs(columns).tolist()
    }


@pytest.mark.parametrize(
    "shared",
    [
        {"phone": "+33557420001"},
        {"email": "accueil@exemple.fr"},
        {"website": "https://www.exemple.fr/lieu"},
        {"siret": "21330058500097"},
    ],
)
def test_what_places_share_pairs_them_wherever_they_are(
    shared: dict[str, str],
) -> None:
    here = a_record("1", "Alpha", commune="33058", **shared)
    there = a_record("2", "Omega", commune="19272", at=FAR, **shared)

    assert len(candidate_pairs(columns_of(here, there))) == 1


@pytest.mark.parametrize(
    ("name", "commune", "paired"),
    [
        ("Espace Coutura", "33058", True),
        ("Espace Coutura", "33063", False),
        ("Bibliothèque de Blaye", "33058", True),
        ("Salle des fêtes", "33058", False),
    ],
)
def test_a_word_or_a_kind_pairs_places_of_one_commune(
    name: str, commune: str, paired: bool
) -> None:
    one = a_record("1", "Médiathèque Johel Coutura", at=None)
    other = a_record("2", name, at=None, commune=commune)

    assert bool(len(candidate_pairs(columns_of(one, other)))) is paired


def test_nothing_known_pairs_nothing() -> None:
    nothing = [
        a_record(str(n), "Alpha", at=None, commune=None, postcode=None, city=None)
        for n in range(5)
    ]

    assert len(candidate_pairs(columns_of(*nothing))) == 0


def test_seats_of_one_commune_are_no_neighbours() -> None:
    at_seat = [
        a_record(str(n), name, precision=Precision.COMMUNE)
        for n, name in enumerate(("Alpha", "Omega"))
    ]

    assert len(candidate_pairs(columns_of(*at_seat))) == 0


def test_no_record_at_all_is_no_pair() -> None:
    assert candidate_pairs(columns_of()).shape == (0, 2)


@given(some_records(), st.randoms())
def test_the_order_of_records_does_not_matter(
    records: list[Record], chance: random.Random
) -> None:
    shuffled = chance.sample(records, len(records))

    assert keys_compared(columns_of(*records)) == keys_compared(columns_of(*shuffled))


@given(some_records())
def test_pairs_are_sorted_and_told_once(records: list[Record]) -> None:
    pairs = candidate_pairs(columns_of(*records)).tolist()

    assert all(one < other for one, other in pairs)
    assert all(first < second for first, second in pairwise(pairs))


def in_one_town(size: int) -> Columns:
    """Noisy copies of one place: at one point, with one phone."""
    chance = random.Random(7)  # noqa: S311 - made data, the same each time
    letters = "abcdefghij"
    return columns_of(
        *(
            a_record(
                str(n),
                f"Médiathèque {''.join(chance.choices(letters, k=5))} Coutura",
                street=f"{chance.randrange(200)} rue du Port",
                phone="+33557420001",
            )
            for n in range(size)
        )
    )


def test_a_town_of_copies_does_not_explode() -> None:
    few, many = (len(candidate_pairs(in_one_town(n))) / n for n in (1_000, 4_000))

    # The point, the phone, the kind and one word in common: so many windows at most.
    assert many < 4 * WINDOW
    assert many == pytest.approx(few, rel=0.1)


def test_all_of_a_small_block_are_compared() -> None:
    columns = in_one_town(BLOCK)

    assert len(candidate_pairs(columns)) == BLOCK * (BLOCK - 1) / 2


def test_numbers_of_pairs_fit_their_type() -> None:
    assert candidate_pairs(in_one_town(3)).dtype == np.int32
