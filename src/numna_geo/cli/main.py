"""The command line: `numna-geo --help`."""

import click


@click.group()
def main() -> None:
    """Shows where digital support holds in Nouvelle-Aquitaine, and where not."""
