"""Every measure of a sheet: defaults, categories, businesses, and the worst of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from numna_geo.gaps import INDICATORS
from numna_geo.gaps.indicator import Asked, Indicator
from numna_geo.model.supply import SupplyKind
from numna_geo.model.territory import Level, Quantity
from numna_geo.usecases.choose_worst import worst_communes, worst_lines
from numna_geo.usecases.compare_figures import Measured, compared, measured, number
from numna_geo.usecases.known_layers import Layer
from numna_geo.usecases.known_peers import Peers
from numna_geo.usecases.read_measures import Run
from numna_geo.usecases.sheet import Line, Part, Worst, WorstCommune

BY_KIND = ("support_beyond", "host_place_beyond")
"""Indicators that are told category by category, and of businesses too."""

_WORST_COMMUNES = 5


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SheetMeasures:
    """Measures and their lines; `parts` are the departments of the region."""

    defaults: Sequence[tuple[Measured, Line]]
    kinds: Sequence[tuple[Measured, Line]]
    businesses: Sequence[tuple[Measured, Line]]
    worst: Sequence[Worst]
    parts: Sequence[Part]


def sheet_measures(
    run: Run, peers: Peers, communes: Layer, departments: Layer
) -> SheetMeasures:
    """All of them; some 100 ms of numpy, for a thread of its own."""

    def told(pairs: Iterator[tuple[Indicator, Asked]]) -> list[tuple[Measured, Line]]:
        several = [measured(run, peers, *pair) for pair in pairs]
        return [(one, compared(run, peers, one)) for one in several]

    defaults = told((one, one.default) for one in INDICATORS.values())
    kinds, businesses = told(_kinds()), told(_businesses())
    return SheetMeasures(
        defaults=defaults,
        kinds=kinds,
        businesses=businesses,
        worst=_worst(run, peers, communes, (defaults, kinds)),
        parts=_parts(peers, departments, [one for one, _ in defaults]),
    )


def _worst(
    run: Run,
    peers: Peers,
    communes: Layer,
    told: tuple[Sequence[tuple[Measured, Line]], Sequence[tuple[Measured, Line]]],
) -> list[Worst]:
    lines, kinds = ([line for _, line in pairs] for pairs in told)
    by_line = {id(line): one for pairs in told for one, line in pairs}
    found = []
    for line in worst_lines(lines, kinds, peers.level):
        some: list[WorstCommune] = []
        several = 0
        if peers.level is not Level.COMMUNE:
            some, several = worst_communes(
                run, communes, peers.rows, by_line[id(line)], most=_WORST_COMMUNES
            )
        found.append(Worst(line=line, communes=some, communes_in_gap=several))
    return found


def _parts(peers: Peers, departments: Layer, several: Sequence[Measured]) -> list[Part]:
    """The departments of the region, which stand after its layer in every measure."""
    if peers.level is not Level.REGION:
        return []
    first = len(peers.layer)
    return [
        Part(
            code=departments.codes[i],
            name=departments.names[i],
            population=departments.populations[i],
            values={
                one.indicator.key: number(one.figures.value[first + i])
                for one in several
            },
        )
        for i in range(len(departments))
    ]


def _kinds() -> Iterator[tuple[Indicator, Asked]]:
    for key in BY_KIND:
        indicator = INDICATORS[key]
        for supply in indicator.supplies:
            if supply.kind is SupplyKind.CATEGORY:
                yield indicator, replace(indicator.default, supply=supply)


def _businesses() -> Iterator[tuple[Indicator, Asked]]:
    for key in BY_KIND:
        asked = replace(INDICATORS[key].default, counted=Quantity.ESTABLISHMENTS)
        yield INDICATORS[key], asked
