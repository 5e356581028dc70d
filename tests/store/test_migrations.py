from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, text

from numna_geo.bundle import DATA, MIGRATIONS
from numna_geo.store.checking import database_state
from numna_geo.store.database import Connection, connect, writing
from numna_geo.store.migrations import (
    current_revision,
    expected_revision,
    migrate,
    unmigrate,
)
from numna_geo.store.tables import Table
from numna_geo.usecases.load_bundled import load_bundled


def test_migrations_build_exactly_the_tables_the_code_expects(
    connection: Connection,
) -> None:
    context = MigrationContext.configure(
        connection,
        opts={"include_name": lambda name, _kind, _: name != "spatial_ref_sys"},
    )

    assert compare_metadata(context, Table.metadata) == []


def test_migrations_go_down_and_up_again_on_a_database_with_data(
    own_url: str,
) -> None:
    engine = connect(own_url)

    with writing(engine) as connection:
        unmigrate(connection, MIGRATIONS)
        left = set(inspect(connection).get_table_names())
        migrate(connection, MIGRATIONS)
    again = load_bundled(engine, DATA, say=lambda _: None)

    assert left == {"spatial_ref_sys", "alembic_version"}
    assert again.changed
    with writing(engine) as connection:
        assert current_revision(connection) == expected_revision(MIGRATIONS)
        assert connection.scalar(text("SELECT count(*) FROM structures")) > 600
    engine.dispose()


def test_a_migration_imports_nothing_of_ours() -> None:
    for version in (MIGRATIONS / "versions").glob("*.py"):
        assert "numna_geo" not in version.read_text(), version.name


def test_a_database_says_how_far_it_has_come(connection: Connection) -> None:
    state = database_state(connection, MIGRATIONS)

    assert state.revision == state.expected_revision
    assert state.postgis is not None
    assert (state.data_version, state.measured) == (1, True)


def test_scripts_are_found_in_a_folder_with_a_percent_sign(tmp_path: Path) -> None:
    odd = tmp_path / "100% maps"
    odd.symlink_to(MIGRATIONS)

    assert expected_revision(odd) == expected_revision(MIGRATIONS)
