"""Commands as somebody types them, on a private PostGIS of the tests."""

import socket
from pathlib import Path

import pytest
from running import Command

from numna_geo.cli.main import COMMANDS
from numna_geo.private_db.cluster import Cluster


@pytest.mark.parametrize("name", [(), *((name,) for name in COMMANDS)])
def test_every_command_explains_itself(numna_geo: Command, name: tuple[str]) -> None:
    done = numna_geo(*name, "--help")

    assert done.code == 0
    assert done.out.startswith("Usage: numna-geo")


def test_from_nothing_to_measured_data(numna_geo: Command, home: Path) -> None:
    sick = numna_geo("doctor")
    assert sick.code == 1
    assert "numna-geo up" in sick.out
    assert numna_geo("up", "--json").document()["running"]

    loaded = numna_geo("load", "--all", "--no-measure", "--json")
    assert loaded.code == 0, loaded.err
    sources = {s["source"]: s for s in loaded.document()["sources"]}
    assert sources["support_structures"]["rows_read"] == 116
    again = numna_geo("load", "--all", "--no-measure", "--json").document()
    assert (again["changed"], again["data_version"]) == (False, 1)

    assert "numna-geo measure" in numna_geo("doctor").out
    first = numna_geo("measure", "--json").document()
    second = numna_geo("measure", "--json").document()
    assert (first["changed"], first["engine"], first["kept"]) == (True, "estimate", 0)
    assert (second["changed"], second["run"]) == (False, first["run"])
    well = numna_geo("doctor", "--json")
    assert well.code == 0
    assert well.document()["ok"]

    assert numna_geo("status", "--json").document()["running"]
    assert numna_geo("down", "--json").document()["was_running"]
    assert not Cluster(home).is_running()
    assert "stopped" in numna_geo("status").out


def test_sources_are_listed_with_publisher_and_licence(numna_geo: Command) -> None:
    listed = numna_geo("sources", "--json").document()["sources"]

    assert {"ARCEP", "ANCT"} <= {source["publisher"] for source in listed}
    assert all(source["licence"] for source in listed)


@pytest.mark.parametrize(
    ("name", "value"),
    [("GEOCODER_URL", "data.example"), ("ROUTING_URL", "http://a:5000 valhalla+b")],
)
def test_an_address_of_a_server_that_is_none_stops_the_service_at_once(
    numna_geo: Command, home: Path, name: str, value: str
) -> None:
    done = numna_geo("serve", **{name: value})

    assert done.code == 1
    assert done.err.startswith(f"Error: {name}: an address that begins with")
    assert len(done.err.splitlines()) == 1
    assert not Cluster(home).is_running()


def test_a_setting_that_cannot_be_used_is_named(numna_geo: Command) -> None:
    done = numna_geo("serve", PORT="eighty")

    assert done.code == 1
    assert "PORT='eighty'" in done.err
    assert "Traceback" not in done.err


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("notaurl", "not an address of PostgreSQL"),
        ("mysql://u:secret@h/d", "not an address of PostgreSQL"),
        ("postgresql://u:secret@h:port/d", "the port is no number"),
    ],
)
def test_an_address_that_is_none_is_refused_without_its_password(
    numna_geo: Command, url: str, told: str
) -> None:
    done = numna_geo("doctor", DATABASE_URL=url)

    assert done.code == 1
    assert told in done.err
    assert "secret" not in done.err


def test_a_host_that_is_nowhere_is_not_a_taken_port(numna_geo: Command) -> None:
    done = numna_geo("serve", "--host", "no.such.host.invalid")

    assert done.code == 1
    assert "cannot listen on HOST='no.such.host.invalid'" in done.err


def test_a_database_that_is_away_is_one_line_and_an_exit_code(
    numna_geo: Command,
) -> None:
    done = numna_geo("migrate", DATABASE_URL="postgresql://nobody@127.0.0.1:1/none")

    assert done.code == 1
    assert done.err.startswith("numna-geo: cannot connect to PostGIS")
    assert len(done.err.strip().splitlines()) == 1


def test_the_private_postgis_is_left_alone_when_another_is_given(
    numna_geo: Command,
) -> None:
    done = numna_geo("up", DATABASE_URL="postgresql://nobody@127.0.0.1:1/none")

    assert done.code == 1
    assert "DATABASE_URL is set" in done.err


def test_a_taken_port_is_named_with_a_free_one(numna_geo: Command) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]

        done = numna_geo("serve", PORT=str(port))

    assert done.code == 1
    assert f"port {port}" in done.err
    assert "make run PORT=" in done.err


def test_openapi_prints_a_document_without_any_database(numna_geo: Command) -> None:
    document = numna_geo("openapi").document()

    assert document["openapi"].startswith("3.1")
    assert "/api/v1/nearest" in document["paths"]
