"""Objective 10: premises that cannot be connected to fibre."""

import numpy as np

from numna_geo.gaps.figures import Counts, Figures, summed
from numna_geo.gaps.groups import Groups
from numna_geo.gaps.indicator import Asked, Indicator, Reference
from numna_geo.gaps.scene import Scene

PERIODS = ("2018-T1", "2026-T2")
WARNING = (
    "L'ARCEP a changé de dénominateur entre les deux dates : 3 553 404 logements et "
    "établissements en 2018 (INSEE), 4 348 860 locaux en 2026 (meilleure estimation "
    "des locaux). Les deux taux ne se soustraient pas ; comparez les nombres de locaux "
    "raccordables."
)


def fibre_not_connectable(scene: Scene, asked: Asked, groups: Groups) -> Figures:
    """Premises minus connectable premises, as ARCEP publishes both.

    Raw differences are kept so that sums are exact, though six communes of 2018 had
    more connectable premises than premises (two counts of their own).
    """
    counts = scene.premises[asked.period].counts
    total, connectable = counts["premises"], counts["connectable"]
    nobody = np.zeros(len(scene))
    unflagged = np.zeros(len(scene), dtype=bool)
    missing = Counts(
        numerator=total - connectable,
        denominator=np.where(np.isnan(connectable), np.nan, total),
        border_unknown=nobody,
        uncertain=nobody,
        not_collected=unflagged,
        estimated=unflagged,
    )
    return summed(missing, groups)


INDICATOR = Indicator(
    key="fibre_not_connectable",
    objective=10,
    title="Locaux non raccordables à la fibre",
    question="Quels locaux ne peuvent pas être raccordés à la fibre optique ?",
    unit="part des locaux",
    counted="locaux",
    sources=("arcep_2026_t2", "arcep_2018_t1"),
    method=(
        "Locaux moins locaux raccordables (une ligne peut être construite depuis le "
        "point de mutualisation), d'après l'ARCEP. Raccordable ne veut pas dire "
        "raccordé ; la fibre dédiée aux entreprises n'est pas mesurée."
    ),
    formula="(locaux − locaux raccordables) / locaux",
    example="1 000 locaux dont 950 raccordables : 50 / 1 000 = 5 %.",
    limits=(
        "Déclarations des opérateurs. En 2018, six communes comptent plus de locaux "
        "raccordables que de locaux (deux décomptes) : part 0, valeur estimée. Les "
        "locaux à construire et les lignes « sur demande » n'y sont pas distingués."
    ),
    periods=PERIODS,
    warning=WARNING,
    one_reading=(
        "Les locaux raccordables sont ceux que les opérateurs déclarent : personne "
        "d'autre ne les vérifie commune par commune."
    ),
    baseline=Reference(
        value=1 - 691_318 / 3_553_404,
        period="2018-T1",
        source="ARCEP, observatoire T1 2018",
    ),
    target=Reference(
        value=0.0,
        period=None,
        source="Feuille de route régionale, juin 2018, objectif 10 : « partout »",
    ),
    measure=fibre_not_connectable,
)
