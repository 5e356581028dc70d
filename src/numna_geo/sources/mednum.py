"""« Lieux de médiation numérique », the national standard, version 1.0.2.

Source: La MedNum, schéma de données des lieux de médiation numérique, v1.0.2,
2024-04-11. The standard asks for no precision and no date of a check: `date_maj` is
when the producer last edited the row, at best. Presentations are not read: they may
name people.
"""

import re
from dataclasses import dataclass
from functools import partial

from numna_geo.model.structure import Status
from numna_geo.sources.access import how_to_apply
from numna_geo.sources.connector import Connector, PublishedRow, text
from numna_geo.sources.lists import PIPES, items, joined
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """What one version of the standard calls its columns, and how it splits lists."""

    emails: str
    labels: str
    split: re.Pattern[str]


def arranged(row: PublishedRow, number: int, words: Vocabulary) -> RawPlace:
    """One row in our common layout, several kinds and services as they are told."""
    listed = partial(items, row, split=words.split)
    key, name = text(row, "id"), text(row, "nom")
    collected_by = text(row, "source")
    services = listed("services")
    category, others = category_and_others(
        name=name,
        typologies=listed("typologie"),
        labels=listed(words.labels),
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
        email=joined(listed(words.emails)),
        website=joined(listed("site_web")),
        how_to_apply=how_to_apply(
            listed("modalites_acces"), book_at=text(row, "prise_rdv")
        ),
        opening=text(row, "horaires"),
        stages=stages_said(services),
        needs=needs_said(services),
        itinerant=itinerant(listed("itinerance"), name),
        remote=remote(listed("modalites_accompagnement")),
        edited_on=edited_on,
        labelled_on=labelled_on,
        same_as=same_places(key),
        **where(row),
    )


_V1 = Vocabulary(
    emails="courriels", labels="dispositif_programmes_nationaux", split=PIPES
)


def raw_place(row: PublishedRow, number: int) -> RawPlace:
    """A row of version 1.0.2 in our common layout."""
    return arranged(row, number, _V1)


CONNECTORS = (
    Connector(
        key=KEY,
        title="Lieux de médiation numérique, standard v1.0.2",
        columns=COLUMNS,
        raw_place=raw_place,
    ),
)
