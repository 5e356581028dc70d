"""The estimate of travel times, with the barriers that are known and as calibrated."""

import logging
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from numna_geo.errors import SourceUnreadable
from numna_geo.model.travel import MOVING, Profile
from numna_geo.sources.barriers import read_barriers
from numna_geo.travel.barriers import Barriers
from numna_geo.travel.calibration import read_calibration
from numna_geo.travel.estimate import Estimate
from numna_geo.travel.speeds import Constants

log = logging.getLogger(__name__)


def read_estimates(
    data_dir: Path, calibrations: Path | None
) -> Mapping[Profile, Estimate]:
    """The estimate for each way of going that takes minutes, ready to answer.

    It takes a second the first time, for the ways between all crossings.

    Args:
        data_dir: where the bundled tables are.
        calibrations: where `numna-geo travel calibrate` keeps what it found, if
            anywhere; a file that cannot be read is told in the log, and left out.

    Raises:
        SourceUnreadable: a bundled table is missing or damaged.
    """
    barriers = _barriers(data_dir)
    return {
        profile: Estimate(
            profile=profile,
            barriers=barriers,
            constants=_calibrated(calibrations, profile),
        )
        for profile in MOVING
    }


def calibration_path(folder: Path, profile: Profile) -> Path:
    """Where the constants of one way of going are kept once they are fitted."""
    return folder / f"calibration-{profile.value}.json"


def calibration_mark(folder: Path | None) -> str:
    """Changes when a calibration does."""
    paths = [calibration_path(folder, profile) for profile in MOVING if folder]
    return " ".join(str(p.stat().st_mtime_ns) for p in paths if p.exists())


@lru_cache(maxsize=1)
def _barriers(data_dir: Path) -> Barriers:
    """They come with the release: read once, and their ways found out once."""
    lines, crossings = read_barriers(data_dir)
    barriers = Barriers(lines=lines, crossings=crossings)
    for profile in MOVING:
        for crossing in crossings[:1]:
            barriers.way(profile, *crossing.landings)
    return barriers


def _calibrated(folder: Path | None, profile: Profile) -> Constants | None:
    path = calibration_path(folder, profile) if folder else None
    if path is None or not path.exists():
        return None
    try:
        return read_calibration(path)
    except SourceUnreadable as error:
        log.warning("a calibration is not used", extra={"why": str(error)})
        return None
