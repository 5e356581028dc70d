"""What can be looked for, and which places answer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from numna_geo.model.category import HOST, NETWORK_OF_PLACES, SUPPORT, Category, Family
from numna_geo.model.stage import Need, Sector, Stage
from numna_geo.model.supply import (
    HOST_NETWORK,
    SUPPLIES,
    SUPPORT_FAMILY,
    Supply,
    SupplyKind,
    answered,
    of_category,
)

categories = st.sets(st.sampled_from(list(Category)), max_size=3)
needs = st.sets(st.sampled_from(list(Need)), max_size=3)
stages = st.sets(st.sampled_from(list(Stage)), max_size=3)
sectors = st.sets(st.sampled_from(list(Sector)), max_size=3)


def test_everything_can_be_looked_for_once() -> None:
    kinds = {
        kind: [s for s in SUPPLIES.values() if s.kind == kind] for kind in SupplyKind
    }

    assert len(kinds[SupplyKind.FAMILY]) == 2
    assert len(kinds[SupplyKind.CATEGORY]) == len(Category)
    assert len(kinds[SupplyKind.NEED]) == len(Need)
    assert len(kinds[SupplyKind.STAGE]) == len(Stage)
    # « any » takes every project: it is no sector to look for.
    assert len(kinds[SupplyKind.SECTOR]) == len(Sector) - 1
    assert all(key == supply.key for key, supply in SUPPLIES.items())


def test_the_network_of_places_leaves_france_services_apart() -> None:
    assert Category.FRANCE_SERVICES not in HOST_NETWORK.categories
    assert {*HOST_NETWORK.categories, Category.FRANCE_SERVICES} == set(HOST)
    assert answered([Category.FRANCE_SERVICES], [Need.DIGITAL_HELP], [], []) == {
        "category:france_services",
        "need:digital_help",
    }


def test_an_incubator_that_takes_any_project_answers_every_sector() -> None:
    found = answered([Category.INCUBATOR], [Need.SUPPORT], [Stage.IDEA], [Sector.ANY])

    sectors = {key for key in found if key.startswith("sector:")}
    assert len(sectors) == len(Sector) - 1
    assert found - sectors == {
        "family:support",
        "category:incubator",
        "need:support",
        "stage:idea",
    }


def test_unknown_stages_and_sectors_answer_none() -> None:
    found = answered([Category.TECHNOPOLE], [Need.SUPPORT], [], [])

    assert found == {"family:support", "category:technopole", "need:support"}


def test_directories_behind_a_need_are_those_of_the_categories_that_answer_it() -> None:
    making, network = (
        Supply(SupplyKind.NEED, need.value) for need in (Need.MAKING, Need.NETWORK)
    )

    assert making.categories == (Category.FAB_LAB,)
    assert Category.CLUSTER in network.categories
    assert SUPPORT_FAMILY.categories == SUPPORT
    assert Supply(SupplyKind.STAGE, Stage.IDEA.value).categories == SUPPORT


@given(st.sampled_from(HOST), needs, stages, sectors)
def test_a_host_place_never_answers_objective_11(category, some_needs, at, of) -> None:
    found = answered([category], some_needs, at, of)

    assert not {"family:support", "need:support"} & found
    assert not any(key.startswith(("stage:", "sector:")) for key in found)
    assert ("family:host" in found) == (category in NETWORK_OF_PLACES)


@given(categories, needs, stages, sectors)
def test_a_place_answers_only_what_can_be_looked_for(
    of, some_needs, at, fields
) -> None:
    found = answered(of, some_needs, at, fields)

    assert found <= SUPPLIES.keys()
    assert {of_category(category).key for category in of} <= found
    supports = any(category.family is Family.SUPPORT for category in of)
    assert (SUPPORT_FAMILY.key in found) == supports


@given(categories, st.sampled_from(list(Category)), needs, stages, sectors)
def test_one_more_category_never_answers_less(of, more, some_needs, at, fields) -> None:
    fewer = answered(of, some_needs, at, fields)

    assert fewer <= answered({*of, more}, some_needs, at, fields)


@pytest.mark.parametrize("supply", SUPPLIES.values(), ids=SUPPLIES)
def test_every_supply_has_directories_unless_no_category_answers_it(
    supply: Supply,
) -> None:
    assert supply.categories
