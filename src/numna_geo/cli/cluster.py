"""`up`, `down`, `status`, `doctor`: the private PostGIS."""

import click

from numna_geo.bundle import MIGRATIONS, project_home
from numna_geo.cli.database import given_url, private_cluster
from numna_geo.cli.output import Output
from numna_geo.private_db.doctor import Finding, machine_findings
from numna_geo.private_db.supervisor import keep_running, somebody_serves
from numna_geo.usecases.check_database import database_findings

AS_JSON = click.option("--json", "as_json", is_flag=True, help="One JSON document.")


@click.command()
@AS_JSON
def up(*, as_json: bool) -> None:
    """Start the private PostGIS, making it first if it does not exist."""
    out = Output(as_json=as_json)
    _refuse_given_url()
    cluster = private_cluster()
    with out.step("private PostGIS"):
        place = cluster.up()
        keep_running(cluster, keep=True)
    out.line(f"listening on port {place.port} and in {place.socket_dir}")
    out.result({"running": True, "port": place.port, "socket_dir": place.socket_dir})


@click.command()
@click.option("--delete", is_flag=True, help="Also remove everything it keeps.")
@AS_JSON
def down(*, delete: bool, as_json: bool) -> None:
    """Stop the private PostGIS; fine when it is stopped already."""
    out = Output(as_json=as_json)
    _refuse_given_url()
    cluster = private_cluster()
    if somebody_serves(cluster):
        raise click.ClickException(
            "a service is running from this PostGIS and would start it again; stop the "
            "service first (Ctrl-C where `make run` or `numna-geo serve` runs)"
        )
    was_running = cluster.is_running()
    keep_running(cluster, keep=False)
    with out.step("stop the private PostGIS"):
        cluster.delete() if delete else cluster.down()
    out.result({"running": False, "was_running": was_running, "deleted": delete})


@click.command()
@AS_JSON
def status(*, as_json: bool) -> None:
    """Say which database is used, and whether it runs."""
    out = Output(as_json=as_json)
    if given_url() is not None:
        out.line("DATABASE_URL is set: that database is used, no private one")
        out.result({"private": False})
        return
    cluster = private_cluster()
    place, running = cluster.place(), cluster.is_running()
    if place is None:
        out.line("no private PostGIS yet; `numna-geo up` makes it")
    else:
        state = "running" if running else "stopped; `numna-geo up` starts it"
        out.line(f"private PostGIS in {place.data_dir}, port {place.port}: {state}")
    where = {"data_dir": place.data_dir, "port": place.port} if place else {}
    out.result({"private": True, "running": running, **where})


@click.command()
@AS_JSON
def doctor(*, as_json: bool) -> None:
    """Name what is wrong, and the way out; exits 1 when something is."""
    out = Output(as_json=as_json)
    url = given_url()
    findings: list[Finding] = []
    if url is None:
        cluster = private_cluster()
        findings += machine_findings(cluster, project_home())
        running = cluster.is_running()
        url = cluster.url() if running else None
    if url is not None:
        findings += database_findings(url, MIGRATIONS)
    for finding in findings:
        mark = "ok " if finding.ok else "BAD"
        out.line(f"{mark} {finding.about}: {finding.told}")
        if not finding.ok:
            out.line(f"    way out: {finding.way_out}")
    out.result(
        {
            "ok": all(f.ok for f in findings),
            "findings": [
                {"about": f.about, "ok": f.ok, "told": f.told, "way_out": f.way_out}
                for f in findings
            ],
        }
    )
    if not all(f.ok for f in findings):
        raise SystemExit(1)


def _refuse_given_url() -> None:
    if given_url() is not None:
        raise click.ClickException(
            "DATABASE_URL is set: that database is used and no private one is "
            "started or stopped; unset it to use the private one"
        )
