"""ETag and 304: nothing is asked of the tables while nothing changed."""

import asyncio
import socket
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import text
from starlette.testclient import TestClient

from numna_geo.api.app import create_app
from numna_geo.api.middleware.freshness import TOLD_AT, Freshness, canonical
from numna_geo.errors import DatabaseUnavailable
from numna_geo.settings import Settings
from numna_geo.store.database import connect, writing
from numna_geo.store.reading import Reader
from numna_geo.store.state import DataVersion, DataWatch


@pytest.fixture(autouse=True)
def one_minute() -> Iterator[None]:
    """The minute is part of some tags: it must not end between two questions."""
    before = TOLD_AT.set(datetime.now(UTC))
    yield
    TOLD_AT.reset(before)


READS = [
    "/api/v1/nearest?commune=23096",
    "/api/v1/nearest?lon=1.87&lat=46.17",
    "/api/v1/structures?bbox=1.5,45.9,2.3,46.5",
    "/api/v1/structures?limit=2",
    "/api/v1/territories?level=region",
    "/api/v1/territories/commune/23096",
    "/api/v1/geocode?q=gueret",
    "/api/v1/indicators",
    "/api/v1/sources",
    "/api/v1/imports?limit=2",
    "/api/v1/imports/1",
    "/api/v1/gaps?indicator=fibre_not_connectable&level=region",
]


@pytest.mark.parametrize("path", READS)
def test_a_second_ask_is_304_without_a_body(client: TestClient, path: str) -> None:
    first = client.get(path)
    tag = first.headers["etag"]

    again = client.get(path, headers={"If-None-Match": f'"other", {tag}'})

    assert tag.startswith('W/"')
    cache = "public, max-age=60, stale-while-revalidate=300"
    if path.startswith(("/api/v1/nearest", "/api/v1/geocode")):
        # Somebody's position, or somebody's words.
        cache = "private, max-age=60"
    assert first.headers["cache-control"] == cache
    assert again.status_code == 304
    assert again.content == b""
    assert again.headers["etag"] == tag
    assert again.headers["cache-control"] == cache


@pytest.mark.parametrize("path", READS)
def test_head_answers_like_get_without_a_body(client: TestClient, path: str) -> None:
    got, head = client.get(path), client.head(path)

    assert head.status_code == 200
    assert head.content == b""
    for name in ("etag", "content-type", "cache-control"):
        assert head.headers[name] == got.headers[name]


def test_whoever_holds_any_answer_is_told_nothing_of_one_that_is(
    client: TestClient,
) -> None:
    any_of_them = {"If-None-Match": "*"}

    reply = client.get("/api/v1/indicators", headers=any_of_them)
    wrong = client.get("/api/v1/structures/nobody", headers=any_of_them)

    assert (reply.status_code, reply.content) == (304, b"")
    assert reply.headers["etag"] == client.get("/api/v1/indicators").headers["etag"]
    assert "content-type" not in reply.headers
    assert wrong.status_code == 404


def test_another_question_has_another_tag(client: TestClient) -> None:
    asked = [*READS, "/api/v1/geocode?q=bordeaux"]
    accepts = ["application/json", "text/csv"]

    tags = [client.get(path).headers["etag"] for path in asked]
    by_format = {
        client.get(READS[-1], headers={"Accept": accept}).headers["etag"]
        for accept in accepts
    }

    assert len(set(tags)) == len(asked)
    assert len(by_format) == 2


def test_the_order_of_parameters_does_not_matter(client: TestClient) -> None:
    one = client.get("/api/v1/nearest?lon=1.87&lat=46.17&limit=2")
    other = client.get("/api/v1/nearest?limit=2&lat=46.17&lon=1.87")

    assert one.headers["etag"] == other.headers["etag"]


def test_the_order_of_a_repeated_parameter_is_kept() -> None:
    assert canonical(b"a=2&b=1&a=1") == "a=2&a=1&b=1"


def test_a_problem_is_never_tagged(client: TestClient) -> None:
    reply = client.get("/api/v1/nearest?lon=abc&lat=1")

    assert "etag" not in reply.headers
    assert reply.headers["cache-control"] == "no-store"


def change(url: str, *statements: str) -> None:
    engine = connect(url)
    with writing(engine) as connection:
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()


def tag_now(url: str, settings: Settings, *, held: str = "") -> str:
    # Another process of the service: its memory of the version is its own.
    with TestClient(create_app(settings, database_url=url)) as another:
        reply = another.get("/api/v1/indicators", headers={"If-None-Match": held})
    assert reply.status_code == 200
    tag: str = reply.headers["etag"]
    return tag


LOADED = "INSERT INTO data_state VALUES (1, 7, '2026-11-01', 'these files')"
MEASURED = (
    "INSERT INTO measure_runs OVERRIDING SYSTEM VALUE"
    " VALUES (1, 7, 'x', '2026-11-02', 'estimate', '1', true, 'Temps estimé', '{}')"
)


def test_new_data_change_the_tag(scratch_url: str, settings: Settings) -> None:
    before = tag_now(scratch_url, settings)
    change(scratch_url, LOADED)

    assert tag_now(scratch_url, settings, held=before) != before


@pytest.mark.parametrize(
    "other",
    [
        "UPDATE data_state SET changed_at = '2026-11-03'",
        "UPDATE data_state SET fingerprint = 'other files'",
        "UPDATE measure_runs SET measured_at = '2026-11-03'",
    ],
)
def test_two_databases_that_count_alike_have_tags_of_their_own(
    scratch_url: str, settings: Settings, other: str
) -> None:
    change(scratch_url, LOADED, MEASURED)
    before = tag_now(scratch_url, settings)
    assert tag_now(scratch_url, settings) == before

    change(scratch_url, other)

    assert tag_now(scratch_url, settings, held=before) != before


class _Counting(Reader):
    """Counts what is asked of the database."""

    asked = 0

    async def row(self, statement):  # type: ignore[no-untyped-def]
        self.asked += 1
        return await super().row(statement)


def test_the_version_is_asked_once_a_second_however_many_ask(loaded_url: str) -> None:
    now = 100.0

    async def many() -> tuple[int, int]:
        nonlocal now
        reader = _Counting(loaded_url, size=2, statement_timeout_s=60, wait_s=60)
        watch = DataWatch(reader, clock=lambda: now)
        await asyncio.gather(*(watch.now() for _ in range(50)))
        first = reader.asked
        now += 1.1
        assert isinstance(await watch.now(), DataVersion)
        await reader.close()
        return first, reader.asked

    assert asyncio.run(many()) == (1, 2)


def test_a_database_that_hangs_is_waited_for_once_however_many_ask() -> None:
    async def asked() -> tuple[list[Any], int]:
        with socket.socket() as silent:
            # It takes connections, and never says a word.
            silent.bind(("127.0.0.1", 0))
            silent.listen(100)
            port = silent.getsockname()[1]
            url = f"postgresql://nobody@127.0.0.1:{port}/none"
            reader = _Counting(url, size=4, statement_timeout_s=60, wait_s=0.5)
            watch = DataWatch(reader, clock=lambda: 100.0)
            answers = await asyncio.gather(
                *(watch.now() for _ in range(20)), return_exceptions=True
            )
            answers += await asyncio.gather(watch.now(), return_exceptions=True)
            await reader.close()
        return answers, reader.asked

    answers, attempts = asyncio.run(asked())

    assert [type(one) for one in answers] == [DatabaseUnavailable] * 21
    assert attempts == 1


def test_a_caller_who_leaves_does_not_take_the_answer_along(loaded_url: str) -> None:
    async def asked() -> DataVersion:
        reader = Reader(loaded_url, size=2, statement_timeout_s=60, wait_s=60)
        watch = DataWatch(reader)
        hasty = asyncio.create_task(watch.now())
        patient = asyncio.create_task(watch.now())
        await asyncio.sleep(0)
        hasty.cancel()
        answer = await patient
        await reader.close()
        return answer

    assert asyncio.run(asked()).data > 0


def test_a_failure_is_forgotten_after_a_second(loaded_url: str) -> None:
    now = 100.0

    class _Failing(Reader):
        away = True

        async def row(self, statement):  # type: ignore[no-untyped-def]
            if self.away:
                raise DatabaseUnavailable("away")
            return await super().row(statement)

    async def asked() -> DataVersion:
        nonlocal now
        reader = _Failing(loaded_url, size=2, statement_timeout_s=60, wait_s=60)
        watch = DataWatch(reader, clock=lambda: now)
        with pytest.raises(DatabaseUnavailable):
            await watch.now()
        reader.away = False
        with pytest.raises(DatabaseUnavailable):
            await watch.now()
        now += 1.1
        answer = await watch.now()
        await reader.close()
        return answer

    assert asyncio.run(asked()).data > 0


def test_a_304_touches_no_table_but_the_version(
    loaded_url: str, settings: Settings
) -> None:
    path = "/api/v1/nearest?commune=23096"
    app = create_app(settings, database_url=loaded_url)
    with TestClient(app) as client:
        tag = client.get(path).headers["etag"]
        # A reader that cannot connect: only what is remembered can answer now.
        nowhere, connected = "postgresql://nobody@127.0.0.1:1/none", app.state.reader
        app.state.reader = Reader(nowhere, size=1, statement_timeout_s=1, wait_s=1)

        assert client.get(path, headers={"If-None-Match": tag}).status_code == 304
        assert client.get(path).status_code == 503
        app.state.reader = connected


def test_dated_answers_get_a_new_tag_each_day_and_live_ones_each_minute() -> None:
    evening = datetime(2026, 11, 25, 23, 58, tzinfo=UTC)
    times = [evening + timedelta(minutes=one) for one in range(3)]

    def tag(path: str, at: datetime) -> str:
        none: Any = None
        made = Freshness(none, watch=lambda: none, code="c", clock=lambda: at)
        scope = {"path": path, "query_string": b"", "headers": []}
        return made._tag(scope, "1.1")

    assert len({tag("/api/v1/nearest", at) for at in times}) == 3
    assert len({tag("/api/v1/structures", at) for at in times}) == 2
    assert len({tag("/api/v1/territories", at) for at in times}) == 1
