"""The command line: `numna-geo --help`."""

import gc
import sys
from importlib import import_module
from typing import Any

import click

import numna_geo
from numna_geo.errors import NumnaGeoError

COMMANDS = {
    "up": "cluster:up",
    "down": "cluster:down",
    "status": "cluster:status",
    "doctor": "cluster:doctor",
    "migrate": "data:migrate",
    "sources": "data:sources",
    "load": "load:load",
    "territories": "territories:territories",
    "duplicates": "duplicates:duplicates",
    "suppress": "suppress:suppress",
    "roadmap": "curation:roadmap",
    "verify-first": "curation:verify_first",
    "measure": "data:measure",
    "downloads": "downloads:downloads",
    "export": "export:export",
    "site": "site:site",
    "travel": "travel:travel",
    "compile": "compile:compile_tables",
    "serve": "serve:serve",
    "openapi": "serve:openapi",
}
"""Where each command is: imported when it is called, for maps and arrays are slow to
import and most commands need neither."""


class _Commands(click.Group):
    """Finds commands by name; errors of ours end them with one line and exit code 1."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 (click's)
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return super().get_command(ctx, cmd_name)
        module, _, name = COMMANDS[cmd_name].partition(":")
        found = getattr(import_module(f"numna_geo.cli.{module}"), name)
        if not isinstance(found, click.Command):
            raise TypeError(f"{COMMANDS[cmd_name]} is no command")
        return found

    def invoke(self, ctx: click.Context) -> Any:
        # Rows are no garbage: to look for it every 700 of them is a sixth of a load.
        gc.set_threshold(10_000)
        try:
            return super().invoke(ctx)
        except NumnaGeoError as error:
            line = " ".join(str(error).split())
            click.echo(f"numna-geo: {line}", err=True)
            sys.exit(1)


@click.group(cls=_Commands)
@click.version_option(numna_geo.__version__, prog_name="numna-geo")
def main() -> None:
    """Shows where digital support holds in Nouvelle-Aquitaine, and where not."""
