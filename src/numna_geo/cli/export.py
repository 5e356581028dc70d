"""`export`: a published layer, or a part of it, as a file."""

import asyncio
import os
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import click

from numna_geo.api.dressing import dress_of
from numna_geo.api.ogc.crs import SYSTEMS
from numna_geo.api.ogc.items_asked import question_of
from numna_geo.cli.cluster import AS_JSON
from numna_geo.cli.data import expect_migrated
from numna_geo.cli.database import opened, settings
from numna_geo.cli.output import Output, Step
from numna_geo.cli.prebuilt import slow_reader
from numna_geo.errors import InvalidQuery
from numna_geo.formats.catalogue import FORMATS, Format
from numna_geo.store.database import Engine
from numna_geo.store.published.question import CRS84, FeatureQuestion
from numna_geo.store.state import DataWatch
from numna_geo.usecases.describe_datasets import Descriptions
from numna_geo.usecases.disk_errors import disk_errors
from numna_geo.usecases.layer_files import layer_of, write_rows
from numna_geo.usecases.published_datasets import DATASETS

_SYSTEMS = {uri.rpartition("/")[2]: uri for uri in SYSTEMS}
_TEXTS_OF_DEGREES = ("geojson", "jsonseq")


@dataclass(frozen=True, slots=True)
class _Job:
    """What to write where."""

    question: FeatureQuestion
    form: Format
    out: Path


@click.command()
@click.argument("layer", metavar="LAYER", type=click.Choice(list(DATASETS)))
@click.option(
    "--format",
    "key",
    required=True,
    type=click.Choice(list(FORMATS)),
    help="Of the file.",
)
@click.option(
    "--out",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="The file to write; one that is there is replaced once the new one is whole.",
)
@click.option("--filter", help="CQL2 text, such as \"category = 'fab_lab'\".")
@click.option("--bbox", help="west,south,east,north in degrees.")
@click.option("--properties", help="Fields, separated by commas; default: all of them.")
@click.option(
    "--crs",
    default="CRS84",
    show_default=True,
    type=click.Choice([name for name in _SYSTEMS if name != "4326"]),
    help="Of the coordinates; CRS84 is longitude, latitude.",
)
@AS_JSON
def export(*, layer: str, key: str, out: Path, as_json: bool, **asked: str) -> None:
    """Write LAYER, or what --filter and --bbox leave of it, to a file.

    Layers are structures, communes, epci, departements, broadband and gaps. The
    service gives the same under /ogc.
    """
    said, form = Output(as_json=as_json), FORMATS[key]
    job = _Job(_question(layer, asked, form), form, out)
    if not out.absolute().parent.is_dir():
        raise click.BadParameter(f"{out.parent}: no such folder", param_hint="--out")
    began = time.monotonic()
    with opened() as engine:
        expect_migrated(engine)
        with said.step(f"{layer} as {form.title}") as step:
            rows = asyncio.run(_written(engine, job, step))
            step.note = f"{rows:,} rows, {out}"
    said.result(
        {
            "layer": layer,
            "format": key,
            "out": str(out),
            "rows": rows,
            "bytes": out.stat().st_size,
            "seconds": round(time.monotonic() - began, 2),
        }
    )


def _question(
    layer: str, asked: Mapping[str, str | None], form: Format
) -> FeatureQuestion:
    given = {name: value for name, value in asked.items() if value is not None}
    given["crs"] = _SYSTEMS[given["crs"]]
    try:
        question, _ = question_of(DATASETS[layer], given)
    except InvalidQuery as error:
        told = "; ".join(
            f"--{one.parameter} {one.value}: expected {one.expected}"
            for one in error.wrong
        )
        raise click.UsageError(told or error.detail) from None
    if form.key in _TEXTS_OF_DEGREES and question.srid != CRS84:
        raise click.UsageError(
            f"--crs: {form.title} is in CRS84 only (RFC 7946); expected another "
            "--format, such as gpkg"
        )
    return question


async def _written(engine: Engine, job: _Job, step: Step) -> int:
    reader = slow_reader(engine.url.render_as_string(hide_password=False))
    try:
        descriptions = Descriptions(reader, DataWatch(reader))
        description = await descriptions.of(job.question.dataset)
        layer = layer_of(job.question, description, dress_of(settings(), description))
        # Beside the file that it becomes: a change of name is no second writing.
        with (
            disk_errors(f"{job.out}: nothing was written there"),
            tempfile.TemporaryDirectory(
                prefix=".numna-geo-", dir=job.out.absolute().parent
            ) as folder,
        ):
            path = Path(folder, f"layer.{job.form.ending}")
            rows = await write_rows(
                reader,
                job.question,
                lambda batches: job.form.write(layer, batches, path),
                seen=lambda count: step.say(f"{count:,} rows"),
            )
            os.replace(path, job.out)  # noqa: PTH105 (atomic on every system)
            return rows
    finally:
        await reader.close()
