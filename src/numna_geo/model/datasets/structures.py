"""Structures and places as a dataset: one feature a site."""

from numna_geo.model.dataset import Dataset, Shape
from numna_geo.model.datasets.structure_offers import OFFER
from numna_geo.model.datasets.structure_places import PLACE

STRUCTURES = Dataset(
    key="structures",
    title="Structures d'accompagnement et lieux d'accueil de Nouvelle-Aquitaine",
    title_en="Support structures and host places of Nouvelle-Aquitaine",
    description=(
        "Un point par implantation : structures d'accompagnement (objectif 11), lieux"
        " d'accueil (objectif 12), formation et recherche. Fusion de plusieurs sources,"
        " chacune citée ; ce dont la licence est à confirmer n'y figure pas. Les lieux"
        " fermés y restent quelque temps, avec leur statut : ne les comptez pas. Une"
        " catégorie n'est pas complète partout : voir la page Données."
    ),
    description_en=(
        "One point a site: support structures (objective 11), host places (objective"
        " 12), training and research. Merged from several sources, each of them cited;"
        " what has an unconfirmed licence is left out. Closed places stay for a while,"
        " told by their status: leave them out of counts. No category is complete"
        " everywhere: see the page on data."
    ),
    keywords=("numérique", "accompagnement", "tiers-lieux", "médiation numérique"),
    shape=Shape.POINT,
    identifier="id",
    label="name",
    fields=(*PLACE, *OFFER),
)
