"""`numna-geo travel`: where minutes come from."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from numna_geo.cli.cluster import AS_JSON
from numna_geo.cli.database import kept_roads_folder, settings
from numna_geo.cli.output import Output
from numna_geo.cli.travel_calibration import calibrate
from numna_geo.model.travel import MOVING
from numna_geo.travel.kept_roads import Kept, kept, rules_mark
from numna_geo.usecases.build_roads import build_roads


@click.group()
def travel() -> None:
    """Shows and improves where travel times come from."""


travel.add_command(calibrate)


@travel.command()
@click.argument("file", type=click.Path(path_type=Path))
@AS_JSON
def build(*, file: Path, as_json: bool) -> None:
    """Read the roads of FILE, an OpenStreetMap extract (.osm.pbf).

    They are kept in TRAVEL_GRAPH, for cars, bicycles and people on foot, and are used
    instead of the estimate. The same file is read again only by a release with other
    rules.
    """
    out = Output(as_json=as_json)
    with out.step(f"roads of {file.name}") as step:
        built = build_roads(file, kept_roads_folder(), say=step.say)
        step.note = "kept" if built.changed else "there already"
    for one in built.roads:
        out.line(f"  {_line(one)}")
    out.result(
        {
            "changed": built.changed,
            "folder": str(kept_roads_folder()),
            "roads": [_document(one) for one in built.roads],
        }
    )


@travel.command()
@AS_JSON
def status(*, as_json: bool) -> None:
    """Say which engine tells the minutes of each way of going."""
    out = Output(as_json=as_json)
    folder, server = kept_roads_folder(), settings().routing_url is not None
    found = kept(folder)
    spoilt = _unreadable(folder, found)
    used: dict[str, Kept] = {}
    for one in found:
        used.setdefault(one.facts.profile, one)
    if server:
        out.line("ROUTING_URL is set: that server is asked first")
    for path in spoilt:
        out.line(
            f"unreadable: {path.name}; remove it from {folder}, and run "
            "`numna-geo travel build FILE.osm.pbf` again"
        )
    if not (found or spoilt):
        out.line(f"no roads in {folder}; run `numna-geo travel build FILE.osm.pbf`")
    for one in found:
        mark = "used" if one in used.values() else "older"
        stale = (
            ""
            if _is_of_today(one)
            else "; by the rules of another release: build again"
        )
        out.line(f"{mark:<6}{_line(one)}{stale}")
    if not server and len(used) < len(MOVING):
        out.line("for the rest, minutes are estimated from distances")
    out.result(
        {
            "server": server,
            "folder": str(folder),
            "roads": [
                {**_document(one), "used": one in used.values()} for one in found
            ],
            "unreadable": [path.name for path in spoilt],
        }
    )


def _unreadable(folder: Path, found: Iterable[Kept]) -> list[Path]:
    """Files that should be roads, and that nothing can be read of."""
    read = {one.path for one in found}
    return [path for path in sorted(folder.glob("*.npz")) if path not in read]


def _is_of_today(one: Kept) -> bool:
    return one.facts.code == rules_mark()


def _line(one: Kept) -> str:
    facts = one.facts
    return (
        f"{facts.profile:<5} {facts.file_name}, {facts.version}: "
        f"{one.nodes:,} nodes, {one.stretches:,} stretches"
    )


def _document(one: Kept) -> dict[str, Any]:
    facts = one.facts
    return {
        "profile": facts.profile,
        "file": facts.file_name,
        "sha256": facts.sha256,
        "version": facts.version,
        "openstreetmap_of": facts.dated or None,
        "built_on": facts.built_on,
        "same_rules": _is_of_today(one),
        "nodes": one.nodes,
        "stretches": one.stretches,
        "kept_in": one.path.name,
    }
