"""Beside objective 12: how far the nearest France Services is."""

from numna_geo.gaps.indicator import Indicator
from numna_geo.gaps.nearest import (
    EXAMPLE,
    FORMULA,
    METHOD,
    UNREACHABLE,
    minutes_to_nearest,
)
from numna_geo.gaps.offers import (
    BY_CAR,
    ESTABLISHMENTS_OF_2014,
    ESTIMATED,
    EVERYBODY,
    FRANCE_SERVICES_OFFER,
    WITH_ESTABLISHMENTS,
)

INDICATOR = Indicator(
    key="france_services_nearest_min",
    objective=FRANCE_SERVICES_OFFER.objective,
    apart=True,
    order=11,
    title="Temps jusqu'à un France Services",
    question="À combien de minutes est le France Services le plus proche ?",
    unit="min",
    counted="habitants",
    sources=WITH_ESTABLISHMENTS,
    method=f"{METHOD} {BY_CAR} {FRANCE_SERVICES_OFFER.which}",
    formula=FORMULA,
    example=EXAMPLE,
    limits=(
        f"{UNREACHABLE} {ESTIMATED} {FRANCE_SERVICES_OFFER.limits} "
        f"{ESTABLISHMENTS_OF_2014}"
    ),
    supplies=FRANCE_SERVICES_OFFER.supplies,
    quantities=EVERYBODY,
    periods=FRANCE_SERVICES_OFFER.periods,
    measure=minutes_to_nearest,
)
