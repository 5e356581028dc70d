"""What broadband is told beside: communes, deployment zones, EPCI and their shares."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from numna_geo.model.territory import Level
from numna_geo.model.zoning import DEPLOYMENT_ZONE
from numna_geo.store.broadband_shares import shares
from numna_geo.store.reading import Reader
from numna_geo.usecases.known_layers import Layer, Layers
from numna_geo.usecases.read_measures import Run

_THD30 = "thd30"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class BroadbandAround:
    """Layers of a run, and the published shares of each EPCI by year, 0 to 1.

    `names` are those of the communes, in the order of the run.
    """

    names: tuple[str, ...]
    zones: Layer
    epci: Layer
    shares: Mapping[str, Mapping[str, float]]


async def broadband_around(reader: Reader, layers: Layers, run: Run) -> BroadbandAround:
    """What `tell_broadband` needs besides the run, the same for every territory.

    Raises:
        DatabaseUnavailable, DatabaseNotReady: as `Reader.rows`.
    """
    communes = await layers.level(run, Level.COMMUNE)
    named = dict(zip(communes.codes, communes.names, strict=True))
    by_code: defaultdict[str, dict[str, float]] = defaultdict(dict)
    for row in await reader.rows(shares(Level.EPCI, _THD30)):
        by_code[row["code"]][row["period"]] = row["value"]
    return BroadbandAround(
        names=tuple(named.get(code, code) for code in run.codes),
        zones=await layers.zoning(run, DEPLOYMENT_ZONE),
        epci=await layers.level(run, Level.EPCI),
        shares=by_code,
    )
