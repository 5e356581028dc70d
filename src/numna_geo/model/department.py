"""The twelve departments of the region: their codes, their names, their seats."""

from typing import NamedTuple


class RegionDepartment(NamedTuple):
    """A department, and the commune that is its seat."""

    code: str
    name: str
    seat_code: str
    seat: str


DEPARTMENTS = (
    RegionDepartment("16", "Charente", "16015", "Angoulême"),
    RegionDepartment("17", "Charente-Maritime", "17300", "La Rochelle"),
    RegionDepartment("19", "Corrèze", "19272", "Tulle"),
    RegionDepartment("23", "Creuse", "23096", "Guéret"),
    RegionDepartment("24", "Dordogne", "24322", "Périgueux"),
    RegionDepartment("33", "Gironde", "33063", "Bordeaux"),
    RegionDepartment("40", "Landes", "40192", "Mont-de-Marsan"),
    RegionDepartment("47", "Lot-et-Garonne", "47001", "Agen"),
    RegionDepartment("64", "Pyrénées-Atlantiques", "64445", "Pau"),
    RegionDepartment("79", "Deux-Sèvres", "79191", "Niort"),
    RegionDepartment("86", "Vienne", "86194", "Poitiers"),
    RegionDepartment("87", "Haute-Vienne", "87085", "Limoges"),
)
"""In the order of their codes.

Source:
    INSEE, code officiel géographique 2026.
"""

CODES = frozenset(one.code for one in DEPARTMENTS)
