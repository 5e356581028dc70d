"""`travel calibrate`: the estimate, fitted to minutes that somebody knows."""

import asyncio
from pathlib import Path
from typing import Any

import click

from numna_geo.bundle import DATA
from numna_geo.cli.cluster import AS_JSON
from numna_geo.cli.database import kept_roads_folder, settings
from numna_geo.cli.output import Output
from numna_geo.errors import NumnaGeoError
from numna_geo.model.travel import MOVING, Profile
from numna_geo.travel.calibration import Error, Fit, write_calibration
from numna_geo.usecases.calibrate_travel import (
    Calibration,
    calibrate_on_file,
    calibrate_on_roads,
)
from numna_geo.usecases.known_estimate import calibration_path
from numna_geo.usecases.road_engines import RoadEngines, TravelSettings

_WAIT_S = 60.0


@click.command()
@click.option(
    "--pairs",
    type=click.Path(path_type=Path),
    help="A CSV of pairs by car; without it the engine that knows the roads is asked.",
)
@click.option(
    "--profile",
    type=click.Choice([profile.value for profile in MOVING]),
    default=Profile.CAR.value,
    show_default=True,
)
@click.option("--keep", is_flag=True, help="Use it, though the pairs are of elsewhere.")
@AS_JSON
def calibrate(*, pairs: Path | None, profile: str, keep: bool, as_json: bool) -> None:
    """Fit the estimate to known minutes, and say how wrong it is.

    What is found on pairs of the region is kept beside the roads, and used from the
    next request on; the pairs themselves are not.
    """
    out, way = Output(as_json=as_json), Profile(profile)
    if pairs is not None and way != Profile.CAR:
        raise click.UsageError("--pairs are of cars")
    folder = kept_roads_folder()
    try:
        with out.step("fit the estimate") as step:
            found = _found(pairs, folder, way)
            step.note = f"{found.fit.n} pairs"
    except NumnaGeoError as error:
        raise click.ClickException(str(error)) from error
    for line in _lines(found.fit):
        out.line(line)
    used = found.in_region or keep
    path = calibration_path(folder, way)
    if used:
        write_calibration(path, found.fit.constants)
        out.line(f"kept in {path}")
    else:
        out.line(
            "not kept: these pairs are of elsewhere (--keep uses them all the same)"
        )
    out.result(_document(found.fit, path if used else None))


def _found(pairs: Path | None, folder: Path, profile: Profile) -> Calibration:
    if pairs is not None:
        return calibrate_on_file(pairs, DATA)
    return asyncio.run(_on_roads(folder, profile))


async def _on_roads(folder: Path, profile: Profile) -> Calibration:
    url = settings().routing_url
    told = TravelSettings(routing_url=url, timeout_s=_WAIT_S, roads_dir=folder)
    roads = RoadEngines(told)
    try:
        return await calibrate_on_roads(roads, DATA, profile)
    finally:
        roads.close()


def _lines(fit: Fit) -> list[str]:
    constants = fit.constants
    return [
        f"  {constants.origin}",
        f"  end {_list(constants.ends_min)} min, by density class 0 to 7",
        f"  pace {_list(constants.pace)}, in the mountains {constants.relief:+.3f}",
        f"  {constants.far_min_per_km} min/km far away, {constants.near_min:.2f} min"
        f" lost near by, over {constants.near_km:.1f} km",
        f"  band {constants.low_share:.3f} − {constants.low_min} min to"
        f" {constants.high_share:.3f} + {constants.high_min} min,"
        f" holds {fit.covered:.1%} of the pairs kept apart",
        "  pairs kept apart      error    bias   straight line × 1.3 at 50 km/h",
        *(_line(*both) for both in zip(fit.errors, fit.peers, strict=True)),
    ]


def _line(ours: Error, peers: Error) -> str:
    way = f"{ours.from_km:2.0f}–{ours.to_km:2.0f} km ({ours.n})"
    both = f"{peers.mape:6.1%}  {peers.bias:+6.1%}"
    return f"  {way:<20}{ours.mape:7.1%}  {ours.bias:+6.1%}   {both}"


def _list(values: tuple[float, ...]) -> str:
    return " ".join(f"{value:.3g}" for value in values)


def _document(fit: Fit, path: Path | None) -> dict[str, Any]:
    return {
        "n": fit.n,
        "mape": fit.errors[0].mape,
        "bias": fit.errors[0].bias,
        "covered": fit.covered,
        "origin": fit.constants.origin,
        "kept": str(path) if path else None,
    }
