"""What a database is, and how far it has come."""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, inspect, text

from numna_geo.store.migrations import current_revision, expected_revision
from numna_geo.store.publishing import data_version


@dataclass(frozen=True, slots=True, kw_only=True)
class DatabaseState:
    """Versions of a database; `None` for what it lacks."""

    server: str
    postgis: str | None
    postgis_available: str | None
    revision: str | None
    expected_revision: str | None
    data_version: int
    measured: bool


def database_state(connection: Connection, scripts: Path) -> DatabaseState:
    """Look, changing nothing."""
    tables = set(inspect(connection).get_table_names())
    return DatabaseState(
        server=str(connection.scalar(text("SHOW server_version"))),
        postgis=connection.scalar(
            text("SELECT extversion FROM pg_extension WHERE extname = 'postgis'")
        ),
        postgis_available=connection.scalar(
            text(
                "SELECT default_version FROM pg_available_extensions "
                "WHERE name = 'postgis'"
            )
        ),
        revision=current_revision(connection),
        expected_revision=expected_revision(scripts),
        data_version=data_version(connection) if "data_state" in tables else 0,
        measured="measure_runs" in tables
        and bool(connection.scalar(text("SELECT EXISTS (SELECT FROM measure_runs)"))),
    )
