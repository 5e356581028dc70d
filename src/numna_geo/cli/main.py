"""The command line: `numna-geo --help`."""

import sys
from typing import Any

import click

import numna_geo
from numna_geo.cli import cluster, data, serve
from numna_geo.errors import NumnaGeoError


class _OneLineErrors(click.Group):
    """Errors of ours end a command with one line and exit code 1."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except NumnaGeoError as error:
            line = " ".join(str(error).split())
            click.echo(f"numna-geo: {line}", err=True)
            sys.exit(1)


@click.group(cls=_OneLineErrors)
@click.version_option(numna_geo.__version__, prog_name="numna-geo")
def main() -> None:
    """Shows where digital support holds in Nouvelle-Aquitaine, and where not."""


for command in (
    cluster.up,
    cluster.down,
    cluster.status,
    cluster.doctor,
    data.migrate,
    data.sources,
    data.load,
    data.measure,
    data.compile_tables,
    serve.serve,
    serve.openapi,
):
    main.add_command(command)
