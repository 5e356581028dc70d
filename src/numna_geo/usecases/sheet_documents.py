"""What other questions tell of a territory: broadband, sharing, what adds up."""

import asyncio
from dataclasses import dataclass
from typing import Any

from numna_geo.gaps import INDICATORS
from numna_geo.model.territory import Level
from numna_geo.store import measures
from numna_geo.store.reading import Reader
from numna_geo.usecases.known_broadband import broadband_around
from numna_geo.usecases.known_layers import Layers
from numna_geo.usecases.known_peers import Peers
from numna_geo.usecases.read_measures import Run
from numna_geo.usecases.tell_broadband import tell_broadband
from numna_geo.usecases.tell_combined import adding_up, tell_combined
from numna_geo.usecases.tell_equity import tell_equity
from numna_geo.usecases.tell_history import tell_history

Told = dict[str, Any]

_SHARED = {"support": "support_access", "host": "host_access"}
_OF_EQUITY = ("people", "mean", "gini", "palma", "text")
_MOST = 10
_FOLLOWED = (
    *("fibre_not_connectable", "support_beyond", "host_place_beyond"),
    "france_services_beyond",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Documents:
    """Each as its own use case tells it; equity of one commune says nothing."""

    broadband: Told
    combined: Told
    equity: Told | None
    history: list[Told]


async def sheet_documents(
    reader: Reader, layers: Layers, run: Run, peers: Peers
) -> Documents:
    """The documents of one territory.

    Raises:
        DatabaseUnavailable, DatabaseNotReady: as `Reader.rows`.
    """
    level = peers.level
    around = await broadband_around(reader, layers, run)
    within = level, peers.layer.codes[peers.number]
    broadband = await asyncio.to_thread(
        tell_broadband, run, peers.layer, peers.number, around
    )
    combined = await tell_combined(run, layers, within=within)
    worst = adding_up(combined, _MOST)
    kept = {k: v for k, v in combined.items() if k not in {"values", "sensitivity"}}
    return Documents(
        broadband=broadband,
        combined={**kept, "worst": worst},
        equity=None if level is Level.COMMUNE else await _equity(run, layers, within),
        history=await _history(reader, run, peers),
    )


async def _history(reader: Reader, run: Run, peers: Peers) -> list[Told]:
    """What each run said of the gaps of the objectives; nothing of a single run."""
    if len(await reader.rows(measures.runs())) <= 1:
        return []
    communes = [run.codes[row] for row in peers.rows]
    found = []
    for key in _FOLLOWED:
        indicator = INDICATORS[key]
        told = await tell_history(reader, indicator, indicator.default, communes)
        found.append({"indicator": key, "runs": told})
    return found


async def _equity(run: Run, layers: Layers, within: tuple[Level, str]) -> Told:
    found = {}
    for name, key in _SHARED.items():
        indicator = INDICATORS[key]
        told = await tell_equity(
            run, layers, (indicator, indicator.default), within=within
        )
        found[name] = {part: told[part] for part in _OF_EQUITY}
    return found
