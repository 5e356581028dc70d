"""`compile`: the bundled tables, from what publishers offer."""

from pathlib import Path

import click

from numna_geo.bundle import DATA
from numna_geo.cli.output import Output
from numna_geo.usecases.compile_data import compile_data


@click.command(name="compile")
@click.argument(
    "raw_dir", type=click.Path(exists=True, file_okay=False, path_type=Path)
)
@click.option("--out", "out_dir", default=DATA, type=click.Path(path_type=Path))
def compile_tables(*, raw_dir: Path, out_dir: Path) -> None:
    """Write the bundled tables again from the files that publishers offer.

    RAW_DIR holds those files, in the folders that data/README.md names.
    """
    out = Output()
    with out.step("compile the bundled tables") as step:
        compile_data(raw_dir, out_dir, step.say, ours_dir=DATA)
