"""A scenario says what a full measure of data changed like this would say."""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime

import numpy as np
import pytest
from sqlalchemy import text

from numna_geo.errors import InvalidQuery
from numna_geo.gaps.scene import Reach
from numna_geo.model.category import Category
from numna_geo.model.collection import Reading
from numna_geo.model.scenario import Change, Kind
from numna_geo.model.supply import SUPPLIES
from numna_geo.store.database import Connection
from numna_geo.store.reading import Reader
from numna_geo.store.state import DataWatch
from numna_geo.travel.estimate import Estimate
from numna_geo.usecases.known_layers import Layers
from numna_geo.usecases.known_supply import Supplies
from numna_geo.usecases.measure_reach import reaches
from numna_geo.usecases.measured_inputs import read_inputs
from numna_geo.usecases.measured_supplies import Supplied
from numna_geo.usecases.read_measures import Measures
from numna_geo.usecases.scenarios import TRIABLE, Scenario, Scenarios
from numna_geo.usecases.travel_engines import Travels

Try = Callable[[Sequence[Change]], Scenario]

SUPPORT = "family:support"
SUPPORT_BEYOND = TRIABLE["support_beyond"]
AGRINOVE, AGROPOLE = "support_structures-agrinove", "support_structures-agropole"
SAINTES, BOUHET = "17415", "17057"

OPENS = """
INSERT INTO structures (id, name, search_name, category, family, status, digital_focus,
    position, position_precision, in_region, competence, redistributable, completeness,
    digest, imported_on, source_key, commune_code)
SELECT :id, 'X', 'x', 'incubator', 'support', 'open', 'unknown',
    ST_Point(:lon, :lat)::geography, :precision, true, 'unknown', true, 0, 'd', now(),
    min(key), :commune FROM sources
"""
KIND = "INSERT INTO structure_categories VALUES (:id, 'incubator', true)"


@pytest.fixture(scope="module")
def tried(loaded_url: str) -> Iterator[Try]:
    """Tries scenarios on the loaded data, by the engine that they were measured by."""
    with asyncio.Runner() as runner:
        reader = Reader(loaded_url, size=2, statement_timeout_s=60, wait_s=60)
        watch = DataWatch(reader)
        travels = Travels(reader, watch)
        scenarios = Scenarios(
            reader=reader,
            measures=Measures(reader, watch),
            layers=Layers(reader, watch),
            supplies=Supplies(reader, watch, travels),
            travels=travels,
        )
        question = (SUPPORT_BEYOND, SUPPORT_BEYOND.default)
        yield lambda changes: runner.run(scenarios.tried(question, changes, None))
        travels.close()
        runner.run(reader.close())


def measured(connection: Connection) -> Reach:
    """Support structures as a measuring of these tables finds them."""
    supplied = Supplied(
        inputs=read_inputs(connection), travel=Estimate(), at=datetime.now(UTC)
    )
    sites, wanted = supplied.sites([(SUPPORT, Reading.DECLARED)])
    found = reaches(Estimate(), supplied.people, sites, wanted, say=lambda _: None)
    return next(found)[1]


def add(commune: str, item: str = "add[0]") -> Change:
    return Change(kind=Kind.ADD, item=item, category=Category.INCUBATOR, at=commune)


def test_it_is_what_a_full_measure_of_changed_data_says(
    tried: Try, connection: Connection
) -> None:
    changes = [
        add(SAINTES),
        Change(kind=Kind.MOVE, item="move[0]", structure=AGROPOLE, lon=2.1, lat=45.7),
        Change(kind=Kind.REMOVE, item="remove[0]", structure=AGRINOVE),
    ]

    scenario = tried(changes)

    said = scenario.outcome.tried.after.reach(SUPPLIES[SUPPORT], Reading.DECLARED)
    for number, one in enumerate(scenario.changes):
        if one.added is not None:
            named = {"id": f"new-{number}", "precision": one.added.position_precision}
            where = {"lon": one.added.lon, "lat": one.added.lat}
            commune = {"commune": one.added.commune_code}
            connection.execute(text(OPENS), named | where | commune)
            connection.execute(text(KIND), {"id": named["id"]})
    closed = "UPDATE structures SET status = 'closed' WHERE id IN (:one, :other)"
    connection.execute(text(closed), {"one": AGRINOVE, "other": AGROPOLE})
    true = measured(connection)
    assert not scenario.outcome.tried.measured_again
    for name in ("central", "low", "high"):
        np.testing.assert_allclose(getattr(said, name), getattr(true, name), atol=1e-9)


def test_nothing_changes_without_a_change_and_nowhere_is_no_place(
    tried: Try,
) -> None:
    nothing = tried([])
    visit = Change(
        kind=Kind.VISIT, item="add[0]", structure=AGROPOLE, at="support_structures-x"
    )

    assert nothing.outcome.changed() == []
    assert nothing.outcome.totals()["difference"]["inhabitants"]["net"] == 0
    with pytest.raises(InvalidQuery, match=r"add\[0\]\.at"):
        tried([visit])


def test_communes_add_up_to_departments_and_to_the_region(tried: Try) -> None:
    scenario = tried([add(SAINTES), add(BOUHET, "add[1]")])
    outcome = scenario.outcome

    alone = outcome.territories(outcome.communes)
    total = outcome.totals()

    for quantity in ("inhabitants", "working_age", "establishments"):
        for part in ("newly_covered", "lost"):
            summed = sum(one["difference"][quantity][part] for one in alone)
            assert summed == pytest.approx(total["difference"][quantity][part])
        step = total["difference"][quantity]["net"]
        before, after = (total[w][quantity]["covered"] for w in ("before", "after"))
        assert after - before == pytest.approx(step)
    assert total["difference"]["inhabitants"]["newly_covered"] > 50_000
    assert outcome.looks.count("newly") == sum(
        one["change"] == "newly" for one in outcome.changed()
    )
