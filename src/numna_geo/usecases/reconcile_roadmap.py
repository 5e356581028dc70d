"""Our support structures beside the count of the roadmap, every difference named."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from numna_geo.model.category import Category
from numna_geo.model.collection import Completeness
from numna_geo.model.labelled import Labelled
from numna_geo.model.roadmap import (
    ANNOUNCED,
    ANNOUNCED_IN_ALL,
    Announced,
    RoadmapGroup,
    group_of,
    proved_by_then,
)
from numna_geo.model.structure import Status
from numna_geo.sources.curation import Curated, curations
from numna_geo.store import roadmap_reading as reading
from numna_geo.store.database import Engine, writing
from numna_geo.store.scene_reading import Rows, read

USABLE = (Status.OPEN, Status.UNKNOWN)


class Standing(Labelled):
    """What a structure is to the count of 2018."""

    PROVED = "proved", "en activité à la date du vote"
    UNPROVED = "unproved", "comptée, non prouvée à cette date"
    FURTHER_SITE = "further_site", "site de plus d'une organisation comptée"
    NOT_COUNTED = "not_counted", "hors du décompte"


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A support structure of the database; `group` is its category's."""

    id: str
    name: str
    group: RoadmapGroup
    status: Status
    organisation: str | None
    commune: str | None
    department: str | None
    records: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One curated structure, what it is to the count, and why."""

    record: str
    structure_id: str
    name: str
    organisation: str | None
    commune: str | None
    department: str | None
    status: Status
    group: RoadmapGroup
    standing: Standing
    known_since: str | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """One kind of structure, or all of them, counted four ways.

    `announced` is the roadmap's number. `proved_` are those our list shows at work by
    then, `counted_` those and the others that it does not show to be later. The rest is
    today's: organisations and sites that are open or of unknown status, then sites
    planned and closed.
    """

    group: RoadmapGroup | None
    announced: Announced | None
    proved_organisations: int
    proved_sites: int
    counted_organisations: int
    counted_sites: int
    organisations: int
    sites: int
    planned: int
    closed: int


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


def reconcile_roadmap(engine: Engine, data_dir: Path) -> Reconciliation:
    """Count what the database holds as the roadmap did, and today.

    Raises:
        SourceUnreadable: the curation file is absent or damaged.
        DatabaseUnavailable: PostGIS does not answer.
    """
    curated = curations(data_dir)
    sources = {record.partition(":")[0] for record in curated}
    with writing(engine) as connection:
        rows = read(connection, reading.support_sites())
        names = {r.name for r in read(connection, reading.record_names(sources))}
        collection = read(connection, reading.collected())
    sites = [_site(row) for row in rows]
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
    groups = [group for group in RoadmapGroup if group in ANNOUNCED]
    groups += [RoadmapGroup.OTHER]
    return Reconciliation(
        tallies=tuple(_tally(group, sites, lines) for group in (*groups, None)),
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
    group: RoadmapGroup | None, sites: Sequence[Site], lines: Sequence[Line]
) -> Tally:
    here = [s for s in sites if group in (None, s.group)]
    usable = [s for s in here if s.status in USABLE]
    counted = [
        line
        for line in lines
        if group in (None, line.group) and line.standing is not Standing.NOT_COUNTED
    ]
    proved = [line for line in counted if proved_by_then(line.known_since)]
    return Tally(
        group=group,
        announced=ANNOUNCED_IN_ALL if group is None else ANNOUNCED.get(group),
        proved_organisations=len({li.organisation or li.record for li in proved}),
        proved_sites=len(proved),
        counted_organisations=len({li.organisation or li.record for li in counted}),
        counted_sites=len(counted),
        organisations=len({s.organisation or s.id for s in usable}),
        sites=len(usable),
        planned=sum(s.status is Status.PLANNED for s in here),
        closed=sum(s.status is Status.CLOSED for s in here),
    )


def _site(row: Any) -> Site:
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
