"""What each territory has of a digital ecosystem: there, absent, or nobody knows."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Any

import numpy as np

from numna_geo.gaps.groups import Groups
from numna_geo.gaps.premises import FIBRE, LAST_PERIOD, column
from numna_geo.gaps.scene import Flags, Scene
from numna_geo.model.category import NETWORK_OF_PLACES, SUPPORT, Category
from numna_geo.model.collection import Completeness, Reading
from numna_geo.model.labelled import Labelled
from numna_geo.usecases.known_layers import Layer
from numna_geo.usecases.matrix_places import Places

Told = dict[str, Any]


class Part(Labelled):
    """A part of an ecosystem; clusters are told apart from the rest of support."""

    SUPPORT = "support", "Accompagnement"
    CLUSTERS = "clusters", "Clusters"
    PLACES = "places", "Lieux d'accueil"
    FRANCE_SERVICES = "france_services", "France Services"
    TRAINING = "training", "Formation"
    RESEARCH = "research", "Recherche"
    THD = "thd", "Très haut débit"


class Presence(StrEnum):
    """Whether a part is there; only a complete directory can tell that it is not."""

    PRESENT = "present"
    UNVERIFIED = "unverified"
    ABSENT = "absent"
    NOT_LISTED = "not_listed"
    UNKNOWN = "unknown"


CATEGORIES: dict[Part, tuple[Category, ...]] = {
    Part.SUPPORT: tuple(c for c in SUPPORT if c is not Category.CLUSTER),
    Part.CLUSTERS: (Category.CLUSTER,),
    Part.PLACES: NETWORK_OF_PLACES,
    Part.FRANCE_SERVICES: (Category.FRANCE_SERVICES,),
    Part.TRAINING: (Category.TRAINING,),
    Part.RESEARCH: (Category.RESEARCH,),
}
_MOST = 0.5


def tell_ecosystem(
    places: Places, scene: Scene, layer: Layer, reading: Reading
) -> list[Told]:
    """One profile a territory, in the order of the layer.

    code, name, population and `parts`: for each a `presence`, `sites` (usable ones,
    verified ones in the verified reading), `declared` sites, and for broadband the
    `share` of premises that can be connected to fibre: it is there when that is most.
    """
    parts = {part: _structures(places, layer, part, reading) for part in CATEGORIES}
    parts[Part.THD] = _broadband(scene, layer.groups)
    told = zip(layer.codes, layer.names, layer.populations, strict=True)
    return [
        {
            "code": code,
            "name": name,
            "population": population,
            "parts": [{"part": part, **parts[part][at]} for part in Part],
        }
        for at, (code, name, population) in enumerate(told)
    ]


def _structures(
    places: Places, layer: Layer, part: Part, reading: Reading
) -> Sequence[Told]:
    wanted = set(CATEGORIES[part])
    of_it = np.array([not wanted.isdisjoint(row["categories"]) for row in places.rows])
    usable = of_it.astype(bool) & places.usable
    declared = _sites(places, usable, layer.groups)
    counted = declared
    if reading is Reading.VERIFIED:
        counted = _sites(places, usable & places.verified, layer.groups)
    told = np.stack([places.directories[one] for one in CATEGORIES[part]])
    complete = layer.groups.all((told == Completeness.COMPLETE.value).all(axis=0))
    return [
        {
            "presence": _presence(own, every, whole),
            "sites": own,
            "declared": every,
            "share": None,
        }
        for own, every, whole in zip(counted, declared, complete.tolist(), strict=True)
    ]


def _presence(counted: int, declared: int, complete: bool) -> Presence:
    if counted:
        return Presence.PRESENT
    if declared:
        return Presence.UNVERIFIED
    return Presence.ABSENT if complete else Presence.NOT_LISTED


def _sites(places: Places, chosen: Flags, groups: Groups) -> list[int]:
    where = np.where(chosen, places.communes, -1)
    size = len(next(iter(places.directories.values())))
    inside = np.bincount(where[where >= 0], minlength=size).astype(np.float64)
    return [int(count) for count in groups.total(inside)]


def _broadband(scene: Scene, groups: Groups) -> Sequence[Told]:
    unknown = {"presence": Presence.UNKNOWN, "sites": None, "declared": None}
    if LAST_PERIOD not in scene.premises:
        return [{**unknown, "share": None}] * len(groups)
    premises = scene.premises[LAST_PERIOD]
    total = groups.total(column(premises, FIBRE, size=len(scene)))
    connectable = groups.total(column(premises, "connectable", size=len(scene)))
    found = []
    for whole, part in zip(total.tolist(), connectable.tolist(), strict=True):
        share = part / whole if whole else None
        told = {**unknown, "share": share}
        if share is not None:
            most = share > _MOST
            told["presence"] = Presence.PRESENT if most else Presence.ABSENT
        found.append(told)
    return found
