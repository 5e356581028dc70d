"""« Lieux de médiation numérique », the national standard, version 1.0.2.

Source: La MedNum, schéma de données des lieux de médiation numérique, v1.0.2,
2024-04-11. The standard asks for no precision and no date of a check: `date_maj` is
when the producer last edited the row, at best. Presentations are not read: they may
name people.
"""

from numna_geo.model.structure import Status
from numna_geo.sources.access import how_to_apply
from numna_geo.sources.connector import Connector, PublishedRow, text
from numna_geo.sources.lists import items, joined
from numna_geo.sources.mednum_words import (
    category_and_others,
    edited_and_labelled,
    itinerant,
    organisation,
    remote,
    same_places,
)
from numna_geo.sources.rows import RawPlace
from numna_geo.sources.streets import where
from numna_geo.sources.vocabulary import needs_said, stages_said

KEY = "mednum"

COLUMNS = frozenset(
    [
        *("id", "pivot", "nom", "commune", "code_postal", "adresse", "services"),
        *("date_maj", "courriels", "dispositif_programmes_nationaux"),
    ]
)
"""Those that only this version has, and those without which it says nothing."""


def raw_place(row: PublishedRow, number: int) -> RawPlace:
    """One row in our common layout, several kinds and services as they are told."""
    key, name = text(row, "id"), text(row, "nom")
    collected_by = text(row, "source")
    services = items(row, "services")
    category, others = category_and_others(
        name=name,
        typologies=items(row, "typologie"),
        labels=items(row, "dispositif_programmes_nationaux"),
        collected_by=collected_by,
    )
    edited_on, labelled_on = edited_and_labelled(
        text(row, "date_maj"), collected_by=collected_by
    )
    return RawPlace(
        row_number=number,
        record_key=key,
        name=name,
        category=category,
        other_categories=others,
        organisation=organisation(text(row, "structure_parente")),
        siret=text(row, "pivot"),
        status=Status.UNKNOWN.value,
        phone=text(row, "telephone"),
        email=joined(items(row, "courriels")),
        website=joined(items(row, "site_web")),
        how_to_apply=how_to_apply(
            items(row, "modalites_acces"), book_at=text(row, "prise_rdv")
        ),
        opening=text(row, "horaires"),
        stages=stages_said(services),
        needs=needs_said(services),
        itinerant=itinerant(items(row, "itinerance"), name),
        remote=remote(items(row, "modalites_accompagnement")),
        edited_on=edited_on,
        labelled_on=labelled_on,
        same_as=same_places(key),
        **where(row),
    )


CONNECTORS = (
    Connector(
        key=KEY,
        title="Lieux de médiation numérique, standard v1.0.2",
        columns=COLUMNS,
        raw_place=raw_place,
    ),
)
