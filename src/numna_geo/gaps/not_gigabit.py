"""Objective 10: premises without a gigabit."""

from numna_geo.gaps.figures import Figures, summed
from numna_geo.gaps.groups import Groups
from numna_geo.gaps.indicator import Asked, Indicator, Reference
from numna_geo.gaps.premises import DECLARED_ALONE, INTERNET, LAST_PERIOD, without
from numna_geo.gaps.scene import Scene


def not_gigabit(scene: Scene, asked: Asked, groups: Groups) -> Figures:
    """Premises minus those that can have one Gbit/s."""
    return summed(without(scene, asked.period, served="gigabit", of=INTERNET), groups)


INDICATOR = Indicator(
    key="not_gigabit",
    objective=10,
    order=2,
    title="Locaux sans gigabit",
    question="Quels locaux ne peuvent pas avoir 1 Gbit/s ?",
    unit="part des locaux",
    counted="locaux",
    sources=("arcep_2026_t2",),
    method=(
        "Locaux moins locaux éligibles à 1 Gbit/s (fibre ou câble), d'après Ma "
        "connexion internet, dont les locaux ne sont pas ceux du décompte de la fibre."
    ),
    formula="(locaux − locaux à 1 Gbit/s) / locaux, de Ma connexion internet",
    example="1 200 locaux dont 1 140 à 1 Gbit/s : 60 / 1 200 = 5 %.",
    limits=(
        "Éligible ne veut pas dire abonné. Débits déclarés par les opérateurs. Pas de "
        "décompte comparable en 2018."
    ),
    periods=(LAST_PERIOD,),
    one_reading=DECLARED_ALONE,
    target=Reference(
        value=0.0,
        period="2030-T4",
        source="Décennie numérique de l'Union européenne : un gigabit pour tous",
    ),
    measure=not_gigabit,
)
