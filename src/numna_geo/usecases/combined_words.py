"""What lacks together, in French sentences made of the counts."""

from collections.abc import Mapping
from typing import Any

from numna_geo.gaps.combined import Lines
from numna_geo.model.collection import Reading
from numna_geo.model.french import number
from numna_geo.usecases.tell_numbers import text_of_share

LACKING = {
    "broadband": "très haut débit",
    "support": "structure d'accompagnement",
    "place": "lieu d'accueil",
}
"""What lacks, in the order of `LACKS`."""


def what_adds_up(told: Mapping[str, Any], name: str, lines: Lines) -> str:
    """How many lack two or three, and what that means.

    Args:
        told: counts of `tell_combined`.
        name: of the territory.
        lines: from where on something lacks.
    """
    found = _one(told) if told["communes"] == 1 else _several(told)
    doubt = (
        f" Temps estimés : {number(told['uncertain_people'])} habitants peuvent être "
        "d'un côté ou de l'autre d'un seuil."
        if told["uncertain_people"]
        else ""
    )
    return f"{name} : {found} {_meaning(lines)}{doubt}"


def _several(told: Mapping[str, Any]) -> str:
    two, three, unknown = told["two_or_more"], told["three"], told["no_data"]
    said = (
        f"{communes(two['communes'])} sur {number(told['communes'])} "
        f"{_lack(two['communes'])} de deux ou trois des trois "
        f"({', '.join(LACKING.values())})"
    )
    if two["communes"]:
        said += f", {number(two['people'])} habitants"
    if three["communes"]:
        said += (
            f" ; {communes(three['communes'])} des trois, "
            f"{number(three['people'])} habitants"
        )
    missing = f" Pas de donnée pour {communes(unknown['communes'])}."
    return f"{said}.{missing if unknown['communes'] else ''}"


def _one(told: Mapping[str, Any]) -> str:
    cell = next((one for one in told["cells"] if one["communes"]), None)
    if cell is None:
        return "pas de donnée."
    if not cell["lacks"]:
        return f"ne manque d'aucun des trois ({', '.join(LACKING.values())})."
    return f"manque de : {', '.join(LACKING[one] for one in cell['lacks'])}."


def communes(count: int) -> str:
    """So many communes.

    >>> communes(0), communes(1), communes(12)
    ('aucune commune', '1 commune', '12 communes')
    """
    if not count:
        return "aucune commune"
    return f"{number(count)} commune{'s' if count > 1 else ''}"


def _lack(count: int) -> str:
    return "manquent" if count > 1 else "ne manque" if not count else "manque"


def _meaning(lines: Lines) -> str:
    return (
        f"Manque : plus de {text_of_share(lines.not_connectable)} des locaux non "
        f"raccordables à la fibre ou plus de {text_of_share(lines.below_30)} sans "
        f"30 Mbit/s hors satellite ; plus de {lines.support_min} min en voiture "
        f"jusqu'à une structure d'accompagnement ; plus de {lines.place_min} min "
        f"jusqu'à un lieu d'accueil{_checked(lines)}."
    )


def _checked(lines: Lines) -> str:
    if lines.reading is Reading.DECLARED:
        return ""
    return " ; seuls comptent les structures et lieux vérifiés à temps"
