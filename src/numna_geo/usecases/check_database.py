"""Is this database one that we can serve from?"""

from pathlib import Path

from numna_geo.errors import DatabaseUnavailable
from numna_geo.private_db.doctor import Finding
from numna_geo.store.checking import DatabaseState, database_state
from numna_geo.store.database import connect, writing

OLDEST_POSTGIS = (3, 2)


def database_findings(database_url: str, scripts: Path) -> list[Finding]:
    """Connection, PostGIS, migrations, data and measures, in that order."""
    engine = connect(database_url)
    try:
        with writing(engine) as connection:
            state = database_state(connection, scripts)
    except DatabaseUnavailable as error:
        told = str(error).strip().splitlines()[0]
        way_out = "start it, or correct DATABASE_URL"
        return [Finding(about="connection", ok=False, told=told, way_out=way_out)]
    finally:
        engine.dispose()
    connected = Finding(about="connection", ok=True, told=f"PostgreSQL {state.server}")
    return [connected, _postgis(state), _schema(state), _data(state), _measures(state)]


def _postgis(state: DatabaseState) -> Finding:
    version = state.postgis or state.postgis_available
    if version is None:
        return Finding(
            about="PostGIS",
            ok=False,
            told="this server cannot load PostGIS",
            way_out="install postgresql-<major>-postgis-3 on the server",
        )
    numbers = tuple(int(n) for n in version.split(".")[:2])
    return Finding(
        about="PostGIS",
        ok=numbers >= OLDEST_POSTGIS,
        told=f"{version}, {'.'.join(map(str, OLDEST_POSTGIS))} or newer needed",
        way_out="install a newer PostGIS, then ALTER EXTENSION postgis UPDATE",
    )


def _schema(state: DatabaseState) -> Finding:
    current = state.revision or "empty"
    return Finding(
        about="schema",
        ok=state.revision == state.expected_revision,
        told=f"{current}, expected {state.expected_revision}",
        way_out="numna-geo migrate",
    )


def _data(state: DatabaseState) -> Finding:
    told = f"version {state.data_version}" if state.data_version else "nothing loaded"
    return Finding(
        about="data",
        ok=state.data_version > 0 and not state.broken,
        told="; ".join((told, *state.broken)),
        way_out="numna-geo load --all",
    )


def _measures(state: DatabaseState) -> Finding:
    return Finding(
        about="measures",
        ok=state.measured,
        told="of this data" if state.measured else "none of this data",
        way_out="numna-geo measure",
    )
