"""`downloads`: whole layers as files, built now."""

from dataclasses import asdict

import click

from numna_geo.cli.cluster import AS_JSON
from numna_geo.cli.data import expect_migrated
from numna_geo.cli.database import opened
from numna_geo.cli.output import Output
from numna_geo.cli.prebuilt import built


@click.command()
@AS_JSON
def downloads(*, as_json: bool) -> None:
    """Build the files of whole layers that people download, of what changed.

    `load`, `measure` and `serve --prepare` do so by themselves.
    """
    out = Output(as_json=as_json)
    with opened() as engine:
        expect_migrated(engine)
        new = built(engine, out)
    out.result({"built": {key: asdict(one) for key, one in new.items()}})
