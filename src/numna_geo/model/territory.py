"""Territories: one shape of object for communes, EPCI, departments and the region."""

from dataclasses import dataclass

from numna_geo.model.labelled import Labelled

REGION_CODE = "75"
REGION_NAME = "Nouvelle-Aquitaine"


class Level(Labelled):
    """A level of territory, from the smallest; codes are INSEE (SIREN for EPCI)."""

    COMMUNE = "commune", "Commune"
    EPCI = "epci", "Intercommunalité (EPCI)"
    DEPARTEMENT = "departement", "Département"
    REGION = "region", "Région"
    ZONE_EMPLOI = "zone_emploi", "Zone d'emploi"
    BASSIN_VIE = "bassin_vie", "Bassin de vie"
    CUSTOM = "custom", "Territoire nommé"


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedTerritory:
    """A list of communes that the operator names, a territory of the level `custom`."""

    code: str
    name: str
    communes: frozenset[str]


class Quantity(Labelled):
    """What people and businesses are counted in, by commune."""

    INHABITANTS = "inhabitants", "habitants"
    WORKING_AGE = "working_age", "personnes de 20 à 64 ans"
    DWELLINGS = "dwellings", "logements"
    ESTABLISHMENTS = "establishments", "établissements"
    DIGITAL_ESTABLISHMENTS = "digital_establishments", "établissements du numérique"
