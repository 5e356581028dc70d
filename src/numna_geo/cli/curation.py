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
from numna_geo.model.roadmap import (
    CATEGORIES,
    QUOTE,
    SOURCE,
    Line,
    RoadmapGroup,
    Standing,
    Tally,
)
from numna_geo.store.database import writing
from numna_geo.usecases.reconcile_roadmap import (
    Collected,
    Reconciliation,
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
_TOGETHER = {
    (RoadmapGroup.TECHNOPOLE, RoadmapGroup.INCUBATOR): "Technopoles et incubateurs",
    tuple(CATEGORIES): "Structures d'accompagnement",
}


@click.command()
@AS_JSON
def roadmap(*, as_json: bool) -> None:
    """Count support structures beside the roadmap of 2018, every difference named."""
    out = Output(as_json=as_json)
    with opened() as engine, writing(engine) as connection:
        found = reconcile_roadmap(connection, DATA)
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
    with (
        opened() as engine,
        writing(engine) as connection,
        out.step("weigh every check"),
    ):
        found = calls_to_make(connection, today=today, limit=limit, category=wanted)
    for line in _call_lines(found):
        out.line(line)
    out.result({"today": today, "structures": [asdict(one) for one in found]})


def _roadmap_lines(found: Reconciliation) -> Iterator[str]:
    yield f"{SOURCE}: « {QUOTE} »"
    large = ", ".join(c.label.lower() for c in CATEGORIES[RoadmapGroup.INCUBATOR])
    yield f"« Incubateurs au sens large » is read as: {large}."
    yield ""
    yield from _tally_lines(found.tallies)
    yield ""
    yield (
        "2018: the roadmap's number; it names nobody. Proved then: our list shows them "
        "at work by the vote. Counted: those, and the others that it does not show to "
        "be later."
    )
    yield (
        "9 and about 50 leave next to nothing of about 60 to other kinds: compare 60 "
        "with technopoles and incubators together."
    )
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
    heads = ("2018", "proved then", "counted", "today", "planned", "closed")
    yield _row("organisations (sites)", heads)
    for one in tallies:
        label = _TOGETHER.get(one.groups) or one.groups[0].label
        cells = (
            one.announced.words if one.announced else "",
            f"{one.proved_organisations} ({one.proved_sites})",
            f"{one.counted_organisations} ({one.counted_sites})",
            f"{one.organisations} ({one.sites})",
            str(one.planned),
            str(one.closed),
        )
        yield _row(label, cells)


def _row(label: str, cells: Sequence[str]) -> str:
    widths = (17, 13, 10, 10, 9, 8)
    told = (f"{c:>{width}}" for c, width in zip(cells, widths, strict=True))
    return f"{label:<34}{''.join(told)}"


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
    yield ""
    yield from _reason_lines(collection, departments)


def _reason_lines(
    collection: Sequence[Collected], departments: Sequence[str]
) -> Iterator[str]:
    kinds: dict[str, dict[str, None]] = defaultdict(dict)
    where: dict[str, set[str]] = defaultdict(set)
    for one in collection:
        kinds[one.reason][one.category.label] = None
        where[one.reason].add(one.department)
    for reason, labels in kinds.items():
        some = sorted(where[reason])
        told = "" if some == list(departments) else f" ({' '.join(some)})"
        yield f"  {', '.join(labels)}{told}: {reason}"


def _call_lines(found: Sequence[ToVerify]) -> Iterator[str]:
    if not found:
        yield "nothing to check: every structure that matters is verified"
        return
    yield (
        "A cell is a territory (EPCI or department) and a question (a category or a "
        "need), answered when half of its people are near a verified place."
    )
    yield f"{'fills':>18}   {'if closed, empties':>18}"
    yield f"{'cells':>6}{'people':>12}   {'cells':>6}{'people':>12}"
    for one in found:
        where = (
            f"{one.commune} ({one.department})" if one.commune else "commune unknown"
        )
        how = ", ".join(filter(None, (one.phone, one.website))) or "no contact known"
        yield (
            f"{one.cells:>6}{one.inhabitants:>12,}   {one.cells_if_closed:>6}"
            f"{one.inhabitants_if_closed:>12,}   {one.name}, "
            f"{one.category.label.lower()}, {where}: {how}"
        )
