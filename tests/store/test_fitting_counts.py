"""Who may fit in each department, counted by the database as one counts by hand."""

from collections import Counter

import pytest
from sqlalchemy import text

from numna_geo.model.category import SUPPORT, Category
from numna_geo.model.search import Wanted
from numna_geo.model.stage import Need, Sector, Stage
from numna_geo.store.database import Connection
from numna_geo.store.fitting_counts import by_department

OFFERS = text(
    """
    SELECT s.id, left(s.commune_code, 2) AS department,
        ARRAY(SELECT category FROM structure_categories WHERE structure_id = s.id)
            AS categories,
        ARRAY(SELECT need FROM structure_needs WHERE structure_id = s.id) AS needs,
        ARRAY(SELECT stage FROM structure_stages WHERE structure_id = s.id) AS stages,
        ARRAY(SELECT sector FROM structure_sectors WHERE structure_id = s.id) AS sectors
    FROM structures s
    WHERE s.in_region AND s.status IN ('open', 'unknown')
    """
)


@pytest.mark.parametrize(
    "wanted",
    [
        Wanted(categories=SUPPORT),
        Wanted(categories=SUPPORT, needs=(Need.FUNDING,), stages=(Stage.IDEA,)),
        Wanted(categories=SUPPORT, sectors=(Sector.EDTECH,)),
        Wanted(categories=(Category.FAB_LAB, Category.COWORKING)),
    ],
)
def test_what_is_unknown_counts_and_what_differs_does_not(
    connection: Connection, wanted: Wanted
) -> None:
    sectors = {*wanted.sectors, Sector.ANY} if wanted.sectors else set()
    by_hand = Counter(
        one.department
        for one in connection.execute(OFFERS)
        if set(one.categories) & set(wanted.categories)
        and (not wanted.needs or set(one.needs) & set(wanted.needs))
        and (not wanted.stages or _may(one.stages, set(wanted.stages)))
        and (not sectors or _may(one.sectors, sectors))
    )

    counted = connection.execute(by_department(wanted))

    assert {one.department_code: one.structures for one in counted} == by_hand
    assert sum(by_hand.values()) > 1


def _may(known: list[str], asked: set[str]) -> bool:
    return not known or bool(set(known) & asked)
