"""Objective 10: premises that nothing but satellite brings 30 Mbit/s to."""

from numna_geo.gaps.figures import Figures, summed
from numna_geo.gaps.groups import Groups
from numna_geo.gaps.indicator import Asked, Indicator
from numna_geo.gaps.premises import DECLARED_ALONE, INTERNET, LAST_PERIOD, without
from numna_geo.gaps.scene import Scene


def below_30_mbps(scene: Scene, asked: Asked, groups: Groups) -> Figures:
    """Premises minus those that a terrestrial network brings 30 Mbit/s to."""
    missing = without(scene, asked.period, served="thd30_terrestrial", of=INTERNET)
    return summed(missing, groups)


INDICATOR = Indicator(
    key="below_30_mbps",
    objective=10,
    order=1,
    title="Locaux sans 30 Mbit/s, hors satellite",
    question="Quels locaux n'ont pas 30 Mbit/s par un réseau terrestre ?",
    unit="part des locaux",
    counted="locaux",
    sources=("arcep_2026_t2",),
    method=(
        "Locaux moins locaux éligibles à 30 Mbit/s ou plus par fibre, câble, cuivre, "
        "4G fixe ou radio, d'après Ma connexion internet. Le satellite est laissé de "
        "côté, comme l'ARCEP le conseille : avec lui, tout le monde a 30 Mbit/s. Les "
        "locaux sont ceux de Ma connexion internet, qui ne sont pas ceux du décompte "
        "de la fibre : les deux ne se divisent pas l'un par l'autre."
    ),
    formula="(locaux − locaux à 30 Mbit/s) / locaux, de Ma connexion internet",
    example="1 200 locaux dont 1 194 à 30 Mbit/s : 6 / 1 200 = 0,5 %.",
    limits=(
        "Éligible ne veut pas dire abonné. Hors fibre, les débits sont déclarés par "
        "les opérateurs ; en 4G fixe ils dépendent de l'heure et du nombre d'abonnés. "
        "Pas de décompte comparable en 2018 : seules des parts par EPCI de 2015 et "
        "2017 existent, sans le nombre de locaux."
    ),
    periods=(LAST_PERIOD,),
    one_reading=DECLARED_ALONE,
    measure=below_30_mbps,
)
