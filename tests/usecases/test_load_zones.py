"""Zones d'emploi, bassins de vie, deployment zones and centres, as they stand."""

import pytest
from sqlalchemy import text

from numna_geo.bundle import DATA
from numna_geo.model.zoning import DeploymentZone
from numna_geo.sources import tables
from numna_geo.sources.zone_tables import read_shares, read_zones
from numna_geo.store.database import Connection
from numna_geo.usecases.load_zones import zones_of


@pytest.mark.parametrize(("level", "count"), [("zone_emploi", 33), ("bassin_vie", 245)])
def test_zones_hold_every_commune_and_inhabitant_once(
    connection: Connection, level: str, count: int
) -> None:
    asked = (
        "SELECT count(*), sum(population), sum(area_km2), count(outline_coarse)"
        " FROM territories WHERE level = :level AND in_region"
    )
    members = "SELECT count(*), count(DISTINCT commune_code) FROM territory_members"

    of = {"level": level}
    found = connection.execute(text(asked), of).one()
    held = connection.execute(text(f"{members} WHERE level = :level"), of).one()

    assert (found[0], found[1], found[3]) == (count, 6_150_451, count)
    assert found[2] == pytest.approx(85_109.5, abs=1)
    assert tuple(held) == (4_293, 4_293)


def test_zones_are_named_and_lie_in_a_department_only_when_they_do() -> None:
    communes = list(tables.read_communes(DATA))

    zones = {z.code: z for z in zones_of(list(read_zones(DATA)), communes)}

    assert (zones["7511"].name, zones["7511"].department) == ("Guéret", None)
    assert (zones["7506"].name, zones["7506"].department) == ("Bressuire", "79")
    # Drawn around towns beyond the border, the first in Cantal, the second in Allier.
    assert (zones["15120"].name, zones["03185"].name) == ("Mauriac", "Montluçon")
    # Its zeros were eaten by a spreadsheet.
    assert zones["0063"].name == "Ussel"


def test_deployment_zones_sort_every_commune(connection: Connection) -> None:
    asked = (
        "SELECT label, count(*), sum(premises), sum(connectable) FROM zonings"
        " JOIN broadband USING (commune_code)"
        " WHERE zoning = 'deployment_zone' AND period = '2026-T2' GROUP BY label"
    )

    found = {row.label: tuple(row)[1:] for row in connection.execute(text(asked))}

    assert found == {
        DeploymentZone.VERY_DENSE.label: (2, 277_158, 266_880),
        DeploymentZone.L33_13_ORANGE.label: (235, 1_237_011, 1_201_717),
        DeploymentZone.L33_13_SFR.label: (53, 156_432, 151_481),
        DeploymentZone.PUBLIC_INITIATIVE.label: (4_003, 2_678_259, 2_609_906),
    }


def test_centres_are_the_towns_of_two_programmes(connection: Connection) -> None:
    asked = (
        "SELECT label, count(*) AS many FROM zonings WHERE zoning = 'centre' GROUP BY 1"
    )

    found = {row.label: row.many for row in connection.execute(text(asked))}

    assert found == {"Petite ville de demain": 197, "Action cœur de ville": 23}


def test_shares_of_30_mbps_are_those_of_152_epci() -> None:
    epci = {row.code for row in tables.read_epci(DATA)}
    shares = list(read_shares(DATA))

    assert len(shares) == 2 * 152
    assert {share.code for share in shares} <= epci
    assert all(0 <= share.value <= 1 for share in shares)
