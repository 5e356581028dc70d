"""Run the migrations on the connection given, or on DATABASE_URL."""

from alembic import context
from sqlalchemy import Connection

from numna_geo.settings import Settings
from numna_geo.store.database import connect
from numna_geo.store.tables import Table

POSTGIS_OWN = {"spatial_ref_sys"}


def _ours(name: str | None, kind: str, _parents: object) -> bool:
    return not (kind == "table" and name in POSTGIS_OWN)


def _run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=Table.metadata,
        include_name=_ours,
    )
    with context.begin_transaction():
        context.run_migrations()


given = context.config.attributes.get("connection")
if given is not None:
    _run(given)
else:
    url = Settings().database_url
    if url is None:
        raise SystemExit("set DATABASE_URL, or use `numna-geo migrate`")
    with connect(url.get_secret_value()).begin() as fresh:
        _run(fresh)
