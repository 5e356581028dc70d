"""What may be wrong on this machine, and the way out of each."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from numna_geo.errors import ClusterFailed
from numna_geo.private_db.binaries import usable
from numna_geo.private_db.cluster import Cluster, postmaster
from numna_geo.private_db.place import Place

NEEDED_MB = 300
_MB = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing looked at."""

    about: str
    ok: bool
    told: str
    way_out: str = ""


def machine_findings(cluster: Cluster, home: Path) -> list[Finding]:
    """Look at the programs, the disk and the private cluster."""
    place = cluster.place()
    findings = [_programs(place), _disk(Path(place.data_dir) if place else home)]
    if place is not None:
        findings += [_lock(place), _server(cluster)]
    else:
        findings.append(
            Finding(
                about="private PostGIS",
                ok=False,
                told="never made",
                way_out="numna-geo up",
            )
        )
    return findings


def _programs(place: Place | None) -> Finding:
    version = Path(place.data_dir) / "PG_VERSION" if place else None
    major = int(version.read_text()) if version and version.is_file() else None
    try:
        binaries = usable(major)
    except ClusterFailed as error:
        told, _, way_out = str(error).partition("; ")
        return Finding(about="programs", ok=False, told=told, way_out=way_out)
    told = f"PostgreSQL {binaries.major} with PostGIS in {binaries.folder}"
    return Finding(about="programs", ok=True, told=told)


def _disk(folder: Path) -> Finding:
    while not folder.exists():
        folder = folder.parent
    free = shutil.disk_usage(folder).free // _MB
    return Finding(
        about="disk",
        ok=free >= NEEDED_MB,
        told=f"{free:,} MB free in {folder}, {NEEDED_MB} needed",
        way_out="free some space, or move the checkout to a larger disk",
    )


def _lock(place: Place) -> Finding:
    lock = Path(place.data_dir) / "postmaster.pid"
    stale = lock.exists() and postmaster(place) is None
    return Finding(
        about="lock",
        ok=not stale,
        told="stale: its process is gone" if stale else "as it should be",
        way_out="numna-geo up removes it and starts the server again",
    )


def _server(cluster: Cluster) -> Finding:
    running = cluster.is_running()
    return Finding(
        about="server",
        ok=running,
        told="running" if running else "stopped",
        way_out="numna-geo up",
    )
