"""How minutes were found, in French."""

from numna_geo.travel.engine import Engine
from numna_geo.travel.estimate import METHOD
from numna_geo.usecases.nearby import EngineUsed

BY_ROAD = "temps par la route, sans compter la circulation"

ROADS_DAMAGED = "les routes enregistrées sont illisibles"
SERVER_DOWN = "le serveur d'itinéraires ne répond pas"
ESTIMATES = "temps estimés"
OWN_ROADS = "temps calculés sur les routes enregistrées ici"


def told(engine: Engine, *, fallback: str | None = None) -> EngineUsed:
    """What an answer says of the engine behind its minutes."""
    return EngineUsed(
        name=engine.name,
        version=engine.version,
        is_estimate=engine.is_estimate,
        method_text=METHOD if engine.is_estimate else BY_ROAD,
        credit=engine.credit,
        fallback=fallback,
    )


def off_map(places: int, *, of_all: bool) -> str:
    """What to say when the roads come near only some places, or none of them.

    >>> off_map(1, of_all=False)
    'un lieu est hors de la carte des routes : son temps est estimé'
    >>> off_map(2, of_all=False)
    '2 lieux sont hors de la carte des routes : leurs temps sont estimés'
    >>> off_map(3, of_all=True)
    'hors de la carte des routes : temps estimés'
    """
    if of_all:
        return f"hors de la carte des routes : {ESTIMATES}"
    if places == 1:
        return "un lieu est hors de la carte des routes : son temps est estimé"
    return f"{places} lieux sont hors de la carte des routes : leurs temps sont estimés"
