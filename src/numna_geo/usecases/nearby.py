"""What an answer to « who can help from here? » is made of."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from numna_geo.model.search import Wanted
from numna_geo.model.stage import Stage
from numna_geo.model.travel import Profile, TravelMethod
from numna_geo.store.statements import Row
from numna_geo.usecases.locate_place import Place
from numna_geo.usecases.state_reasons import Competence, Reason
from numna_geo.usecases.tell_opening import Opening


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """A question: from where, for what, how, and when it is asked (Europe/Paris).

    `max_min` is how far is still near; `open_now` keeps those known to be open then.
    """

    place: Place
    wanted: Wanted
    now: datetime
    limit: int = 5
    profile: Profile = Profile.CAR
    max_min: float | None = None
    open_now: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Travel:
    """Minutes to one place; `central` is None where none would be true.

    That is where only the commune is known, and it is the one that asks, or by
    `Profile.CROW`. `low` and `high` are then still known, unless nothing is.
    """

    method: TravelMethod
    central: float | None = None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """Where somebody is met elsewhere than at the site: a commune and its hours."""

    commune_code: str
    commune: str | None
    opening: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Nearby:
    """A row of `store.structures`, its rank from 1, and what speaks for it.

    `competence` is whether it may be asked from here; `verified`, whether somebody
    checked it within its category's delay; `stop`, the permanence that is near when
    it is not the site itself that is.
    """

    row: Row
    rank: int
    reasons: tuple[Reason, ...]
    competence: Competence
    verified: bool
    travel: Travel
    opening: Opening
    stop: Stop | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PassedOver:
    """One that is nearer than the first answer and is not it, and why.

    `row` has id, name, category and distance_m at least.
    """

    row: Row
    travel: Travel
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Takeover:
    """Who accompanies the stage after the one asked for; none known is `None`."""

    stage: Stage
    nearby: Nearby | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NothingNear:
    """Nobody within `max_min`; `nearest` is who comes nearest all the same."""

    max_min: float
    nearest: Nearby | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineUsed:
    """How minutes were found; `fallback` says in French why not better."""

    name: str
    version: str
    is_estimate: bool
    method_text: str
    credit: str | None = None
    fallback: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Interlocutors:
    """The whole answer: the ranked ones, and those that have a place of their own.

    `remote` help from afar, `itinerant` come by; a structure stands in one list only,
    the ranked one first. `notes` say in French what could not be judged.
    """

    results: Sequence[Nearby]
    engine: EngineUsed
    passed_over: Sequence[PassedOver] = ()
    remote: Sequence[Nearby] = ()
    itinerant: Sequence[Nearby] = ()
    takeover: Takeover | None = None
    nothing_near: NothingNear | None = None
    notes: Sequence[str] = field(default=())
