"""What the address of the matrix asks, and the addresses of its links."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from numna_geo.model.collection import Reading
from numna_geo.model.matrix import THRESHOLDS, By, row_of
from numna_geo.model.supply import Supply
from numna_geo.model.territory import Level

TABS = {By.NEED: "besoin", By.STAGE: "etape", By.SECTOR: "filiere"}
"""What `par=` calls the rows."""

READINGS = {Reading.DECLARED: "", Reading.VERIFIED: "verifie"}
"""What `lecture=` calls the readings."""

Territory = tuple[Level, str]

_INNER = {
    Level.REGION: Level.DEPARTEMENT,
    Level.DEPARTEMENT: Level.EPCI,
    Level.EPCI: Level.COMMUNE,
}
_INTERCOMMUNAL = {Level.ZONE_EMPLOI, Level.BASSIN_VIE, Level.CUSTOM}


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixAsked:
    """What the page shows.

    `within` is the territory drilled into, `None` for the region; `row` and `territory`
    name one cell; `max_min` is None where each row has its own.
    """

    by: By
    reading: Reading
    within: Territory | None
    row: Supply | None
    territory: Territory | None
    max_min: int | None

    @property
    def level(self) -> Level:
        """Of the territories that are shown."""
        if self.within is None:
            return Level.DEPARTEMENT
        return inner(self.within[0]) or Level.COMMUNE

    def query(self) -> dict[str, str]:
        """The parameters of this page; empty ones are left out by `link`."""
        return {
            "par": TABS[self.by],
            "lecture": READINGS[self.reading],
            "seuil": str(self.max_min or ""),
            "dans": _said(self.within),
            "ligne": self.row.value if self.row else "",
            "territoire": _said(self.territory),
        }

    def api(self) -> dict[str, str]:
        """The same question to the API."""
        asked = {
            "by": self.by.value,
            "level": self.level.value,
            "within": _said(self.within),
            "reading": self.reading.value,
            "max_min": str(self.max_min or ""),
        }
        return {name: value for name, value in asked.items() if value}

    def of(self, row: Supply, territory: Territory) -> dict[str, str]:
        """The address of a cell."""
        return replace(self, row=row, territory=territory).query()

    def inside(self, territory: Territory) -> dict[str, str]:
        """The address of the matrix of a territory's own territories."""
        outer = None if territory[0] is Level.REGION else territory
        return replace(self, within=outer, row=None, territory=None).query()


def inner(level: Level) -> Level | None:
    """The level that a territory is told by; communes have none."""
    if level in _INTERCOMMUNAL:
        return Level.COMMUNE
    return _INNER.get(level)


def matrix_asked(query: Mapping[str, str]) -> MatrixAsked:
    """What is asked; a word that means nothing asks for nothing.

    Codes are not looked up: whether a territory exists is for the caller to see.
    """
    by = next((one for one, word in TABS.items() if word == query.get("par")), By.STAGE)
    minutes = query.get("seuil", "")
    known = {str(one): one for one in THRESHOLDS}
    is_checked = query.get("lecture") == READINGS[Reading.VERIFIED]
    return MatrixAsked(
        by=by,
        reading=Reading.VERIFIED if is_checked else Reading.DECLARED,
        within=_territory(query.get("dans", "")),
        row=row_of(by, query.get("ligne", "")),
        territory=_territory(query.get("territoire", "")),
        max_min=known.get(minutes),
    )


def _territory(text: str) -> Territory | None:
    name, _, code = text.partition(":")
    return (Level(name), code) if name in set(Level) and code else None


def _said(territory: Territory | None) -> str:
    return f"{territory[0]}:{territory[1]}" if territory else ""
