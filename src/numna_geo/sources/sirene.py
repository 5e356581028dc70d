"""SIRENE: establishments of the digital sector that are active, one row each.

Source: INSEE, SIRENE, stock of establishments, layout 3.11.
No true file was at hand: tested on a made sample.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from numna_geo.sources.count_columns import Header, Row, year_in
from numna_geo.sources.counts import CountFormat, Kind

DIGITAL = ("58.2", "61", "62", "63")
"""NAF rev. 2: software publishing, telecommunications, programming, information."""

SECTOR = "digital"

_CODE = "codeCommuneEtablissement"
_ACTIVITY, _STATE = "activitePrincipaleEtablissement", "etatAdministratifEtablissement"
_SIZE, _NOMENCLATURE = (
    "trancheEffectifsEtablissement",
    "nomenclatureActivitePrincipaleEtablissement",
)
_TREATED_ON = "dateDernierTraitementEtablissement"
_ACTIVE, _CLOSED = "A", "F"
_REV_2 = frozenset({"NAFRev2", ""})
# SIRENE's codes; its finer sizes are those of CLAP put together.
_BANDS: Mapping[str, str] = {
    **dict.fromkeys(("", "NN", "00"), "0"),
    **dict.fromkeys(("01", "02"), "1-5"),
    "03": "6-9",
    "11": "10-19",
    "12": "20-49",
    "21": "50-99",
    "22": "100-199",
    **dict.fromkeys(("31", "32"), "200-499"),
    **dict.fromkeys(("41", "42", "51", "52", "53"), "500+"),
}
_NO_COMMUNE = frozenset({"", "[ND]"})


@dataclass(frozen=True, slots=True)
class Unit:
    """One establishment to count: the code of its commune, and its size."""

    code: str
    size_band: str


@dataclass(frozen=True, slots=True)
class Uncounted:
    """An establishment of none of those counted, and the column that tells it."""

    column: str
    reason: str


class Establishments:
    """Reads rows one by one, and remembers the newest year in which one was treated."""

    def __init__(self, header: Header) -> None:
        self._code, self._activity = header.column(_CODE), header.column(_ACTIVITY)
        self._state, self._size = header.column(_STATE), header.column(_SIZE)
        self._at = (self._state.at, self._activity.at, self._code.at, self._size.at)
        self._rev_at = _place(header, _NOMENCLATURE)
        self._treated_at = _place(header, _TREATED_ON)
        self._header = header
        self._newest = ""
        self._closed = Uncounted(self._state.name, "closed")
        self._other = Uncounted(self._activity.name, "of another sector")
        self._nowhere = Uncounted(self._code.name, "abroad, or not told where")

    @property
    def code_column(self) -> str:
        """The name of the column of the commune's code."""
        return self._code.name

    def read(self, row: Row) -> Unit | Uncounted:
        """An establishment to count, or why it is not one of those that are.

        Raises:
            RowRejected: its state, its commune or its size cannot be understood.
        """
        state_at, activity_at, code_at, size_at = self._at
        if self._treated_at is not None and row[self._treated_at] > self._newest:
            self._note(row[self._treated_at])
        if row[state_at] != _ACTIVE:
            if row[state_at] == _CLOSED:
                return self._closed
            raise self._state.wrong(row, "expected A (active) or F (closed)")
        if not row[activity_at].startswith(DIGITAL):
            return self._other
        if self._rev_at is not None and row[self._rev_at] not in _REV_2:
            return self._other
        if row[code_at] in _NO_COMMUNE:
            return self._nowhere
        band = _BANDS.get(row[size_at])
        if band is None:
            raise self._size.wrong(row, "expected a size of SIRENE, such as 11 or NN")
        return Unit(row[code_at], band)

    def year(self) -> str:
        """The year of the file: its name tells, else the newest treatment in it.

        Raises:
            SourceUnreadable: neither does.
        """
        named = year_in(self._header.file_name)
        return named or self._newest[:4] or self._header.year()

    def _note(self, treated_on: str) -> None:
        if year_in(treated_on[:4]):
            self._newest = treated_on


def _place(header: Header, name: str) -> int | None:
    return next((column.at for column in header.columns(name)), None)


COUNT_FORMATS = (
    CountFormat(
        key="sirene_stock",
        title="INSEE, SIRENE : établissements actifs du numérique par commune",
        code=_CODE,
        columns=(_ACTIVITY, _STATE, _SIZE),
        kind=Kind.UNITS,
        sector=SECTOR,
    ),
)
