"""Among how many different organisations people can choose within some minutes."""

from dataclasses import replace

import numpy as np

from numna_geo.gaps.figures import Figures, ratio, summed
from numna_geo.gaps.groups import Groups
from numna_geo.gaps.indicator import Asked
from numna_geo.gaps.looked_for import bound_of, looked_for
from numna_geo.gaps.scene import Scene

METHOD = (
    "Moyenne, sur les habitants, du nombre d'organisations différentes à portée ; "
    "plusieurs sites d'une même organisation n'en font qu'une. À côté : les habitants "
    "qui n'en ont aucune, une seule, plusieurs."
)
FORMULA = "Σ P(i) × n(i) / Σ P(i), n(i) organisations à t ≤ T"
EXAMPLE = (
    "Trois communes de 400, 300 et 300 habitants qui ont 4, 1 et 0 organisations à "
    "portée : (1 600 + 300 + 0) / 1 000 = 1,9 ; 30 % des habitants n'ont aucun choix, "
    "30 % un seul, 40 % plusieurs."
)


def mean_choices(scene: Scene, asked: Asked, groups: Groups) -> Figures:
    """How many different organisations the average inhabitant has within reach.

    `numerator` counts each choice of each person. Details: how many people have none,
    one or several (`none_people`, `one_people`, `several_people`), and the shares that
    they are (`none_share`…). `uncertain` are those of whom the band of minutes does not
    tell whether they have any; `border_unknown` those who may have more beyond a
    border.

    Raises:
        ValueError: `asked` lacks a supply, minutes or whom to count.
    """
    found, within_min = looked_for(scene, asked), bound_of(asked)
    people, choices = found.counted, found.reach.choices[within_min]
    parts = {"none": choices == 0, "one": choices == 1, "several": choices > 1}
    sums = summed(
        found.counts(
            people * choices,
            border_unknown=found.near_border(within_min),
            uncertain=found.in_band(within_min),
            details={
                f"{name}_people": np.where(have, people, 0.0)
                for name, have in parts.items()
            },
        ),
        groups,
        per=None,
    )
    shares = {
        f"{name}_share": ratio(sums.details[f"{name}_people"], sums.denominator)
        for name in parts
    }
    return replace(sums, details={**sums.details, **shares})
