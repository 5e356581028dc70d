"""What the address of /scenario asks: the question, the changes, where to open."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from starlette.datastructures import QueryParams

from numna_geo.api.scenario_text import changes_from, texts_of
from numna_geo.errors import InvalidQuery, WrongParameter
from numna_geo.gaps.indicator import Asked, Indicator
from numna_geo.model.category import Category
from numna_geo.model.collection import Reading
from numna_geo.model.scenario import Change, Kind
from numna_geo.model.supply import Supply, SupplyKind
from numna_geo.model.territory import Level
from numna_geo.usecases.choose_sites import MOST
from numna_geo.usecases.scenarios import TRIABLE, Within
from numna_geo.usecases.site_candidates import CandidatesOf

PARAMETERS: Mapping[Kind, str] = {
    Kind.ADD: "ajout",
    Kind.VISIT: "permanence",
    Kind.MOVE: "deplacement",
    Kind.REMOVE: "retrait",
}
"""Parameters of the page that hold changes."""

CANDIDATES = tuple(one for one in CandidatesOf if one is not CandidatesOf.SITES)
_VERIFIED = "verifie"


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenarioAsked:
    """A question that is never wrong: what cannot be read is left out, and told.

    `propose` is how many places to propose, if any; `floor` a share.
    """

    indicator: Indicator
    measure: Asked
    within: Within | None
    changes: Sequence[Change]
    refused: Sequence[WrongParameter] = ()
    propose: int | None = None
    candidates: CandidatesOf = CandidatesOf.COMMUNES
    floor: float | None = None

    @property
    def supply(self) -> Supply:
        """What is looked for."""
        return self.measure.supply or self.indicator.supplies[0]

    @property
    def default_category(self) -> Category:
        """What a place that opens is, unless somebody says otherwise."""
        return self.supply.categories[0]

    def query(self, changes: Sequence[Change] | None = None) -> dict[str, str]:
        """The address of this scenario, with other changes when they are given."""
        default = self.indicator.default
        told = {"indicateur": self.indicator.key}
        if self.supply != default.supply:
            told["offre"] = self.supply.key
        if self.measure.max_min != default.max_min:
            told["seuil"] = str(self.measure.max_min)
        if self.measure.reading is Reading.VERIFIED:
            told["lecture"] = _VERIFIED
        if self.within:
            told["territoire"] = f"{self.within[0]}:{self.within[1]}"
        texts = texts_of(self.changes if changes is None else changes)
        return told | {PARAMETERS[kind]: text for kind, text in texts.items()}

    def api_query(self) -> dict[str, str]:
        """The same question to the API."""
        told = {"indicator": self.indicator.key}
        if self.supply.kind is not SupplyKind.FAMILY:
            told[self.supply.kind.value] = self.supply.value
        told["max_min"] = str(self.measure.max_min)
        if self.measure.reading is Reading.VERIFIED:
            told["reading"] = Reading.VERIFIED.value
        if self.within:
            told["within"] = f"{self.within[0]}:{self.within[1]}"
        return told | {kind.value: t for kind, t in texts_of(self.changes).items()}


def scenario_asked(query: QueryParams) -> ScenarioAsked:
    """What an address asks."""
    indicator = TRIABLE.get(query.get("indicateur", ""), next(iter(TRIABLE.values())))
    changes, refused = _changes(query)
    return ScenarioAsked(
        indicator=indicator,
        measure=_measure(indicator, query),
        within=_within(query.get("territoire", "")),
        changes=changes,
        refused=refused,
        propose=_count(query.get("proposer", "")),
        candidates=_candidates(query.get("candidats", "")),
        floor=_share(query.get("plancher", "")),
    )


def without(changes: Sequence[Change], wrong: Sequence[WrongParameter]) -> list[Change]:
    """The changes that nobody complains of."""
    items = {f"{one.parameter.partition(']')[0]}]" for one in wrong}
    return [change for change in changes if change.item not in items]


def _changes(query: QueryParams) -> tuple[list[Change], list[WrongParameter]]:
    found, wrong = list[Change](), list[WrongParameter]()
    for kind, parameter in PARAMETERS.items():
        parts = [part for part in query.get(parameter, "").split(";") if part.strip()]
        for number, part in enumerate(parts):
            try:
                one = changes_from({kind: part})[0]
                found.append(replace(one, item=f"{kind.value}[{number}]"))
            except InvalidQuery as error:
                wrong += [replace(w, value=part) for w in error.wrong]
    return found, wrong


def _measure(indicator: Indicator, query: QueryParams) -> Asked:
    default = indicator.default
    supplies = {supply.key: supply for supply in indicator.supplies}
    minutes = {str(one): one for one in indicator.thresholds}
    verified = query.get("lecture") == _VERIFIED
    can = Reading.VERIFIED in indicator.readings
    return replace(
        default,
        supply=supplies.get(query.get("offre", ""), default.supply),
        max_min=minutes.get(query.get("seuil", ""), default.max_min),
        reading=Reading.VERIFIED if verified and can else default.reading,
    )


def _within(text: str) -> Within | None:
    name, _, code = text.partition(":")
    if name not in set(Level) or not code or name == Level.REGION:
        return None
    return Level(name), code


def _count(text: str) -> int | None:
    if not text.isdecimal() or len(text) > len(str(MOST)):
        return None
    return min(max(int(text), 1), MOST)


def _candidates(text: str) -> CandidatesOf:
    known = {one.value: one for one in CANDIDATES}
    return known.get(text, CandidatesOf.COMMUNES)


def _share(text: str) -> float | None:
    """A share from per cent, as people write it."""
    if not text.isdecimal() or len(text) > len("100"):
        return None
    return min(int(text), 100) / 100 or None
