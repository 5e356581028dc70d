"""Our own layout for lists that have none: `docs/template.md` explains every column.

A row says where it is in one of three ways: a point, the code of a commune, or a
postcode with a town.
"""

from numna_geo.sources.connector import Connector, PublishedRow, text
from numna_geo.sources.derived_key import derived_key
from numna_geo.sources.rows import COLUMNS, LIST_SEPARATOR, RawPlace

KEY = "template"


def template_place(row: PublishedRow, number: int) -> RawPlace:
    """A row of the template; without a key it gets one of its name and address.

    >>> row = {"name": "Le Mille", "city": "Ussel", "sectors": ["edtech", "any"]}
    >>> made = template_place(row, 1)
    >>> made.record_key, made.sectors
    ('le-mille-ussel-6c0f70ef', 'edtech|any')
    """
    cells = {column: _cell(row, column) for column in COLUMNS}
    if cells["record_key"] is None and cells["name"] is not None:
        where = cells["city"] or cells["commune_code"] or _point(cells)
        cells["record_key"] = derived_key(cells["name"], cells["street"], where)
    return RawPlace(row_number=number, **cells)


def _cell(row: PublishedRow, column: str) -> str | None:
    value = row.get(column)
    if isinstance(value, list):
        items = (text({column: item}, column) for item in value)
        return LIST_SEPARATOR.join(filter(None, items)) or None
    return text(row, column)


def _point(cells: dict[str, str | None]) -> str:
    return f"{cells['lon']} {cells['lat']}"


CONNECTORS = (
    Connector(
        key=KEY,
        title="our own layout for lists that have none",
        columns=frozenset({"name", "category"}),
        one_of=(
            frozenset({"lon", "lat"}),
            frozenset({"commune_code"}),
            frozenset({"postcode", "city"}),
        ),
        known=frozenset(COLUMNS),
        raw_place=template_place,
    ),
)
