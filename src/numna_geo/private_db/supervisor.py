"""Keeps the private cluster alive while somebody serves from it."""

import fcntl
import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from numna_geo.private_db.cluster import Cluster

CHECK_EVERY_S = 0.3
log = logging.getLogger(__name__)


@contextmanager
def supervised(cluster: Cluster) -> Iterator[str]:
    """Start `cluster`, restart it whenever it dies, stop it with its last user.

    A cluster that somebody asked to keep (`numna-geo up`) keeps running.

    Yields:
        The URL of its database.
    """
    place = cluster.up()
    ended = threading.Event()
    guard = threading.Thread(target=_watch, args=(cluster, ended), daemon=True)
    with _serving_lock(cluster.home).open("w") as serving:
        fcntl.flock(serving, fcntl.LOCK_SH)
        guard.start()
        try:
            yield place.url()
        finally:
            ended.set()
            guard.join()
            if not _kept(cluster.home).exists() and _is_last(serving):
                cluster.down()


def keep_running(cluster: Cluster, *, keep: bool) -> None:
    """Remember whether the cluster outlives those who serve from it."""
    if keep:
        _kept(cluster.home).touch()
    else:
        _kept(cluster.home).unlink(missing_ok=True)


def somebody_serves(cluster: Cluster) -> bool:
    """Whether a service holds the cluster, and would start it again."""
    lock = _serving_lock(cluster.home)
    if not lock.exists():
        return False
    with lock.open("w") as probe:
        return not _is_last(probe)


def _watch(cluster: Cluster, ended: threading.Event) -> None:
    while not ended.wait(CHECK_EVERY_S):
        try:
            if not cluster.is_running():
                log.warning("the private PostGIS died; starting it again")
                cluster.up()
        except Exception as error:
            # Whatever it is, a full disk say, the guard must outlive it.
            log.exception("the private PostGIS would not start: %s", error)
            ended.wait(2)


def _serving_lock(home: Path) -> Path:
    return home / "serving.lock"


def _kept(home: Path) -> Path:
    return home / "kept"


def _is_last(serving: IO[str]) -> bool:
    try:
        fcntl.flock(serving, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
