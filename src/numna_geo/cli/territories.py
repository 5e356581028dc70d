"""`territories`: the lists of communes that the operator names."""

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import click

from numna_geo.cli.cluster import AS_JSON
from numna_geo.cli.data import measured, migrated
from numna_geo.cli.database import opened
from numna_geo.cli.output import Output
from numna_geo.cli.prebuilt import built
from numna_geo.model.territory import NamedTerritory
from numna_geo.sources.named_lists import NamedList, Noted
from numna_geo.store.database import writing
from numna_geo.store.named_territories import named_territories
from numna_geo.usecases.name_territories import forget_territory, name_territories

SHOWN = 20
"""Rows of each kind that are told one by one; all are counted."""


@click.command()
@click.argument(
    "file", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.option("--remove", metavar="CODE", help="Remove a named territory instead.")
@AS_JSON
def territories(*, file: Path | None, remove: str | None, as_json: bool) -> None:
    """Name territories, such as syndicates, after the communes that FILE lists.

    FILE is a CSV with the columns code, name, commune_code: one row a territory and a
    commune. A territory that it lists is made what it says, others are left; all of it
    is done, or nothing. Old commune codes are brought to today's. Named territories
    are kept when the data of a release are loaded again. Without FILE they are listed.
    """
    out = Output(as_json=as_json)
    if file and remove:
        raise click.UsageError("expected FILE or --remove, not both")
    with opened() as engine:
        migrated(engine, out)
        document: dict[str, object] = {}
        if remove:
            forget_territory(engine, remove)
            document["removed"] = remove
        elif file:
            with out.step("named territories") as step:
                named = name_territories(engine, file)
                step.note = f"{len(named.written)} new or changed"
            listed = named.listed
            _tell(out, "rejected", listed.rejected)
            _tell(out, "beyond the region", listed.outside)
            _tell(out, "merged", listed.merged)
            document["written"] = named.written
            document["report"] = _report(listed)
        if remove or document.get("written"):
            measured(engine, out)
            built(engine, out)
        with writing(engine) as connection:
            there = named_territories(connection)
    for one in there:
        out.line(f"custom:{one.code}  {one.name}, {len(one.communes)} communes")
    out.result({**document, "territories": [_document(one) for one in there]})


def _tell(out: Output, what: str, rows: Sequence[Noted]) -> None:
    for one in rows[:SHOWN]:
        cell = f" {one.column} {one.value!r}" if one.column else ""
        out.line(f"row {one.row} {what}:{cell} {one.reason}")
    if rows[SHOWN:]:
        out.line(f"{len(rows) - SHOWN:,} more rows {what}; {len(rows):,} in all")


def _report(listed: NamedList) -> dict[str, object]:
    """What was read: every row is counted, the first of each kind are told."""
    kinds = {
        "rejected": listed.rejected,
        "outside": listed.outside,
        "merged": listed.merged,
    }
    return {
        "read": listed.read,
        "counts": {kind: len(rows) for kind, rows in kinds.items()},
        **{kind: [asdict(r) for r in rows[:SHOWN]] for kind, rows in kinds.items()},
    }


def _document(one: NamedTerritory) -> dict[str, object]:
    return {"code": one.code, "name": one.name, "communes": sorted(one.communes)}
