"""The way to a structure, on another site, at the reader's demand only."""

from dataclasses import dataclass
from urllib.parse import urlencode

from numna_geo.model.position import Precision
from numna_geo.store.statements import Row
from numna_geo.usecases.nearby import Stop

_DIRECTIONS = "https://www.openstreetmap.org/directions"


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """The address of directions; not `exact` where only the commune is known.

    From where is nobody's business: it is not in it.
    """

    url: str
    exact: bool


def way_to(row: Row, stop: Stop | None = None) -> Way | None:
    """How to get where somebody is met; None where nobody knows where that is.

    Args:
        row: of a structure, with its position.
        stop: the permanence that is meant instead of the site.
    """
    if stop is not None:
        return _way(stop.lon, stop.lat, exact=False)
    # A bus stands at its depot's address: nobody is met there.
    precision = row["position_precision"]
    if row["lon"] is None or row["itinerant"] or precision == Precision.UNKNOWN:
        return None
    return _way(row["lon"], row["lat"], exact=precision != Precision.COMMUNE)


def _way(lon: float, lat: float, *, exact: bool) -> Way:
    asked = urlencode({"to": f"{lat:.5f},{lon:.5f}"})
    return Way(url=f"{_DIRECTIONS}?{asked}", exact=exact)
