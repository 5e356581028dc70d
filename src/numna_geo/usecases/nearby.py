"""What an answer to « who can help from here? » is made of."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from numna_geo.model.search import Wanted
from numna_geo.model.stage import Stage
from numna_geo.model.travel import Profile, TravelMethod
from numna_geo.store.statements import Row
from numna_geo.usecases.locate_place import Place
from numna_geo.usecases.tell_opening import Opening

NEAR_MIN = 30.0
"""How far is near when nobody says: half an hour, a choice of ours for every profile.

Source:
    ours; `docs/decisions/0015-who-is-told-first.md`.
"""


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

    @property
    def near_min(self) -> float | None:
        """Minutes within which a place is near; None by straight line."""
        if self.profile is Profile.CROW:
            return None
        return NEAR_MIN if self.max_min is None else self.max_min


@dataclass(frozen=True, slots=True)
class Reason:
    """One fact: `code` for programs, `text` for people."""

    code: str
    text: str


class Competence(StrEnum):
    """Whether a structure may be asked from where somebody stands."""

    COVERS = "covers"
    VISITS = "visits"
    REMOTE = "remote"
    ELSEWHERE = "elsewhere"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Travel:
    """Minutes to one place; `central` is None where none would be true.

    That is where only its commune is known, where it cannot be reached, and by
    `Profile.CROW`. `low` and `high` are then still known, unless it lies in the very
    commune that asks (`in_commune`), or nothing is. `way` is what it crosses.
    """

    method: TravelMethod
    central: float | None = None
    low: float | None = None
    high: float | None = None
    in_commune: bool = False
    way: tuple[str, ...] = ()

    def is_within(self, minutes: float | None, far: float) -> bool:
        """Whether a place that is `far` minutes away is within so many.

        Whatever lies in the very commune that asks is, for nobody knows where; and so
        is everything where there is no bound.
        """
        return minutes is None or self.in_commune or far <= minutes


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """Where somebody is met elsewhere than at the site: a commune and its hours."""

    commune_code: str
    commune: str | None
    opening: str | None
    lon: float
    lat: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Nearby:
    """A row of `store.structures.described` with `distance_m`, and what speaks for it.

    `rank` counts from 1. `competence` is whether it may be asked from here; `verified`,
    whether somebody checked it within its category's delay; `stop`, the permanence that
    is near when it is not the site itself that is: the distance and the minutes are
    then those of the stop. `is_near` is whether it is within `Search.near_min`.
    """

    row: Row
    rank: int
    reasons: tuple[Reason, ...]
    competence: Competence
    verified: bool
    travel: Travel
    opening: Opening
    is_near: bool
    stop: Stop | None = None

    @property
    def distance_m(self) -> float | None:
        """Metres of straight line; None where only its commune is known, and asks."""
        return None if self.travel.in_commune else self.row["distance_m"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PassedOver:
    """One that is nearer than the first answer and is not it, and why.

    `row` is of `store.nearby_candidates`: it has id, name, category and distance_m.
    """

    row: Row
    travel: Travel
    reasons: tuple[Reason, ...]

    @property
    def distance_m(self) -> float | None:
        """Metres of straight line; None where only its commune is known, and asks."""
        return None if self.travel.in_commune else self.row["distance_m"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Takeover:
    """Who accompanies the stage after the one asked for; none known is `None`.

    `is_far` is whether somebody is known, but too far away to be named.
    """

    stage: Stage
    nearby: Nearby | None
    is_far: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NothingNear:
    """Nobody within `max_min`; `nearest` is who comes nearest all the same.

    `max_min` is None where nobody at all fits, and there was no bound; `asked` is
    whether the question gave the bound, or we did.
    """

    max_min: float | None
    asked: bool
    nearest: Nearby | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NothingOpen:
    """None of those near is known to be open now, where only open ones were asked for.

    `near` counts them, and is None by straight line, where all are near; `nearest` is
    the first of them, closed now or of unknown hours.
    """

    near: int | None
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

    `remote` help from afar or all over the department, `itinerant` stop nearby; a
    structure stands in one of the three only, the ranked ones first. `notes` say in
    French what could not be judged. `nothing_near` and `is_unmet` are judged whatever
    the hours; `is_unmet`, whether nobody is within `NEAR_MIN` by car, whatever the
    bound that was asked for.
    """

    results: Sequence[Nearby]
    engine: EngineUsed
    passed_over: Sequence[PassedOver] = ()
    remote: Sequence[Nearby] = ()
    itinerant: Sequence[Nearby] = ()
    takeover: Takeover | None = None
    nothing_near: NothingNear | None = None
    nothing_open: NothingOpen | None = None
    is_unmet: bool = False
    notes: Sequence[str] = ()
