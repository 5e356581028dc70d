"""All supplies at once give what each pair, looked at by itself, gives."""

from dataclasses import dataclass
from math import hypot, isnan, nan
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from numna_geo.gaps.catchment import (
    LUO_QI,
    Pairs,
    floating_catchment,
    floating_catchments,
)
from numna_geo.gaps.scene import Floats
from numna_geo.model.travel import Profile
from numna_geo.store.database import Connection
from numna_geo.travel.engine import Ends
from numna_geo.travel.estimate import Estimate
from numna_geo.usecases.known_estimate import read_estimates
from numna_geo.usecases.known_ground import CommuneGround, Ground
from numna_geo.usecases.measure_reach import People, reaches
from numna_geo.usecases.measured_inputs import Inputs, read_inputs
from numna_geo.usecases.measured_sites import INTRA_RADII, intra_min, sites_of

CAR = read_estimates(Path(__file__).parents[2] / "data", None)[Profile.CAR]
OWN, ALL = 8, 12


@dataclass(frozen=True)
class Somewhere:
    lon: float
    lat: float
    commune_code: str | None
    position_precision: str
    organisation_id: int | None


def a_region(seed: int) -> tuple[Ground, list[tuple[float, float, str]], Floats]:
    """Communes on both banks of the Gironde, and their people."""
    draw = np.random.default_rng(seed)
    lonlat = draw.uniform((-1.2, 44.9), (0.2, 45.7), (ALL, 2)).tolist()
    communes = {
        f"c{number}": CommuneGround(
            density=int(draw.integers(0, 8)),
            mountain=bool(draw.random() < 0.2),
            area_km2=None if number % 5 == 0 else float(draw.uniform(3, 200)),
        )
        for number in range(ALL)
    }
    seats = [(lon, lat, f"c{n}") for n, (lon, lat) in enumerate(lonlat)]
    people = draw.integers(0, 5_000, ALL).astype(float)
    people[draw.integers(0, ALL)] = nan
    return Ground(communes), seats, people


def some_places(seed: int, seats: list[tuple[float, float, str]]) -> list[Somewhere]:
    draw = np.random.default_rng(seed + 1)
    found = []
    for _ in range(10):
        lon, lat, code = seats[draw.integers(0, ALL)]
        rough = draw.random() < 0.4
        found.append(
            Somewhere(
                lon if rough else lon + draw.normal(0, 0.02),
                lat if rough else lat + draw.normal(0, 0.02),
                code if draw.random() < 0.9 else None,
                "commune" if rough else "address",
                None if draw.random() < 0.5 else int(draw.integers(0, 3)),
            )
        )
    return found


def by_hand(
    ground: Ground, seats: list[tuple[float, float, str]], place: Somewhere
) -> list[tuple[float, float, float]]:
    """Minutes of every origin to one place: central, low, high."""
    there = ground.ends([(place.lon, place.lat, place.commune_code)])
    table = CAR.table(ground.ends(seats), there)
    away = 1.5 * (ground.radius_km(place.commune_code or "") or 2.5)
    away = away if place.position_precision == "commune" else 0.0
    found = []
    for row, (_, _, code) in enumerate(seats):
        c, low, high = (
            float(m[row, 0]) for m in (table.central, table.low, table.high)
        )
        central = (c + away) / 2 if c < away else c
        if code == place.commune_code:
            within = INTRA_RADII * 1.5 * (ground.radius_km(code) or 2.5)
            central = max(central, within)
        wide = c + hypot(high - c, away) if away else high
        low = max(0.0, c - hypot(c - low, away)) if away else low
        found.append((central, low, max(wide, central)))
    return found


@given(seed=st.integers(0, 10_000))
@settings(max_examples=12)
def test_minutes_choices_and_access_are_those_of_the_pairs(seed: int) -> None:
    ground, seats, people = a_region(seed)
    places = some_places(seed, seats)
    rows = {code: n for n, (_, _, code) in enumerate(seats)}
    sites = sites_of(places, ground, rows)
    wanted = np.random.default_rng(seed + 2).random(len(places)) < 0.6
    everybody = People(
        ends=ground.ends(seats),
        inhabitants=people,
        intra_min=intra_min([code for *_, code in seats], ground),
        own=OWN,
    )

    ((_, reach),) = reaches(
        CAR, everybody, sites, {"some": wanted[sites.numbers]}, lambda _: None
    )

    minutes = np.array([by_hand(ground, seats, place) for place in places])
    chosen = [n for n, is_wanted in enumerate(wanted) if is_wanted]
    whose = [
        f"own {n}" if p.organisation_id is None else str(p.organisation_id)
        for n, p in enumerate(places)
    ]
    load = {n: float(LUO_QI(minutes[n, :, 0]) @ np.nan_to_num(people)) for n in chosen}
    for row in range(OWN):
        quickest = min((minutes[n, row, 0] for n in chosen), default=nan)
        assert reach.central[row] == pytest.approx(quickest, nan_ok=True)
        for at, found in reach.choices.items():
            near = {whose[n] for n in chosen if minutes[n, row, 0] <= at}
            assert found[row] == len(near)
        shared = [
            LUO_QI(minutes[n, row, :1])[0] / load[n] for n in chosen if load[n] > 0
        ]
        assert reach.access[row] == pytest.approx(sum(shared))
        homes = [places[n].commune_code == seats[row][2] for n in chosen]
        assert reach.inside[row] == sum(homes)
        if quickest <= 45:
            low = min(minutes[n, row, 1] for n in chosen)
            high = min(minutes[n, row, 2] for n in chosen)
            assert reach.low[row] == pytest.approx(low)
            assert high > 45 or reach.high[row] == pytest.approx(high)


@given(seed=st.integers(0, 10_000))
@settings(max_examples=20)
def test_many_catchments_at_once_are_each_by_itself(seed: int) -> None:
    draw = np.random.default_rng(seed)
    origins = np.sort(draw.integers(0, 9, 40)).astype(np.intp)
    minutes = draw.uniform(0, 40, 40)
    pairs = Pairs(
        origins=origins,
        places=draw.integers(0, 7, 40).astype(np.intp),
        central=minutes,
        low=minutes,
        high=minutes,
    )
    people = draw.integers(0, 900, 9).astype(float)
    people[0] = nan
    supplies = draw.integers(0, 3, (7, 4)).astype(float)

    every = floating_catchments(pairs, people, supplies)

    for number in range(4):
        alone = floating_catchment(pairs, people, supplies[:, number])
        assert every[:, number] == pytest.approx(alone)


@pytest.fixture(scope="module")
def inputs_of() -> dict[str, Inputs]:
    return {}


@pytest.mark.parametrize("supply", ["category:digital_hub", "need:digital_help"])
def test_the_minutes_kept_are_the_least_of_the_whole_table(
    connection: Connection, inputs_of: dict[str, Inputs], supply: str
) -> None:
    if not inputs_of:
        inputs_of["loaded"] = read_inputs(connection)
    inputs = inputs_of["loaded"]
    kept = kept_column(connection, f"reach/{supply}/declared/central")
    counted = [
        place
        for place, told in zip(inputs.places, inputs.answers, strict=True)
        if supply in told
    ]
    sample = np.arange(0, len(inputs.own), 29)
    seats = [(c.lon, c.lat, c.code) for c in (inputs.own[i] for i in sample)]
    there = inputs.ground.ends([(p.lon, p.lat, p.commune_code) for p in counted])

    least = nearest_by_table(inputs.ground.ends(seats), there)

    # What stands in the commune itself has minutes of its own, which are no fewer.
    near = [least[n] < 10 for n in range(len(sample))]
    assert not any(isnan(minutes) for minutes in kept)
    assert (kept[sample] >= least - 1e-9).all()
    assert kept[sample][~np.array(near)] == pytest.approx(least[~np.array(near)])


def nearest_by_table(people: Ends, places: Ends) -> Floats:
    return np.asarray(Estimate().table(people, places).central.min(axis=1))


def kept_column(connection: Connection, name: str) -> Floats:
    numbers = connection.scalar(
        text(
            "SELECT numbers FROM measures JOIN measure_columns USING (digest)"
            " WHERE name = :name ORDER BY run_id DESC LIMIT 1"
        ),
        {"name": name},
    )
    return np.array(numbers, dtype=np.float64)
