"""Bringing the schema to the version the code expects."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from numna_geo.store.published.filling import fill_if_outdated
from numna_geo.store.publishing import alone


def migrate(connection: Connection, scripts: Path, *, to: str = "head") -> None:
    """Upgrade the schema of an open transaction to revision `to`.

    At `head`, published datasets that are not made by today's code are made again.
    """
    alone(connection)
    command.upgrade(_config(connection, scripts), to)
    if to == "head":
        fill_if_outdated(connection)


def unmigrate(connection: Connection, scripts: Path, *, to: str = "base") -> None:
    """Downgrade it to revision `to`; the data of dropped tables goes with them."""
    command.downgrade(_config(connection, scripts), to)


def current_revision(connection: Connection) -> str | None:
    """The revision the database is at; `None` before the first migration."""
    return MigrationContext.configure(connection).get_current_revision()


def expected_revision(scripts: Path) -> str | None:
    """The newest revision in `scripts`."""
    config = Config()
    config.set_main_option("script_location", _escaped(scripts))
    return ScriptDirectory.from_config(config).get_current_head()


def _config(connection: Connection, scripts: Path) -> Config:
    config = Config()
    config.set_main_option("script_location", _escaped(scripts))
    config.attributes["connection"] = connection
    return config


def _escaped(path: Path) -> str:
    # Alembic reads its options through ConfigParser, where a percent sign is special.
    return str(path).replace("%", "%%")
