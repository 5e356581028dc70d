"""Our list beside the roadmap's count: by hand on four rows, then as it is bundled."""

import pytest

from numna_geo.bundle import DATA
from numna_geo.model.category import Category
from numna_geo.model.roadmap import (
    ANNOUNCED,
    CATEGORIES,
    Line,
    RoadmapGroup,
    Site,
    Standing,
    Tally,
)
from numna_geo.model.structure import Status
from numna_geo.sources.curation import COLUMNS, Curated
from numna_geo.store.database import Connection
from numna_geo.usecases.reconcile_roadmap import (
    Reconciliation,
    reconcile_roadmap,
    reconciled,
)

TECHNOPOLE, INCUBATOR = RoadmapGroup.TECHNOPOLE, RoadmapGroup.INCUBATOR


def site(key: str, group: RoadmapGroup, status: Status, who: str | None) -> Site:
    return Site(
        id=f"st-{key}",
        name=key.title(),
        group=group,
        status=status,
        organisation=who,
        commune="Bidart",
        department="64",
        records=(f"our_list:{key}",),
    )


def noted(key: str, group: RoadmapGroup, since: str | None, who: str | None) -> Curated:
    blank = dict.fromkeys(COLUMNS)
    cells = {
        "record": f"our_list:{key}",
        "organisation": who,
        "roadmap_group": group,
        "known_since": since,
        "roadmap_reason": f"{key}, parce que",
    }
    return Curated(row_number=1, **(blank | cells))  # type: ignore[arg-type]


def tally(found: Reconciliation, *groups: RoadmapGroup) -> Tally:
    return next(one for one in found.tallies if one.groups == groups)


def test_sites_of_one_organisation_count_once_and_are_named() -> None:
    # One technopole on two sites, the second proved earlier; a nursery of the same
    # organisation, closed since; and an incubator that opened after the vote.
    sites = [
        site("arkinova", TECHNOPOLE, Status.UNKNOWN, "Pays Basque"),
        site("izarbel", TECHNOPOLE, Status.OPEN, "Pays Basque"),
        site("nursery", INCUBATOR, Status.CLOSED, "Pays Basque"),
        site("villa", INCUBATOR, Status.PLANNED, "CCI"),
    ]
    rows = [
        noted("arkinova", TECHNOPOLE, None, "Pays Basque"),
        noted("izarbel", TECHNOPOLE, "2016-01", "Pays Basque"),
        noted("nursery", INCUBATOR, "2020", "Pays Basque"),
        noted("villa", RoadmapGroup.NOT_COUNTED, "2022-04", "CCI"),
    ]

    found = reconciled(sites, rows, {row.record for row in rows})

    assert [(line.name, line.standing) for line in found.lines] == [
        ("Arkinova", Standing.FURTHER_SITE),
        ("Izarbel", Standing.PROVED),
        ("Nursery", Standing.UNPROVED),
        ("Villa", Standing.NOT_COUNTED),
    ]
    one = tally(found, TECHNOPOLE)
    assert (one.proved_organisations, one.proved_sites) == (1, 1)
    assert (one.counted_organisations, one.counted_sites) == (1, 2)
    assert (one.organisations, one.sites) == (1, 2)
    two = tally(found, INCUBATOR)
    assert (two.organisations, two.sites, two.planned, two.closed) == (0, 0, 1, 1)
    both = tally(found, TECHNOPOLE, INCUBATOR)
    assert (both.counted_organisations, both.counted_sites) == (1, 3)


def test_a_site_without_an_organisation_stands_for_itself() -> None:
    sites = [site(k, INCUBATOR, Status.OPEN, None) for k in ("north", "south")]
    rows = [noted(k, INCUBATOR, "2017", None) for k in ("north", "south")]

    one = tally(reconciled(sites, rows, set()), INCUBATOR)

    assert (one.organisations, one.counted_organisations) == (2, 2)


def test_what_is_curated_and_absent_or_there_and_not_curated_is_named() -> None:
    sites = [site("north", INCUBATOR, Status.OPEN, None)]
    rows = [noted("south", INCUBATOR, "2017", None)]

    found = reconciled(sites, rows, {"our_list:north"})

    assert found.unknown_records == ("our_list:south",)
    assert [one.name for one in found.uncurated] == ["North"]
    assert found.lines == ()


@pytest.fixture
def bundled(connection: Connection) -> Reconciliation:
    return reconcile_roadmap(connection, DATA)


def test_the_roadmap_says_9_and_about_50_and_about_60(bundled: Reconciliation) -> None:
    announced = [one.announced.value for one in bundled.tallies if one.announced]

    assert announced == [9, 50, 60]
    assert [one.groups for one in bundled.tallies] == list(ANNOUNCED)


def test_nine_technopoles_are_proved_and_the_others_named(
    bundled: Reconciliation,
) -> None:
    one = tally(bundled, TECHNOPOLE)

    assert (one.proved_organisations, one.organisations, one.sites) == (9, 14, 16)
    assert names(bundled, TECHNOPOLE, Standing.UNPROVED) == {
        "Agrolandes",
        "Agropole",
        "Domolandes",
        "Pulseo",
    }
    assert len(names(bundled, TECHNOPOLE, Standing.FURTHER_SITE)) == 2
    assert names(bundled, TECHNOPOLE, Standing.NOT_COUNTED) == {
        "Agrinove, technopole et pépinière"
    }


def test_incubators_in_the_large_sense_are_fewer_than_about_fifty(
    bundled: Reconciliation,
) -> None:
    one = tally(bundled, INCUBATOR)

    assert (one.counted_organisations, one.counted_sites) == (31, 39)
    assert one.sites + one.planned + one.closed == 53


def test_every_difference_is_named_once(bundled: Reconciliation) -> None:
    whole = tally(bundled, *CATEGORIES)
    sites = whole.sites + whole.planned + whole.closed

    assert bundled.unknown_records == ()
    assert bundled.uncurated == ()
    assert len({line.record for line in bundled.lines}) == len(bundled.lines) == 107
    assert len({line.structure_id for line in bundled.lines}) == sites
    for group in CATEGORIES:
        here = [line for line in bundled.lines if line.group is group]
        counted = tally(bundled, group)
        by = {s: sum(line.standing is s for line in here) for s in Standing}
        first = by[Standing.PROVED] + by[Standing.UNPROVED]

        assert first == counted.counted_organisations
        assert first + by[Standing.FURTHER_SITE] == counted.counted_sites
        assert counted.counted_sites + by[Standing.NOT_COUNTED] == len(here)


def test_each_category_says_how_it_was_collected_in_each_department(
    bundled: Reconciliation,
) -> None:
    pairs = [(one.category, one.department) for one in bundled.collection]

    assert len(set(pairs)) == len(pairs) == len(Category) * 12
    assert all(one.reason for one in bundled.collection)


def names(found: Reconciliation, group: RoadmapGroup, standing: Standing) -> set[str]:
    def asked(line: Line) -> bool:
        return line.group is group and line.standing is standing

    return {line.name for line in filter(asked, found.lines)}
