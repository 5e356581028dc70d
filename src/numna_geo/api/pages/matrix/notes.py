"""What is said beside rows of the matrix that count unlike structures together."""

from collections.abc import Mapping

import numpy as np

from numna_geo.api.pages.matrix.view import row_name
from numna_geo.api.pages.words.wording import Words
from numna_geo.gaps.scene import Flags
from numna_geo.model.category import Category
from numna_geo.model.collection import Reading
from numna_geo.model.matrix import By, rows_by
from numna_geo.model.stage import Need
from numna_geo.model.supply import SUPPLIES, Supply, SupplyKind
from numna_geo.usecases.matrix_places import Places

DIGITAL_HELP = SUPPLIES[f"{SupplyKind.NEED}:{Need.DIGITAL_HELP}"]


def row_notes(t: Words, places: Places, by: By) -> Mapping[str, str]:
    """What is said beside each row, by its key: generalists, and France Services."""
    if by is By.SECTOR:
        return {row.key: _of_sector(t, places, row) for row in rows_by(by)}
    if by is By.NEED:
        public, every = _public(places)
        of, n = t.number(every), t.number(public)
        return {DIGITAL_HELP.key: t("matrix.with_public", n=n, of=of)}
    return {}


def public_note(t: Words, places: Places, row: Supply | None, by: By) -> str:
    """That host places and France Services are counted together, where they are."""
    if by is not By.NEED or row not in {None, DIGITAL_HELP}:
        return ""
    public, every = _public(places)
    name = row_name(t, DIGITAL_HELP)
    return t("matrix.public_note", row=name, n=t.number(public), of=t.number(every))


def _of_sector(t: Words, places: Places, row: Supply) -> str:
    able = _able(places, row)
    numbers = np.flatnonzero(able).tolist()
    named = sum(row.value in places.rows[i]["sectors"] for i in numbers)
    if named:
        return t("matrix.specialists", n=t.number(named))
    return t("matrix.generalists") if able.any() else ""


def _public(places: Places) -> tuple[int, int]:
    able = np.flatnonzero(_able(places, DIGITAL_HELP)).tolist()
    public = Category.FRANCE_SERVICES.value
    return sum(public in places.rows[i]["categories"] for i in able), len(able)


def _able(places: Places, row: Supply) -> Flags:
    able: Flags = places.able(row, Reading.DECLARED) & (places.communes >= 0)
    return able
