"""Which zones a commune is in, once communes have merged."""

from pathlib import Path

import pytest

from numna_geo.errors import SourceUnreadable
from numna_geo.model.zoning import Centre, DeploymentZone
from numna_geo.sources import anct, arcep_2018, insee_zones

TITLES = "\n".join(["Réseaux en fibre optique", "Commune", "", ""])
COLUMNS = "Code commune,Logements,Établissements,Zones très denses,Engagements L. 33-13"
MERGED = {"33002": "33001", "33003": "33001"}


def observatory(folder: Path, *rows: str) -> Path:
    path = folder / arcep_2018.INFO_FILE
    path.parent.mkdir(parents=True)
    path.write_text("\n".join([TITLES, COLUMNS, *rows]) + "\n")
    return folder


def test_a_commune_that_merged_is_in_the_zone_of_most_of_its_premises(
    tmp_path: Path,
) -> None:
    raw = observatory(
        tmp_path,
        "33001, 100    , 10    , -    , FRTE    ",
        "33002, 60    , -    , -    , -    ",
        "33003, 60    , -    , -    , -    ",
        "33063,1 021,5, 1    , -    ",
        "24312,5,5, -    , FRTE partielle ",
        "17010,5,5, -    , SFR0 ",
    )

    zones = arcep_2018.deployment_zones(raw, MERGED)

    assert zones == {
        # 120 premises of public initiative, 110 committed to by Orange.
        "33001": DeploymentZone.PUBLIC_INITIATIVE,
        "33063": DeploymentZone.VERY_DENSE,
        "24312": DeploymentZone.L33_13_ORANGE,
        "17010": DeploymentZone.L33_13_SFR,
    }


def test_an_operator_whose_zone_is_not_known_is_named(tmp_path: Path) -> None:
    raw = observatory(tmp_path, "33001,1,1, -    , XYZT ")

    with pytest.raises(SourceUnreadable, match="'XYZT'; expected one of FRTE"):
        arcep_2018.deployment_zones(raw, {})


def test_a_commune_that_merged_is_in_the_zones_of_the_code_it_kept(
    tmp_path: Path,
) -> None:
    path = tmp_path / insee_zones.FILE
    path.parent.mkdir(parents=True)
    path.write_text(
        "CODGEO;ZE2020;BV2012\n19248;7531;19276\n19223;7531;19121\n23149;63;3185\n"
    )

    zones = insee_zones.zones(tmp_path, {"19223": "19248"})

    assert zones["19248"].living == "19276"
    assert (zones["23149"].employment, zones["23149"].living) == ("0063", "03185")
    assert zones.keys() == {"19248", "23149"}


def test_a_town_of_both_programmes_is_told_by_that_of_bigger_towns(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "zoning"
    folder.mkdir()
    small = folder / "petites-villes-de-demain-2022-na.csv"
    small.write_text("insee_com\n23001\n23096\n")
    (folder / "action-coeur-de-ville-na.csv").write_text("code\n23096\n")

    assert anct.centres(tmp_path, {}) == {
        "23001": Centre.SMALL_TOWN,
        "23096": Centre.CORE_TOWN,
    }
