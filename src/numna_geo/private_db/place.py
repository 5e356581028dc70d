"""Where the private cluster lives, and as whom it runs.

PostgreSQL refuses root, and its user cannot enter a closed home: the data directory
moves to a reachable folder when `.numna/` is not one. Socket paths are limited to
107 bytes, so the socket has a short folder of its own.
"""

import hashlib
import json
import os
import pwd
import secrets
import socket
import subprocess
from dataclasses import asdict, dataclass
from pathlib import Path

from numna_geo.errors import ClusterFailed

ROLE, DATABASE = "numna", "numna_geo"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Folders, port and secret of one cluster; kept in `.numna/cluster.json`.

    `home` is the `.numna/` it was made for: a copied checkout carries the file along,
    and must not use the cluster of the one it was copied from.
    """

    home: str
    data_dir: str
    socket_dir: str
    port: int
    password: str

    def url(self, database: str = DATABASE) -> str:
        """A libpq URL over the private socket."""
        return (
            f"postgresql://{ROLE}:{self.password}@/{database}"
            f"?host={self.socket_dir}&port={self.port}"
        )


def server_user() -> str | None:
    """The unprivileged user to run as; `None` when we are one already.

    Raises:
        ClusterFailed: we are root and there is no user to become.
    """
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name).pw_name
        except KeyError:
            continue
    raise ClusterFailed(
        "started as root, and no user `postgres` exists to run PostgreSQL; "
        "install PostgreSQL from your distribution, which creates it"
    )


def read_place(home: Path) -> Place | None:
    """What `.numna/cluster.json` says of this very folder; `None` if nothing."""
    kept = home / "cluster.json"
    if not kept.is_file():
        return None
    said = json.loads(kept.read_text())
    return Place(**said) if said.get("home") == str(home.resolve()) else None


def write_place(home: Path, place: Place) -> None:
    """Keep it, readable by the owner only: it holds the password."""
    home.mkdir(parents=True, exist_ok=True)
    fresh = home / "cluster.json.new"
    fresh.touch(mode=0o600)
    fresh.write_text(json.dumps(asdict(place)))
    fresh.rename(home / "cluster.json")


def chosen_place(home: Path) -> Place:
    """Folders and a free port for a new cluster; makes the folders."""
    home.mkdir(parents=True, exist_ok=True)
    mark = hashlib.sha256(str(home.resolve()).encode()).hexdigest()[:10]
    user = server_user()
    inside = home.resolve() / "pg"
    reachable = user is None or _can_enter(user, home.resolve())
    data_dir = inside if reachable else Path(f"/var/lib/numna-geo-{mark}/pg")
    socket_dir = Path(f"/tmp/numna-geo-{mark}")  # noqa: S108 (owned, 0700, short)
    owned_folder(data_dir.parent if not reachable else inside, user)
    owned_folder(socket_dir, user)
    return Place(
        home=str(home.resolve()),
        data_dir=str(data_dir),
        socket_dir=str(socket_dir),
        port=free_port(),
        password=secrets.token_urlsafe(24),
    )


def owned_folder(folder: Path, user: str | None) -> None:
    """Make `folder`, open to `user` alone.

    Raises:
        ClusterFailed: it exists and belongs to somebody else.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    wanted = pwd.getpwnam(user).pw_uid if user else os.geteuid()
    owner = folder.lstat().st_uid
    if owner not in (wanted, os.geteuid()) or folder.is_symlink():
        raise ClusterFailed(f"{folder} belongs to another user; remove or rename it")
    if owner != wanted:
        os.chown(folder, wanted, -1)
    folder.chmod(0o700)


def free_port() -> int:
    """A TCP port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def port_is_free(port: int) -> bool:
    """Whether we could listen on loopback `port` now."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True


def _can_enter(user: str, folder: Path) -> bool:
    tried = subprocess.run(
        ["/usr/bin/env", "test", "-x", str(folder)],
        user=user,
        group=pwd.getpwnam(user).pw_gid,
        extra_groups=[],
        cwd="/",
        check=False,
    )
    return tried.returncode == 0
