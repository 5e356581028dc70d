"""What the finder's address asks: three questions, filters, and nothing else."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from starlette.datastructures import QueryParams

from numna_geo.errors import InvalidPosition
from numna_geo.model.category import NETWORK_OF_PLACES, SUPPORT, Category, Family
from numna_geo.model.position import Position
from numna_geo.model.search import Wanted
from numna_geo.model.stage import Need, Sector, Stage
from numna_geo.model.travel import Profile
from numna_geo.usecases.nearby import NEAR_MIN

FEW, MANY = 12, 50
"""How many results are shown at first, and at most."""

NEAR_CHOICES = (15, 20, 30, 45, 60, 90)
PROFILES = {
    "voiture": Profile.CAR,
    "velo": Profile.BIKE,
    "pied": Profile.WALK,
    "vol": Profile.CROW,
}
_DECIMALS, _MOST_MIN, _LONGEST = 3, 240, 200
_FAMILY_BY_NEED = {
    Need.SUPPORT: Family.SUPPORT,
    Need.FUNDING: Family.SUPPORT,
    Need.NETWORK: Family.SUPPORT,
    Need.WORKSPACE: Family.HOST,
    Need.MAKING: Family.HOST,
    Need.DIGITAL_HELP: Family.HOST,
    Need.TRAINING: Family.OTHER,
}

Kind = TypeVar("Kind", bound=StrEnum)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The form as it was sent, where what means nothing asks nothing.

    `q` is what was typed; `commune` and `at` are a place that one of our links or
    suggestions chose, and `at` has three decimals (about 100 m). `family` is None when
    nobody chose one: the need then decides. `max_min` is None where no bound is asked;
    `limit` is how many results are shown.
    """

    q: str = ""
    commune: str = ""
    at: Position | None = None
    stage: Stage | None = None
    need: Need | None = None
    sector: Sector | None = None
    family: Family | None = None
    categories: tuple[Category, ...] = ()
    profile: Profile = Profile.CAR
    max_min: int | None = None
    open_now: bool = False
    limit: int = FEW

    @property
    def kind(self) -> Family:
        """The family that answers; two families are never mixed."""
        if self.categories:
            return self.categories[0].family
        return self.family or _FAMILY_BY_NEED.get(
            self.need or Need.SUPPORT, Family.SUPPORT
        )

    @property
    def kinds(self) -> tuple[Category, ...]:
        """Categories that answer; France Services only when they are asked for."""
        if self.categories:
            return self.categories
        if self.kind is Family.HOST:
            return NETWORK_OF_PLACES
        if self.kind is Family.SUPPORT:
            return SUPPORT
        return tuple(c for c in Category if c.family is self.kind)

    def wanted(self, kinds: tuple[Category, ...] | None = None) -> Wanted:
        """What a structure must offer; `kinds` instead of those of the question."""
        return Wanted(
            categories=kinds or self.kinds,
            needs=(self.need,) if self.need else (),
            stages=(self.stage,) if self.stage else (),
            sectors=(self.sector,) if self.sector else (),
        )

    @property
    def near_min(self) -> int:
        """How far is near: the bound that was asked, or ours."""
        return self.max_min or round(NEAR_MIN)

    @property
    def says_what(self) -> bool:
        """Whether a need or a kind was really chosen: we guess it otherwise."""
        return bool(self.need or self.family or self.categories)

    @property
    def anything(self) -> bool:
        """Whether something was asked beside the place."""
        chosen = (self.stage, self.need, self.sector, self.family, self.categories)
        return any(chosen) or self.open_now


def asked_in(query: QueryParams) -> Asked:
    """What an address asks.

    What is typed is the truth: a chosen place stands only while `lieu`, the text that
    it was chosen for, is still what is typed, or nothing is.
    """
    typed = (query.get("q") or "").strip()[:_LONGEST]
    chosen_for = query.get("lieu")
    stands = not typed or chosen_for is None or chosen_for.strip() == typed
    categories = tuple(_all_of(Category, query.getlist("categorie")))
    return Asked(
        q=typed,
        commune=(query.get("commune") or "")[:5] if stands else "",
        at=_position(query) if stands else None,
        stage=_one_of(Stage, query.get("etape")),
        need=_one_of(Need, query.get("besoin")),
        sector=_one_of(Sector, query.get("secteur")),
        family=_one_of(Family, query.get("famille")),
        categories=categories,
        profile=PROFILES.get(query.get("profil") or "", Profile.CAR),
        max_min=_minutes(query.get("max")),
        open_now=query.get("ouvert") == "1",
        limit=_limit(query.get("nombre")),
    )


def rounded(query: QueryParams) -> list[tuple[str, str]] | None:
    """The same address, without telling where somebody stands to the metre.

    None where it does not, or where the coordinates mean nothing.

    >>> rounded(QueryParams("lon=1.871234&lat=46.170&etape=idea"))
    [('lon', '1.871'), ('lat', '46.170'), ('etape', 'idea')]
    """
    at = _position(query)
    if at is None:
        return None
    said = {"lon": f"{at.lon:.3f}", "lat": f"{at.lat:.3f}"}
    given = query.multi_items()
    if all(len(value) <= len(said[name]) for name, value in given if name in said):
        return None
    return [(name, said.get(name, value)) for name, value in given]


def parameters(asked: Asked) -> dict[str, Any]:
    """The address of a question, without what goes without saying."""
    ways = {profile: word for word, profile in PROFILES.items()}
    return {
        **_place(asked),
        "etape": asked.stage,
        "besoin": asked.need,
        "secteur": asked.sector,
        "famille": asked.family,
        "categorie": [c.value for c in asked.categories],
        "profil": "" if asked.profile is Profile.CAR else ways[asked.profile],
        "max": str(asked.max_min or ""),
        "ouvert": "1" if asked.open_now else "",
        "nombre": "" if asked.limit == FEW else str(asked.limit),
    }


def _place(asked: Asked) -> dict[str, str]:
    if asked.at is not None:
        at = {"lon": f"{asked.at.lon:.3f}", "lat": f"{asked.at.lat:.3f}"}
        return {"q": asked.q, **at}
    return {"commune": asked.commune} if asked.commune else {"q": asked.q}


def _position(query: QueryParams) -> Position | None:
    try:
        return Position(
            lon=round(float(query.get("lon") or "nan"), _DECIMALS),
            lat=round(float(query.get("lat") or "nan"), _DECIMALS),
        )
    except (ValueError, InvalidPosition):
        return None


def _minutes(text: str | None) -> int | None:
    if not (text and text.isascii() and text.isdigit()):
        return None
    minutes = int(text[:6])
    # What is no bound of ours is none, rather than another one.
    return minutes if 0 < minutes <= _MOST_MIN else None


def _limit(text: str | None) -> int:
    if not (text and text.isascii() and text.isdigit()):
        return FEW
    return max(FEW, min(int(text[:6]), MANY))


def _one_of(kind: type[Kind], text: str | None) -> Kind | None:
    return next(iter(_all_of(kind, [text or ""])), None)


def _all_of(kind: type[Kind], texts: Iterable[str]) -> list[Kind]:
    """Those that mean something, once each, in the order of the enum."""
    known = {one.value for one in kind} & set(texts)
    return [one for one in kind if one.value in known]
