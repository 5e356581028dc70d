"""The service as a process: started, its PostGIS killed under requests, stopped."""

import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from running import a_free_port, answers, environment, status_of, wait_until

from numna_geo.private_db.cluster import Cluster, postmaster

NEAREST = "/api/v1/nearest?lon=1.87&lat=46.17&limit={}"


@pytest.fixture(scope="class")
def service(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    port = a_free_port()
    # A pipe that nobody reads would stop the service once it is full.
    log = tmp_path_factory.mktemp("service") / "log"
    with log.open("w") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "numna_geo", "serve", "--prepare"],
            env=environment(home, PORT=str(port)),
            stdout=out,
            stderr=subprocess.STDOUT,
        )
        url = f"http://127.0.0.1:{port}"
        try:
            wait_until(lambda: answers(f"{url}/readyz"))
            yield url
        finally:
            process.send_signal(signal.SIGTERM)
            code = process.wait(timeout=60)
    said = log.read_text()
    assert code == 0, said
    assert "Traceback" not in said
    # A minute has a 46.17th second, too.
    assert "46.17" not in re.sub(r'"timestamp":"[^"]+"', "", said)
    assert not Cluster(home).is_running()


class TestItsOwnPostgis:
    """The service made it, loads it, and stops it at the end."""

    def test_a_postgis_killed_under_requests_is_503_then_answers_again(
        self, service: str, home: Path
    ) -> None:
        place = Cluster(home).place()
        assert place is not None
        seen: list[tuple[int, dict[str, str]]] = []
        ended = threading.Event()

        def ask() -> None:
            number = 0
            while not ended.is_set():
                number += 1
                seen.append(status_of(service + NEAREST.format(number % 50 + 1)))

        before = status_of(f"{service}/api/v1/structures?limit=1000")[0]
        askers = [threading.Thread(target=ask, daemon=True) for _ in range(3)]
        for asker in askers:
            asker.start()
        wait_until(lambda: len(seen) > 20)
        pid = postmaster(place)
        assert pid is not None
        os.kill(pid, signal.SIGKILL)
        wait_until(lambda: any(status == 503 for status, _ in seen))
        away = len(seen)
        # Whoever was refused may tell so late, but not for ever.
        wait_until(
            lambda: (
                len(seen) > away + 9 and all(status == 200 for status, _ in seen[-9:])
            )
        )
        ended.set()
        for asker in askers:
            asker.join()

        assert {status for status, _ in seen} == {200, 503}
        assert all(
            "retry-after" in headers for status, headers in seen if status == 503
        )
        assert before == 200
        assert status_of(f"{service}/readyz")[0] == 200

    def test_a_service_keeps_its_postgis_from_being_stopped(
        self, service: str, home: Path
    ) -> None:
        done = subprocess.run(
            [sys.executable, "-m", "numna_geo", "down", "--delete"],
            env=environment(home),
            capture_output=True,
            text=True,
            check=False,
        )

        assert done.returncode == 1
        assert "stop the service first" in done.stderr
        assert status_of(service + NEAREST.format(9))[0] == 200

    def test_a_second_service_on_the_same_data_does_not_stop_the_first(
        self, service: str, home: Path
    ) -> None:
        port = a_free_port()
        second = subprocess.Popen(
            [sys.executable, "-m", "numna_geo", "serve"],
            env=environment(home, PORT=str(port)),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        wait_until(lambda: answers(f"http://127.0.0.1:{port}/readyz"))

        second.send_signal(signal.SIGINT)
        assert second.wait(timeout=60) == 0

        assert status_of(service + NEAREST.format(7))[0] == 200
        assert Cluster(home).is_running()

    def test_a_killed_service_leaves_a_postgis_that_the_next_one_uses(
        self, home: Path, service: str
    ) -> None:
        port = a_free_port()
        url = f"http://127.0.0.1:{port}"
        words = [sys.executable, "-m", "numna_geo", "serve"]
        variables = environment(home, PORT=str(port))
        killed = subprocess.Popen(words, env=variables, stdout=subprocess.DEVNULL)
        wait_until(lambda: answers(f"{url}/readyz"))

        killed.kill()
        killed.wait(timeout=60)
        after = subprocess.Popen(words, env=variables, stdout=subprocess.DEVNULL)
        wait_until(lambda: answers(f"{url}/readyz"))
        after.terminate()

        assert after.wait(timeout=60) == 0


def test_with_a_given_database_the_service_reconnects_when_it_comes_back(
    home: Path,
) -> None:
    # The one that the service above loaded, and left stopped.
    given = Cluster(home)
    place = given.up()
    port = a_free_port()
    url = f"http://127.0.0.1:{port}"
    service = subprocess.Popen(
        [sys.executable, "-m", "numna_geo", "serve", "--prepare"],
        env=environment(home, PORT=str(port), DATABASE_URL=place.url()),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_until(lambda: answers(f"{url}/readyz"))
        pid = postmaster(place)
        assert pid is not None

        os.kill(pid, signal.SIGKILL)
        wait_until(lambda: status_of(url + NEAREST.format(3))[0] == 503)
        # Nobody but its owner starts a database that was given.
        time.sleep(1)
        assert not given.is_running()
        given.up()
        wait_until(lambda: answers(url + NEAREST.format(4)))

        service.send_signal(signal.SIGTERM)
        assert service.wait(timeout=60) == 0
        assert given.is_running()
    finally:
        service.kill()
        given.down()
