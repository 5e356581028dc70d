"""How many places there are for 10,000 inhabitants: inside, or within reach."""

from dataclasses import dataclass, replace

import numpy as np

from numna_geo.gaps.catchment import LUO_QI
from numna_geo.gaps.figures import Figures, summed
from numna_geo.gaps.groups import Groups
from numna_geo.gaps.indicator import Asked
from numna_geo.gaps.looked_for import looked_for
from numna_geo.gaps.scene import Scene

PEOPLE = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What both objectives say of one of these measures, in French."""

    method: str
    formula: str
    example: str
    limits: str


INSIDE = Words(
    method="Sites du territoire, divisés par ses habitants.",
    formula="10 000 × Σ n(i) / Σ P(i), n(i) sites dans la commune",
    example=(
        "Deux communes de 30 000 et 10 000 habitants, 5 sites et 1 : 10 000 × 6 / "
        "40 000 = 1,5."
    ),
    limits=(
        "Ignore les limites du territoire : ce qui est juste à côté ne compte pas, et "
        "une petite commune qui a un site paraît très dotée."
    ),
)
SHARED = Words(
    method=(
        "Zone d'attraction flottante en deux temps (E2SFCA, Luo et Qi 2009) : chaque "
        "site est partagé entre tous ceux qui l'atteignent en 30 min, ceux des régions "
        "voisines compris, puis chacun additionne ses parts. Poids 1 jusqu'à 10 min, "
        "0,68 jusqu'à 20, 0,22 jusqu'à 30. Chaque site vaut 1."
    ),
    formula=(
        "R(j) = S(j) / Σ P(k) × W(k,j) ; A(i) = Σ R(j) × W(i,j) ; valeur : 10 000 × "
        "Σ P(i) × A(i) / Σ P(i)"
    ),
    example=(
        "Un site, à 5 min de 1 000 habitants et à 15 min de 2 500 autres : R = 1 / "
        "(1 000 + 0,68 × 2 500) = 1 / 2 700 ; pour 10 000, 3,70 aux premiers, 2,52 aux "
        "seconds, 10 000 × 1 / 3 500 = 2,86 ensemble."
    ),
    limits=(
        "Les poids sont ceux d'une étude de médecins aux États-Unis. Aucune source ne "
        "dit la capacité des sites : un grand compte comme un petit. Au-delà de 30 min "
        "rien ne compte."
    ),
)


def places_inside(scene: Scene, asked: Asked, groups: Groups) -> Figures:
    """Places inside a territory for 10,000 of its people, whoever is next door.

    `numerator` counts places. Nothing here depends on minutes, nor is an estimate.

    Raises:
        ValueError: `asked` lacks a supply or whom to count.
    """
    found = looked_for(scene, asked)
    nobody = np.zeros(len(scene))
    inside = found.reach.inside
    counts = found.counts(inside, border_unknown=nobody, uncertain=nobody)
    exact = replace(counts, estimated=nobody > 0)
    return summed(exact, groups, per=PEOPLE)


def places_shared(scene: Scene, asked: Asked, groups: Groups) -> Figures:
    """Places that 10,000 people have, each place being shared by those in its reach.

    `numerator` counts places: the parts that come to this territory. `border_unknown`
    are people who may have more, or more rivals, beyond a border; `uncertain` those of
    whom the band does not tell whether they are in reach of any.

    Raises:
        ValueError: `asked` lacks a supply or whom to count.
    """
    found = looked_for(scene, asked)
    farthest_min = LUO_QI.bounds_min[-1]
    counts = found.counts(
        found.counted * found.reach.access,
        border_unknown=found.near_border(farthest_min),
        uncertain=found.in_band(farthest_min),
    )
    return summed(counts, groups, per=PEOPLE)
