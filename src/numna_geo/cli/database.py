"""Which database a command works on: DATABASE_URL's, or the private one."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from pydantic import ValidationError

from numna_geo.bundle import project_home
from numna_geo.private_db.cluster import Cluster
from numna_geo.private_db.supervisor import supervised
from numna_geo.settings import Settings
from numna_geo.store.database import Engine, connect


def settings() -> Settings:
    """The settings of this run.

    Raises:
        click.ClickException: one of them cannot be used, and why.
    """
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(map(str, first["loc"])).upper()
        # An address of a database holds a password: it is named, never shown.
        shown = name if name == "DATABASE_URL" else f"{name}={first['input']!r}"
        raise click.ClickException(
            f"{shown}: {first['msg']} (see .env.example)"
        ) from None


def private_cluster() -> Cluster:
    """The cluster of this project folder, started or not."""
    return Cluster(settings().numna_home or project_home() / ".numna")


def kept_roads_folder() -> Path:
    """Where roads are kept: TRAVEL_GRAPH, or beside the private PostGIS."""
    here = settings()
    home = here.numna_home or project_home() / ".numna"
    return here.travel_graph or home / "travel"


def downloads_folder() -> Path:
    """Where whole layers are kept: DOWNLOADS_DIR, or beside the private PostGIS."""
    here = settings()
    home = here.numna_home or project_home() / ".numna"
    return here.downloads_dir or home / "downloads"


def given_url() -> str | None:
    """DATABASE_URL, if set."""
    url = settings().database_url
    return None if url is None else url.get_secret_value()


@contextmanager
def kept_alive() -> Iterator[str]:
    """The URL of a database that is up: supervised when it is the private one."""
    url = given_url()
    if url is not None:
        yield url
        return
    with supervised(private_cluster()) as private_url:
        yield private_url


@contextmanager
def opened() -> Iterator[Engine]:
    """An engine for one command, on a database that is up while the command lasts."""
    with kept_alive() as url:
        engine = connect(url)
        try:
            yield engine
        finally:
            engine.dispose()
