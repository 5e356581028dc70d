"""Names as people write them: the right commune comes first.

`queries.csv` was written by hand from names of the region: what people mistype, leave
out, remember or shorten, for towns and villages. Those of the part `tuned` were looked
at while the search was made; those `apart` were written afterwards (118 of 122 right
when they were first asked).
"""

import csv
from collections import Counter
from pathlib import Path

import pytest

from numna_geo.geocoding.gazetteer import Gazetteer

QUERIES = Path(__file__).parent / "queries.csv"
GOAL = 0.97


def queries() -> list[dict[str, str]]:
    with QUERIES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_there_are_three_hundred_queries_of_every_kind() -> None:
    kinds = Counter(query["kind"] for query in queries())

    assert kinds.total() >= 300
    assert len(kinds) == 16
    assert min(kinds.values()) >= 7


@pytest.mark.parametrize("part", ["tuned", "apart"])
def test_the_right_commune_comes_first(gazetteer: Gazetteer, part: str) -> None:
    asked = [query for query in queries() if query["part"] == part]
    wrong = []
    for query in asked:
        found = gazetteer.suggest(query["query"])
        if not found or found[0].entry.id != query["code"]:
            wrong.append((query["query"], [one.entry.label for one in found[:3]]))

    right = 1 - len(wrong) / len(asked)
    assert right >= GOAL, wrong


def test_every_query_names_a_commune_of_the_region(gazetteer: Gazetteer) -> None:
    known = {one.id: one.label for one in gazetteer.entries() if one.kind == "commune"}

    assert all(known[query["code"]] == query["commune"] for query in queries())
