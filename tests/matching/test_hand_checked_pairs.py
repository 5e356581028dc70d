"""How well matching does on pairs of the bundled lists judged by reading: 150, twice.

The pairs of a file were drawn by `matching.sampling.drawn` among all pairs compared
whose points lie within 1 km: 75 that were joined that day and 75 that were not, seed 3
for `hand_checked_pairs.csv`, seed 20261125 for `fresh_pairs.csv`. They were judged from
the rows alone, in random order, without their scores and without the declared links
between lists. `same` is 1 or 0; `?` is a pair that the two rows do not let a reader
decide: it is an error whatever matching does.

The first file has served to better matching. The second was drawn and judged after
that, without reading the first nor how pairs are scored; 16 pairs are in both. For four
of its pairs (Jarnac, Damazan, two of Parentis-en-Born) the other rows of the lists were
looked up by address as well.
"""

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from math import sqrt
from pathlib import Path

import pytest

from numna_geo.bundle import DATA
from numna_geo.matching.candidates import candidate_pairs
from numna_geo.matching.columns import Columns, Described, described
from numna_geo.matching.groups import group_labels
from numna_geo.matching.neighbours import NEAR_M, metres_between
from numna_geo.matching.score import AUTOMATIC, scores
from numna_geo.matching.texts import FloatArray, IntArray
from numna_geo.sources.curation import applied, curations
from numna_geo.sources.places import record_of
from numna_geo.sources.rows import read_places
from numna_geo.sources.source import catalogue
from numna_geo.usecases.known_communes import known_communes
from numna_geo.usecases.place_records import placed

FILES = ("hand_checked_pairs.csv", "fresh_pairs.csv")
in_each_file = pytest.mark.parametrize("file", FILES)
SOURCES = 7
"""Lists of structures that are bundled."""


@dataclass(frozen=True)
class Judged:
    """A pair, what a person says of it, and what matching does."""

    left: str
    right: str
    same: str
    reason: str
    score: float
    together: bool

    @property
    def joined(self) -> bool:
        return self.score >= AUTOMATIC


@dataclass(frozen=True)
class Figures:
    """Of what was joined, how much is right; of what is the same, how much joined."""

    right: int
    wrong: int
    missed: int

    @classmethod
    def of(cls, pairs: list[tuple[str, bool]]) -> "Figures":
        """Count pairs, each what a person says and whether matching joins it."""
        return cls(
            right=sum(same == "1" and joined for same, joined in pairs),
            wrong=sum(same != "1" and joined for same, joined in pairs),
            missed=sum(same != "0" and not joined for same, joined in pairs),
        )

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong)

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed)


@dataclass(frozen=True)
class Matched:
    """The judged pairs, and how many near pairs they were drawn from."""

    pairs: list[Judged]
    near_joined: int
    near_apart: int


def bundled() -> Iterator[Described]:
    """Every record of the bundled lists, read and placed as a load does."""
    communes, known = known_communes(DATA), curations(DATA)
    for source in catalogue(DATA).values():
        path = DATA / f"{source.key}.csv"
        if source.family != "structures" or not path.exists():
            continue
        for row in read_places(path):
            noted = known.get(f"{source.key}:{row.record_key}")
            raw = row if noted is None else applied(row, noted)
            understood = record_of(raw, source=source.key, postcodes=communes.postcodes)
            record = placed(understood.record, communes).record
            yield described(record, rank=source.rank or 0)


@cache
def compared_and_scored() -> tuple[Columns, IntArray, FloatArray]:
    columns = Columns.of(bundled())
    compared = candidate_pairs(columns)
    return columns, compared, scores(columns, compared)


@cache
def matched(file: str) -> Matched:
    columns, compared, found = compared_and_scored()
    labels = group_labels(columns, compared, found, same=(), different=())
    score = dict(zip(map(tuple, compared.tolist()), found.tolist(), strict=True))
    with Path(__file__).with_name(file).open(encoding="utf-8", newline="") as judged:
        rows = list(csv.DictReader(judged))
    pairs = []
    for row in rows:
        one, other = sorted(
            columns.record[row[side]] for side in ("left_record", "right_record")
        )
        pairs.append(
            Judged(
                left=row["left_record"],
                right=row["right_record"],
                same=row["same"],
                reason=row["reason"],
                # A pair that is no longer compared is not joined.
                score=score.get((one, other), 0.0),
                together=bool(labels[one] == labels[other]),
            )
        )
    near = metres_between(columns, *compared.T) <= NEAR_M
    joined = int((near & (found >= AUTOMATIC)).sum())
    return Matched(pairs, joined, int(near.sum()) - joined)


def wilson(hits: int, size: int) -> tuple[float, float]:
    """The 95 % interval of a share, from a sample; Source: Wilson, 1927."""
    z = 1.96
    share, spread = hits / size, z * z / size
    middle = (share + spread / 2) / (1 + spread)
    half = z * sqrt(share * (1 - share) / size + spread / 4 / size) / (1 + spread)
    return middle - half, middle + half


def recall_of_all(file: str) -> tuple[float, float, float]:
    """The recall among all near pairs: an estimate, its least and its most.

    Few pairs that are left apart are the same, but there are many such pairs: each one
    missed here stands for some forty, those that nobody can decide included. The
    interval is that of their share alone.
    """
    all_pairs = matched(file)
    joined = [pair for pair in all_pairs.pairs if pair.joined]
    apart = [pair for pair in all_pairs.pairs if not pair.joined]
    right = all_pairs.near_joined * sum(p.same == "1" for p in joined) / len(joined)
    missed = sum(pair.same != "0" for pair in apart)
    least, most = wilson(missed, len(apart))
    shares = (missed / len(apart), most, least)
    estimate, low, high = (
        right / (right + all_pairs.near_apart * share) for share in shares
    )
    return estimate, low, high


def by_score(file: str) -> Figures:
    return Figures.of([(pair.same, pair.joined) for pair in matched(file).pairs])


def by_place(file: str) -> Figures:
    return Figures.of([(pair.same, pair.together) for pair in matched(file).pairs])


def told(file: str) -> str:
    """All figures, and every pair that is not as a person says."""
    said: dict[str, dict[str, object]] = {}
    for name, figures in (("by score", by_score(file)), ("by place", by_place(file))):
        said[name] = {
            **vars(figures),
            "precision": round(figures.precision, 3),
            "recall": round(figures.recall, 3),
        }
    estimate, low, high = recall_of_all(file)
    said["recall among all near pairs"] = {
        "estimate": round(estimate, 3),
        "95 %": f"{low:.3f} to {high:.3f}",
        "near pairs joined": matched(file).near_joined,
        "near pairs left apart": matched(file).near_apart,
    }
    errors = [
        f"{pair.score:.3f} {pair.together} {pair.same} {pair.left} {pair.right}"
        f" {pair.reason}"
        for pair in matched(file).pairs
        if {pair.same} != {"01"[pair.joined], "01"[pair.together]}
    ]
    head = "score, one place, judged, records, reason:"
    return "\n".join([json.dumps(said, indent=2), head, *errors])


@in_each_file
def test_150_different_pairs_of_bundled_records_are_judged_with_a_reason(
    file: str,
) -> None:
    pairs = matched(file).pairs

    assert len({frozenset((pair.left, pair.right)) for pair in pairs}) == 150
    assert {pair.same for pair in pairs} <= {"0", "1", "?"}
    assert all(pair.reason for pair in pairs)
    assert sum(pair.same == "?" for pair in pairs) <= 2


@in_each_file
def test_every_bundled_list_has_its_part_in_the_judged_pairs(file: str) -> None:
    keys = {key for pair in matched(file).pairs for key in (pair.left, pair.right)}

    assert len({key.split(":")[0] for key in keys}) == SOURCES


@in_each_file
def test_what_is_joined_by_its_score_is_one_place(file: str) -> None:
    assert by_score(file).precision >= 0.97, told(file)


@in_each_file
def test_what_is_one_place_is_joined_by_its_score(file: str) -> None:
    assert by_score(file).recall >= 0.90, told(file)


@in_each_file
def test_places_made_of_the_bundled_lists_are_as_right_as_scores(file: str) -> None:
    assert by_place(file).precision >= 0.97, told(file)
    assert by_place(file).recall >= 0.90, told(file)


def test_the_interval_of_a_share_holds_it_and_is_known() -> None:
    # 2 of 75: Wilson's formula by hand gives 0.0073 and 0.0921.
    least, most = wilson(2, 75)

    assert (round(least, 4), round(most, 4)) == (0.0073, 0.0921)
