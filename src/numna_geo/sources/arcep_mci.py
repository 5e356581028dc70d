"""ARCEP, Ma connexion internet: what reaches the premises of a commune, each quarter.

Source: ARCEP, statistics by commune, `commune_*.csv`, layout of 2026.

The same table of rates is published three times: `commune_debit` counts satellite, so
that everything reads 100 %; `_terrestre` leaves satellite out; `_filaire` leaves out
radio too. Only their names tell them apart.
"""

from collections.abc import Callable, Mapping

from numna_geo.errors import SourceUnreadable
from numna_geo.sources.count_columns import Header, Row, quarter_of
from numna_geo.sources.counts import CountFormat, Detail, Facts, Feed, RowReader

_CODE, _PREMISES, _KIND, _DAY = "code_insee", "nbr", "type", "date"
_ALL = "all"
_30_MBITS, _GIGABIT, _NO_LINE = "elig_thd30", "elig_thd1g", "inel_hd"
_BEST = {
    "best_ftth": ("elig_ftth",),
    "best_coax": ("elig_coax",),
    "best_copper": ("elig_cu_30", "elig_cu_8"),
    "best_thd_radio": ("elig_thdr",),
    "best_4g": ("elig_4gf",),
    "best_hd_radio": ("elig_hdr",),
    "best_satellite": ("elig_sat",),
}
_ENOUGH_ROWS = 200
_WITH_SATELLITE = (
    "counts satellite, which reaches everybody: everything reads 100 %; load "
    "commune_debit_filaire.csv or commune_debit_terrestre.csv"
)


def _reader(columns: Mapping[str, tuple[str, ...]]) -> Callable[[Header], RowReader]:
    """A reader of rows whose type is `all`; `columns` are those to add up, by ours."""

    def reader(header: Header) -> RowReader:
        kind, told_on = header.column(_KIND), header.column(_DAY)
        found = {
            ours: [header.column(theirs) for theirs in several]
            for ours, several in {"mci_premises": (_PREMISES,), **columns}.items()
        }

        def read(row: Row) -> Facts | Detail:
            if kind.text(row) != _ALL:
                return Detail(kind.name, kind.text(row))
            period = quarter_of(told_on.day(row))
            return {
                (Feed.BROADBAND, period, ours): sum(c.count(row) for c in several)
                for ours, several in found.items()
            }

        return read

    return reader


def _without_satellite(
    reader: Callable[[Header], RowReader], name: str
) -> Callable[[Header], RowReader]:
    """A reader that refuses the table of the same columns where satellite counts.

    Raises:
        SourceUnreadable: the file's name, or its first rows, say that it is that table.
    """

    def checked(header: Header) -> RowReader:
        tables = ("debit", "debit_terrestre", "debit_filaire")
        said = [t for t in tables if f"commune_{t}" in header.file_name.lower()]
        if said and said[-1] != name:
            raise SourceUnreadable(f"{header.file_name} {_wrong_table(said[-1], name)}")
        everything = _Everything(header)
        read = reader(header)

        def look_and_read(row: Row) -> Facts | Detail:
            everything.look(row)
            return read(row)

        return look_and_read

    return checked


def _wrong_table(said: str, name: str) -> str:
    if said == "debit":
        return _WITH_SATELLITE
    return f"is the table {said}, and this format reads commune_{name}.csv"


class _Everything:
    """Whether everybody is reached at 30 Mbit/s, though not everybody has a gigabit."""

    def __init__(self, header: Header) -> None:
        self._file_name = header.file_name
        names = (_PREMISES, _NO_LINE, _30_MBITS, _GIGABIT)
        self._columns = [header.column(name) for name in names]
        self._rows = 0
        self._short_of_gigabit = self._short = False

    def look(self, row: Row) -> None:
        if self._short:
            return
        premises, no_line, fast, gigabit = (c.count(row) for c in self._columns)
        self._rows += 1
        self._short = fast < premises or no_line > 0
        self._short_of_gigabit |= gigabit < premises
        if self._rows >= _ENOUGH_ROWS and not self._short and self._short_of_gigabit:
            raise SourceUnreadable(f"{self._file_name} {_WITH_SATELLITE}")


_RATES = (_PREMISES, _KIND, _DAY, _NO_LINE, _30_MBITS, _GIGABIT)
_TITLE = "ARCEP, Ma connexion internet"

COUNT_FORMATS = (
    CountFormat(
        key="arcep_mci_debit_filaire",
        title=f"{_TITLE} : débits filaires par commune",
        code=_CODE,
        columns=_RATES,
        reader=_without_satellite(_reader({"gigabit": (_GIGABIT,)}), "debit_filaire"),
    ),
    CountFormat(
        key="arcep_mci_debit_terrestre",
        title=f"{_TITLE} : débits hors satellite par commune",
        code=_CODE,
        columns=_RATES,
        reader=_without_satellite(
            _reader({"thd30_terrestrial": (_30_MBITS,), "gigabit": (_GIGABIT,)}),
            "debit_terrestre",
        ),
    ),
    CountFormat(
        key="arcep_mci_meilleure_techno",
        title=f"{_TITLE} : meilleure technologie par commune",
        code=_CODE,
        columns=(_PREMISES, _KIND, _DAY, *(c for cs in _BEST.values() for c in cs)),
        reader=_reader(_BEST),
    ),
    CountFormat(
        key="arcep_mci_techno",
        title=f"{_TITLE} : technologies par commune",
        code=_CODE,
        columns=(_PREMISES, _KIND, _DAY, "elig_ftth", "elig_cu"),
        reader=_reader({"best_ftth": ("elig_ftth",)}),
    ),
)
"""Of `commune_techno` only fibre is kept: the best technology wherever it reaches.

Its other columns overlap (premises count under each technology), and the tables keep
each premises under its best one.
"""
