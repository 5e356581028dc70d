"""`load`: open data into the database, by source, by file or by address."""

import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from numna_geo.bundle import DATA
from numna_geo.cli.cluster import AS_JSON
from numna_geo.cli.data import expect_migrated, load_all, measured, migrated
from numna_geo.cli.database import opened
from numna_geo.cli.load_options import How, load_options, refuse_options_of_one
from numna_geo.cli.loading_report import (
    ReportFile,
    document,
    lines,
    matched_document,
    matched_line,
)
from numna_geo.cli.output import Output
from numna_geo.cli.prebuilt import built
from numna_geo.errors import ImportRefused, NumnaGeoError
from numna_geo.sources.source import Source, catalogue
from numna_geo.store.database import Connection, Engine
from numna_geo.usecases.choose_source import chosen, described_anew
from numna_geo.usecases.download_source import Fetched, fetched, remember
from numna_geo.usecases.load_bundled import Loaded
from numna_geo.usecases.load_source import Asked, LoadedSource, Progress, load_source

_WEB = ("http://", "https://")


@click.command()
@click.argument("source", required=False)
@click.argument("file", required=False)
@load_options
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
    if everything:
        refuse_options_of_one(words, live=live)
    with ReportFile(words["report"]) as full, opened() as engine:
        expect_migrated(engine) if how.dry_run else migrated(engine, out)
        failed = 0
        if source is None and not live:
            _bundled(engine, out, full)
        elif source is None:
            failed = _live(engine, out, full, how)
        else:
            named = chosen(engine, DATA, source, how.described)
            loaded = _one(engine, out, full, named, file, how)
            out.result(_document(named, loaded, how))
        if not how.dry_run and not words["no_measure"]:
            measured(engine, out)
        if not how.dry_run:
            built(engine, out)
    if failed:
        raise click.ClickException(
            f"{failed} sources could not be loaded; what they held before is unchanged"
        )


def _bundled(engine: Engine, out: Output, full: ReportFile) -> None:
    loaded = load_all(engine, out, tell=full.write)
    for report in loaded.reports:
        for line in lines(report):
            out.line(line)
    for kept in loaded.kept_newer:
        out.line(f"  {kept}")
    if loaded.matched is not None:
        out.line(matched_line(loaded.matched))
    out.result(_bundled_document(loaded))


def _live(engine: Engine, out: Output, full: ReportFile, how: How) -> int:
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
    return len(failed)


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
    if not place.lower().startswith(_WEB):
        path = Path(place)
        if not path.is_file():
            what = "not a file" if path.exists() else "no such file"
            raise ImportRefused(f"{place}: {what}; expected a file or http(s)://…")
        return _file(engine, out, full, source, Fetched.of_file(path), how)
    # A licence that changed matters even where the file did not.
    anew = how.limits.unchanged_too or described_anew(engine, source)
    with tempfile.TemporaryDirectory(prefix="numna-geo-") as folder:
        with out.step(f"downloading {source.key}") as step:
            got = fetched(
                engine,
                source_key=source.key,
                url=place,
                into=Path(folder),
                limits=replace(how.limits, unchanged_too=anew),
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
        "kept_newer": list(loaded.kept_newer),
        "places": matched_document(loaded.matched),
    }
