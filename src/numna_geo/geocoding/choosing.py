"""Which of the places that fit is meant, and which may be as well."""

from collections.abc import Callable, Iterator, Sequence

from numna_geo.geocoding.entry import (
    ALMOST,
    EXACT,
    SURE,
    TAIL,
    TYPO,
    Entry,
    Suggestion,
)
from numna_geo.geocoding.name_index import Fit
from numna_geo.model.naming import search_name


def more_wanted(entry: Entry) -> tuple[bool, bool, int, str, str]:
    """Of names that fit as well, which comes first."""
    elsewhere = entry.kind != "commune"
    return elsewhere, entry.former, -entry.weight, search_name(entry.label), entry.id


def is_sure(found: Sequence[Suggestion]) -> bool:
    """Whether the first may be taken without asking back: close, and alone so close."""
    first = found[0]
    if first.score in (EXACT, TAIL):
        return True
    # Of misspelt names, nearly as good is as good.
    least = first.score - (ALMOST if first.score <= TYPO else 0)
    kind = first.entry.kind
    rivals = [one for one in found if one.score >= least and one.entry.kind == kind]
    return first.score > SURE and len(rivals) == 1


def also_meant(
    found: Sequence[Suggestion], wrong_postcode: str | None
) -> tuple[Suggestion, ...]:
    """Communes beside the first: of fits as good, or of the postcode that is not its.

    Beside a structure that only bears some of the words, every likely one.
    """
    first = found[0]
    least = first.score - ALMOST
    if first.entry.kind != "commune" and first.score < EXACT:
        least = SURE
    return tuple(
        one
        for one in found
        if one.entry.kind == "commune"
        and one.entry.id != first.entry.id
        and (one.score >= least or one.matched == wrong_postcode)
    )


def heard_first(
    found: Sequence[Fit], is_heard: Callable[[int], bool | None]
) -> Iterator[Fit]:
    """A commune that is heard as the words comes before what only begins so.

    « bordo » is Bordeaux rather than « Bordo buro ».

    Args:
        found: what fits.
        is_heard: whether the commune at a place sounds as the words; None where no
            commune is.
    """
    heard = [fit.score for fit in found if is_heard(fit.place)]
    most = max(heard, default=EXACT) - ALMOST
    for fit in found:
        below = heard and is_heard(fit.place) is None and fit.score < EXACT
        yield fit._replace(score=min(fit.score, most)) if below else fit
