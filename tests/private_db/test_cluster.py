"""The private PostgreSQL, really made, started, killed and stopped."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import psycopg
import pytest

from numna_geo.errors import ClusterFailed
from numna_geo.private_db.cluster import Cluster, postmaster
from numna_geo.private_db.doctor import machine_findings
from numna_geo.private_db.place import Place, port_is_free
from numna_geo.private_db.supervisor import (
    keep_running,
    somebody_serves,
    supervised,
)

PATIENCE_S = 60


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    home = tmp_path_factory.mktemp("a folder with blanks") / ".numna"
    cluster = Cluster(home, settings="fsync = off\n")
    cluster.up()
    yield cluster
    cluster.delete()


@pytest.fixture
def running(cluster: Cluster) -> Place:
    return cluster.up()


def answers(place: Place) -> int:
    with psycopg.connect(place.url(), connect_timeout=60) as connection:
        (row,) = connection.execute("SELECT 6 * 7").fetchall()
        return int(row[0])


def killed(place: Place) -> None:
    pid = postmaster(place)
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    deadline = time.monotonic() + PATIENCE_S
    while postmaster(place) is not None and time.monotonic() < deadline:
        time.sleep(0.05)


def test_up_makes_a_database_that_answers(running: Place) -> None:
    assert answers(running) == 42


def test_up_twice_is_the_same_server(cluster: Cluster, running: Place) -> None:
    before = postmaster(running)

    again = cluster.up()

    assert again == running
    assert postmaster(again) == before


def test_down_stops_it_and_up_finds_everything_again(
    cluster: Cluster, running: Place
) -> None:
    with psycopg.connect(running.url(), autocommit=True) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS kept AS SELECT 1 AS one")

    assert cluster.down()
    assert not cluster.is_running()
    assert not cluster.down()
    place = cluster.up()

    with psycopg.connect(place.url()) as connection:
        assert connection.execute("SELECT one FROM kept").fetchall() == [(1,)]


def test_a_killed_server_comes_back_at_the_next_up(
    cluster: Cluster, running: Place
) -> None:
    killed(running)

    assert not cluster.is_running()
    assert answers(cluster.up()) == 42


def test_a_lock_that_names_a_stranger_is_dropped(
    cluster: Cluster, running: Place
) -> None:
    cluster.down()
    lock = Path(running.data_dir) / "postmaster.pid"
    lock.write_text(f"{os.getpid()}\n{running.data_dir}\n")

    named = {f.about: f for f in machine_findings(cluster, cluster.home)}
    place = cluster.up()

    assert not named["lock"].ok
    assert "numna-geo up" in named["lock"].way_out
    assert answers(place) == 42


def test_a_port_that_was_taken_meanwhile_is_left_to_its_owner(
    cluster: Cluster, running: Place
) -> None:
    cluster.down()
    with socket.socket() as stranger:
        stranger.bind(("127.0.0.1", running.port))
        stranger.listen()

        place = cluster.up()

        # Whoever serves from the socket keeps a valid address.
        assert place == running
        assert answers(running) == 42
    cluster.down()


def test_two_projects_do_not_share_a_server(running: Place, tmp_path: Path) -> None:
    other = Cluster(tmp_path / ".numna", settings="fsync = off\n")
    try:
        place = other.up()

        assert {place.data_dir, place.socket_dir}.isdisjoint(
            {running.data_dir, running.socket_dir}
        )
        assert postmaster(place) != postmaster(running)
    finally:
        other.delete()
    assert answers(running) == 42


def test_a_copied_project_makes_a_server_of_its_own(
    cluster: Cluster, running: Place, tmp_path: Path
) -> None:
    copied = tmp_path / ".numna"
    copied.mkdir()
    shutil.copy(cluster.home / "cluster.json", copied)
    other = Cluster(copied, settings="fsync = off\n")
    try:
        assert not other.is_running()

        place = other.up()

        assert place.data_dir != running.data_dir
        assert place.socket_dir != running.socket_dir
    finally:
        other.delete()
    assert answers(running) == 42


def unfinished(cluster: Cluster) -> Path:
    place = cluster.place()
    folder = f"{place.data_dir}.new" if place else str(cluster.home / "nowhere")
    return Path(folder) / "PG_VERSION"


def killed_while_it_is_made(cluster: Cluster) -> bool:
    """Whether the kill came in time; if not, nothing is left of what was made."""
    words = "from pathlib import Path; from numna_geo.private_db.cluster import Cluster"
    making = subprocess.Popen(
        [sys.executable, "-c", f"{words}; Cluster(Path({str(cluster.home)!r})).up()"],
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    # initdb writes PG_VERSION first, and is far from done then.
    while not unfinished(cluster).exists() and making.poll() is None:
        time.sleep(0.005)
    with suppress(ProcessLookupError):
        os.killpg(making.pid, signal.SIGKILL)
    making.wait(timeout=PATIENCE_S)
    if unfinished(cluster).exists():
        return True
    cluster.delete()
    return False


def test_a_first_start_killed_while_it_makes_the_cluster_is_made_again(
    tmp_path: Path,
) -> None:
    cluster = Cluster(tmp_path / ".numna", settings="fsync = off\n")
    try:
        # Whoever was not run all the while comes too late, and tries again.
        assert any(killed_while_it_is_made(cluster) for _ in range(20))

        place = cluster.up()

        assert answers(place) == 42
        with psycopg.connect(place.url()) as connection:
            (kept,) = connection.execute("SHOW log_min_error_statement").fetchall()
        assert kept == ("panic",)
    finally:
        cluster.delete()


def test_the_secret_is_readable_by_its_owner_only(
    cluster: Cluster, running: Place
) -> None:
    kept = cluster.home / "cluster.json"

    assert json.loads(kept.read_text())["password"] == running.password
    assert kept.stat().st_mode & 0o077 == 0
    assert Path(running.socket_dir).stat().st_mode & 0o077 == 0


def test_the_server_does_not_run_as_root(running: Place) -> None:
    pid = postmaster(running)

    assert Path(f"/proc/{pid}").stat().st_uid != 0


def test_a_wrong_password_over_the_network_is_refused(running: Place) -> None:
    with pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(
            host="127.0.0.1",
            port=running.port,
            user="numna",
            password="wrong",  # noqa: S106
            dbname="postgres",
        )


def test_the_log_of_the_server_never_quotes_a_statement(running: Place) -> None:
    with (
        psycopg.connect(running.url()) as connection,
        pytest.raises(psycopg.errors.UndefinedTable),
    ):
        connection.execute("SELECT 46.16932 AS lat FROM nowhere")

    log = Path(running.data_dir) / "server.log"
    assert "46.16932" not in log.read_text()


def test_while_somebody_serves_a_killed_server_is_started_again(
    cluster: Cluster, running: Place
) -> None:
    keep_running(cluster, keep=True)

    with supervised(cluster):
        killed(running)
        deadline = time.monotonic() + PATIENCE_S
        while not cluster.is_running() and time.monotonic() < deadline:
            time.sleep(0.05)

        assert answers(cluster.up()) == 42
    # Somebody asked for it to be kept: it still runs.
    assert cluster.is_running()
    keep_running(cluster, keep=False)


def test_the_last_one_who_serves_stops_the_server_it_started(
    cluster: Cluster, running: Place
) -> None:
    with supervised(cluster):
        assert somebody_serves(cluster)
        with supervised(cluster):
            pass
        assert cluster.is_running()

    assert not cluster.is_running()


def test_the_url_of_a_cluster_that_was_never_made_says_what_to_do(
    tmp_path: Path,
) -> None:
    with pytest.raises(ClusterFailed, match="numna-geo up"):
        Cluster(tmp_path / ".numna").url()


def test_doctor_finds_nothing_wrong_with_a_running_cluster(
    cluster: Cluster, running: Place
) -> None:
    findings = machine_findings(cluster, cluster.home)

    assert [f.about for f in findings] == ["programs", "disk", "lock", "server"]
    assert all(f.ok for f in findings), [f for f in findings if not f.ok]
    assert port_is_free(running.port) is False
