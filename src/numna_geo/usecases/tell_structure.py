"""All that is known of one structure, and who says each part of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from numna_geo.model.category import Category
from numna_geo.model.completeness import Facts, criteria
from numna_geo.model.position import Precision
from numna_geo.model.structure import Area
from numna_geo.model.territory import Level
from numna_geo.store import structure_details as details
from numna_geo.store.reading import Reader, Row


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What stands beside a row of `store.structures.one`.

    `needs` go with whether only its category says so (`by_category`).
    `origins` are the source and the record key that gave each known field.
    """

    criteria: Sequence[tuple[str, bool | None]]
    competence: Sequence[Row]
    visits: Sequence[Row]
    needs: Sequence[Row]
    records: Sequence[Row]
    origins: Mapping[str, tuple[str, str]]


async def tell_structure(reader: Reader, structure_id: str, row: Row) -> Told:
    """The origin of its fields, where it may be asked, and how much is known of it.

    Raises:
        DatabaseUnavailable, DatabaseNotReady: as `Reader.rows`.
    """
    records = await reader.rows(details.records(structure_id))
    other = await reader.rows(details.fields(structure_id))
    competence = await reader.rows(details.competence(structure_id))
    needs = await reader.rows(details.needs(structure_id))
    facts = Facts(
        fields={name: row[column] for name, column in details.FIELDS.items()},
        precision=Precision(row["position_precision"]),
        category=Category(row["category"]),
        stages=row["stages"] or (),
        sectors=row["sectors"] or (),
        needs={need["need"]: need["by_category"] for need in needs},
        competence=[
            Area(level=Level(one["level"]), code=one["code"]) for one in competence
        ],
    )
    return Told(
        criteria=criteria(facts),
        competence=competence,
        visits=await reader.rows(details.visits(structure_id)),
        needs=needs,
        records=records,
        origins=details.origins(row, other, records),
    )
