"""The options of `load`, and what they say together."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from functools import reduce
from pathlib import Path
from typing import Any

import click

from numna_geo.usecases.choose_source import Described
from numna_geo.usecases.download_source import Limits

_MB = 1_000_000
_OF_ONE_SOURCE = (
    *("format", "partial", "shrinks", "licence", "title", "publisher"),
    *("landing_page", "sha256"),
)
_OF_DOWNLOADS = ("dry_run", "again")
_OPTIONS = (
    click.option(
        "--all", "everything", is_flag=True, help="Load what is bundled in data/."
    ),
    click.option(
        "--live", is_flag=True, help="With --all: from the official addresses instead."
    ),
    click.option(
        "--dry-run", is_flag=True, help="Say what would change, change nothing."
    ),
    click.option(
        "--report",
        type=click.Path(dir_okay=False, path_type=Path),
        help="Write every mended, merged or rejected row to this CSV.",
    ),
    click.option(
        "--format", help="The layout of the file, when its header may mislead."
    ),
    click.option(
        "--partial", is_flag=True, help="The file is a part of the list: close nothing."
    ),
    click.option("--shrinks", is_flag=True, help="Let the file close many places."),
    click.option("--licence", help="Of a new source, which needs one."),
    click.option("--title", help="Of a new source."),
    click.option("--publisher", help="Of a new source, which needs one."),
    click.option("--page", "landing_page", help="The web page of a new source."),
    click.option("--sha256", help="What the downloaded file's SHA-256 must be."),
    click.option("--again", is_flag=True, help="Load an unchanged download too."),
    click.option(
        "--max-mb", default=1024, show_default=True, help="Largest download, MB."
    ),
    click.option(
        "--no-measure", is_flag=True, help="Leave the gaps to `numna-geo measure`."
    ),
)


def load_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of a load."""
    return reduce(lambda made, option: option(made), reversed(_OPTIONS), command)


@dataclass(frozen=True, slots=True, kw_only=True)
class How:
    """The options of one load."""

    described: Described
    limits: Limits
    partial: bool
    shrinks: bool
    dry_run: bool

    @classmethod
    def of(cls, words: Mapping[str, Any]) -> "How":
        """What the options of the command say."""
        return cls(
            described=Described(**{f.name: words[f.name] for f in fields(Described)}),
            limits=Limits(
                max_bytes=words["max_mb"] * _MB,
                sha256=words["sha256"],
                unchanged_too=words["again"] or words["sha256"] is not None,
            ),
            partial=words["partial"],
            shrinks=words["shrinks"],
            dry_run=words["dry_run"],
        )


def refuse_options_of_one(words: Mapping[str, Any], *, live: bool) -> None:
    """Refuse what makes sense for one source only, beside --all.

    Raises:
        click.UsageError: such an option was given.
    """
    named = [*_OF_ONE_SOURCE, *(() if live else _OF_DOWNLOADS)]
    given = [f"--{name.replace('_', '-')}" for name in named if words[name]]
    if given:
        what = "--all --live" if live else "--all"
        raise click.UsageError(f"{', '.join(given)}: not with {what}")
