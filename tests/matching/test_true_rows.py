"""The published lists that are known to repeat one another."""

import random
from collections.abc import Iterator
from functools import cache

from tests.conftest import RAW, needs_published_files
from tests.matching.made import groups_of

from numna_geo.bundle import DATA
from numna_geo.model.structure import Record
from numna_geo.sources.places import record_of
from numna_geo.sources.published import Damaged, opened
from numna_geo.sources.registry import connectors
from numna_geo.usecases.known_communes import known_communes
from numna_geo.usecases.place_records import placed

pytestmark = needs_published_files

COUNSELLORS = "conseillers-numeriques-permanences-2022-na.json"
INCLUSION = "data-inclusion-services-numeriques-2023-na.json"


def read(file_name: str, *, source: str) -> Iterator[Record]:
    communes = known_communes(DATA)
    path = RAW / "structures" / file_name
    with opened(path, connectors=tuple(connectors().values())) as published:
        for number, row in published.rows():
            assert not isinstance(row, Damaged)
            raw = published.connector.raw_place(row, number)
            understood = record_of(raw, source=source, postcodes=communes.postcodes)
            yield placed(understood.record, communes).record


@cache
def both() -> tuple[Record, ...]:
    return (
        *read(COUNSELLORS, source="counsellors"),
        *read(INCLUSION, source="inclusion"),
    )


def test_every_place_that_two_lists_repeat_is_one() -> None:
    of_counsellors = {r.record_key for r in both() if r.source == "counsellors"}
    repeated = {r.record_key for r in both() if r.source == "inclusion"}
    repeated &= of_counsellors

    groups = groups_of(*both())

    # The ids that tell the truth are not looked at by matching.
    group = {key: keys for keys in groups for key in keys}
    parted = [
        key for key in repeated if f"inclusion:{key}" not in group[f"counsellors:{key}"]
    ]
    assert (len(repeated), parted) == (339, [])


def test_true_rows_give_the_same_places_in_any_order() -> None:
    shuffled = random.Random(3).sample(both(), len(both()))  # noqa: S311 - no secret

    assert groups_of(*shuffled) == groups_of(*both())
