"""« Lieux de médiation numérique » as they were published before version 1 settled.

The national map of 2022 and 2023, data·inclusion of 2022 and the conseillers numériques
share these columns: `courriel`, `labels_nationaux`; lists have `|` or `;`. Objects of
JSON leave out what they do not know.

Source: ANCT, cartographie nationale des lieux de médiation numérique, schéma de 2022.
"""

from numna_geo.model.structure import Status
from numna_geo.sources.access import how_to_apply
from numna_geo.sources.connector import Connector, PublishedRow, text
from numna_geo.sources.lists import PIPES_AND_SEMICOLONS, items, joined
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

KEY = "mednum_older"

COLUMNS = frozenset(
    [
        *("id", "pivot", "nom", "commune", "code_postal", "adresse", "services"),
        *("date_maj", "labels_nationaux"),
    ]
)


def raw_place(row: PublishedRow, number: int) -> RawPlace:
    """One row in our common layout, several kinds and services as they are told."""
    key, name = text(row, "id"), text(row, "nom")
    collected_by = text(row, "source")
    services = _list(row, "services")
    category, others = category_and_others(
        name=name,
        typologies=_list(row, "typologie"),
        labels=_list(row, "labels_nationaux"),
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
        email=joined(_list(row, "courriel")),
        website=joined(_list(row, "site_web")),
        how_to_apply=how_to_apply(
            _list(row, "modalites_acces"), book_at=text(row, "prise_rdv")
        ),
        opening=text(row, "horaires"),
        stages=stages_said(services),
        needs=needs_said(services),
        itinerant=itinerant(_list(row, "itinerance"), name),
        remote=remote(_list(row, "modalites_accompagnement")),
        edited_on=edited_on,
        labelled_on=labelled_on,
        same_as=same_places(key),
        **where(row),
    )


def _list(row: PublishedRow, column: str) -> tuple[str, ...]:
    return items(row, column, split=PIPES_AND_SEMICOLONS)


CONNECTORS = (
    Connector(
        key=KEY,
        title="Lieux de médiation numérique, vocabulaire de 2022 et 2023",
        columns=COLUMNS,
        raw_place=raw_place,
    ),
)
