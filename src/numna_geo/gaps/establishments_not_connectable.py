"""Objective 10: businesses in premises that cannot be connected, pro rata."""

import numpy as np

from numna_geo.gaps.figures import Figures, summed
from numna_geo.gaps.groups import Groups
from numna_geo.gaps.indicator import Asked, Indicator
from numna_geo.gaps.premises import (
    DECLARED_ALONE,
    DENOMINATORS,
    FIBRE,
    FIRST_PERIOD,
    LAST_PERIOD,
    counted,
    without,
)
from numna_geo.gaps.scene import Scene
from numna_geo.model.territory import Quantity


def establishments_not_connectable(
    scene: Scene, asked: Asked, groups: Groups
) -> Figures:
    """Establishments, times the share of their commune's premises not connectable.

    Always an estimate: nobody publishes which premises are businesses. A share is
    bounded by 0 and 1; a commune without premises has none.
    """
    missing = without(scene, asked.period, served="connectable", of=FIBRE)
    share = np.full(len(scene), np.nan)
    known = missing.denominator > 0
    np.divide(missing.numerator, missing.denominator, out=share, where=known)
    businesses = scene.demand[Quantity.ESTABLISHMENTS]
    estimate = businesses * np.clip(share, 0, 1)
    counts = counted(
        estimate,
        np.where(np.isnan(estimate), np.nan, businesses),
        estimated=np.ones(len(scene), dtype=bool),
    )
    return summed(counts, groups)


INDICATOR = Indicator(
    key="establishments_not_connectable",
    objective=10,
    order=4,
    title="Établissements non raccordables, estimation",
    question=(
        "Combien d'établissements sont dans des locaux non raccordables à la fibre ?"
    ),
    unit="part des établissements",
    counted="établissements",
    sources=("arcep_2026_t2", "arcep_2018_t1", "insee_clap_2014"),
    method=(
        "Estimation au prorata : établissements de chaque commune (INSEE, CLAP 2014) "
        "× part de ses locaux non raccordables (ARCEP). Raccordable ≠ raccordé ; la "
        "fibre dédiée aux entreprises n'est pas mesurée."
    ),
    formula=(
        "Σ E(i) × max(0, locaux(i) − raccordables(i)) / locaux(i), divisé par Σ E(i)"
    ),
    example=(
        "Deux communes de 100 et 300 établissements, 5 % et 1 % de locaux non "
        "raccordables : (5 + 3) / 400 = 2 %."
    ),
    limits=(
        "Suppose que les établissements sont raccordables comme les autres locaux de "
        "leur commune : une zone d'activité peut l'être plus, une ferme isolée moins. "
        "Établissements de 2014, sans salarié compris. Les six communes qui ont en "
        "2018 plus de locaux raccordables que de locaux y comptent pour 0, alors que "
        "les locaux non raccordables les comptent en moins : 71 établissements "
        "d'écart. Toujours une estimation."
    ),
    periods=(FIRST_PERIOD, LAST_PERIOD),
    warning=DENOMINATORS,
    one_reading=DECLARED_ALONE,
    measure=establishments_not_connectable,
)
