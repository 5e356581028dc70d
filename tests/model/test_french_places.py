"""Names of territories inside French sentences."""

import pytest

from numna_geo.model.french_places import named
from numna_geo.model.territory import Level

TOLD = [
    (Level.COMMUNE, "Ahun", "Ahun", "d’Ahun", "à Ahun"),
    (Level.COMMUNE, "Guéret", "Guéret", "de Guéret", "à Guéret"),
    (Level.COMMUNE, "Évaux-les-Bains", "", "d’Évaux-les-Bains", "à Évaux-les-Bains"),
    (Level.COMMUNE, "La Souterraine", "", "de La Souterraine", "à La Souterraine"),
    (Level.COMMUNE, "Le Bugue", "", "du Bugue", "au Bugue"),
    (Level.COMMUNE, "Les Eyzies", "", "des Eyzies", "aux Eyzies"),
    (Level.COMMUNE, "L'Isle-Jourdain", "", "de L'Isle-Jourdain", "à L'Isle-Jourdain"),
    (Level.COMMUNE, "Hendaye", "", "d’Hendaye", "à Hendaye"),
    (Level.COMMUNE, "Hautefort", "", "de Hautefort", "à Hautefort"),
    (Level.COMMUNE, "Yvrac", "", "d’Yvrac", "à Yvrac"),
    (Level.COMMUNE, "Œyreluy", "", "d’Œyreluy", "à Œyreluy"),
    (Level.DEPARTEMENT, "Creuse", "la Creuse", "de la Creuse", "en Creuse"),
    (Level.DEPARTEMENT, "Landes", "les Landes", "des Landes", "dans les Landes"),
    (
        *(Level.DEPARTEMENT, "Lot-et-Garonne", "le Lot-et-Garonne"),
        *("du Lot-et-Garonne", "dans le Lot-et-Garonne"),
    ),
    (
        *(Level.REGION, "Nouvelle-Aquitaine", "la Nouvelle-Aquitaine"),
        *("de la Nouvelle-Aquitaine", "en Nouvelle-Aquitaine"),
    ),
    (
        *(Level.EPCI, "CA du Pays Basque", "la CA du Pays Basque"),
        *("de la CA du Pays Basque", "dans la CA du Pays Basque"),
    ),
    (
        *(Level.EPCI, "Bordeaux Métropole", "Bordeaux Métropole"),
        *("de Bordeaux Métropole", "à Bordeaux Métropole"),
    ),
    (
        *(Level.ZONE_EMPLOI, "Agen", "la zone d’emploi d’Agen"),
        *("de la zone d’emploi d’Agen", "dans la zone d’emploi d’Agen"),
    ),
    (
        *(Level.BASSIN_VIE, "Le Bugue", "le bassin de vie du Bugue"),
        *("du bassin de vie du Bugue", "dans le bassin de vie du Bugue"),
    ),
    (
        *(Level.CUSTOM, "Pays de Guéret", "le Pays de Guéret"),
        *("du Pays de Guéret", "dans le Pays de Guéret"),
    ),
]


@pytest.mark.parametrize(("level", "name", "bare", "of", "at"), TOLD)
def test_a_name_takes_its_article_and_its_elision(
    level: Level, name: str, bare: str, of: str, at: str
) -> None:
    found = named(level, name)

    assert (found.bare, found.of, found.at) == (bare or name, of, at)
