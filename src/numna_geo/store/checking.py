"""What a database is, and how far it has come."""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, inspect, text

from numna_geo.store.migrations import current_revision, expected_revision
from numna_geo.store.publishing import data_version


@dataclass(frozen=True, slots=True, kw_only=True)
class DatabaseState:
    """Versions of a database; `None` for what it lacks.

    `measured`: the newest run was made from the data as they stand.

    `broken` names what does not hold together in the data, with how many rows.
    """

    server: str
    postgis: str | None
    postgis_available: str | None
    revision: str | None
    expected_revision: str | None
    data_version: int
    measured: bool
    broken: tuple[str, ...]


def database_state(connection: Connection, scripts: Path) -> DatabaseState:
    """Look, changing nothing."""
    tables = set(inspect(connection).get_table_names())
    whole = current_revision(connection) == expected_revision(scripts)
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
        and bool(
            connection.scalar(
                text(
                    "SELECT max(m.data_version) = max(d.version) "
                    "FROM measure_runs AS m CROSS JOIN data_state AS d"
                )
            )
        ),
        broken=_broken(connection) if whole else (),
    )


def _broken(connection: Connection) -> tuple[str, ...]:
    asked = (Path(__file__).parent / "sql" / "data_holds_together.sql").read_text()
    rows = connection.execute(text(asked))
    return tuple(f"{r.offenders} {r.question}" for r in rows if r.offenders)
