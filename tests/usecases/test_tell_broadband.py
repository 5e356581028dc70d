"""The broadband of a territory, told of the bundled data."""

import asyncio
from typing import Any

import pytest

from numna_geo.gaps import INDICATORS
from numna_geo.model.territory import Level
from numna_geo.store.reading import Reader
from numna_geo.store.state import DataWatch
from numna_geo.usecases.known_broadband import BroadbandAround, broadband_around
from numna_geo.usecases.known_layers import Layer, Layers
from numna_geo.usecases.read_measures import Measures, Run
from numna_geo.usecases.tell_broadband import tell_broadband

Known = tuple[Run, BroadbandAround, dict[Level, Layer]]


@pytest.fixture(scope="module")
def known(loaded_url: str) -> Known:
    async def read() -> Known:
        reader = Reader(loaded_url, size=2, statement_timeout_s=60, wait_s=60)
        watch = DataWatch(reader)
        run = await Measures(reader, watch).run()
        assert run is not None
        layers = Layers(reader, watch)
        levels = {level: await layers.level(run, level) for level in Level}
        around = await broadband_around(reader, layers, run)
        await reader.close()
        return run, around, levels

    return asyncio.run(read())


def told(known: Known, level: Level, code: str) -> dict[str, Any]:
    run, around, levels = known
    return tell_broadband(run, levels[level], levels[level].number(code), around)


def test_the_region_is_what_arcep_counted(known: Known) -> None:
    region = told(known, Level.REGION, "75")

    fibre, copper = region["fibre"], region["copper"]
    assert (fibre["premises"], fibre["connectable"]) == (4_348_860, 4_229_984)
    assert 1 - fibre["left_share"] == pytest.approx(0.9727, abs=5e-5)
    assert region["connectable_since_2018"] == 4_229_984 - 691_318
    assert (copper["closed"]["communes"], copper["closed"]["left"]) == (147, 312)
    assert copper["next"] == "2027-01-31"
    assert region["speeds"]["below_30_mbps"] == 4_391_875 - 4_384_148
    # The other count of premises finds more of them without fibre.
    assert region["technologies"]["without_fibre"] == 184_181
    assert region["establishments"]["status"] == "estimated"
    assert region["establishments"]["total"] == 396_528
    assert region["public_initiative"]["progress"] is None


def test_parts_of_the_region_add_up_to_it(known: Known) -> None:
    region = told(known, Level.REGION, "75")
    copper = region["copper"]

    for name in ("communes", "premises", "left", "connectable_2018"):
        total = region["baseline"]["connectable"]
        if name != "connectable_2018":
            total = region["fibre"][name]
        assert sum(zone[name] for zone in region["zones"]) == total
    parts = [copper["closed"], *copper["scheduled"], copper["not_scheduled"]]
    for name in ("communes", "premises", "left"):
        assert sum(part[name] for part in parts) == region["fibre"][name]
    best = sum(one["premises"] for one in region["technologies"]["best"])
    assert best + region["technologies"]["none"] == region["technologies"]["premises"]


@pytest.mark.parametrize(
    "level", [Level.DEPARTEMENT, Level.EPCI, Level.ZONE_EMPLOI, Level.BASSIN_VIE]
)
def test_every_level_adds_up_to_the_region(known: Known, level: Level) -> None:
    run, _, levels = known
    ours = [one for one in INDICATORS.values() if one.objective == 10]

    for one in ours:
        parts = run.figures(one, one.default, levels[level].groups)
        whole = run.figures(one, one.default, levels[Level.REGION].groups)
        assert parts.numerator.sum() == pytest.approx(whole.numerator[0])
        assert parts.denominator.sum() == whole.denominator[0]


def test_a_commune_tells_its_zone_and_nothing_of_the_shares_of_its_epci(
    known: Known,
) -> None:
    aubusson = told(known, Level.COMMUNE, "23008")

    (zone,) = aubusson["zones"]
    assert zone["zone"] in {"l33_13_orange", "public_initiative"}
    assert aubusson["thd30"] == []
    assert "thd30_2017" not in aubusson["sources"]
    assert aubusson["public_initiative"] is None


def test_a_department_tells_the_shares_of_30_mbps_of_its_epci(known: Known) -> None:
    creuse = told(known, Level.DEPARTEMENT, "23")

    assert "thd30_2017" in creuse["sources"]
    assert {tuple(epci["shares"]) for epci in creuse["thd30"]} == {("2015", "2017")}


def test_the_worst_communes_of_creuse_begin_with_the_worst(known: Known) -> None:
    creuse = told(known, Level.DEPARTEMENT, "23")

    shares = [one["left_share"] for one in creuse["worst_share"]]
    counts = [one["left"] for one in creuse["worst_count"]]
    assert creuse["worst_share"][0]["name"] == "Saint-Éloi"
    assert shares == sorted(shares, reverse=True)
    assert counts == sorted(counts, reverse=True)
