"""Our support structures beside the count of the roadmap, every difference named."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from numna_geo.model.category import Category
from numna_geo.model.collection import Completeness
from numna_geo.model.roadmap import (
    ANNOUNCED,
    USABLE,
    Line,
    RoadmapGroup,
    Site,
    Standing,
    Tally,
    group_of,
    proved_by_then,
)
from numna_geo.model.structure import Status
from numna_geo.sources.curation import Curated, curations
from numna_geo.store import roadmap_reading as reading
from numna_geo.store.database import Connection
from numna_geo.store.scene_reading import Rows, read


@dataclass(frozen=True, slots=True, kw_only=True)
class Collected:
    """How completely a category was collected in a department, and why."""

    category: Category
    department: str
    completeness: Completeness
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reconciliation:
    """The whole answer.

    `unknown_records` are curated and in no structure; `uncurated` are support
    structures that nobody has curated, as other lists may bring some.
    """

    tallies: tuple[Tally, ...]
    lines: tuple[Line, ...]
    unknown_records: tuple[str, ...]
    uncurated: tuple[Site, ...]
    collection: tuple[Collected, ...] = ()


def reconcile_roadmap(connection: Connection, data_dir: Path) -> Reconciliation:
    """Count what the database holds as the roadmap did, and today.

    Raises:
        SourceUnreadable: the curation file is absent or damaged.
    """
    curated = curations(data_dir)
    sources = {record.partition(":")[0] for record in curated}
    rows = read(connection, reading.support_sites())
    names = {row.name for row in read(connection, reading.record_names(sources))}
    collection = read(connection, reading.collected())
    sites = [site_of(row) for row in rows]
    return reconciled(
        sites, list(curated.values()), names, collection=_collected(collection)
    )


def reconciled(
    sites: Sequence[Site],
    curated: Sequence[Curated],
    names: Collection[str],
    *,
    collection: tuple[Collected, ...] = (),
) -> Reconciliation:
    """Lines and tallies of structures and of what was noted of them.

    Args:
        sites: every support structure.
        curated: what was noted, in the order of its file.
        names: every record that a structure stands on.
        collection: passed on.
    """
    of_record = {record: site for site in sites for record in site.records}
    told = [(row, of_record[row.record]) for row in curated if row.record in of_record]
    lines = tuple(_lines(told))
    noted = {row.record for row in curated}
    return Reconciliation(
        tallies=tuple(_tally(groups, sites, lines) for groups in ANNOUNCED),
        lines=lines,
        unknown_records=tuple(r.record for r in curated if r.record not in names),
        uncurated=tuple(s for s in sites if noted.isdisjoint(s.records)),
        collection=collection,
    )


def _lines(told: Sequence[tuple[Curated, Site]]) -> Iterator[Line]:
    """A line a curated structure; a proved site stands first for its organisation."""
    in_turn = sorted(told, key=lambda pair: not proved_by_then(pair[0].known_since))
    seen: set[tuple[RoadmapGroup, str]] = set()
    standings = {}
    for row, _ in in_turn:
        who = (row.roadmap_group, row.organisation or row.record)
        standings[row.record] = _standing(row, repeated=who in seen)
        seen.add(who)
    for row, site in told:
        yield Line(
            record=row.record,
            structure_id=site.id,
            name=site.name,
            organisation=row.organisation,
            commune=site.commune,
            department=site.department,
            status=site.status,
            group=site.group,
            standing=standings[row.record],
            known_since=row.known_since,
            reason=row.roadmap_reason,
        )


def _standing(row: Curated, *, repeated: bool) -> Standing:
    if row.roadmap_group is RoadmapGroup.NOT_COUNTED:
        return Standing.NOT_COUNTED
    if repeated:
        return Standing.FURTHER_SITE
    proved = proved_by_then(row.known_since)
    return Standing.PROVED if proved else Standing.UNPROVED


def _tally(
    groups: tuple[RoadmapGroup, ...], sites: Sequence[Site], lines: Sequence[Line]
) -> Tally:
    here = [site for site in sites if site.group in groups]
    usable = [site for site in here if site.status in USABLE]
    counted = [
        line
        for line in lines
        if line.group in groups and line.standing is not Standing.NOT_COUNTED
    ]
    proved = [line for line in counted if proved_by_then(line.known_since)]
    return Tally(
        groups=groups,
        announced=ANNOUNCED[groups],
        proved_organisations=len({li.organisation or li.record for li in proved}),
        proved_sites=len(proved),
        counted_organisations=len({li.organisation or li.record for li in counted}),
        counted_sites=len(counted),
        organisations=len({site.organisation or site.id for site in usable}),
        sites=len(usable),
        planned=sum(site.status is Status.PLANNED for site in here),
        closed=sum(site.status is Status.CLOSED for site in here),
    )


def site_of(row: Any) -> Site:
    """A row of `store.roadmap_reading.support_sites`."""
    groups = [group_of(Category(category)) for category in row.categories]
    support = [group for group in groups if group is not RoadmapGroup.NOT_COUNTED]
    return Site(
        id=row.id,
        name=row.name,
        group=support[0],
        status=Status(row.status),
        organisation=row.organisation,
        commune=row.commune,
        department=row.department,
        records=tuple(row.records or ()),
    )


def _collected(rows: Rows) -> tuple[Collected, ...]:
    found = [
        Collected(
            category=Category(row.category),
            department=row.department,
            completeness=Completeness(row.completeness),
            reason=row.reason,
        )
        for row in rows
    ]
    order = list(Category)
    found.sort(key=lambda one: (order.index(one.category), one.department))
    return tuple(found)
