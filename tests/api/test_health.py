"""/healthz and /readyz: what is missing is named, with the way out."""

import pytest
from sqlalchemy import text
from starlette.testclient import TestClient

from numna_geo.api.app import create_app
from numna_geo.settings import Settings
from numna_geo.store.database import connect, writing

NOWHERE = "postgresql://nobody@127.0.0.1:1/none"
MEASURED = (
    "/api/v1/gaps?indicator=support_beyond",
    "/api/v1/matrix?by=need",
    "/carte/tableau",
    "/integrer",
    "/territoires",
    "/scenario",
    "/embed/chiffre",
)
"""Told from the last measuring: JSON, pages, and what other sites frame."""


def ready(url: str, settings: Settings) -> tuple[int, list[str], dict[str, str]]:
    with TestClient(create_app(settings, database_url=url)) as client:
        reply = client.get("/readyz")
    missing = [one["part"] for one in reply.json()["missing"]]
    return reply.status_code, missing, dict(reply.headers)


def change(url: str, statement: str) -> None:
    engine = connect(url)
    with writing(engine) as connection:
        connection.execute(text(statement))
    engine.dispose()


def test_a_loaded_and_measured_database_is_ready(client: TestClient) -> None:
    assert client.get("/readyz").json() == {"status": "ready", "missing": []}


def test_the_process_lives_without_its_database(settings: Settings) -> None:
    with TestClient(create_app(settings, database_url=NOWHERE)) as client:
        assert client.get("/healthz").json() == {"status": "ok"}


def test_an_absent_database_is_named(settings: Settings) -> None:
    status, missing, headers = ready(NOWHERE, settings)

    assert (status, missing) == (503, ["database"])
    assert int(headers["retry-after"]) > 0


def test_an_empty_database_lacks_its_data(scratch_url: str, settings: Settings) -> None:
    assert ready(scratch_url, settings)[:2] == (503, ["data"])


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE alembic_version SET version_num = 'of_another_time'",
        "DROP TABLE alembic_version",
    ],
)
def test_another_schema_lacks_migrations(
    scratch_url: str, settings: Settings, statement: str
) -> None:
    change(scratch_url, statement)

    assert ready(scratch_url, settings)[:2] == (503, ["migrations"])


def test_data_without_measures_is_not_ready_nor_does_it_answer(
    scratch_url: str, settings: Settings
) -> None:
    change(scratch_url, "DELETE FROM data_state")
    change(scratch_url, "INSERT INTO data_state VALUES (1, 3, now(), NULL)")
    change(
        scratch_url,
        "INSERT INTO territories (key, level, code, name, search_name, in_region)"
        " VALUES ('region:75', 'region', '75', 'x', 'x', true)",
    )

    assert ready(scratch_url, settings)[:2] == (503, ["measures"])
    with TestClient(create_app(settings, database_url=scratch_url)) as client:
        replies = [client.get(address) for address in MEASURED]
    assert [reply.status_code for reply in replies] == [503] * len(MEASURED)
    assert all(reply.headers["retry-after"] for reply in replies)


def test_every_question_is_503_while_the_database_is_away(settings: Settings) -> None:
    with TestClient(create_app(settings, database_url=NOWHERE)) as client:
        reply = client.get("/api/v1/nearest?commune=23096")

    assert reply.status_code == 503
    assert reply.headers["retry-after"]
    assert reply.json()["type"] == "/docs#database-unavailable"


def test_a_database_without_tables_is_503_too(
    scratch_url: str, settings: Settings
) -> None:
    change(scratch_url, "DROP TABLE data_state")

    with TestClient(create_app(settings, database_url=scratch_url)) as client:
        reply = client.get("/api/v1/territories?level=region")

    assert reply.status_code == 503
    assert reply.json()["type"] == "/docs#database-not-ready"


def test_nothing_connects_before_the_first_question(settings: Settings) -> None:
    app = create_app(settings, database_url=NOWHERE)

    assert app.openapi()["openapi"].startswith("3.1")
