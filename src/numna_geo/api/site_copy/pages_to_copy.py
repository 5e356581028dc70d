"""Which pages and files a copy begins with, as the service itself lists them."""

import json
from collections.abc import Iterable, Sequence
from http import HTTPStatus
from typing import Any

from numna_geo.api.pages.embed.figures import FIRST
from numna_geo.api.pages.shell.assets import served
from numna_geo.api.site_copy.addresses import (
    FIGURES,
    ORIGIN,
    READINGS,
    STRUCTURES,
    Address,
)
from numna_geo.api.site_copy.asked_inside import Inside
from numna_geo.errors import CopyUnfinished
from numna_geo.maps.assets import MOUNT
from numna_geo.model.territory import Level

_MOST, _PAGE = 5_000, 1_000
_ALWAYS = ("communes.json", "structures.json")
"""Files of the map that its script names by itself."""

_EMBEDDED = (Level.REGION, Level.DEPARTEMENT, Level.EPCI)
"""Levels whose figures other sites may frame: a plain file cannot count them."""


async def territories(inside: Inside, levels: Iterable[Level]) -> list[str]:
    """Paths of the sheets of whole levels; a level that is not loaded has none."""
    paths = []
    for level in levels:
        target = f"/api/v1/territories?level={level}&limit={_MOST}"
        told = await inside.get(target, accept="application/json")
        if told.status is HTTPStatus.OK:
            listed = json.loads(told.body)["territories"]
            paths += [f"/territoires/{level}/{one['code']}" for one in listed]
    return paths


async def structures(inside: Inside) -> list[dict[str, Any]]:
    """Every structure of the region as GeoJSON, whatever its status."""
    found: list[dict[str, Any]] = []
    target = f"/api/v1/structures?limit={_PAGE}"
    while target:
        told = await asked(inside, target)
        answer = json.loads(told)
        found += answer["features"]
        links = {link["rel"]: link["href"] for link in answer["links"]}
        target = links.get("next", "").removeprefix(ORIGIN)
    return found


async def asked(inside: Inside, target: str) -> bytes:
    """What the service answers, whole.

    Raises:
        CopyUnfinished: it answers with an error.
    """
    told = await inside.get(target)
    if told.status is not HTTPStatus.OK:
        raise CopyUnfinished(
            f"{target} answered {told.status}: the copy would not be whole; "
            "`numna-geo doctor` names what is wrong"
        )
    return told.body


def in_both_languages(paths: Iterable[str]) -> list[Address]:
    """Each page in French and in English, and in its verified reading if it has one.

    Both languages of a page follow each other: the service still holds its figures.
    """
    verified = [("lecture", "verifie")]
    return [
        Address(path, query, english)
        for path in paths
        for query in ([[], verified] if path in READINGS else [[]])
        for english in (False, True)
    ]


def embeds(sheets: Iterable[str]) -> list[Address]:
    """Embeds of figures of the larger territories among some sheets."""
    asked = [
        [("territoire", f"{level}:{code}")]
        for level, code in (path.split("/")[-2:] for path in sheets)
        if level in _EMBEDDED
    ]
    sheet, figure = FIGURES
    return [
        Address(path, query, english)
        for territory in asked
        for path, query in (
            (sheet, territory),
            (figure, territory),
            *((figure, [*territory, ("indicateur", key)]) for key in FIRST),
        )
        for english in (False, True)
    ]


def structure_paths(features: Sequence[dict[str, Any]]) -> list[str]:
    """Paths of the pages of structures; the service has none of an id with a slash."""
    return [f"{STRUCTURES}{one['id']}" for one in features if "/" not in one["id"]]


def assets() -> list[Address]:
    """Every file of the build: scripts load some that no page names."""
    return [Address(f"{MOUNT}/{name}") for name in sorted(served())]


def map_files(data_folder: str, named: Iterable[str]) -> list[Address]:
    """Files of the map: those that its page names, and those that its script does."""
    return [Address(data_folder + name) for name in sorted({*_ALWAYS, *named})]
