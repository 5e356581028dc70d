"""A PostGIS of our own: made once, started, stopped, never touching another one."""

import fcntl
import os
import pwd
import shutil
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from numna_geo.errors import ClusterFailed
from numna_geo.private_db.binaries import Binaries, usable
from numna_geo.private_db.place import (
    DATABASE,
    ROLE,
    Place,
    chosen_place,
    owned_folder,
    port_is_free,
    read_place,
    server_user,
    write_place,
)

# No statement and no parameter ever reaches the log: they hold users' coordinates.
SETTINGS = """
listen_addresses = '127.0.0.1'
max_connections = 60
shared_buffers = 256MB
work_mem = 16MB
random_page_cost = 1.1
jit = off
log_statement = none
log_min_error_statement = panic
log_parameter_max_length = 0
log_parameter_max_length_on_error = 0
"""


LAST_BACKENDS_S = 10.0
"""How long the processes of a killed server may take to notice and leave."""


class Cluster:
    """The private PostgreSQL of one project folder.

    Args:
        home: the `.numna/` folder; made when absent.
        settings: more lines of postgresql.conf, for tests.
    """

    def __init__(self, home: Path, *, settings: str = "") -> None:
        self.home = home
        self._settings = settings

    def place(self) -> Place | None:
        """Where it is; `None` before the first `up`."""
        return read_place(self.home)

    def url(self) -> str:
        """The address of its database.

        Raises:
            ClusterFailed: it was never made.
        """
        place = self.place()
        if place is None:
            raise ClusterFailed("no private cluster yet; `numna-geo up` makes it")
        return place.url()

    def up(self) -> Place:
        """Make it if absent, start it if stopped; running already is fine.

        Raises:
            ClusterFailed: PostgreSQL is missing, or would not start, with its reason.
        """
        with self._only_one():
            place = self.place() or self._chosen()
            binaries = usable(_major(place))
            if not (Path(place.data_dir) / "PG_VERSION").is_file():
                self._make(place, binaries)
            if not self.is_running():
                self._start(place, binaries)
            self._make_database(place, binaries)
            return place

    def down(self) -> bool:
        """Stop it cleanly; False when it was not running.

        Raises:
            ClusterFailed: it would not stop.
        """
        with self._only_one():
            return self._stop()

    def delete(self) -> None:
        """Stop it and remove everything it kept."""
        with self._only_one():
            self._stop()
            place = self.place()
            if place is not None:
                for folder in (place.data_dir, _unfinished(place), place.socket_dir):
                    shutil.rmtree(folder, ignore_errors=True)
                (self.home / "cluster.json").unlink(missing_ok=True)

    def is_running(self) -> bool:
        """Whether the postmaster of our own data directory is alive."""
        place = self.place()
        return place is not None and postmaster(place) is not None

    def _chosen(self) -> Place:
        place = chosen_place(self.home)
        # Before anything is made: whatever is found there later has this password.
        write_place(self.home, place)
        return place

    def _stop(self) -> bool:
        place = self.place()
        if place is None or not self.is_running():
            return False
        stop = ["stop", "-D", place.data_dir, "-m", "fast", "-w", "-t", "60"]
        self._run([usable(_major(place)).program("pg_ctl"), *stop])
        return True

    def _make(self, place: Place, binaries: Binaries) -> None:
        # Made beside and then renamed: what has the name is whole, settings and all,
        # though initdb may be killed at any moment.
        unfinished, user = _unfinished(place), server_user()
        for folder in (unfinished, Path(place.data_dir)):
            shutil.rmtree(folder, ignore_errors=True)
        owned_folder(unfinished, user)
        secret = Path(place.socket_dir) / "password"
        owned_folder(secret.parent, user)
        secret.touch(mode=0o600)
        secret.write_text(place.password)
        if user:
            os.chown(secret, pwd.getpwnam(user).pw_uid, -1)
        how = ["--encoding=UTF8", "--locale=C.UTF-8", "--auth-local=trust"]
        how += ["--auth-host=scram-sha-256", f"--pwfile={secret}"]
        try:
            initdb = binaries.program("initdb")
            self._run([initdb, "-D", str(unfinished), "-U", ROLE, *how])
        finally:
            secret.unlink(missing_ok=True)
        with (unfinished / "postgresql.conf").open("a") as conf:
            conf.write(SETTINGS + self._settings)
        unfinished.rename(place.data_dir)

    def _start(self, place: Place, binaries: Binaries) -> None:
        _forget_stale_lock(place)
        owned_folder(Path(place.socket_dir), server_user())
        options = f"-p {place.port} -k {place.socket_dir}"
        if not port_is_free(place.port):
            # A stranger took the port: the socket, named after it, is all we need,
            # and whoever serves from it keeps a valid address.
            options += " -c listen_addresses="
        log = Path(place.data_dir) / "server.log"
        start = ["start", "-D", place.data_dir, "-w", "-t", "60", "-l", str(log)]
        try:
            self._run([binaries.program("pg_ctl"), *start, "-o", options])
        except ClusterFailed as error:
            raise ClusterFailed(f"{error}\n{_last_lines(log)}") from error

    def _make_database(self, place: Place, binaries: Binaries) -> None:
        ask = [binaries.program("psql"), "-XAtq", "-h", place.socket_dir]
        ask += ["-p", str(place.port), "-U", ROLE, "-d", "postgres", "-c"]
        known = f"SELECT 1 FROM pg_database WHERE datname = '{DATABASE}'"  # noqa: S608
        if not self._run([*ask, known]).strip():
            self._run([*ask, f"CREATE DATABASE {DATABASE}"])

    def _run(self, command: Sequence[str]) -> str:
        user = server_user()
        # Output goes to a file, not a pipe: the server would keep a pipe open for ever.
        with (self.home / "last-command.log").open("w+") as out:
            done = subprocess.run(
                command,
                stdout=out,
                stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL,
                cwd="/",
                check=False,
                user=user,
                group=pwd.getpwnam(user).pw_gid if user else None,
                extra_groups=[] if user else None,
            )
            out.seek(0)
            said = out.read()
        if done.returncode != 0:
            raise ClusterFailed(f"{Path(command[0]).name} failed: {said.strip()}")
        return said

    @contextmanager
    def _only_one(self) -> Iterator[None]:
        self.home.mkdir(parents=True, exist_ok=True)
        with (self.home / "cluster.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


def postmaster(place: Place) -> int | None:
    """The process id of the server on this very data directory, if alive."""
    with suppress(OSError, ValueError, IndexError):
        lines = (Path(place.data_dir) / "postmaster.pid").read_text().splitlines()
        pid = int(lines[0])
        command = Path(f"/proc/{pid}/cmdline").read_bytes().decode().split("\0")
        if place.data_dir in command:
            return pid
    return None


def _forget_stale_lock(place: Place) -> None:
    """Drop the locks of a server that is gone: its data's, then its socket's.

    PostgreSQL drops its own when the process id is free. After a reboot that id may
    belong to a stranger, and without an init a killed server stays a zombie: either
    way it would refuse to start for ever.
    """
    deadline = time.monotonic() + LAST_BACKENDS_S
    while _backends_left(place) and time.monotonic() < deadline:
        time.sleep(0.05)
    (Path(place.data_dir) / "postmaster.pid").unlink(missing_ok=True)
    for left in Path(place.socket_dir).glob(".s.PGSQL.*"):
        left.unlink(missing_ok=True)


def _backends_left(place: Place) -> bool:
    """Whether a server process that lost its postmaster still lives in our data."""
    here = Path(place.data_dir).stat()
    for entry in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            at = (entry / "cwd").stat()
            if (at.st_dev, at.st_ino) == (here.st_dev, here.st_ino):
                return True
    return False


def _unfinished(place: Place) -> Path:
    """Where a cluster is made, before it is one."""
    return Path(f"{place.data_dir}.new")


def _major(place: Place) -> int | None:
    version = Path(place.data_dir) / "PG_VERSION"
    return int(version.read_text().strip()) if version.is_file() else None


def _last_lines(log: Path) -> str:
    return "\n".join(log.read_text().splitlines()[-5:]) if log.is_file() else ""
