"""A real PostGIS of the tests' own, thrown away at the end.

`loaded_url` holds the bundled data, measured: nobody writes to it. `connection` looks
at it inside a transaction that is rolled back. `own_url` is a copy of it for one test
to write to, `scratch_url` an empty migrated database for one test.
"""

import fcntl
import gc
import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import psycopg
import pytest
from hypothesis import HealthCheck, settings

from numna_geo.bundle import DATA, MIGRATIONS
from numna_geo.private_db.cluster import Cluster
from numna_geo.private_db.place import Place
from numna_geo.store.database import Connection, connect, writing
from numna_geo.store.migrations import migrate
from numna_geo.travel.estimate import Estimate
from numna_geo.usecases.load_bundled import load_bundled
from numna_geo.usecases.measure_gaps import measure_gaps

# No test is judged by the clock, not even how long its examples take to be made, and
# the same code always gets the same ones; `pytest --hypothesis-profile=search` looks
# for new ones.
settings.register_profile(
    "steady",
    deadline=None,
    derandomize=True,
    max_examples=50,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile(
    "search",
    deadline=None,
    max_examples=1_000,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("steady")

_HOME = "NUMNA_GEO_TEST_HOME"
_LIMITS_OF_THE_SERVICE = (
    *("DB_WAIT_S", "DB_STATEMENT_TIMEOUT_S"),
    *("GEOCODER_TIMEOUT_S", "ROUTING_TIMEOUT_S"),
)
_numbers = count(1)

# Nothing here outlives the tests: what a power cut would lose does not matter.
FAST = "fsync = off\nsynchronous_commit = off\nfull_page_writes = off\n"

RAW = Path(__file__).parents[2] / "shared" / "data"
"""The published files the bundled tables were made from; absent from most clones."""
needs_published_files = pytest.mark.skipif(
    not RAW.is_dir(), reason="no published files in ../shared/data"
)

LONGEST = (
    "cli/test_serve.py",
    "pages/test_accessibility.py",
    "usecases/test_upgrades.py",
    "usecases/test_load_source.py",
    "usecases/test_load_bundled.py",
    "ogc/test_schemathesis.py",
    "usecases/test_every_published_file.py",
    "usecases/test_licences.py",
    "usecases/test_loads_survive.py",
    "usecases/test_editions.py",
    "data/test_bundled_tables.py",
    "cli/test_suppress.py",
    "cli/test_commands.py",
)
"""Files of few tests that take long. They come first: a worker that got one last would
let the others wait. The very first needs no loaded data, which the second one makes."""


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    # What is collected stays: looking through half a million objects for garbage,
    # again and again, takes a quarter of collecting, and time of every later test.
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()
        gc.freeze()
        # Nor need it be done for every 700 objects that a test makes.
        gc.set_threshold(10_000)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    tests = Counter(item.path for item in items)
    ranks = {Path(__file__).parent / name: rank for rank, name in enumerate(LONGEST)}

    def order(item: pytest.Item) -> tuple[int, int]:
        return ranks.get(item.path, len(LONGEST)), -tests[item.path]

    items.sort(key=order)


def pytest_configure(config: pytest.Config) -> None:
    # A developer's own database is never touched.
    os.environ.pop("DATABASE_URL", None)
    # On a busy machine every answer may take its time, but less than clients wait: a
    # service that waits in vain says so before they hang up.
    os.environ.update(dict.fromkeys(_LIMITS_OF_THE_SERVICE, "30"))
    # Nor are whole layers built after each load: tests of theirs ask for it.
    os.environ["DOWNLOADS_KEPT"] = "0"
    # pytest-xdist keeps the order of the files.
    config.option.loadscopereorder = False
    if _is_controller(config) and _HOME not in os.environ:
        os.environ[_HOME] = tempfile.mkdtemp(prefix="numna-geo-tests-")


def pytest_unconfigure(config: pytest.Config) -> None:
    if _is_controller(config) and _HOME in os.environ:
        home = Path(os.environ.pop(_HOME))
        Cluster(home).delete()
        shutil.rmtree(home, ignore_errors=True)


def _is_controller(config: pytest.Config) -> bool:
    return not hasattr(config, "workerinput")


@pytest.fixture(scope="session")
def place() -> Place:
    """The running cluster, with its databases `migrated` and `loaded`."""
    home = Path(os.environ[_HOME])
    # Workers of pytest-xdist meet here: the first one builds, the others wait.
    with (home / "building.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        running = Cluster(home, settings=FAST).up()
        if not (home / "built").exists():
            _build(running)
            (home / "built").touch()
    return running


def _build(running: Place) -> None:
    _create(running, "migrated")
    engine = connect(running.url("migrated"))
    with writing(engine) as connection:
        migrate(connection, MIGRATIONS)
    engine.dispose()
    _create(running, "loaded", template="migrated")
    engine = connect(running.url("loaded"))
    load_bundled(engine, DATA, say=lambda _: None)
    measure_gaps(engine, travel=Estimate(), say=lambda _: None)
    engine.dispose()
    # Nobody connects to this one, hence it can be copied at any time.
    _create(running, "pristine", template="loaded")


def _create(running: Place, name: str, *, template: str = "template1") -> None:
    with psycopg.connect(running.url("postgres"), autocommit=True) as connection:
        # Copying files costs a third of writing every page through the log, too.
        strategy = (
            "STRATEGY file_copy" if connection.info.server_version >= 15e4 else ""
        )
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {template} {strategy}")


@contextmanager
def passing(running: Place, name: str, *, template: str) -> Iterator[str]:
    """A copy that goes before its pages were ever written to a disk."""
    _create(running, name, template=template)
    yield running.url(name)
    with psycopg.connect(running.url("postgres"), autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def loaded_url(place: Place) -> str:
    return place.url("loaded")


@pytest.fixture
def connection(loaded_url: str) -> Iterator[Connection]:
    engine = connect(loaded_url)
    with engine.connect() as connection:
        transaction = connection.begin()
        yield connection
        transaction.rollback()
    engine.dispose()


@pytest.fixture
def own_url(place: Place) -> Iterator[str]:
    name = f"own_{os.getpid()}_{next(_numbers)}"
    with passing(place, name, template="pristine") as url:
        yield url


@pytest.fixture
def scratch_url(place: Place) -> Iterator[str]:
    name = f"scratch_{os.getpid()}_{next(_numbers)}"
    with passing(place, name, template="migrated") as url:
        yield url
