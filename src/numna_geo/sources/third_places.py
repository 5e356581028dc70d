"""What kind of third place a list says that a place is."""

from collections.abc import Iterable

from numna_geo.model.category import Category
from numna_geo.sources.vocabulary import arranged, kinds_named

_OF_OUR_OWN = frozenset({Category.COWORKING, Category.FAB_LAB})

_THIRD_PLACE = frozenset({Category.THIRD_PLACE})


def third_place(families: Iterable[str | None]) -> tuple[str | None, str | None]:
    """The category and the others of a place in a list of third places.

    One that is a coworking, or a fab lab, and nothing else is that first; one that is
    both, or a shared workshop, a kitchen, a farm, is a third place first.

    >>> third_place(["Bureaux partagés / Coworking"])
    ('coworking', 'third_place')
    >>> third_place(["Coworking et fablab"])
    ('third_place', 'fab_lab|coworking')
    >>> third_place(["Hybride"]), third_place([])
    (('third_place', None), ('third_place', None))
    """
    told = [kinds_named(family) & _OF_OUR_OWN for family in families if family]
    kinds = frozenset().union(*told)
    if len(kinds) == 1 and all(told):
        return arranged(kinds, _THIRD_PLACE)
    return arranged(_THIRD_PLACE, kinds)
