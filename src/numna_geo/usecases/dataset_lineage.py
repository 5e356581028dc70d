"""How each published dataset was made, in French and in English.

Whoever takes a file away reads this in its metadata: what was done to the sources, and
what cannot be read from it.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """The same words in both languages."""

    fr: str
    en: str


_OUTLINES = Told(
    fr=(
        "Communes, EPCI et départements du code officiel géographique de 2026 ;"
        " contours de 2018 fusionnés selon ce code, puis généralisés à 50 m près"
        " sur des arcs partagés : deux voisins ont la même frontière."
    ),
    en=(
        "Communes, EPCI and departments of the official geographic code of 2026;"
        " outlines of 2018 merged by that code, then generalised within 50 m on shared"
        " arcs: two neighbours have the same border."
    ),
)

LINEAGE: Mapping[str, Told] = {
    "structures": Told(
        fr=(
            "Chaque source est lue, ses lignes sont corrigées avec preuve ou rejetées"
            " avec raison ; les fiches d'un même lieu sont rapprochées par un score,"
            " les doutes tranchés à la main, et la source la plus sûre l'emporte champ"
            " par champ. Ce dont la licence est à confirmer est laissé de côté ;"
            " OpenStreetMap n'y est jamais mêlé. Une catégorie n'est pas complète"
            " partout : l'absence d'un point ne dit pas qu'il n'y a personne."
        ),
        en=(
            "Each source is read, its rows mended with proof or rejected with a reason;"
            " records of one place are matched by a score, doubts settled by hand, and"
            " the most trusted source prevails field by field. What has an unconfirmed"
            " licence is left out; OpenStreetMap is never mixed in. No category is"
            " complete everywhere: no point does not mean nobody."
        ),
    ),
    "communes": _OUTLINES,
    "epci": _OUTLINES,
    "departements": _OUTLINES,
    "broadband": Told(
        fr=(
            "Fichiers communaux de l'Arcep, ramenés par sommes aux communes de 2026."
            " Deux décomptes des locaux (fibre, Ma connexion internet) restent côte à"
            " côte. Les locaux de 2018 sont estimés par une méthode abandonnée en 2020"
            " : comparer des locaux, non des taux. " + _OUTLINES.fr
        ),
        en=(
            "Arcep's files by commune, summed to the communes of 2026. Two counts of"
            " premises (fibre, Ma connexion internet) stay side by side. Those of 2018"
            " were estimated by a method given up in 2020: compare premises, not rates."
            " " + _OUTLINES.en
        ),
    ),
    "gaps": Told(
        fr=(
            "Mesures faites commune par commune, en voiture, de la mairie à la"
            " structure la plus rapide, puis sommées par territoire : aucune moyenne"
            " de parts. La colonne engine dit par quoi les minutes sont trouvées"
            " (road : par les routes ; estimate : une estimation par les distances)."
            " La colonne _status de chaque indicateur dit comment le lire :"
            " measured, estimated, no_data, not_collected, border_unknown ; pas de"
            " donnée n'est pas zéro. " + _OUTLINES.fr
        ),
        en=(
            "Measured commune by commune, by car, from the town hall to the quickest"
            " structure, then summed by territory: shares are never averaged. The"
            " column engine says what found the minutes (road: along roads; estimate:"
            " from distances). The column _status of each indicator says how to read"
            " it: measured, estimated, no_data, not_collected, border_unknown; no data"
            " is not zero. " + _OUTLINES.en
        ),
    ),
}
"""By key of the dataset."""
