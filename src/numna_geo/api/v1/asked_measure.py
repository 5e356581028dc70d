"""Which measure a question means, or which of its parameters is wrong."""

from typing import Protocol

from numna_geo.api.closed import closest
from numna_geo.errors import InvalidQuery, WrongParameter
from numna_geo.gaps import INDICATORS
from numna_geo.gaps.indicator import Asked, Indicator
from numna_geo.model.category import Category
from numna_geo.model.collection import Reading
from numna_geo.model.stage import Need, Sector, Stage
from numna_geo.model.supply import SUPPLIES, Supply
from numna_geo.model.territory import Quantity
from numna_geo.usecases.read_measures import Measures, Run

_BEFORE = {
    "support_beyond_20km": "support_beyond",
    "support_beyond_20km_establishments": "support_beyond with counted=establishments",
    "host_place_beyond_15km": "host_place_beyond",
    "france_services_beyond_15km": "france_services_beyond",
}
"""Keys that named a distance as the crow flies, and what took their place."""
_SINCE = "max_min sets the threshold, in minutes by car"


class MeasureQuestion(Protocol):
    """What tells one measure of an indicator from others; `None` is its default."""

    period: str | None
    category: Category | None
    need: Need | None
    stage: Stage | None
    sector: Sector | None
    max_min: int | None
    counted: Quantity | None
    reading: Reading


def indicator_from(key: str) -> Indicator:
    """An indicator of the catalogue.

    Raises:
        InvalidQuery: there is none of this key.
    """
    if key in INDICATORS:
        return INDICATORS[key]
    if key in _BEFORE:
        now = WrongParameter("indicator", key, f"{_BEFORE[key]}; {_SINCE}")
        raise InvalidQuery(
            "gaps are asked by travel time, no longer by distance", [now]
        )
    meant = closest(key, INDICATORS)
    proposal = f"did you mean {meant}? " if meant else ""
    expected = f"{proposal}one of: {', '.join(INDICATORS)}"
    wrong = WrongParameter("indicator", key, expected)
    raise InvalidQuery("no such indicator; /api/v1/indicators lists them", [wrong])


def asked_measure(question: MeasureQuestion, indicator: Indicator) -> Asked:
    """The measure that is meant.

    Raises:
        InvalidQuery: the indicator has no such measure; every wrong parameter is named.
    """
    default = indicator.default
    named = _named(question)
    wrong = [*_wrong(question, indicator), *_wrong_supply(named, indicator)]
    if wrong:
        parameters = ", ".join(dict.fromkeys(one.parameter for one in wrong))
        raise InvalidQuery(f"cannot use {parameters} with this indicator", wrong)
    supply = next(iter(named.values()), default.supply)
    return Asked(
        supply=supply,
        reading=question.reading,
        period=question.period or default.period,
        max_min=question.max_min if question.max_min is not None else default.max_min,
        counted=question.counted or default.counted,
    )


async def run_from(measures: Measures, run_id: int | None) -> Run:
    """A measuring, the last one when none is named.

    Raises:
        DatabaseNotReady: nothing is measured yet.
        InvalidQuery: no such measuring is kept.
    """
    if run_id is None:
        return await measures.needed_run()
    run = await measures.run(run_id)
    if run is not None:
        return run
    wrong = WrongParameter("run", str(run_id), "the id of a kept measuring")
    raise InvalidQuery("no such measuring", [wrong])


def _named(question: MeasureQuestion) -> dict[str, Supply]:
    """Supplies that are asked for, by the parameter that names them."""
    found = {}
    for parameter in ("category", "need", "stage", "sector"):
        value = getattr(question, parameter)
        if value is not None:
            found[parameter] = SUPPLIES.get(f"{parameter}:{value}")
    return {name: supply for name, supply in found.items() if supply is not None}


def _wrong_supply(
    named: dict[str, Supply], indicator: Indicator
) -> list[WrongParameter]:
    wrong = []
    for parameter, supply in named.items():
        if supply not in indicator.supplies:
            alike = [s.value for s in indicator.supplies if s.kind == parameter]
            known = ", ".join(alike) or "none for this indicator"
            wrong.append(WrongParameter(parameter, supply.value, known))
    for parameter in list(named)[1:]:
        expected = f"nothing beside {next(iter(named))}: one of them at a time"
        wrong.append(WrongParameter(parameter, named[parameter].value, expected))
    return wrong


def _wrong(question: MeasureQuestion, indicator: Indicator) -> list[WrongParameter]:
    wrong = []
    if question.reading not in indicator.readings:
        expected = f"declared: {indicator.one_reading}"
        wrong.append(WrongParameter("reading", question.reading, expected))
    offered = {
        "period": indicator.periods,
        "max_min": indicator.thresholds,
        "counted": indicator.quantities,
    }
    for parameter, known in offered.items():
        value = getattr(question, parameter)
        if value is not None and value not in known:
            told = ", ".join(map(str, known)) or "none for this indicator"
            wrong.append(WrongParameter(parameter, str(value), f"one of: {told}"))
    return wrong
