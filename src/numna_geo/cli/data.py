"""`migrate`, `sources`, `measure`: what the database holds."""

from dataclasses import asdict

import click

from numna_geo.bundle import DATA, MIGRATIONS
from numna_geo.cli.cluster import AS_JSON
from numna_geo.cli.database import kept_roads_folder, opened, settings
from numna_geo.cli.output import Output
from numna_geo.cli.prebuilt import built
from numna_geo.errors import DatabaseNotReady
from numna_geo.sources.source import catalogue
from numna_geo.store.database import Engine, writing
from numna_geo.store.migrations import current_revision, expected_revision
from numna_geo.store.migrations import migrate as bring_to_head
from numna_geo.usecases.load_bundled import Loaded, load_bundled
from numna_geo.usecases.measure_by_best import measure_by_best
from numna_geo.usecases.measure_gaps import Measured
from numna_geo.usecases.publish_gaps import publish_gaps
from numna_geo.usecases.road_engines import TravelSettings
from numna_geo.usecases.source_report import Tell, tell_nobody


@click.command()
@AS_JSON
def migrate(*, as_json: bool) -> None:
    """Bring the schema to the version this release expects."""
    out = Output(as_json=as_json)
    with opened() as engine:
        out.result({"revision": migrated(engine, out)})


@click.command()
@AS_JSON
def sources(*, as_json: bool) -> None:
    """List the sources of the catalogue: licence, date, layouts, official address.

    Those that were named by --licence are in `/api/v1/sources` once they are loaded.
    """
    out = Output(as_json=as_json)
    known = catalogue(DATA)
    for source in known.values():
        when = source.published_on or source.vintage or "date unknown"
        bundled = ", bundled" if (DATA / f"{source.key}.csv").exists() else ""
        out.line(source.key)
        out.line(f"    {source.title}")
        out.line(f"    {source.publisher}, {source.licence}, {when}{bundled}")
        if not source.redistributable:
            out.line("    loaded, never published again")
        if source.format:
            out.line(f"    layout {source.format.replace('|', ' or ')}")
        if source.download_url:
            out.line(f"    {source.download_url}")
    out.result({"sources": [asdict(source) for source in known.values()]})


@click.command()
@AS_JSON
def measure(*, as_json: bool) -> None:
    """Measure every gap on the data as it stands.

    By a routing server or the roads that were built, else by the estimate. Columns
    that nothing changed are kept as they are.
    """
    out = Output(as_json=as_json)
    with opened() as engine:
        done = measured(engine, out)
        built(engine, out)
    out.result({**asdict(done), "seconds": round(done.seconds, 2)})


def migrated(engine: Engine, out: Output) -> str | None:
    """The `migrate` step, for commands that need it."""
    with out.step("schema") as step, writing(engine) as connection:
        before = current_revision(connection)
        bring_to_head(connection, MIGRATIONS)
        publish_gaps(connection)
        after = current_revision(connection)
        step.note = "up to date" if before == after else f"now {after}"
    return after


def expect_migrated(engine: Engine) -> None:
    """For commands that promise to change nothing.

    Raises:
        DatabaseNotReady: the schema is not the one that this release expects.
    """
    with writing(engine) as connection:
        if current_revision(connection) != expected_revision(MIGRATIONS):
            raise DatabaseNotReady(
                "the schema is not the one this release expects; run "
                "`numna-geo migrate` first"
            )


def load_all(engine: Engine, out: Output, *, tell: Tell = tell_nobody) -> Loaded:
    """The `load --all` step; `tell` is given the lines of its report."""
    with out.step("bundled data") as step:
        loaded = load_bundled(engine, DATA, say=step.say, tell=tell)
        step.note = f"version {loaded.data_version}"
        if not loaded.changed:
            step.note += ", there already"
    return loaded


def measured(engine: Engine, out: Output) -> Measured:
    """The `measure` step, by the roads that this deployment knows, if any."""
    here = settings()
    known = TravelSettings(
        routing_url=here.routing_url,
        roads_dir=kept_roads_folder(),
        data_dir=DATA,
    )
    with out.step("gaps") as step:
        done = measure_by_best(engine, known, say=step.say)
        step.note = _note(done)
    for why in done.instead_of:
        out.line(f"  {why}: measured by {done.engine} instead")
    return done


def _note(done: Measured) -> str:
    if not done.changed:
        return "measured already"
    return (
        f"run {done.run} by {done.engine}: {done.measured} columns measured,"
        f" {done.kept} kept"
    )
