"""Where lack clusters, in French sentences made of the counts."""

from collections.abc import Mapping
from typing import Any

from numna_geo.gaps.indicator import Indicator
from numna_geo.model.french import HARD, number
from numna_geo.usecases.combined_words import communes

LABELS = {
    "HH": "valeur forte, entourée de valeurs fortes",
    "LL": "valeur faible, entourée de valeurs faibles",
    "HL": "valeur forte, entourée de valeurs faibles",
    "LH": "valeur faible, entourée de valeurs fortes",
    "not_significant": "rien que le hasard ne puisse faire",
    "isolated": "sans voisine connue",
    "no_data": "pas de donnée",
}
"""The classes, for people."""


def where_it_clusters(told: Mapping[str, Any], indicator: Indicator, name: str) -> str:
    """How many communes lack among others that lack, and how sure that is.

    Args:
        told: counts of `tell_hot_spots`.
        indicator: that is told of.
        name: of the territory.
    """
    lack = told["lack"]
    after, before = told["counts"][lack], told["counts_before"][lack]
    if told["counts"]["no_data"] == told["communes"]:
        return f"{name} : pas de donnée."
    return (
        f"{name} : {communes(after)} sur "
        f"{number(told['communes'])} ({number(told['people_in_lack'])} habitants) "
        "moins bien servies que la moyenne de la région, au milieu de communes qui le "
        f"sont aussi, plus que le hasard ne le ferait ({indicator.title.lower()}). "
        f"Sans le contrôle des fausses découvertes à 5{HARD}%, on en compterait "
        f"{number(before)}. Indice de Moran local, {told['neighbours']} communes les "
        f"plus proches, {number(told['permutations'])} permutations, calculé dans "
        "toute la région."
    )
