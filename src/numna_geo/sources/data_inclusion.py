"""Structures and services of data·inclusion, schema version 1.

No published file of this version was at hand: the columns are those of its schemas,
and it was tested on made samples. A structure says its networks, a service its themes;
either may be of no kind that we know (a hostel, a food bank), and then has no category.
That somebody helps to create enterprises makes him no incubator: a service of that
theme alone has none either. `contact_nom_prenom`, a person's name, is never read.

Source: data·inclusion, schémas structure and service, v1.0.8, 2026-04-27.
"""

import re

from numna_geo.model.category import Category
from numna_geo.model.structure import Status
from numna_geo.model.territory import REGION_CODE, Level
from numna_geo.sources.access import how_to_apply
from numna_geo.sources.connector import Connector, PublishedRow, text
from numna_geo.sources.dates import iso_day
from numna_geo.sources.lists import codes, inner, joined
from numna_geo.sources.rows import OF_NO_KIND, RawPlace
from numna_geo.sources.streets import where
from numna_geo.sources.vocabulary import (
    arranged,
    kinds_named,
    needs_said,
    stages_said,
)

STRUCTURES_KEY = "data_inclusion_structures"
SERVICES_KEY = "data_inclusion_services"

_NETWORKS = {
    "french-tech": Category.FRENCH_TECH,
    "fabrique-de-territoire": Category.THIRD_PLACE,
    "france-service": Category.FRANCE_SERVICES,
    "espaces-publics-numeriques": Category.DIGITAL_MEDIATION,
    "conseillers-numeriques": Category.DIGITAL_MEDIATION,
    "aidants-connect": Category.DIGITAL_MEDIATION,
    "grandes-ecoles-du-numerique": Category.TRAINING,
    "simplon": Category.TRAINING,
}
_DIGITAL, _ENTERPRISE = "numerique--", "creer-une-entreprise--"
_MONEY, _COURSE = "aide-financiere", "formation"
_EVERYWHERE = {"france", "99100"}
_AREAS = (
    (Level.COMMUNE, re.compile(r"(?:0[1-9]|[1-8]\d|9[0-58]|2[AB])\d{3}")),
    (Level.EPCI, re.compile(r"\d{9}")),
    (Level.DEPARTEMENT, re.compile(r"0[1-9]|[1-8]\d|9[0-5]|2[AB]|97\d")),
)
_WHOLE_COUNTRY = "Service ouvert à toute la France."


def structure_place(row: PublishedRow, number: int) -> RawPlace:
    """A structure in our common layout."""
    name = text(row, "nom")
    networks = codes(row, "reseaux_porteurs")
    kinds = frozenset(_NETWORKS[one] for one in networks if one in _NETWORKS)
    category, others = arranged(kinds | kinds_named(name))
    return RawPlace(
        row_number=number,
        record_key=text(row, "id"),
        name=name,
        category=category or OF_NO_KIND,
        other_categories=others,
        siret=text(row, "siret"),
        status=Status.UNKNOWN.value,
        phone=text(row, "telephone"),
        email=text(row, "courriel"),
        website=text(row, "site_web"),
        opening=text(row, "horaires_accueil"),
        edited_on=iso_day(text(row, "date_maj")),
        **where(row),
    )


def service_place(row: PublishedRow, number: int) -> RawPlace:
    """A service in our common layout, under the key of its structure.

    Its name is the structure's where the row holds it, as answers of the API do; else
    its own, until the structure's record is merged with it.
    """
    key, holder = text(row, "structure_id"), inner(row, "structure")
    name = text(holder, "nom") or text(row, "nom")
    themes = codes(row, "thematiques")
    category, others = _category(themes, name)
    zone = codes(row, "zone_eligibilite")
    return RawPlace(
        row_number=number,
        record_key=key,
        name=name,
        category=category or OF_NO_KIND,
        other_categories=others,
        siret=text(holder, "siret"),
        status=Status.UNKNOWN.value,
        phone=text(row, "telephone"),
        email=text(row, "courriel"),
        how_to_apply=how_to_apply(
            codes(row, "modes_mobilisation"),
            enrol_at=text(row, "lien_mobilisation"),
            referred=codes(row, "mobilisable_par") == ("professionnels",),
        ),
        opening=text(row, "horaires_accueil"),
        stages=stages_said(themes),
        needs=needs_said((*themes, *_more_needs(themes, text(row, "type")))),
        remote=_remote(codes(row, "modes_accueil")),
        competence=competence(zone),
        edited_on=iso_day(text(row, "date_maj")),
        same_as=f"{STRUCTURES_KEY}:{key}" if key else None,
        notes=_WHOLE_COUNTRY if _EVERYWHERE & set(zone) else None,
        **where(row),
    )


def competence(zone: tuple[str, ...]) -> str | None:
    """Who may ask, as `level:code`; a service of the whole country covers the region.

    >>> competence(("33063", "200069037", "2A", "99351"))
    'commune:33063|epci:200069037|departement:2A'
    >>> competence(("france",)), competence(())
    ('region:75', None)
    """
    if _EVERYWHERE & set(zone):
        return f"{Level.REGION}:{REGION_CODE}"
    return joined(map(_area, zone))


def _area(code: str) -> str | None:
    levels = (level for level, pattern in _AREAS if pattern.fullmatch(code))
    level = next(levels, None)
    return f"{level}:{code}" if level else None


def _category(
    themes: tuple[str, ...], name: str | None
) -> tuple[str | None, str | None]:
    digital = any(theme.startswith(_DIGITAL) for theme in themes)
    named = kinds_named(name)
    return arranged(named | {Category.DIGITAL_MEDIATION} if digital else named)


def _more_needs(themes: tuple[str, ...], kind: str | None) -> tuple[str, ...]:
    """Money for an enterprise, a course about one or about digital tools."""
    enterprise = any(theme.startswith(_ENTERPRISE) for theme in themes)
    digital = any(theme.startswith(_DIGITAL) for theme in themes)
    told = (kind == _MONEY and enterprise) or (
        kind == _COURSE and (enterprise or digital)
    )
    return (kind,) if kind and told else ()


def _remote(modes: tuple[str, ...]) -> str | None:
    return str(int("a-distance" in modes)) if modes else None


CONNECTORS = (
    Connector(
        key=STRUCTURES_KEY,
        title="data·inclusion, structures, schéma v1",
        columns=frozenset(["id", "source", "nom", "date_maj", "reseaux_porteurs"]),
        raw_place=structure_place,
    ),
    Connector(
        key=SERVICES_KEY,
        title="data·inclusion, services, schéma v1",
        columns=frozenset(
            [
                *("id", "source", "structure_id", "nom", "date_maj"),
                *("thematiques", "zone_eligibilite"),
            ]
        ),
        raw_place=service_place,
    ),
)
