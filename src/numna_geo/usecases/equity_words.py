"""How unequal access is, in French sentences made of the figures."""

from collections.abc import Mapping
from typing import Any

from numna_geo.gaps.indicator import Indicator
from numna_geo.model.french import HARD, number
from numna_geo.usecases.tell_numbers import text_of_share

_AMONG = {
    "departement": "départements",
    "epci": "intercommunalités",
    "density": "classes de densité (de la grande ville au rural très dispersé)",
}
_BIG, _TELLING = 10, 100
CAUTION = (
    "Un Gini qui baisse peut venir des mieux servis qui perdent : lisez-le avec la "
    "moyenne et la part sans offre à portée."
)
"""Stands beside every figure of inequality."""


def how_unequal(told: Mapping[str, Any], indicator: Indicator, name: str) -> str:
    """What the figures of `tell_equity` say, the mean and the gap before all.

    Args:
        told: the document, without its text.
        indicator: that is shared unequally.
        name: of the territory.
    """
    if told["gini"] is None:
        return f"{name} : pas de donnée."
    said = [_average(told, indicator), _gap(told), _gini(told)]
    said += [_palma(told, indicator), _parts(told)]
    said += ["Les minutes sont estimées." if told["estimated"] else "", CAUTION]
    return f"{name} : {' '.join(one for one in said if one)}"


def _average(told: Mapping[str, Any], indicator: Indicator) -> str:
    mean = f"{_figure(told['mean'])} {indicator.unit}"
    return f"{indicator.title} : {mean} en moyenne."


def _gap(told: Mapping[str, Any]) -> str:
    gap = told["in_gap"]
    if gap["value"] is None:
        return ""
    return (
        f"{text_of_share(gap['value'], digits=1)} à plus de {gap['max_min']} min en "
        f"voiture ({gap['title'].lower()})."
    )


def _gini(told: Mapping[str, Any]) -> str:
    return (
        f"Indice de Gini : {number(told['gini'], digits=2)} (0 : tous ont autant ; 1 : "
        "un seul a tout)."
    )


def _palma(told: Mapping[str, Any], indicator: Indicator) -> str:
    found, unit = told["palma"], indicator.unit
    more_is_far = indicator.direction == "higher_is_worse"
    who = "les plus éloignés" if more_is_far else "les mieux servis"
    others = "les plus proches" if more_is_far else "les moins bien servis"
    beside = (
        f"Les 10{HARD}% {who} : {_figure(found['most_mean'])} {unit} ; "
        f"les 40{HARD}% {others} : "
    )
    if found["ratio"] is None or found["ratio"] > _TELLING:
        nearly = "presque " if found["ratio"] else ""
        return f"{beside}{nearly}rien."
    ratio = number(found["ratio"], digits=1)
    least = _figure(found["least_mean"])
    return f"{beside}{least} {unit}, soit un rapport de {ratio} (Palma, sans revenus)."


def _parts(told: Mapping[str, Any]) -> str:
    share = told["theil"]["between_share"]
    if share is None:
        return ""
    among = _AMONG[told["by"]]
    if len(told["groups"]) == 1:
        return ""
    return (
        f"{text_of_share(share)} de l'inégalité (Theil) tient aux écarts entre "
        f"{among}, "
        f"{text_of_share(1 - share)} aux écarts à l'intérieur."
    )


def _figure(value: float | None) -> str:
    """Two decimals for small figures, one from ten on."""
    if value is None:
        return "pas de donnée"
    return number(value, digits=1 if value >= _BIG else 2)
