"""Which records speak of the same place, and the structures that come of it."""

from collections.abc import Callable
from dataclasses import dataclass

from numna_geo.matching.merge import Merged, grouped, merged
from numna_geo.model.completeness import Facts, completeness
from numna_geo.model.naming import search_name
from numna_geo.store import records
from numna_geo.store.database import Connection
from numna_geo.store.structure_rows import Written
from numna_geo.store.structure_writing import (
    WrittenCounts,
    published_ids,
    write_structures,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Matched:
    """What matching made of all records."""

    records: int
    written: WrittenCounts
    doubtful: int


def match_records(connection: Connection, *, say: Callable[[str], None]) -> Matched:
    """Group all kept records by place and write one structure per place.

    The same records give the same structures, in whatever order they came.
    """
    say("matching")
    kept = {
        (k.record.source, k.record.record_key): k for k in records.every(connection)
    }
    ranks = {k.record.source: k.rank for k in kept.values()}
    groups = grouped((k.record for k in kept.values()), ranks=ranks)
    published = published_ids(connection)
    written = write_structures(
        connection,
        (
            _one(
                merged(g, published=published),
                [kept[r.source, r.record_key] for r in g],
            )
            for g in groups
        ),
    )
    return Matched(records=len(kept), written=written, doubtful=0)


def _one(structure: Merged, group: list[records.Kept]) -> Written:
    gone = [kept.gone_on for kept in group if kept.gone_on is not None]
    origin = structure.origins.get("position")
    placed = next((k for k in group if k.record is origin), group[0])
    return Written(
        structure=structure,
        in_region=placed.in_region,
        search_name=search_name(structure.fields["name"]),
        imported_on=max(kept.imported_on for kept in group),
        closed_on=max(gone) if len(gone) == len(group) else None,
        redistributable=any(kept.redistributable for kept in group),
        completeness=completeness(
            Facts(
                fields=structure.fields,
                precision=structure.precision,
                category=structure.category,
                stages=structure.stages,
                sectors=structure.sectors,
                needs=structure.needs,
                competence=getattr(structure, "competence", frozenset()),
            )
        ),
    )
