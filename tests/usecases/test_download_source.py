"""A source's file is taken once, then only when it is another one."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from serving import HURRIED, Server, sent, serving
from sqlalchemy import text

from numna_geo.store.database import Engine, connect, writing
from numna_geo.store.imports import Import, begin_import
from numna_geo.store.source_writing import write_source
from numna_geo.usecases.download_source import Fetched, fetched, remember

KEY = "tiers_lieux_2026"
SOURCE = {
    "key": KEY,
    "title": "Tiers-lieux",
    "publisher": "Une association",
    "licence": "Licence Ouverte 2.0",
    "landing_page": None,
    "published_on": None,
    "vintage": None,
    "rank": 20,
    "family": "structures",
    "redistributable": True,
    "format": None,
    "download_url": None,
}


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as server:
        yield server


@pytest.fixture
def engine(scratch_url: str) -> Iterator[Engine]:
    engine = connect(scratch_url)
    with writing(engine) as connection:
        write_source(connection, SOURCE)
    yield engine
    engine.dispose()


def take(engine: Engine, url: str, into: Path) -> Fetched | None:
    return fetched(engine, source_key=KEY, url=url, into=into, limits=HURRIED)


def imported(engine: Engine, got: Fetched, sha256: str | None = None) -> None:
    """What a load keeps: its import, and what the server said."""
    with writing(engine) as connection:
        done = Import(
            source_key=KEY,
            file_name=got.file_name,
            sha256=sha256 or str(got.sha256),
            imported_at=datetime.now(UTC),
            url=got.url,
        )
        begin_import(connection, done)
        remember(connection, KEY, got)


def test_the_second_time_the_server_is_asked_only_for_what_changed(
    engine: Engine, server: Server, tmp_path: Path
) -> None:
    url = server.serve(
        "/x.csv", sent(b"nom\n", ETag='"v1"'), lambda handler: handler.head(304)
    )
    first = take(engine, url, tmp_path)
    assert first is not None
    imported(engine, first)

    second = take(engine, url, tmp_path)

    assert first.path.read_bytes() == b"nom\n"
    assert second is None
    assert server.asked[1][1]["If-None-Match"] == '"v1"'


def test_a_load_that_was_undone_is_not_remembered(
    engine: Engine, server: Server, tmp_path: Path
) -> None:
    url = server.serve("/x.csv", sent(b"nom\n", ETag='"v1"'))
    first = take(engine, url, tmp_path)
    assert first is not None
    with writing(engine) as connection:
        remember(connection, KEY, first)
        connection.get_transaction().rollback()  # type: ignore[union-attr]

    assert take(engine, url, tmp_path) is not None
    assert "If-None-Match" not in server.asked[1][1]


def test_a_file_is_taken_again_once_another_one_was_loaded_over_it(
    engine: Engine, server: Server, tmp_path: Path
) -> None:
    url = server.serve("/x.csv", sent(b"nom\n", ETag='"v1"'))
    first = take(engine, url, tmp_path)
    assert first is not None
    imported(engine, first)
    imported(engine, Fetched.of_file(tmp_path / "other.csv"), sha256="of another file")

    again = take(engine, url, tmp_path)

    assert again is not None
    assert "If-None-Match" not in server.asked[1][1]


def test_no_key_of_an_address_is_kept(
    engine: Engine, server: Server, tmp_path: Path
) -> None:
    server.serve("/x.csv", sent(b"nom\n", ETag='"v1"'))
    secret = server.url("/x.csv?apikey=hunter2")
    got = take(engine, secret, tmp_path)
    assert got is not None
    imported(engine, got)

    with engine.connect() as connection:
        kept = [*connection.execute(text("SELECT url FROM downloads"))]
        kept += connection.execute(text("SELECT url FROM imports"))

    assert len(kept) == 2
    assert "hunter2" not in str(kept)
    assert take(engine, server.url("/x.csv?apikey=other"), tmp_path) is not None
    assert "If-None-Match" not in server.asked[1][1]
    assert take(engine, secret, tmp_path) is None
    assert server.asked[2][1]["If-None-Match"] == '"v1"'


def test_a_file_of_the_disk_leaves_nothing_to_remember(
    engine: Engine, tmp_path: Path
) -> None:
    with writing(engine) as connection:
        remember(connection, KEY, Fetched.of_file(tmp_path / "x.csv"))

    with engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM downloads")) == 0
