"""A street and its house number, out of an address as people write it."""

import re
from functools import lru_cache

from numna_geo.model.naming import search_name

_SHORT = {
    **dict.fromkeys(("r",), "rue"),
    **dict.fromkeys(("av", "ave"), "avenue"),
    **dict.fromkeys(("bd", "bld", "bvd", "blvd", "boul"), "boulevard"),
    **dict.fromkeys(("crs",), "cours"),
    **dict.fromkeys(("pl",), "place"),
    **dict.fromkeys(("imp",), "impasse"),
    **dict.fromkeys(("all", "allees"), "allee"),
    **dict.fromkeys(("rte",), "route"),
    **dict.fromkeys(("chem", "che", "chm"), "chemin"),
    **dict.fromkeys(("sq",), "square"),
    **dict.fromkeys(("fg", "fbg"), "faubourg"),
    **dict.fromkeys(("res",), "residence"),
    **dict.fromkeys(("za", "zi", "zac", "zae"), "zone"),
}
_WAYS = (
    "rue|avenue|boulevard|cours|place|impasse|allee|route|chemin|square|faubourg|quai|"
    "esplanade|passage|promenade|sentier|ruelle|venelle|rond point|parvis|voie"
)
# Titles come and go, and are common to too many streets to tell them apart.
_LITTLE_WORDS = (
    "d de des du l la le les a au aux et en abbe capitaine cdt colonel commandant "
    "docteur dr gal gen general lieutenant mal marechal pdt pere pr pres president "
    "prof professeur"
)
_LITTLE = frozenset(_LITTLE_WORDS.split())
_NUMBERED = re.compile(
    rf"(?:\b(?P<number>\d{{1,4}}) ?(?P<again>bis|ter|quater|[a-d])?\b"
    rf"(?: (?P<last>\d{{1,4}}))?(?: \d{{1,4}})? )?\b(?P<street>(?:{_WAYS})\b.*)"
)
_WAY = re.compile(rf"({_WAYS}) (?=.)")
_MAIL = re.compile(r" ?\b(?:bp|cs|cedex|\d{5})\b.*")
_LOT = re.compile(
    r"(?P<number>\d{1,4}) ?(?P<again>bis|ter|quater|[a-d])? (?P<street>.+)"
)
_PARTS = re.compile(r"(?<!\d),|[;()\n/–]| - ")
_HOUSE = re.compile(r"(\d+)[a-z]?(?:-(\d+))?")
_LONGEST = 20
_AGAIN = {"bis": "b", "ter": "t", "quater": "q"}


def street_and_number(address: str) -> tuple[str, str]:
    """The street without its little words, and the house number; "" when not given.

    >>> street_and_number("Maison de quartier, 25 B r. de la Gare, BP 12")
    ('rue gare', '25b')
    >>> street_and_number("22-24 rue du Port")
    ('rue port', '22-24')
    """
    street, number, _ = _taken_apart(address)
    return street, number


def building(address: str) -> str:
    """What an address says beside its street, in plain words: « Maison de la cité ».

    >>> building("Maison de quartier, 25 B rue de la Gare, BP 12")
    'maison de quartier'
    >>> building("Le Bourg, Espace Alpha")
    'espace alpha'
    """
    return _taken_apart(address)[2]


@lru_cache(maxsize=1 << 14)
def _taken_apart(address: str) -> tuple[str, str, str]:
    parts = [part for part in map(_plain, _PARTS.split(address)) if part]
    for n, part in enumerate(parts):
        if found := _NUMBERED.search(part):
            before = part[: found.start()].strip()
            beside = filter(None, (*parts[:n], before, *parts[n + 1 :]))
            return (*_numbered(found), " ".join(beside))
    rest = " ".join(parts[1:])
    if parts and (found := _LOT.fullmatch(parts[0])):
        return (*_numbered(found), rest)
    return _name(parts[0]) if parts else "", "", rest


def _numbered(found: re.Match[str]) -> tuple[str, str]:
    again = found["again"] or ""
    number = (found["number"] or "") + _AGAIN.get(again, again)
    last = found.groupdict().get("last")
    return _name(found["street"]), f"{number}-{last}" if last else number


def house_numbers(number: str) -> tuple[int, int]:
    """The first and the last number of a house; 0, 0 when not known.

    >>> house_numbers("22-24"), house_numbers("16t"), house_numbers("")
    ((22, 24), (16, 16), (0, 0))
    """
    found = _HOUSE.match(number)
    if not found:
        return 0, 0
    first, last = int(found[1]), int(found[2] or found[1])
    return first, last if first <= last <= first + _LONGEST else first


def way_and_name(street: str) -> tuple[str, str]:
    """The kind of way and its name; the name only, where it is of no kind.

    >>> way_and_name("rue gare"), way_and_name("bourg")
    (('rue', 'gare'), ('', 'bourg'))
    """
    found = _WAY.match(street)
    return (found[1], street[found.end() :]) if found else ("", street)


def _plain(part: str) -> str:
    words = (_SHORT.get(word, word) for word in search_name(part).split())
    return _MAIL.sub("", " ".join(words))


def _name(street: str) -> str:
    words = street.split()
    return " ".join(word for word in words if word not in _LITTLE) or street
