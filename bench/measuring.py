"""How long does measuring take, for the region and for a made France, cold and after?

Every measuring runs in a process of its own, from an idle database to stored columns;
its seconds, processor and memory are those of that process, start of Python included.
"""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from typing import Any

import numpy as np
import psycopg
from sqlalchemy import text

from bench.figure import Figure
from bench.made_france import COMMUNES, PLACES, fill
from numna_geo.bundle import DATA, MIGRATIONS
from numna_geo.gaps.catchment import LUO_QI, Pairs, floating_catchment
from numna_geo.gaps.scene import Floats
from numna_geo.model.collection import Reading
from numna_geo.model.supply import SUPPLIES
from numna_geo.model.travel import Profile
from numna_geo.private_db.place import Place
from numna_geo.store.database import connect, writing
from numna_geo.store.migrations import migrate
from numna_geo.travel.pairs import pairs_within
from numna_geo.usecases.known_estimate import read_estimates
from numna_geo.usecases.measured_inputs import read_inputs

SHARES = (0.25, 0.5, 1.0)
_COMPETING_MIN, _ROUNDS = 30.0, 5
_FORGET = "TRUNCATE measure_runs, measures, measure_columns"
_COMING = (
    "INSERT INTO structures (id, name, search_name, category, family, status,"
    " digital_focus, position, position_precision, in_region, competence,"
    " redistributable, completeness, digest, imported_on, source_key, commune_code)"
    " SELECT 'bench-coworking', 'B', 'b', 'coworking', 'host', 'open', 'unknown', seat,"
    " 'address', true, 'unknown', true, 0, 'd', now(), (SELECT min(key) FROM sources),"
    " code FROM territories WHERE level = 'commune' AND in_region ORDER BY code LIMIT 1"
)
_ITS_CATEGORY = (
    "INSERT INTO structure_categories VALUES ('bench-coworking', 'coworking', true)"
)
_ITS_NEED = "INSERT INTO structure_needs VALUES ('bench-coworking', 'workspace', true)"
_NEXT_VERSION = "UPDATE data_state SET version = version + 1"
_GONE = "DELETE FROM structures WHERE id = 'bench-coworking'"


def figures(place: Place) -> Iterator[Figure]:
    """Of a cluster whose database is loaded."""
    url = place.url()
    print(f"  {len(SUPPLIES)} supplies in {len(Reading)} readings")
    yield from of_the_region(url)
    yield beside_access(url)
    for share in SHARES:
        name = f"france_{round(share * 100)}"
        with psycopg.connect(place.url("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        yield a_country(place.url(name), share)


def of_the_region(url: str) -> Iterator[Figure]:
    _run(url, _FORGET)
    yield _figure("region, cold", _measured(url))
    yield _figure("region, nothing changed", _measured(url))
    _run(url, _COMING, _ITS_CATEGORY, _ITS_NEED, _NEXT_VERSION)
    try:
        yield _figure("region, one coworking more", _measured(url))
    finally:
        _run(url, _GONE, _NEXT_VERSION)
    yield _figure("region, and that one less", _measured(url))


def a_country(url: str, share: float) -> Figure:
    engine = connect(url)
    with writing(engine) as connection:
        migrate(connection, MIGRATIONS)
    with writing(engine) as connection:
        fill(connection, share=share)
    engine.dispose()
    communes, places = int(COMMUNES * share), int(PLACES * share)
    return _figure(f"{communes:,} communes, {places:,} places", _measured(url))


def beside_access(url: str) -> Figure:
    """One catchment on the same pairs, ours and that of PySAL."""
    people, pairs, places = _pairs(url)
    supply = np.ones(places)
    ours, theirs = [], []
    for _ in range(_ROUNDS):
        began = time.perf_counter()
        found = floating_catchment(pairs, people, supply, LUO_QI)
        ours.append(time.perf_counter() - began)
    for _ in range(_ROUNDS):
        began = time.perf_counter()
        other = _by_access(people, pairs, supply)
        theirs.append(time.perf_counter() - began)
    print(
        f"  E2SFCA of {len(pairs):,} pairs beside access: differs by"
        f" {np.abs(found - other).max():.1e} at most"
    )
    return Figure(
        name="one E2SFCA of the region",
        times_s=ours,
        beside="PySAL access",
        beside_s=theirs,
    )


def _pairs(url: str) -> tuple[Floats, Pairs, int]:
    engine = connect(url)
    with engine.connect() as connection:
        inputs = read_inputs(connection)
    engine.dispose()
    seats = inputs.ground.ends([(c.lon, c.lat, c.code) for c in inputs.communes])
    spots = sorted({(p.lon, p.lat, p.commune_code or "") for p in inputs.places})
    car = read_estimates(DATA, None)[Profile.CAR]
    rows, columns, minutes = pairs_within(
        car, seats, inputs.ground.ends(spots), _COMPETING_MIN
    )
    people = [float(c.population or 0) for c in inputs.communes]
    pairs = Pairs(
        origins=rows,
        places=columns,
        central=minutes.central,
        low=minutes.low,
        high=minutes.high,
    )
    return np.array(people), pairs, len(spots)


def _by_access(people: Floats, pairs: Pairs, supply: Floats) -> Floats:
    import pandas as pd
    from access import Access

    told = {"o": pairs.origins, "d": pairs.places, "minutes": pairs.central}
    theirs = Access(
        demand_df=pd.DataFrame({"id": range(len(people)), "people": people}),
        demand_index="id",
        demand_value="people",
        supply_df=pd.DataFrame({"id": range(len(supply)), "places": supply}),
        supply_index="id",
        supply_value="places",
        cost_df=pd.DataFrame(told),
        cost_origin="o",
        cost_dest="d",
        cost_name="minutes",
    )
    found = theirs.enhanced_two_stage_fca(name="e").iloc[:, 0]
    return np.asarray(found.reindex(range(len(people))).fillna(0.0))


def _measured(url: str) -> dict[str, Any]:
    command = [sys.executable, "-m", "bench.measure_once", url]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _figure(name: str, told: dict[str, Any]) -> Figure:
    print(
        f"  {name}: {told['seconds']:.1f} s, {told['cpu_s']:.1f} s of one processor,"
        f" {told['megabytes']:.0f} MB; {told['supplies']} supplies,"
        f" {told['pairs']:,} pairs, {told['measured']} columns measured,"
        f" {told['kept']} kept, written in {told['writing_s']:.2f} s"
    )
    return Figure(
        name=name,
        times_s=[told["seconds"]],
        cpu_s=told["cpu_s"],
        megabytes=told["megabytes"],
    )


def _run(url: str, *statements: str) -> None:
    engine = connect(url)
    with writing(engine) as connection:
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()
