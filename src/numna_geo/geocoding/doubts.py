"""What a text says beside the place it was taken for, and the place denies."""

import re
from collections.abc import Collection, Iterable

from rapidfuzz import fuzz

from numna_geo.geocoding.departments import Within
from numna_geo.geocoding.entry import Doubts, Entry, telling
from numna_geo.geocoding.geocoder import looks_like_address
from numna_geo.model.naming import search_name

# Of 100: a name less like that of the commune is another name.
_ALIKE = 75
_AFTER_COMMUNE = re.compile(r"(?:(?:^| )(?:cedex(?: [0-9]+)?|france))+$")
# What stands in an address without being a name: a number, a box, a single letter.
_NO_NAME = re.compile(r"\b(?:[a-z]|bp|cs|bis|ter|[a-z]*[0-9]+[a-z]*)\b")


def without_country(words: str) -> str:
    """Plain words without what may follow the commune of an address.

    >>> without_country("bordeaux france"), without_country("gueret cedex 9")
    ('bordeaux', 'gueret')
    """
    return _AFTER_COMMUNE.sub("", words).strip()


def postcode_doubts(
    words: str, code: str, names: Iterable[Entry], *, matched: str
) -> Doubts:
    """Of a text with a postcode.

    Args:
        words: plain ones.
        code: the postcode among them.
        names: every name of the commune that was found.
        matched: what it was found by.

    >>> pau = Entry(kind="commune", id="64445", label="Pau", detail="", name="Pau",
    ...             lon=None, lat=None, postcodes=("64000",))
    >>> postcode_doubts("64000 paris", "64000", [pau], matched="64000").other_name_in
    '64000'
    >>> postcode_doubts("33000 pau", "33000", [pau], matched="Pau").wrong_postcode
    '33000'
    >>> postcode_doubts("12 rue de paris 64000 pau", "64000", [pau], matched="64000")
    Doubts(wrong_postcode=None, wrong_department=None, other_name_in=None)
    """
    names = list(names)
    right = {matched}
    right.update(*((name.id, *name.postcodes) for name in names))
    if code not in right:
        # That of a « Cedex » is of a post office, whichever the commune.
        return Doubts(wrong_postcode=None if "cedex" in words.split() else code)
    said = _said_name(words, code)
    if said and not any(_alike(said, telling(search_name(n.name))) for n in names):
        return Doubts(other_name_in=code)
    return Doubts()


def department_doubts(entry: Entry, within: Collection[Within]) -> Doubts:
    """Of a text that ends, or begins, with a department.

    Args:
        entry: what was found.
        within: how the text falls into a name and a department.
    """
    name = telling(search_name(entry.name))
    told = [one.department for one in within if telling(one.words) == name]
    if not told or entry.department is None or entry.department[0] in told:
        return Doubts()
    return Doubts(wrong_department=told[0])


def _said_name(words: str, code: str) -> str:
    """The name of a commune that stands beside a postcode: after it, or alone before.

    >>> _said_name("12 rue du four 87000", "87000"), _said_name("paris 64000", "64000")
    ('', 'paris')
    """
    before, _, after = words.partition(code)
    after = telling(_NO_NAME.sub(" ", without_country(after)))
    if after.strip() or looks_like_address(before):
        return " ".join(after.split())
    return " ".join(telling(_NO_NAME.sub(" ", without_country(before))).split())


def _alike(said: str, name: str) -> bool:
    """Whether one name is meant by both: misspelt, begun, or with more words.

    >>> _alike("pa", "pau"), _alike("st emilion", "saint emilion")
    (True, True)
    """
    return name.startswith(said) or fuzz.token_set_ratio(said, name) >= _ALIKE
