"""Build the roads of an OpenStreetMap extract, for every way of going, once."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from numna_geo.errors import SourceUnreadable, StorageFull
from numna_geo.model.travel import MOVING, Profile
from numna_geo.travel.kept_roads import Facts, Kept, keep, kept, path_of, rules_mark
from numna_geo.travel.roads_network import Network, network_of
from numna_geo.travel.roads_reading import read_roads
from numna_geo.travel.roads_stretches import finely_drawn
from numna_geo.usecases.file_mark import sha256_of

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class BuiltRoads:
    """The roads of an extract; `changed` is whether they were not there already."""

    roads: tuple[Kept, ...]
    changed: bool


def build_roads(path: Path, folder: Path, *, say: Say) -> BuiltRoads:
    """Keep the roads of an extract, unless the same were kept by the same rules.

    Either all ways of going that the extract has roads for are kept, or none.

    Args:
        path: a .osm.pbf file.
        folder: where roads are kept; made if it is not there.
        say: told where it is.

    Raises:
        SourceUnreadable: no such file, no PBF file, a damaged one, or no road in it.
        StorageFull: no space is left, or the folder cannot be written to.
    """
    say("checking the file")
    sha256 = _mark(path)
    there = [path_of(folder, sha256, profile) for profile in MOVING]
    if all(one.is_file() for one in there):
        for one in there:
            # The extract that was asked for last is the one in use.
            os.utime(one)
        return BuiltRoads(roads=_kept_of(folder, sha256), changed=False)
    networks, dated = _networks(path, say)
    facts = Facts(
        sha256=sha256,
        file_name=path.name,
        profile="",
        dated=dated,
        built_on=datetime.now(UTC).isoformat(timespec="seconds"),
        code=rules_mark(),
    )
    _keep_all(folder, networks, facts, say)
    return BuiltRoads(roads=_kept_of(folder, sha256), changed=True)


def _mark(path: Path) -> str:
    if not path.is_file():
        what = "not a file" if path.exists() else "no such file"
        raise SourceUnreadable(f"{path}: {what}; expected a .osm.pbf file")
    try:
        return sha256_of(path)
    except OSError as error:
        raise SourceUnreadable(f"{path}: {error.strerror}") from error


def _networks(path: Path, say: Say) -> tuple[dict[Profile, Network], str]:
    # What was read is let go of at once.
    roads = finely_drawn(read_roads(path, say))
    networks = {}
    for profile in MOVING:
        say(f"joining the roads {profile.label}")
        network = network_of(roads, profile)
        if network is not None:
            networks[profile] = network
    if not networks:
        raise SourceUnreadable(f"{path.name}: no road in it")
    return networks, roads.dated


def _keep_all(
    folder: Path, networks: Mapping[Profile, Network], facts: Facts, say: Say
) -> None:
    written: list[Path] = []
    try:
        for profile, network in networks.items():
            say(f"keeping the roads {profile.label}")
            one = replace(facts, profile=profile.value)
            written.append(keep(folder, network, one))
    except StorageFull:
        for path in written:
            path.unlink(missing_ok=True)
        raise


def _kept_of(folder: Path, sha256: str) -> tuple[Kept, ...]:
    of_file = {k.facts.profile: k for k in kept(folder) if k.facts.sha256 == sha256}
    return tuple(of_file[p.value] for p in MOVING if p.value in of_file)
