"""Objective 10: copper that closes before fibre is complete."""

from dataclasses import replace
from datetime import date

import numpy as np

from numna_geo.gaps.figures import Figures, summed
from numna_geo.gaps.groups import Groups
from numna_geo.gaps.indicator import Asked, Indicator
from numna_geo.gaps.premises import (
    DECLARED_ALONE,
    FIBRE,
    LAST_PERIOD,
    column,
    counted,
    day_number,
    quarter_end,
    without,
)
from numna_geo.gaps.scene import Flags, Floats, Premises, Scene

CALENDAR = date(2025, 10, 20)
"""The day of the calendar of closures that is bundled."""


def copper_before_fibre(scene: Scene, asked: Asked, groups: Groups) -> Figures:
    """Premises not connectable where copper is closed, or closes within a year.

    Both are told from the end of the quarter in which premises were counted. Where no
    commune at all has a date, no calendar was loaded and nothing is known.
    """
    premises = scene.premises[asked.period]
    closes = premises.copper_closes
    missing = without(scene, asked.period, served="connectable", of=FIBRE)
    closed, soon = closing(premises, asked.period)
    dated = np.isfinite(closes).any()
    left = missing.numerator
    counts = counted(
        np.where(closed | soon, left, 0.0 * left),
        missing.denominator if dated else np.full(len(scene), np.nan),
        details=_details(closes, closed, soon, left),
    )
    figures = summed(counts, groups)
    following = _next(np.where(closed, np.nan, closes), groups)
    return replace(figures, details={**figures.details, "next_closing_day": following})


def closing(premises: Premises, period: str) -> tuple[Flags, Flags]:
    """Communes whose copper is closed at the end of a quarter, or closes in a year.

    Closed is what the calendar calls so, too: a commune that merged may have one part
    closed, and the date of another.

    Args:
        premises: of that quarter.
        period: the quarter, such as `2026-T2`.
    """
    closes, end = premises.copper_closes, quarter_end(period)
    called = column(premises, "copper_closed", size=len(closes)) > 0
    closed = called | (closes <= day_number(end))
    within = closes <= day_number(end.replace(year=end.year + 1))
    return closed, within & ~closed


def _details(
    closes: Floats, closed: Flags, soon: Flags, left: Floats
) -> dict[str, Floats]:
    later = np.isfinite(closes) & ~closed & ~soon
    undated = np.isnan(closes) & ~closed
    parts = {"closed": closed, "soon": soon, "later": later, "not_scheduled": undated}
    told: dict[str, Floats] = {
        f"communes_{n}": flags.astype(np.float64) for n, flags in parts.items()
    }
    return told | {f"left_{n}": np.where(f, left, 0.0) for n, f in parts.items()}


def _next(closes: Floats, groups: Groups) -> Floats:
    """The first day to come of each group, days since 1970; NaN where there is none."""
    if not len(groups):
        return np.empty(0)
    never = np.where(np.isnan(closes), np.inf, closes)[groups.rows]
    first: Floats = np.minimum.reduceat(never, groups.starts)
    return np.where(np.isinf(first), np.nan, first)


INDICATOR = Indicator(
    key="copper_before_fibre",
    objective=10,
    order=3,
    title="Cuivre fermé, ou fermant dans l'année, avant la fibre",
    question=(
        "Quels locaux ne sont pas raccordables à la fibre alors que le cuivre y est "
        "fermé, ou ferme dans l'année ?"
    ),
    unit="part des locaux",
    counted="locaux",
    sources=("arcep_2026_t2",),
    method=(
        "Locaux non raccordables à la fibre (ARCEP) des communes où le réseau de "
        "cuivre est fermé au dernier jour du trimestre, ou ferme dans les douze mois "
        "qui suivent, d'après le calendrier du 20 octobre 2025 (ministère de "
        "l'Économie d'après Orange). Divisés par tous les locaux du territoire : une "
        "commune sans date de fermeture compte 0. next_closing_day est la prochaine "
        "fermeture, en jours depuis 1970."
    ),
    formula=(
        "Σ (locaux − raccordables) des communes fermées ou fermant sous 12 mois, "
        "divisé par Σ locaux"
    ),
    example=(
        "Au 30 juin 2026, trois communes de 1 000 locaux où il en reste 20, 30 et 50, "
        "fermées le 27 janvier 2026, le 31 janvier 2027 et sans date : "
        "(20 + 30) / 3 000 = 1,67 %."
    ),
    limits=(
        "Le calendrier peut changer, et une fermeture être repoussée. Une commune "
        "issue d'une fusion (Les Trois-Saints) y est fermée et a une date à venir : "
        "elle compte comme fermée. Ces locaux ne "
        "sont pas forcément occupés, ni tous abonnés au cuivre. Un local non "
        "raccordable peut avoir la 4G fixe ou le satellite."
    ),
    periods=(LAST_PERIOD,),
    one_reading=DECLARED_ALONE,
    measure=copper_before_fibre,
)
