"""The sentences of a sheet in English: the facts of the French ones, in their order."""

from collections.abc import Iterator, Sequence

from numna_geo.model.fringe import Beyond
from numna_geo.usecases.sheet import Line, Sheet
from numna_geo.usecases.sheet_facts import (
    APART,
    FIBRE,
    HOST,
    PEOPLE,
    SUPPORT,
    Sentence,
    is_commune,
    judged,
    known_places,
    undecided,
)
from numna_geo.usecases.sheet_words import (
    count,
    minutes,
    minutes_beside,
    percent,
    ranked,
)

_ONE = {
    SUPPORT: "support structure",
    HOST: "host place",
    APART: "France Services office",
}
_THEMES = {SUPPORT: "support", HOST: "host places", FIBRE: "fibre"}


def verdict(sheet: Sheet) -> str:
    """One sentence: where it lacks more than its region, and where less."""
    if sheet.identity.level == "region":
        return _of_the_region(sheet)
    if is_commune(sheet):
        return _of_the_commune(sheet)
    found = judged(sheet)
    told = [
        f"{how} for {_listed(themes)}"
        for how, themes in (
            ("more", found.more),
            ("less", found.less),
            ("as much", found.alike),
        )
        if themes
    ]
    if not told:
        return "None of the three objectives could be measured here: no data."
    than = "as the region for" if told[0].startswith("as") else "than the region for"
    return f"Lacks {'; '.join(told)}.".replace("for", than, 1)


def _of_the_commune(sheet: Sheet) -> str:
    told = []
    for key in (SUPPORT, HOST):
        line = sheet.line(key)
        if line is not None and line.minutes and line.minutes.central is not None:
            about = minutes(line.minutes.central, "en")
            told.append(f"a {_ONE[key]} about {about} away")
    fibre = sheet.line(FIBRE)
    if fibre is not None and fibre.value is not None:
        told.append(f"{percent(float(fibre.value), 'en')} of premises without fibre")
    text = f"{', '.join(told)}." if told else "no data."
    return text[0].upper() + text[1:]


def _of_the_region(sheet: Sheet) -> str:
    told = []
    for key in (SUPPORT, HOST):
        line = sheet.line(key)
        if line is not None and line.value is not None:
            told.append(
                f"{percent(float(line.value), 'en')} of people more than "
                f"{line.max_min} min from a {_ONE[key]}"
            )
    fibre = sheet.line(FIBRE)
    if fibre is not None and fibre.value is not None:
        told.append(f"{percent(float(fibre.value), 'en')} of premises without fibre")
    return f"{', '.join(told)}." if told else "No data."


def _listed(keys: Sequence[str]) -> str:
    *first, last = (_THEMES[key] for key in keys)
    return f"{', '.join(first)} and {last}" if first else last


def sentences(sheet: Sheet) -> list[Sentence]:
    """Four to eight: who, how far, what is estimated, and what nobody checked."""
    found = [Sentence(text=_people(sheet), sources=PEOPLE)]
    if told := _beyond_the_region(sheet):
        found.append(Sentence(text=told, sources=PEOPLE))
    for key in (SUPPORT, HOST, APART, FIBRE):
        line = sheet.line(key)
        text = _of_line(sheet, line) if line else None
        if line and text:
            found.append(Sentence(text=text, sources=line.sources))
    found += _reservations(sheet)
    return found


def _people(sheet: Sheet) -> str:
    one = sheet.identity
    if not one.population:
        return f"The population of {one.name} is not known."
    part = one.beyond in {Beyond.COUNTED, Beyond.CERTAIN}
    who = f"The part of {one.name} in Nouvelle-Aquitaine" if part else one.name
    told = f"{who} has {plural(one.population, 'inhabitant', 'inhabitants')}"
    if not is_commune(sheet):
        told += f" in {plural(one.communes, 'commune', 'communes')}"
    return f"{told}."


def _beyond_the_region(sheet: Sheet) -> str | None:
    """What of it lies elsewhere, and that nothing that follows counts it."""
    one = sheet.identity
    if one.beyond is Beyond.COUNTED:
        several = plural(one.members_outside or 0, "commune lies", "communes lie")
        return f"{several} beyond the region: not counted; a part is not ranked."
    if one.beyond is Beyond.CERTAIN:
        return (
            "It goes on beyond the region: the rest, of which our data say nothing, is "
            "neither counted nor ranked."
        )
    if one.beyond is Beyond.POSSIBLE:
        return "It may go on beyond the region, near by; nothing is counted there."
    return None


def _of_line(sheet: Sheet, line: Line) -> str | None:
    if line.value is None:
        return None
    if line.indicator == FIBRE:
        return _premises(line)
    return _near(sheet, line) if line.minutes else _beyond(sheet, line)


def _near(sheet: Sheet, line: Line) -> str:
    told, one = line.minutes, _ONE[line.indicator]
    apart = ", counted apart," if line.indicator == APART else ""
    if told is None or told.central is None:
        return f"No known road leads to a {one}."
    text = f"The nearest {one}{apart} is about "
    text += f"{minutes_beside(told.central, line.max_min, 'en')} by car"
    if told.low is not None and told.high is not None and told.low != told.high:
        low, high = (minutes(end, "en") for end in (told.low, told.high))
        text += f" (between {low} and {high})"
    held = sheet.identity.department
    if told.department is not None and held is not None:
        text += (
            f"; half of the people of {held.name} have one within "
            f"{minutes(told.department, 'en')}"
        )
    return f"{text}."


def _beyond(sheet: Sheet, line: Line) -> str:
    far = f"more than {line.max_min} minutes by car from a {_ONE[line.indicator]}"
    if line.indicator == APART:
        far += " (counted apart)"
    region = ""
    if line.region is not None:
        region = f", against {percent(float(line.region), 'en')} in the region"
    if not line.numerator:
        return f"Nobody is {far}{region}."
    number = round(line.numerator)
    who = plural(number, "inhabitant", "inhabitants")
    verb = "is" if number == 1 else "are"
    share = percent(float(line.value or 0), "en")
    return f"{who} ({share}) {verb} {far}{_rank(sheet, line)}{region}."


def _rank(sheet: Sheet, line: Line) -> str:
    """A rank where it is among the worse half."""
    placed = line.placed
    if placed is None or 2 * placed.rank > placed.of:
        return ""
    return f", the {ranked(line, placed, sheet.identity.level, 'en')}"


def _premises(line: Line) -> str:
    total, left = count(round(line.denominator or 0), "en"), round(line.numerator or 0)
    if left <= 0:
        return f"All {total} premises of this count can be connected to fibre."
    text = (
        f"Of {total} premises, {count(left, 'en')} "
        f"({percent(float(line.value or 0), 'en')}) cannot be connected to fibre"
    )
    if line.region is not None:
        text += f", against {percent(float(line.region), 'en')} in the region"
    return f"{text}; connectable does not mean connected."


def _reservations(sheet: Sheet) -> Iterator[Sentence]:
    sites, verified, approximate = known_places(sheet)
    if not sites:
        yield Sentence(text="No place or structure is known there.", sources=())
    else:
        yield Sentence(text=_checked(sites, verified, approximate), sources=())
    unsure, threshold = undecided(sheet)
    if sheet.estimated:
        text = "Travel times are estimated, not measured"
        if unsure and not is_commune(sheet):
            who = plural(unsure, "inhabitant", "inhabitants")
            text += (
                f": for {who}, the band does not tell on which side of "
                f"{threshold} minutes they are"
            )
        yield Sentence(text=f"{text}.", sources=())


def _checked(sites: int, verified: int, approximate: int) -> str:
    known = plural(sites, "place or structure is", "places and structures are")
    checked = f"{count(verified, 'en')} of them" if verified else "none of them"
    told = f"{known} known there; {checked} verified in time"
    if approximate:
        told += f", {count(approximate, 'en')} placed by the commune alone"
    return f"{told}."


def plural(number: int, one: str, several: str) -> str:
    """A count and its noun.

    >>> plural(1, "place", "places"), plural(0, "place", "places")
    ('1 place', '0 places')
    """
    return f"{count(number, 'en')} {one if number == 1 else several}"
