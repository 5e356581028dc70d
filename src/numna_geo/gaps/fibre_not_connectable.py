"""Objective 10: premises that cannot be connected to fibre."""

from dataclasses import replace

from numna_geo.gaps.figures import Figures, summed
from numna_geo.gaps.groups import Groups
from numna_geo.gaps.indicator import Asked, Indicator, Reference
from numna_geo.gaps.premises import (
    DECLARED_ALONE,
    DENOMINATORS,
    FIBRE,
    FIRST_PERIOD,
    LAST_PERIOD,
    column,
    without,
)
from numna_geo.gaps.scene import Floats, Scene

PERIODS = (FIRST_PERIOD, LAST_PERIOD)
WARNING = DENOMINATORS


def fibre_not_connectable(scene: Scene, asked: Asked, groups: Groups) -> Figures:
    """Premises minus connectable premises, as ARCEP publishes both."""
    missing = without(scene, asked.period, served="connectable", of=FIBRE)
    return summed(replace(missing, details=_progress(scene, asked.period)), groups)


def _progress(scene: Scene, period: str) -> dict[str, Floats]:
    """Connectable premises then and since the baseline: counts, never two shares."""
    now = column(scene.premises[period], "connectable", size=len(scene))
    first = scene.premises.get(FIRST_PERIOD)
    if first is None:
        return {"connectable": now}
    then = column(first, "connectable", size=len(scene))
    return {
        "connectable": now,
        "connectable_2018": then,
        "connectable_since_2018": now - then,
    }


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
        "locaux à construire et les lignes « sur demande » n'y sont pas distingués. Ma "
        "connexion internet, qui compte les locaux autrement, en trouve davantage "
        "sans fibre au deuxième trimestre 2026 (184 181, soit 4,2 %), surtout dans le "
        "rural : la part lue ici en est plutôt le bas."
    ),
    periods=PERIODS,
    warning=WARNING,
    one_reading=DECLARED_ALONE,
    baseline=Reference(
        value=1 - 691_318 / 3_553_404,
        period=FIRST_PERIOD,
        source="ARCEP, observatoire T1 2018",
    ),
    target=Reference(
        value=0.0,
        period=None,
        source=(
            "Feuille de route régionale, juin 2018, objectif 10, tel que nous le "
            "résumons : partout"
        ),
    ),
    measure=fibre_not_connectable,
)
