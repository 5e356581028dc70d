"""What a sheet can be told from: the facts that its sentences pick, in one place."""

from collections.abc import Sequence
from dataclasses import dataclass

from numna_geo.model.territory import Level
from numna_geo.usecases.sheet import Line, Number, Sheet

SUPPORT, HOST = "support_beyond", "host_place_beyond"
APART, FIBRE = "france_services_beyond", "fibre_not_connectable"
THEMES = (SUPPORT, HOST, FIBRE)
"""One indicator for each objective of the roadmap that a verdict is told on."""

_POINT, _TENTH = 0.01, 0.1

PEOPLE = ("cog_2026", "insee_densite_2026")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence and the keys of what it stands on."""

    text: str
    sources: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Themes that lack more than in the region, less, as much, or nobody knows.

    As much is within a point of its share, or a tenth of it.
    """

    more: Sequence[str]
    less: Sequence[str]
    alike: Sequence[str]
    unknown: Sequence[str]


def judged(sheet: Sheet) -> Verdict:
    """How the themes of a territory stand beside its region.

    A commune is judged by its minutes against those of half of the region's people,
    where it has any; everything else by its share.
    """
    more, less, alike, unknown = list[str](), list[str](), list[str](), list[str]()
    for key in THEMES:
        line = sheet.line(key)
        own, region = _pair(line) if line else (None, None)
        if own is None or region is None:
            unknown.append(key)
        elif abs(own - region) <= max(_POINT, _TENTH * region):
            alike.append(key)
        else:
            (more if own > region else less).append(key)
    return Verdict(more=more, less=less, alike=alike, unknown=unknown)


def _pair(line: Line) -> tuple[Number, Number]:
    if line.minutes is not None:
        return line.minutes.central, line.minutes.region
    return line.value, line.region


def is_commune(sheet: Sheet) -> bool:
    """Whether it is one commune, which has minutes rather than shares."""
    return sheet.identity.level is Level.COMMUNE


def known_places(sheet: Sheet) -> tuple[int, int, int]:
    """Usable places inside, those verified, and those placed by their commune alone."""
    return (
        sum(kind.sites for kind in sheet.inside),
        sum(kind.verified for kind in sheet.inside),
        sum(kind.approximate for kind in sheet.inside),
    )


def undecided(sheet: Sheet) -> tuple[int, int]:
    """People on either side of the threshold of support, and threshold in minutes."""
    line = sheet.line(SUPPORT)
    if line is None or line.band is None or line.max_min is None:
        return 0, 0
    return round(line.band.uncertain or 0), line.max_min
