"""Roads kept on disk: one file for each extract and way of going, written whole."""

import json
import os
import threading
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from numna_geo.bundle import code_mark
from numna_geo.errors import StorageFull, TravelUnavailable
from numna_geo.model.travel import MOVING, Profile
from numna_geo.travel.graph import Graph
from numna_geo.travel.graph_doors import ACCESS_KMH, FARTHEST_M
from numna_geo.travel.roads_network import Network

FORMAT = 1
"""Of the files; another number makes older ones unknown."""

_DEGREES = 1e-7
"""As OpenStreetMap keeps positions: a centimetre."""

_LOADING = threading.Lock()


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is known of kept roads.

    Args:
        sha256: of the extract.
        file_name: of the extract.
        profile: who takes them.
        dated: the day of OpenStreetMap that the extract shows, or "".
        built_on: when they were read, ISO 8601, UTC.
        code: mark of the rules they were read by.
    """

    sha256: str
    file_name: str
    profile: str
    dated: str
    built_on: str
    code: str

    @property
    def version(self) -> str:
        """The day of the roads, and the mark of their file."""
        return f"{self.dated[:10] or self.built_on[:10]}+{self.sha256[:8]}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A file of kept roads; `nodes` and `stretches` are how many it has."""

    path: Path
    facts: Facts
    nodes: int
    stretches: int


@lru_cache(maxsize=1)
def rules_mark() -> str:
    """Mark of the code that makes roads out of an extract: other code, other roads."""
    return code_mark("travel/roads*.py")[:8]


def path_of(folder: Path, sha256: str, profile: Profile) -> Path:
    """Where roads of today's code are kept."""
    return folder / f"{sha256}-{profile.value}-{FORMAT}-{rules_mark()}.npz"


def keep(folder: Path, network: Network, facts: Facts) -> Path:
    """Write roads, whole or not at all; what older code made of the same file goes.

    Raises:
        StorageFull: no space is left, or the folder cannot be written to.
    """
    profile = Profile(facts.profile)
    path = path_of(folder, facts.sha256, profile)
    fresh = path.with_suffix(f".{os.getpid()}.new")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _sweep(folder)
        with _removed_on_error(fresh), fresh.open("wb") as file:
            np.savez(
                file,
                lonlat=np.round(network.lonlat / _DEGREES).astype(np.int32),
                doors=network.doors,
                starts=network.starts,
                ends=network.ends,
                minutes=network.minutes,
                facts=np.array(json.dumps(_document(facts))),
            )
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
    except OSError as error:
        raise StorageFull(
            f"{folder}: {error.strerror or error}; nothing was kept of the roads "
            f"{profile.label}; make room, or name another folder in TRAVEL_GRAPH"
        ) from error
    for other in folder.glob(f"{facts.sha256}-{profile.value}-*.npz"):
        if other != path:
            other.unlink(missing_ok=True)
    return path


def _sweep(folder: Path) -> None:
    """Remove what builds left that were killed."""
    for path in folder.glob("*.new"):
        try:
            os.kill(int(path.suffixes[-2].removeprefix(".")), 0)
        except (ProcessLookupError, ValueError, IndexError):
            path.unlink(missing_ok=True)
        except PermissionError:
            # Somebody else's build goes on.
            continue


@contextmanager
def _removed_on_error(path: Path) -> Iterator[None]:
    try:
        yield
    except BaseException:
        # The folder may be what could not be written to.
        path.unlink(missing_ok=True)
        raise


def kept(folder: Path) -> tuple[Kept, ...]:
    """Roads that can be used, by way of going, the most recent first.

    Damaged files are left out.
    """
    found: list[tuple[float, Kept]] = []
    for path in folder.glob(f"*-{FORMAT}-*.npz"):
        try:
            with path.open("rb") as raw, np.load(raw) as file:
                facts = _facts(file)
                sizes = len(file["doors"]), len(file["ends"])
            changed = path.stat().st_mtime
        except (OSError, ValueError, KeyError, TypeError, zipfile.BadZipFile):
            continue
        one = Kept(path=path, facts=facts, nodes=sizes[0], stretches=sizes[1])
        found.append((changed, one))
    found.sort(key=lambda pair: (-pair[0], pair[1].path.name))
    ways = [profile.value for profile in Profile]
    every = (one for _, one in found)
    return tuple(sorted(every, key=lambda one: ways.index(one.facts.profile)))


def newest(folder: Path, profile: Profile) -> Graph | None:
    """The roads that were built last; `None` when there are none.

    They are read once and shared by all that ask, in any thread; a newer file is read
    when it comes.

    Raises:
        TravelUnavailable: the file is damaged.
    """
    last = _last(folder, profile)
    if last is None:
        return None
    changed_ns, path_text = last
    with _LOADING:
        return _opened(path_text, changed_ns)


def roads_mark(folder: Path) -> str:
    """Changes when `newest` gives other roads for some way of going; "" without any."""
    last = [_last(folder, profile) for profile in MOVING]
    return " ".join(f"{Path(one[1]).stem}@{one[0]}" for one in last if one)


def _last(folder: Path, profile: Profile) -> tuple[int, str] | None:
    dated: list[tuple[int, str]] = []
    for path in folder.glob(f"*-{profile.value}-{FORMAT}-*.npz"):
        try:
            dated.append((path.stat().st_mtime_ns, str(path)))
        except FileNotFoundError:
            # It has just been replaced.
            continue
    return max(dated, default=None)


@lru_cache(maxsize=len(ACCESS_KMH))
def _opened(path: str, changed_ns: int) -> Graph:  # noqa: ARG001 (a new file, a new key)
    try:
        with Path(path).open("rb") as raw, np.load(raw) as file:
            facts = _facts(file)
            network = Network(
                lonlat=file["lonlat"] * _DEGREES,
                doors=file["doors"],
                starts=file["starts"],
                ends=file["ends"],
                minutes=file["minutes"],
            )
    except (OSError, ValueError, KeyError, TypeError, zipfile.BadZipFile) as error:
        raise TravelUnavailable(
            f"{Path(path).name} cannot be read; remove it, and run "
            "`numna-geo travel build FILE.osm.pbf` again"
        ) from error
    return graph_of(network, facts)


def graph_of(network: Network, facts: Facts) -> Graph:
    """The engine over roads that are known."""
    profile = Profile(facts.profile)
    params = {
        **_document(facts),
        "access_kmh": f"{ACCESS_KMH[profile]:g}",
        "farthest_m": f"{FARTHEST_M:g}",
    }
    return Graph(network, profile, version=facts.version, params=params)


def _document(facts: Facts) -> dict[str, str]:
    return {name: getattr(facts, name) for name in Facts.__slots__}


def _facts(file: Mapping[str, np.ndarray]) -> Facts:
    return Facts(**json.loads(str(file["facts"])))
