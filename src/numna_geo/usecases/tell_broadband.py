"""All that is known of the broadband of one territory, as a plain document."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from numna_geo.gaps import INDICATORS
from numna_geo.gaps.groups import Rows, grouped
from numna_geo.gaps.premises import (
    DENOMINATORS,
    FIBRE,
    FIRST_PERIOD,
    INTERNET,
    LAST_PERIOD,
    column,
    quarter_end,
)
from numna_geo.gaps.scene import Floats, Scene
from numna_geo.model.broadband import (
    PUBLIC_PREMISES,
    PUBLIC_PREMISES_SOURCE,
    Technology,
)
from numna_geo.model.zoning import DeploymentZone
from numna_geo.usecases.known_broadband import BroadbandAround
from numna_geo.usecases.known_layers import Layer
from numna_geo.usecases.read_measures import Run
from numna_geo.usecases.tell_copper import tell_copper

Told = dict[str, Any]

_BUSINESSES = INDICATORS["establishments_not_connectable"]

THD30 = "thd30_2017"
SOURCES = ("arcep_2026_t2", "arcep_2018_t1", THD30, "insee_clap_2014")
"""Keys of the catalogue: whose data these are."""

METHOD = (
    "Raccordable : une ligne peut être construite depuis le point de mutualisation ; "
    "raccordable ≠ raccordé. Les locaux du décompte de la fibre et ceux de Ma "
    "connexion internet sont deux décomptes : ils ne se divisent pas l'un par l'autre. "
    "La fibre dédiée aux entreprises n'est pas mesurée."
)
ZONES = (
    "Zones de déploiement du début de 2018 (ARCEP) : l'initiative publique est tout ce "
    "qui n'était ni zone très dense, ni engagement L. 33-13 ; des opérateurs privés "
    "s'y sont engagés depuis."
)
PUBLIC_UNKNOWN = (
    "Aucun fichier chargé ne dit, commune par commune, quels locaux sont desservis par "
    "un réseau d'initiative publique : l'avancement vers l'objectif est inconnu. Les "
    "locaux devenus raccordables en zone d'initiative publique de 2018 en sont un "
    "majorant, réseaux privés compris."
)


def tell_broadband(
    run: Run, layer: Layer, number: int, around: BroadbandAround, *, most: int = 5
) -> Told:
    """Premises by fibre, zone, technology and speed, copper, and progress since 2018.

    Numbers are whole premises, shares are 0 to 1, days ISO 8601; unknown is `None`.

    Args:
        run: what was measured.
        layer: territories of any level.
        number: which of them.
        around: of the same run, `broadband_around`.
        most: how many communes are listed as the worst, of each kind.
    """
    scene, rows = run.scene, layer.groups.of(number)
    now, then = _fibre(scene, rows, LAST_PERIOD), _fibre(scene, rows, FIRST_PERIOD)
    # A share of an EPCI says nothing of one of its communes.
    thd30 = list(_thd30(layer, number, around)) if len(rows) > 1 else []
    return {
        "code": layer.codes[number],
        "name": layer.names[number],
        "fibre": now,
        "baseline": then,
        "connectable_since_2018": _less(now["connectable"], then["connectable"]),
        "warning": DENOMINATORS,
        "zones": list(_zones(scene, rows, around)),
        "zones_note": ZONES,
        "technologies": _technologies(scene, rows),
        "speeds": _speeds(scene, rows),
        "copper": tell_copper(scene, rows),
        "establishments": _establishments(run, rows),
        "thd30": thd30,
        "worst_share": _worst(run, rows, around, most, by_share=True),
        "worst_count": _worst(run, rows, around, most, by_share=False),
        "public_initiative": _public(scene, rows, around),
        "method": METHOD,
        "sources": [key for key in SOURCES if thd30 or key != THD30],
    }


def _sum(scene: Scene, rows: Rows, period: str, name: str) -> int | None:
    """Of the communes where it is known; `None` where it is in none."""
    if period not in scene.premises:
        return None
    values = column(scene.premises[period], name, size=len(scene))[rows]
    return None if np.isnan(values).all() else int(np.nansum(values))


def _fibre(scene: Scene, rows: Rows, period: str) -> Told:
    premises = _sum(scene, rows, period, FIBRE)
    connectable = _sum(scene, rows, period, "connectable")
    left = _less(premises, connectable)
    return {
        "period": period,
        "as_of": quarter_end(period).isoformat(),
        "communes": len(rows),
        "premises": premises,
        "connectable": connectable,
        "left": left,
        "left_share": _share(left, premises),
    }


def _zones(scene: Scene, rows: Rows, around: BroadbandAround) -> Iterator[Told]:
    """Those that the territory has a commune in, in the order of the vocabulary."""
    for zone in DeploymentZone:
        if zone.label not in around.zones.codes:
            continue
        within = around.zones.groups.of(around.zones.number(zone.label))
        here = np.intersect1d(rows, within)
        if not here.size:
            continue
        now, then = _fibre(scene, here, LAST_PERIOD), _fibre(scene, here, FIRST_PERIOD)
        yield {
            "zone": zone.value,
            "label": zone.label,
            **now,
            "connectable_2018": then["connectable"],
            "premises_2018": then["premises"],
            "connectable_since_2018": _less(now["connectable"], then["connectable"]),
        }


def _technologies(scene: Scene, rows: Rows) -> Told:
    """The best technology of each premises; a few have none, by ARCEP's own counts."""
    premises = _sum(scene, rows, LAST_PERIOD, INTERNET)
    counts = {t: _sum(scene, rows, LAST_PERIOD, f"best_{t}") for t in Technology}
    known = sum(count or 0 for count in counts.values())
    without = _less(premises, counts[Technology.FTTH])
    return {
        "period": LAST_PERIOD,
        "premises": premises,
        "best": [
            {
                "technology": technology.value,
                "label": technology.label,
                "premises": count,
                "share": _share(count, premises),
            }
            for technology, count in counts.items()
        ],
        "none": _less(premises, known),
        "without_fibre": without,
        "without_fibre_share": _share(without, premises),
    }


def _speeds(scene: Scene, rows: Rows) -> Told:
    premises = _sum(scene, rows, LAST_PERIOD, INTERNET)
    slow = _less(premises, _sum(scene, rows, LAST_PERIOD, "thd30_terrestrial"))
    below = _less(premises, _sum(scene, rows, LAST_PERIOD, "gigabit"))
    return {
        "period": LAST_PERIOD,
        "premises": premises,
        "below_30_mbps": slow,
        "below_30_mbps_share": _share(slow, premises),
        "not_gigabit": below,
        "not_gigabit_share": _share(below, premises),
    }


def _establishments(run: Run, rows: Rows) -> Told:
    figures = run.figures(_BUSINESSES, _BUSINESSES.default, grouped([rows]))
    known = not np.isnan(figures.numerator[0])
    return {
        "period": "2014",
        "total": int(figures.denominator[0]) if known else None,
        "not_connectable": round(float(figures.numerator[0])) if known else None,
        "share": float(figures.value[0]) if known else None,
        "status": str(figures.status[0]),
        "method": _BUSINESSES.method,
    }


def _thd30(layer: Layer, number: int, around: BroadbandAround) -> Iterator[Told]:
    """Shares of 30 Mbit/s that France THD published of the EPCI it has communes in."""
    for i in around.epci.touching(layer.groups.of(number)):
        code = around.epci.codes[i]
        if code in around.shares:
            shares = dict(around.shares[code])
            yield {"code": code, "name": around.epci.names[i], "shares": shares}


def _worst(
    run: Run, rows: Rows, around: BroadbandAround, most: int, *, by_share: bool
) -> list[Told]:
    """Communes with premises left, those with the biggest share or count first."""
    scene = run.scene
    if LAST_PERIOD not in scene.premises:
        return []
    premises = scene.premises[LAST_PERIOD]
    total = column(premises, FIBRE, size=len(scene))[rows]
    left = total - column(premises, "connectable", size=len(scene))[rows]
    share = np.divide(left, total, out=np.zeros_like(left), where=total > 0)
    keys: tuple[Floats, Floats] = (left, share) if by_share else (share, left)
    order = np.lexsort([-np.nan_to_num(key) for key in keys])
    return [
        {
            "code": run.codes[rows[i]],
            "name": around.names[rows[i]],
            "premises": int(total[i]),
            "left": int(left[i]),
            "left_share": float(share[i]),
        }
        for i in order[:most]
        if left[i] > 0
    ]


def _public(scene: Scene, rows: Rows, around: BroadbandAround) -> Told | None:
    """The roadmap's target is of the region; of its progress, what is known."""
    if len(rows) < len(scene):
        return None
    zones = {told["zone"]: told for told in _zones(scene, rows, around)}
    zone = zones.get(DeploymentZone.PUBLIC_INITIATIVE)
    return {
        "target": PUBLIC_PREMISES,
        "target_source": PUBLIC_PREMISES_SOURCE,
        "progress": None,
        "status": "no_data",
        "reason": PUBLIC_UNKNOWN,
        "at_most": zone and zone["connectable_since_2018"],
    }


def _less(whole: int | None, part: int | None) -> int | None:
    return None if whole is None or part is None else whole - part


def _share(part: int | None, whole: int | None) -> float | None:
    return None if part is None or not whole else part / whole
