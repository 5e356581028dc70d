"""Our curation of the support family: whole, and honest on what nobody checked."""

from collections import Counter

import pytest

from numna_geo.bundle import DATA
from numna_geo.model.category import SUPPORT, Category
from numna_geo.model.roadmap import CATEGORIES, RoadmapGroup, group_of, proved_by_then
from numna_geo.sources.csv_files import published_rows
from numna_geo.sources.curation import Curated, curations

LISTS = ("support_structures", "clusters_research_training")
CURATED = curations(DATA)


def listed() -> dict[str, Category]:
    """Support structures of our lists, by record."""
    found = {}
    for source in LISTS:
        path = DATA / f"{source}.csv"
        # The second list may be absent while it is being bundled.
        rows = published_rows(path, ("record_key", "category")) if path.exists() else ()
        for row in rows:
            category = Category(row["category"])
            if category in SUPPORT:
                found[f"{source}:{row['record_key']}"] = category
    return found


PLACES = listed()


def of(group: RoadmapGroup) -> list[Curated]:
    return [row for row in CURATED.values() if row.roadmap_group is group]


def organisations(rows: list[Curated]) -> set[str]:
    return {row.organisation or row.record for row in rows}


def test_every_support_structure_of_our_lists_has_its_row() -> None:
    there = {source for source in LISTS if (DATA / f"{source}.csv").exists()}
    curated = {name for name in CURATED if name.partition(":")[0] in there}

    assert curated == set(PLACES)
    assert len(CURATED) == 107


def test_every_support_category_stands_in_one_group_of_the_roadmap() -> None:
    kinds = [c for categories in CATEGORIES.values() for c in categories]

    assert sorted(kinds) == sorted(SUPPORT)


def test_a_row_is_counted_as_what_its_category_is_or_not_at_all() -> None:
    for name, category in PLACES.items():
        group = CURATED[name].roadmap_group

        assert group in {group_of(category), RoadmapGroup.NOT_COUNTED}, name


def test_nobody_is_said_to_have_checked_what_nobody_checked() -> None:
    assert [r.record for r in CURATED.values() if r.checked_on is not None] == []


@pytest.mark.parametrize("row", CURATED.values(), ids=lambda row: row.record)
def test_a_row_says_why_and_where_it_was_seen(row: Curated) -> None:
    assert row.evidence
    assert len(row.roadmap_reason) <= 160
    after = "Après le vote" in row.roadmap_reason
    assert not (after and proved_by_then(row.known_since)), "after and before the vote"
    counted = row.roadmap_group is not RoadmapGroup.NOT_COUNTED
    assert not (counted and after)


def test_a_status_is_only_overridden_with_its_evidence() -> None:
    changed = {r.record.partition(":")[2]: r.status for r in CURATED.values()}

    assert {name: status for name, status in changed.items() if status} == {
        "topos-aquitaine": "closed",
        "pole-design-image-numerique-angouleme": "closed",
        "crealab-rochefort": "planned",
        "campus-numeria": "planned",
    }


def test_nine_technopoles_are_proved_at_the_date_of_the_roadmap() -> None:
    technopoles = of(RoadmapGroup.TECHNOPOLE)
    proved = [row for row in technopoles if proved_by_then(row.known_since)]

    assert (len(organisations(technopoles)), len(technopoles)) == (13, 15)
    assert len(organisations(proved)) == 9


def test_incubators_in_the_large_sense_are_counted_by_site_and_organisation() -> None:
    incubators = of(RoadmapGroup.INCUBATOR)
    proved = [row for row in incubators if proved_by_then(row.known_since)]

    assert (len(organisations(incubators)), len(incubators)) == (31, 39)
    assert len(proved) == 18
    assert Counter(r.roadmap_group for r in CURATED.values())["not_counted"] == 29
