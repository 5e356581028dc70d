"""How minutes were found, in French."""

from numna_geo.travel.engine import Engine
from numna_geo.usecases.nearby import EngineUsed

ESTIMATED = (
    "temps estimé d'après la distance, la densité des communes et les obstacles "
    "connus : ce n'est pas un itinéraire"
)
BY_ROAD = "temps par la route, sans compter la circulation"

SERVER_DOWN = "le serveur d'itinéraires ne répond pas"
ESTIMATES = "temps estimés"
OWN_ROADS = "temps calculés sur les routes enregistrées ici"


def told(engine: Engine, *, fallback: str | None = None) -> EngineUsed:
    """What an answer says of the engine behind its minutes."""
    return EngineUsed(
        name=engine.name,
        version=engine.version,
        is_estimate=engine.is_estimate,
        method_text=ESTIMATED if engine.is_estimate else BY_ROAD,
        credit=engine.credit,
        fallback=fallback,
    )


def off_map(places: int, of: int) -> str | None:
    """What to say when the roads come near only some of the places, or of none.

    >>> off_map(0, 3)
    >>> off_map(1, 3)
    'un lieu est hors de la carte des routes : son temps est estimé'
    >>> off_map(2, 3)
    '2 lieux sont hors de la carte des routes : leurs temps sont estimés'
    >>> off_map(3, 3)
    'lieu hors de la carte des routes : temps estimés'
    """
    if not places:
        return None
    if places == of:
        return f"lieu hors de la carte des routes : {ESTIMATES}"
    if places == 1:
        return "un lieu est hors de la carte des routes : son temps est estimé"
    return f"{places} lieux sont hors de la carte des routes : leurs temps sont estimés"
