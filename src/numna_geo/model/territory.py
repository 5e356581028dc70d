"""Territories: one shape of object for communes, EPCI, departments and the region."""

from enum import StrEnum

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


class Quantity(StrEnum):
    """What people and businesses are counted in, by commune."""

    INHABITANTS = "inhabitants"
    WORKING_AGE = "working_age"
    DWELLINGS = "dwellings"
    ESTABLISHMENTS = "establishments"
