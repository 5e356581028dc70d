"""`suppress`: a contact that somebody wants out of the directory, for good."""

from dataclasses import asdict

import click

from numna_geo.cli.cluster import AS_JSON
from numna_geo.cli.data import measured, migrated
from numna_geo.cli.database import downloads_folder, opened
from numna_geo.cli.output import Output
from numna_geo.cli.prebuilt import built
from numna_geo.model.datasets import STRUCTURES
from numna_geo.store.rewriting import rewrite_contacts
from numna_geo.usecases.kept_downloads import Downloads
from numna_geo.usecases.suppress_contact import suppress_contact
from numna_geo.usecases.withdraw_from_downloads import withdraw_from_downloads


@click.command()
@click.argument("contact", required=False)
@AS_JSON
def suppress(*, contact: str | None, as_json: bool) -> None:
    """Withdraw CONTACT (a phone number, an e-mail or a web site) from the directory.

    It leaves every record, its texts too, places of OpenStreetMap and the reports of
    imports now, and stays out at every later load. Versions of the files of
    structures that tell it are deleted. Only a keyed hash is kept. Without CONTACT it
    is asked for, and stays out of the shell's history.
    """
    out = Output(as_json=as_json)
    asked = contact or click.prompt("contact", hide_input=True)
    with opened() as engine:
        migrated(engine, out)
        with out.step("suppression") as step:
            removed = suppress_contact(engine, asked)
            step.note = (
                f"removed from {removed.records} records, {removed.osm_places} places "
                f"of OpenStreetMap, {removed.report_lines} lines of reports"
            )
            busy = rewrite_contacts(engine)
            if busy:
                step.note += f"; to be cleaned by the database: {', '.join(busy)}"
        # Files that were published before must not tell it either, were it found
        # in none of today's records and whatever becomes of what follows.
        with out.step("downloads of before") as step:
            kept = Downloads(downloads_folder())
            gone = withdraw_from_downloads(engine, kept, STRUCTURES)
            step.note = f"{len(gone)} versions deleted"
        if removed.any:
            measured(engine, out)
        built(engine, out)
    out.result(asdict(removed))
