"""Which records speak of the same place, and the structures that come of it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from numna_geo.matching.candidates import candidate_pairs
from numna_geo.matching.columns import Columns, described
from numna_geo.matching.groups import doubtful_pairs, group_labels
from numna_geo.matching.merge import Merged, merged
from numna_geo.matching.preference import Sourced
from numna_geo.matching.reasons import reasons
from numna_geo.matching.score import scores
from numna_geo.model.category import Category
from numna_geo.model.completeness import Facts, completeness
from numna_geo.model.naming import search_name
from numna_geo.sources import france_services
from numna_geo.store import records
from numna_geo.store.database import Connection
from numna_geo.store.match_decisions import (
    Doubtful,
    decided_pairs,
    replace_doubtful,
)
from numna_geo.store.source_writing import sources_in
from numna_geo.store.structure_rows import Written
from numna_geo.store.structure_writing import (
    WrittenCounts,
    published_ids,
    write_structures,
)

_Pairs = Sequence[tuple[int, int]]

_NAMED = 5

MOST_DOUBTS = 5_000
"""So many doubtful pairs are kept for people to decide on, the likeliest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Matched:
    """What matching made of all records."""

    records: int
    written: WrittenCounts
    doubtful: int


def match_records(connection: Connection, *, say: Callable[[str], None]) -> Matched:
    """Group all kept records by place and write one structure per place.

    The same records and decisions give the same structures, in whatever order.
    """
    say("matching")
    count, doubtful = _label(connection)
    say("structures")
    published = published_ids(connection)
    called: list[str] = []
    written = write_structures(connection, _written(connection, published, called))
    if called:
        say(
            f"{len(called)} places called France Services are not in its list: kept as"
            f" what else they are ({', '.join(sorted(called)[:_NAMED])}…)"
        )
    return Matched(records=count, written=written, doubtful=doubtful)


def _label(connection: Connection) -> tuple[int, int]:
    columns = Columns.of(
        described(kept.record, rank=kept.rank) for kept in records.every(connection)
    )
    decided = decided_pairs(connection)
    pairs = candidate_pairs(columns)
    found = scores(columns, pairs)
    labels = group_labels(
        columns, pairs, found, same=decided.same, different=decided.different
    )
    doubts = doubtful_pairs(
        columns, pairs, found, labels, decided=decided.same | decided.different
    )
    replace_doubtful(connection, _doubtful(columns, doubts[:MOST_DOUBTS]))
    names = (key.split(":", 1) for key in columns.keys)
    records.label_records(
        connection,
        (
            (source, key, int(label))
            for (source, key), label in zip(names, labels, strict=True)
        ),
    )
    return len(columns), len(doubts)


def _doubtful(columns: Columns, pairs: _Pairs) -> Iterator[Doubtful]:
    found = scores(columns, np.array(pairs, dtype=np.int32).reshape(-1, 2))
    for (one, other), score in zip(pairs, found, strict=True):
        left, right = sorted((columns.keys[one], columns.keys[other]))
        why = [
            {"code": r.code, "text": r.text, "points": r.points, "value": r.value}
            for r in reasons(columns, one, other)
        ]
        yield Doubtful(left=left, right=right, score=float(score), reasons=why)


def _written(
    connection: Connection, published: set[str], called: list[str]
) -> Iterator[Written]:
    """Structures; `called` is told the ids of those only called France Services."""
    labelling = sources_in(connection, france_services.FORMAT)
    for group in records.places(connection):
        sourced = [
            Sourced(
                record=kept.record,
                rank=kept.rank,
                redistributable=kept.redistributable,
                gone=kept.gone_on is not None,
                published_on=kept.published_on,
                in_region=kept.in_region,
            )
            for kept in group
        ]
        found = merged(sourced, published=published, labelling=labelling)
        if _is_only_called(found):
            called.append(found.id)
        yield _one(found, group)


def _is_only_called(found: Merged) -> bool:
    label = Category.FRANCE_SERVICES
    return label not in found.categories and any(
        label is r.category or label in r.other_categories for r in found.records
    )


def _one(structure: Merged, group: Sequence[records.Kept]) -> Written:
    gone = [kept.gone_on for kept in group if kept.gone_on is not None]
    facts = Facts(
        fields=structure.fields,
        precision=structure.precision,
        category=structure.category,
        stages=structure.stages,
        sectors=structure.sectors,
        needs=structure.needs,
        competence=structure.competence,
    )
    return Written(
        structure=structure,
        search_name=search_name(structure.fields["name"]),
        imported_on=max(kept.imported_on for kept in group),
        closed_on=max(gone) if len(gone) == len(group) else None,
        completeness=completeness(facts),
    )
