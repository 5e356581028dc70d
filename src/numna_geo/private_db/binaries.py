"""Which PostgreSQL programs of this machine can run PostGIS."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from numna_geo.errors import ClusterFailed

OLDEST_MAJOR = 14
INSTALL = (
    "apt-get install postgresql postgresql-<major>-postgis-3 "
    "(<major>: what `apt-cache policy postgresql` shows); `make run` does it on Debian "
    "and Ubuntu"
)


@dataclass(frozen=True, slots=True)
class Binaries:
    """One installed PostgreSQL; `has_postgis` says whether it can load PostGIS."""

    folder: Path
    major: int
    has_postgis: bool

    def program(self, name: str) -> str:
        return str(self.folder / name)


def installed() -> list[Binaries]:
    """Every PostgreSQL found, newest first, those with PostGIS before the others."""
    found = {folder: _described(folder) for folder in _folders()}
    known = [binaries for binaries in found.values() if binaries is not None]
    return sorted(known, key=lambda b: (b.has_postgis, b.major), reverse=True)


def usable(major: int | None = None) -> Binaries:
    """The programs to run, of version `major` when a cluster already asks for one.

    Raises:
        ClusterFailed: there is none, and how to install it.
    """
    found = installed()
    for binaries in found:
        fits = binaries.major == major if major else binaries.major >= OLDEST_MAJOR
        if binaries.has_postgis and fits:
            return binaries
    if major and found:
        raise ClusterFailed(
            f"the private cluster was made by PostgreSQL {major}, which is no longer "
            f"installed with PostGIS; install postgresql-{major}-postgis-3, or delete "
            "the cluster (numna-geo down --delete) and load the data again"
        )
    missing = "PostGIS is missing" if found else "PostgreSQL is missing"
    raise ClusterFailed(f"{missing}; install it: {INSTALL}")


def _folders() -> Iterator[Path]:
    for folder in sorted(Path("/usr/lib/postgresql").glob("*/bin")):
        yield folder.resolve()
    on_path = shutil.which("pg_config")
    if on_path:
        asked = subprocess.run(
            [on_path, "--bindir"], capture_output=True, text=True, check=False
        )
        yield Path(asked.stdout.strip()).resolve()


def _described(folder: Path) -> Binaries | None:
    postgres = folder / "postgres"
    if not (postgres.is_file() and (folder / "initdb").is_file()):
        return None
    told = subprocess.run(
        [str(postgres), "--version"], capture_output=True, text=True, check=False
    )
    version = re.search(r"\d+", told.stdout)
    major = int(version.group()) if version else 0
    shares = (
        Path(f"/usr/share/postgresql/{major}/extension"),
        folder.parent / "share/extension",
        folder.parent / "share/postgresql/extension",
    )
    has_postgis = any((share / "postgis.control").is_file() for share in shares)
    return Binaries(folder=folder, major=major, has_postgis=has_postgis)
