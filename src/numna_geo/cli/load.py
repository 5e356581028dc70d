"""`load`: open data into the database, by source, by file or by address."""

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import click

from numna_geo.bundle import DATA
from numna_geo.cli.cluster import AS_JSON
from numna_geo.cli.data import load_all, measured, migrated
from numna_geo.cli.database import opened
from numna_geo.cli.loading_report import (
    ReportFile,
    document,
    lines,
    matched_document,
    matched_line,
)
from numna_geo.cli.output import Output
from numna_geo.errors import ImportRefused, NumnaGeoError
from numna_geo.sources.source import Source, catalogue
from numna_geo.store.database import Connection, Engine
from numna_geo.usecases.choose_source import Described, chosen
from numna_geo.usecases.download_source import Fetched, Limits, fetched, remember
from numna_geo.usecases.load_bundled import Loaded
from numna_geo.usecases.load_source import Asked, LoadedSource, Progress, load_source

_MB = 1_000_000
_WEB = ("http://", "https://")


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
                unchanged_too=words["again"],
            ),
            partial=words["partial"],
            shrinks=words["shrinks"],
            dry_run=words["dry_run"],
        )


@click.command()
@click.argument("source", required=False)
@click.argument("file", required=False)
@click.option(
    "--all", "everything", is_flag=True, help="Load what is bundled in data/."
)
@click.option(
    "--live", is_flag=True, help="With --all: from the official addresses instead."
)
@click.option("--dry-run", is_flag=True, help="Say what would change, change nothing.")
@click.option(
    "--report",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write every mended, merged or rejected row to this CSV.",
)
@click.option("--format", help="The layout of the file, when its header may mislead.")
@click.option(
    "--partial", is_flag=True, help="The file is a part of the list: close nothing."
)
@click.option("--shrinks", is_flag=True, help="Let the file close many places.")
@click.option("--licence", help="Of a new source; required for one.")
@click.option("--title", help="Of a new source.")
@click.option("--publisher", help="Of a new source.")
@click.option("--page", "landing_page", help="The web page of a new source.")
@click.option("--sha256", help="What the downloaded file's SHA-256 must be.")
@click.option("--again", is_flag=True, help="Load an unchanged download too.")
@click.option("--max-mb", default=1024, show_default=True, help="Largest download, MB.")
@click.option(
    "--no-measure", is_flag=True, help="Leave the gaps to `numna-geo measure`."
)
@AS_JSON
def load(*, source: str | None, file: str | None, **words: Any) -> None:
    """Load open data: `load SOURCE FILE`, `load SOURCE URL`, or `load --all`.

    The same data twice changes nothing; an error changes nothing. SOURCE alone is
    fetched from its official address. `numna-geo sources` lists the sources.
    """
    out = Output(as_json=words["as_json"])
    how = How.of(words)
    everything, live = words["everything"], words["live"]
    if everything is (source is not None) or (live and not everything):
        raise click.UsageError(
            "expected SOURCE and a file or address, or --all, or --all --live"
        )
    with ReportFile(words["report"]) as full, opened() as engine:
        migrated(engine, out)
        if source is None and not live:
            _bundled(engine, out, full)
        elif source is None:
            _live(engine, out, full, how)
        else:
            named = chosen(engine, DATA, source, how.described)
            loaded = _one(engine, out, full, named, file, how)
            out.result(_document(named, loaded, how))
        if not how.dry_run and not words["no_measure"]:
            measured(engine, out)


def _bundled(engine: Engine, out: Output, full: ReportFile) -> None:
    loaded = load_all(engine, out, tell=full.write)
    for report in loaded.reports:
        for line in lines(report):
            out.line(line)
    if loaded.matched is not None:
        out.line(matched_line(loaded.matched))
    out.result(_bundled_document(loaded))


def _live(engine: Engine, out: Output, full: ReportFile, how: How) -> None:
    known = [s for s in catalogue(DATA).values() if s.download_url]
    done, failed = [], []
    for source in known:
        try:
            done.append(
                _document(source, _one(engine, out, full, source, None, how), how)
            )
        except NumnaGeoError as error:
            # One publisher's trouble does not keep the others' data out.
            failed.append({"source": source.key, "error": str(error)})
            out.line(f"  {source.key}: {error}")
    out.result({"sources": done, "failed": failed})
    if failed:
        raise click.ClickException(
            f"{len(failed)} of {len(known)} sources could not be loaded; what they "
            "held before is unchanged"
        )


def _one(
    engine: Engine,
    out: Output,
    full: ReportFile,
    source: Source,
    file: str | None,
    how: How,
) -> LoadedSource | None:
    place = file or source.download_url
    if place is None:
        raise ImportRefused(
            f"{source.key} has no official address here; expected a file or an "
            f"address: numna-geo load {source.key} FILE"
        )
    if not place.startswith(_WEB):
        path = Path(place)
        if not path.is_file():
            raise ImportRefused(
                f"{place}: no such file; expected a file or http(s)://…"
            )
        return _file(engine, out, full, source, Fetched.of_file(path), how)
    with tempfile.TemporaryDirectory(prefix="numna-geo-") as folder:
        with out.step(f"downloading {source.key}") as step:
            got = fetched(
                engine,
                source_key=source.key,
                url=place,
                into=Path(folder),
                limits=how.limits,
                say=step.bytes,
            )
            step.note = "not modified since last time" if got is None else ""
        return None if got is None else _file(engine, out, full, source, got, how)


def _file(
    engine: Engine,
    out: Output,
    full: ReportFile,
    source: Source,
    got: Fetched,
    how: How,
) -> LoadedSource:
    def after(connection: Connection) -> None:
        remember(connection, source.key, got)

    asked = Asked(
        source=source,
        path=got.path,
        file_name=got.file_name,
        url=got.url,
        format=how.described.format,
        partial=how.partial,
        shrinks=how.shrinks,
        dry_run=how.dry_run,
        tell=full.write,
    )
    with out.step(f"{source.key}, {got.file_name}") as step:
        loaded = load_source(
            engine,
            DATA,
            asked,
            progress=Progress(step=step.say, rows=step.rows),
            after=after,
        )
        step.note = _note(loaded, dry_run=how.dry_run)
    for line in lines(loaded.report):
        out.line(line)
    if loaded.matched is not None:
        out.line(matched_line(loaded.matched))
    return loaded


def _note(loaded: LoadedSource, *, dry_run: bool) -> str:
    if not loaded.changed:
        return "nothing changed"
    return (
        "dry run: nothing was changed" if dry_run else f"version {loaded.data_version}"
    )


def _document(source: Source, loaded: LoadedSource | None, how: How) -> dict[str, Any]:
    if loaded is None:
        return {"source": source.key, "changed": False, "not_modified": True}
    return {
        **document(loaded.report),
        "changed": loaded.changed,
        "dry_run": how.dry_run,
        "data_version": loaded.data_version,
        "places": matched_document(loaded.matched),
    }


def _bundled_document(loaded: Loaded) -> dict[str, Any]:
    return {
        "data_version": loaded.data_version,
        "changed": loaded.changed,
        "sources": [document(report) for report in loaded.reports],
        "places": matched_document(loaded.matched),
    }
