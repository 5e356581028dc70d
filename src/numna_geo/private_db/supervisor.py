"""Keeps the private cluster alive while somebody serves from it."""

import fcntl
import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from numna_geo.errors import ClusterFailed
from numna_geo.private_db.cluster import Cluster

CHECK_EVERY_S = 0.3
log = logging.getLogger(__name__)


@contextmanager
def supervised(cluster: Cluster) -> Iterator[str]:
    """Start `cluster`, restart it whenever it dies, stop it with its last user.

    A cluster that was running before anybody served (`numna-geo up`) keeps running.

    Yields:
        The URL of its database.
    """
    was_running = cluster.is_running() and not _somebody_serves(cluster.home)
    place = cluster.up()
    ended = threading.Event()
    guard = threading.Thread(target=_watch, args=(cluster, ended), daemon=True)
    with (cluster.home / "serving.lock").open("w") as serving:
        fcntl.flock(serving, fcntl.LOCK_SH)
        guard.start()
        try:
            yield place.url()
        finally:
            ended.set()
            guard.join()
            if not was_running and _is_last(serving):
                cluster.down()


def _watch(cluster: Cluster, ended: threading.Event) -> None:
    while not ended.wait(CHECK_EVERY_S):
        if not cluster.is_running():
            log.warning("the private PostGIS died; starting it again")
            try:
                cluster.up()
            except ClusterFailed as error:
                log.error("the private PostGIS would not start: %s", error)
                ended.wait(2)


def _somebody_serves(home: Path) -> bool:
    lock = home / "serving.lock"
    if not lock.exists():
        return False
    with lock.open("w") as probe:
        return not _is_last(probe)


def _is_last(serving: IO[str]) -> bool:
    try:
        fcntl.flock(serving, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
