"""The sentences of a sheet in French: agreement, elision, and whose each figure is."""

from collections.abc import Iterator, Sequence

from numna_geo.model.french import HARD, THIN
from numna_geo.model.french_places import Named, named
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
from numna_geo.usecases.sheet_words import count, minutes, percent, ranked

_A = {
    SUPPORT: "une structure d’accompagnement",
    HOST: "un lieu d’accueil",
    APART: "un espace France Services",
}
_NEAREST = {
    SUPPORT: "La structure d’accompagnement la plus proche",
    HOST: "Le lieu d’accueil le plus proche",
    APART: "L’espace France Services le plus proche, compté à part,",
}
_SPACES = {" ;": f"{THIN};", " :": f"{HARD}:", "« ": f"«{HARD}", " »": f"{HARD}»"}
_THEMES = {
    SUPPORT: "l’accompagnement",
    HOST: "les lieux d’accueil",
    FIBRE: "la fibre",
}


def verdict(sheet: Sheet) -> str:
    """One sentence: where it lacks more than its region, and where less."""
    return spaced(_verdict(sheet))


def _verdict(sheet: Sheet) -> str:
    if sheet.identity.level == "region":
        return _of_the_region(sheet)
    if is_commune(sheet):
        return _of_the_commune(sheet)
    found = judged(sheet)
    if found.more and found.less:
        more, less = _listed(found.more), _listed(found.less)
        return f"Plus de manques que dans la région pour {more} ; moins pour {less}."
    if found.more or found.less:
        how = "Plus" if found.more else "Moins"
        themes = _listed(found.more or found.less)
        return f"{how} de manques que dans la région pour {themes}."
    return "Aucun des trois objectifs n’a pu être mesuré ici : pas de donnée."


def _of_the_commune(sheet: Sheet) -> str:
    told = []
    for key in (SUPPORT, HOST):
        line = sheet.line(key)
        if line is not None and line.minutes and line.minutes.central is not None:
            about = minutes(line.minutes.central, "fr")
            told.append(f"{_A[key]} à environ {about}")
    fibre = sheet.line(FIBRE)
    if fibre is not None and fibre.value is not None:
        told.append(f"{percent(float(fibre.value), 'fr')} des locaux sans fibre")
    text = f"{', '.join(told)}." if told else "pas de donnée."
    return text[0].upper() + text[1:]


def _of_the_region(sheet: Sheet) -> str:
    told = []
    for key in (SUPPORT, HOST):
        line = sheet.line(key)
        if line is not None and line.value is not None:
            told.append(
                f"{percent(float(line.value), 'fr')} des habitants à plus de "
                f"{line.max_min} min d’{_A[key]}"
            )
    fibre = sheet.line(FIBRE)
    if fibre is not None and fibre.value is not None:
        told.append(f"{percent(float(fibre.value), 'fr')} des locaux sans fibre")
    return f"{', '.join(told)}." if told else "Pas de donnée."


def _listed(keys: Sequence[str]) -> str:
    *first, last = (_THEMES[key] for key in keys)
    return f"{', '.join(first)} et {last}" if first else last


def sentences(sheet: Sheet) -> list[Sentence]:
    """Four to eight: who, how far, what is estimated, and what nobody checked."""
    where = named(sheet.identity.level, sheet.identity.name)
    found = [Sentence(text=_people(sheet, where), sources=PEOPLE)]
    for key in (SUPPORT, HOST, APART, FIBRE):
        line = sheet.line(key)
        text = _of_line(sheet, line) if line else None
        if line and text:
            found.append(Sentence(text=text, sources=line.sources))
    found += _reservations(sheet)
    return [Sentence(text=spaced(one.text), sources=one.sources) for one in found]


def spaced(text: str) -> str:
    r"""The spaces before a colon, a semicolon and inside quotes, which never break.

    >>> spaced("a ; « b » : c") == "a\u202f; «\u00a0b\u00a0»\u00a0: c"
    True
    """
    for plain, kept in _SPACES.items():
        text = text.replace(plain, kept)
    return text


def _people(sheet: Sheet, where: Named) -> str:
    one = sheet.identity
    if not one.population:
        return f"La population {where.of} n’est pas connue."
    lives = (
        "vit un habitant" if one.population == 1 else f"vivent {people(one.population)}"
    )
    at = where.at[0].upper() + where.at[1:]
    density = f"« {one.density.lower()} »" if one.density else "non connue"
    if is_commune(sheet):
        return f"{at} {lives} ; la commune est de la classe de densité {density}."
    communes = plural(one.communes, "commune", "communes")
    return (
        f"{at} {lives}, dans {communes} ; la classe de densité la plus peuplée est "
        f"{density}."
    )


def _of_line(sheet: Sheet, line: Line) -> str | None:
    if line.value is None:
        return None
    if line.indicator == FIBRE:
        return _premises(line)
    return _near(sheet, line) if line.minutes else _beyond(sheet, line)


def _near(sheet: Sheet, line: Line) -> str | None:
    told, key = line.minutes, line.indicator
    if told is None or told.central is None:
        return f"{_NEAREST[key]} n’est relié par aucune route connue."
    about = f"{minutes(told.central, 'fr')} en voiture"
    band = ""
    if told.low is not None and told.high is not None and told.low != told.high:
        low, high = (minutes(end, "fr") for end in (told.low, told.high))
        band = f" (entre {low} et {high})"
    text = f"{_NEAREST[key]} est à environ {about}{band}"
    held = sheet.identity.department
    if told.department is not None and held is not None:
        beside = named(held.level, held.name)
        text += (
            f", quand la moitié des habitants {beside.of} en ont un"
            f"{'e' if key == SUPPORT else ''} à moins de "
            f"{minutes(told.department, 'fr')}"
        )
    return f"{text}."


def _beyond(sheet: Sheet, line: Line) -> str:
    far = f"à plus de {line.max_min} minutes en voiture d’{_A[line.indicator]}"
    if line.indicator == APART:
        far += " (compté à part)"
    region = ""
    if line.region is not None:
        region = f", contre {percent(float(line.region), 'fr')} dans la région"
    if not line.numerator:
        return f"Aucun habitant n’est {far}{region}."
    number = round(line.numerator)
    who = f"{people(number)} ({percent(float(line.value or 0), 'fr')})"
    verb = "est" if number == 1 else "sont"
    return f"{who} {verb} {far}{_rank(sheet, line)}{region}."


def _rank(sheet: Sheet, line: Line) -> str:
    """A rank where it is among the worse half."""
    placed = line.placed
    if placed is None or 2 * placed.rank > placed.of:
        return ""
    return f", {ranked(line, placed, sheet.identity.level, 'fr')}"


def _premises(line: Line) -> str:
    total = count(round(line.denominator or 0), "fr")
    left = round(line.numerator or 0)
    if left <= 0:
        return f"Les {total} locaux sont tous raccordables à la fibre."
    one = left == 1
    text = (
        f"Sur {total} locaux, {count(left, 'fr')} "
        f"({percent(float(line.value or 0), 'fr')}) "
        f"{'n’est pas raccordable' if one else 'ne sont pas raccordables'} à la fibre"
    )
    if line.region is not None:
        text += f", contre {percent(float(line.region), 'fr')} dans la région"
    return f"{text} ; raccordable ne veut pas dire raccordé."


def _reservations(sheet: Sheet) -> Iterator[Sentence]:
    sites, verified, approximate = known_places(sheet)
    if not sites:
        yield Sentence(text="Aucun lieu ni aucune structure n’y est connu.", sources=())
    else:
        yield Sentence(text=_checked(sites, verified, approximate), sources=())
    unsure, threshold = undecided(sheet)
    if sheet.estimated:
        text = "Les temps de trajet sont estimés, non mesurés"
        if unsure and not is_commune(sheet):
            text += (
                f" : pour {people(unsure)}, la fourchette ne dit pas de quel côté des "
                f"{threshold} minutes {'il est' if unsure == 1 else 'ils sont'}"
            )
        yield Sentence(text=f"{text}.", sources=())


def _checked(sites: int, verified: int, approximate: int) -> str:
    known = plural(
        sites, "lieu ou structure y est connu", "lieux et structures y sont connus"
    )
    if not verified:
        checked = "il n’a pas été vérifié" if sites == 1 else "aucun n’a été vérifié"
        known += f" ; {checked} dans son délai"
    else:
        known += f", dont {plural(verified, 'vérifié', 'vérifiés')} dans leur délai"
    if approximate:
        placed = plural(approximate, "n’est situé", "ne sont situés")
        known += f", et {placed} qu’à leur commune"
    return f"{known}."


def people(number: int) -> str:
    """Inhabitants, in number: « 1 habitant », « 2 habitants »."""
    return plural(number, "habitant", "habitants")


def plural(number: int, one: str, several: str) -> str:
    """A count and its noun; French has its plural from two on.

    >>> plural(1, "lieu", "lieux"), plural(2, "lieu", "lieux")
    ('1 lieu', '2 lieux')
    """
    return f"{count(number, 'fr')} {one if number < 2 else several}"  # noqa: PLR2004
