"""How long do loading and measuring take, and doing them again for nothing?"""

import time
from collections.abc import Callable, Iterator

from bench.figure import Figure
from numna_geo.bundle import DATA, MIGRATIONS
from numna_geo.model.travel import Profile
from numna_geo.store.database import connect, writing
from numna_geo.store.migrations import migrate
from numna_geo.usecases.known_estimate import read_estimates
from numna_geo.usecases.load_bundled import load_bundled
from numna_geo.usecases.measure_gaps import measure_gaps


def figures(url: str) -> Iterator[Figure]:
    engine = connect(url)

    def quiet(_: str) -> None:
        return None

    car = read_estimates(DATA, None)[Profile.CAR]
    with writing(engine) as connection:
        migrate(connection, MIGRATIONS)
    load = timed(lambda: load_bundled(engine, DATA, say=quiet))
    measure = timed(lambda: measure_gaps(engine, travel=car, say=quiet))
    again = timed(lambda: load_bundled(engine, DATA, say=quiet))
    engine.dispose()
    yield Figure(name="load --all", times_s=[load])
    yield Figure(name="measure", times_s=[measure], beside="load", beside_s=[load])
    yield Figure(name="load --all, again", times_s=[again])


def timed(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began
