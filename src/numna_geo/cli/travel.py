"""`numna-geo travel`: where minutes come from."""

import click


@click.group()
def travel() -> None:
    """Shows and improves where travel times come from."""
