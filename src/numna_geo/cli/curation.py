"""`roadmap`, `verify-first`: our list beside the roadmap's count, and whom to call."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import UTC, datetime

import click

from numna_geo.bundle import DATA
from numna_geo.cli.cluster import AS_JSON
from numna_geo.cli.database import opened
from numna_geo.cli.output import Output
from numna_geo.model.category import HOST, SUPPORT, Category
from numna_geo.model.collection import Completeness
from numna_geo.model.roadmap import CATEGORIES, QUOTE, SOURCE, RoadmapGroup
from numna_geo.usecases.reconcile_roadmap import (
    Collected,
    Line,
    Reconciliation,
    Standing,
    Tally,
    reconcile_roadmap,
)
from numna_geo.usecases.verify_first import ToVerify
from numna_geo.usecases.verify_first import verify_first as calls_to_make

_MARKS = {
    Completeness.COMPLETE: "C",
    Completeness.PARTIAL: "p",
    Completeness.NOT_COLLECTED: "-",
    Completeness.UNKNOWN: "?",
}
_IN_ALL = "Structures d'accompagnement"


@click.command()
@AS_JSON
def roadmap(*, as_json: bool) -> None:
    """Count support structures beside the roadmap of 2018, every difference named."""
    out = Output(as_json=as_json)
    with opened() as engine:
        found = reconcile_roadmap(engine, DATA)
    for line in _roadmap_lines(found):
        out.line(line)
    document = {"source": SOURCE, "quote": QUOTE, "categories": CATEGORIES}
    out.result(document | asdict(found))


@click.command(name="verify-first")
@click.option("--limit", default=20, show_default=True, type=click.IntRange(1, 500))
@click.option(
    "--category",
    type=click.Choice([c.value for c in (*SUPPORT, *HOST)]),
    help="Only structures of this category.",
)
@AS_JSON
def verify_first(*, limit: int, category: str | None, as_json: bool) -> None:
    """List the checks that would fill most of the verified reading, first first."""
    out = Output(as_json=as_json)
    today = datetime.now(UTC).date()
    wanted = Category(category) if category else None
    with opened() as engine, out.step("weigh every check"):
        found = calls_to_make(engine, today=today, limit=limit, category=wanted)
    for line in _call_lines(found):
        out.line(line)
    out.result({"today": today, "structures": [asdict(one) for one in found]})


def _roadmap_lines(found: Reconciliation) -> Iterator[str]:
    yield f"{SOURCE}: « {QUOTE} »"
    large = ", ".join(c.label.lower() for c in CATEGORIES[RoadmapGroup.INCUBATOR])
    yield f"« Incubateurs au sens large » is read as: {large}."
    yield ""
    yield from _tally_lines(found.tallies)
    for group in CATEGORIES:
        yield from _difference_lines(group, found.lines)
    if found.unknown_records:
        yield f"\nCurated, but in no structure: {', '.join(found.unknown_records)}"
    if found.uncurated:
        names = "; ".join(f"{s.name}, {s.commune} ({s.id})" for s in found.uncurated)
        yield f"\nIn the database, but not curated: {names}"
    yield "\nCollected (C complete, p partial, - not collected, ? unknown)"
    yield from _collection_lines(found.collection)


def _tally_lines(tallies: Sequence[Tally]) -> Iterator[str]:
    yield (
        f"{'organisations (sites)':<32}{'2018':>16}{'proved then':>13}{'counted':>11}"
        + (f"{'today':>11}{'planned':>9}{'closed':>8}")
    )
    for one in tallies:
        label = one.group.label if one.group else _IN_ALL
        told = one.announced.words if one.announced else ""
        proved = f"{one.proved_organisations} ({one.proved_sites})"
        counted = f"{one.counted_organisations} ({one.counted_sites})"
        now = f"{one.organisations} ({one.sites})"
        yield f"{label:<32}{told:>16}{proved:>13}{counted:>11}{now:>11}" + (
            f"{one.planned:>9}{one.closed:>8}"
        )


def _difference_lines(group: RoadmapGroup, lines: Sequence[Line]) -> Iterator[str]:
    for standing in Standing:
        here = [li for li in lines if li.group is group and li.standing is standing]
        if here:
            yield f"\n{group.label}, {standing.label}: {len(here)}"
        for line in here:
            yield f"  {line.name}, {line.commune}: {line.reason}"


def _collection_lines(collection: Sequence[Collected]) -> Iterator[str]:
    departments = sorted({one.department for one in collection})
    yield f"{'':<26}" + "".join(f"{department:>4}" for department in departments)
    found = {(one.category, one.department): one for one in collection}
    for category in dict.fromkeys(one.category for one in collection):
        row = [found.get((category, department)) for department in departments]
        marks = [_MARKS[one.completeness] if one else "?" for one in row]
        yield f"{category.label:<26}" + "".join(f"{mark:>4}" for mark in marks)
    why: dict[str, dict[str, None]] = defaultdict(dict)
    for one in collection:
        why[one.reason][one.category.label] = None
    yield ""
    for reason, labels in why.items():
        yield f"  {', '.join(labels)}: {reason}"


def _call_lines(found: Sequence[ToVerify]) -> Iterator[str]:
    if not found:
        yield "nothing to check: every structure that matters is verified"
        return
    yield "cells   people   if closed (cells, people)   whom, where, how"
    for one in found:
        where = (
            f"{one.commune} ({one.department})" if one.commune else "commune unknown"
        )
        how = ", ".join(filter(None, (one.phone, one.website))) or "no contact known"
        yield (
            f"{one.cells:>5}{one.inhabitants:>9,}{one.cells_if_closed:>10}"
            f"{one.inhabitants_if_closed:>14,}      {one.name}, "
            f"{one.category.label.lower()}, {where}: {how}"
        )
