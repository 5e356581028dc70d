"""Territories: one shape of object for communes, EPCI, departments and the region."""

from enum import StrEnum

REGION_CODE = "75"
REGION_NAME = "Nouvelle-Aquitaine"


class Level(StrEnum):
    """A level of territory, from the smallest; codes are INSEE (SIREN for EPCI)."""

    COMMUNE = "commune", "Commune"
    EPCI = "epci", "Intercommunalité (EPCI)"
    DEPARTEMENT = "departement", "Département"
    REGION = "region", "Région"
    ZONE_EMPLOI = "zone_emploi", "Zone d'emploi"
    BASSIN_VIE = "bassin_vie", "Bassin de vie"
    CUSTOM = "custom", "Territoire nommé"

    label: str

    def __new__(cls, key: str, label: str = "") -> "Level":
        member = str.__new__(cls, key)
        member._value_, member.label = key, label
        return member


class Quantity(StrEnum):
    """What people and businesses are counted in, by commune."""

    INHABITANTS = "inhabitants"
    WORKING_AGE = "working_age"
    DWELLINGS = "dwellings"
    ESTABLISHMENTS = "establishments"
