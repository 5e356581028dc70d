"""The three objectives of the roadmap that are about territory, and what we quote."""

from dataclasses import dataclass

from numna_geo.model.roadmap import QUOTE

VOTED_ON = "2018-06-25"
ADDRESS = (
    "https://participez.nouvelle-aquitaine.fr/processes/"
    "Feuillederoute-economienumerique/f/42/"
)
"""Where the Region published the text that was put to the vote."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Objective:
    """One objective; texts are French, for people.

    `quote` are the very words of the roadmap, `None` where we hold none; `summary` is
    ours. `unknowns` are what no source known to us tells of it.
    """

    number: int
    title: str
    summary: str
    quote: str | None
    unknowns: tuple[str, ...]


BROADBAND, SUPPORT, PLACES = 10, 11, 12
"""Numbers of the objectives."""

OBJECTIVES = (
    Objective(
        number=BROADBAND,
        title="Le très haut débit partout",
        summary=(
            "Raccorder tout le territoire au très haut débit, dont 1,4 million de "
            "locaux par des réseaux d'initiative publique."
        ),
        quote=None,
        unknowns=(
            "Quels locaux sont desservis par un réseau d'initiative publique : aucun "
            "fichier chargé ne le dit, commune par commune. L'avancement vers 1,4 "
            "million est donc inconnu.",
            "Combien de locaux sont raccordés : raccordable ne veut pas dire raccordé.",
            "La fibre dédiée aux entreprises.",
            "La part des locaux à 30 Mbit/s ou au gigabit en 2018.",
        ),
    ),
    Objective(
        number=SUPPORT,
        title="Un interlocuteur pour chaque projet",
        summary=(
            "Que tout porteur de projet trouve un interlocuteur capable de "
            "l'accompagner, où qu'il soit."
        ),
        quote=QUOTE,
        unknowns=(
            "Lesquelles sont les structures comptées en 2018 : la feuille de route "
            "n'en nomme aucune.",
            "L'accès en 2018 : aucun annuaire daté de cette époque n'est chargé, la "
            "tendance est donc inconnue.",
            "L'activité réelle : tant que personne n'a vérifié une structure, elle "
            "n'est que déclarée.",
            "Les structures d'accompagnement au-delà des limites de la région.",
        ),
    ),
    Objective(
        number=PLACES,
        title="Un réseau équilibré de lieux",
        summary=(
            "Des lieux où travailler, fabriquer, être aidé, répartis sur tout le "
            "territoire."
        ),
        quote=None,
        unknowns=(
            "Le texte exact de l'objectif, et un nombre à atteindre : nous n'en avons "
            "pas.",
            "Les lieux de 2018 : les listes chargées sont plus récentes, la tendance "
            "est donc inconnue.",
            "Ce que chaque lieu propose vraiment : horaires, places, machines.",
        ),
    ),
)
