"""The sentences of a sheet in French: agreement, elision, and whose each figure is."""

from collections.abc import Iterator

from numna_geo.model.french_places import Named, named
from numna_geo.model.fringe import Beyond
from numna_geo.model.territory import Level
from numna_geo.usecases.sheet import Line, Sheet
from numna_geo.usecases.sheet_facts import (
    APART,
    FIBRE,
    HOST,
    PEOPLE,
    SUPPORT,
    Sentence,
    is_commune,
    known_places,
    undecided,
)
from numna_geo.usecases.sheet_french_words import A, people, plural, spaced
from numna_geo.usecases.sheet_words import (
    count,
    minutes,
    minutes_beside,
    percent,
    ranked,
)

_OF_ZONES = {
    Level.EPCI: "de l’intercommunalité",
    Level.ZONE_EMPLOI: "de la zone d’emploi",
    Level.BASSIN_VIE: "du bassin de vie",
}
_NEAREST = {
    SUPPORT: "La structure d’accompagnement la plus proche",
    HOST: "Le lieu d’accueil le plus proche",
    APART: "L’espace France Services le plus proche, compté à part,",
}


def sentences(sheet: Sheet) -> list[Sentence]:
    """Four to eight: who, how far, what is estimated, and what nobody checked."""
    where = named(sheet.identity.level, sheet.identity.name)
    found = [Sentence(text=_people(sheet, where), sources=PEOPLE)]
    if told := _beyond_the_region(sheet):
        found.append(Sentence(text=told, sources=PEOPLE))
    for key in (SUPPORT, HOST, APART, FIBRE):
        line = sheet.line(key)
        text = _of_line(sheet, line) if line else None
        if line and text:
            found.append(Sentence(text=text, sources=line.sources))
    found += _reservations(sheet)
    return [Sentence(text=spaced(one.text), sources=one.sources) for one in found]


def _people(sheet: Sheet, where: Named) -> str:
    one = sheet.identity
    if not one.population:
        return f"La population {where.of} n’est pas connue."
    lives = (
        "vit un habitant" if one.population == 1 else f"vivent {people(one.population)}"
    )
    at = where.at[0].upper() + where.at[1:]
    if one.beyond in {Beyond.COUNTED, Beyond.CERTAIN}:
        at = f"Dans la partie néo-aquitaine {where.of}"
    density = f"« {one.density.lower()} »" if one.density else "non connue"
    if is_commune(sheet):
        return f"{at} {lives} ; la commune est de la classe de densité {density}."
    communes = plural(one.communes, "commune", "communes")
    return (
        f"{at} {lives}, dans {communes} ; la classe de densité la plus peuplée est "
        f"{density}."
    )


def _beyond_the_region(sheet: Sheet) -> str | None:
    """What of it lies elsewhere, and that nothing that follows counts it."""
    one = sheet.identity
    what = _OF_ZONES.get(one.level)
    if one.beyond is Beyond.NO or what is None:
        return None
    if one.beyond is Beyond.COUNTED:
        outside = plural(
            one.members_outside or 0,
            "de ses communes est hors de la région et n’est pas comptée",
            "de ses communes sont hors de la région et ne sont pas comptées",
        )
        return f"{outside} ; n’étant pas entière, elle n’est pas classée."
    if one.beyond is Beyond.CERTAIN:
        return (
            f"C’est la partie néo-aquitaine {what}, qui dépasse la région : le reste, "
            "que nos données ne disent pas, n’est ni compté ni classé."
        )
    return (
        f"C’est la partie néo-aquitaine {what}, qui peut dépasser la région, toute "
        "proche ; rien n’est compté au-delà."
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
        return f"Aucune route connue ne mène à {A[key]}."
    about = f"{minutes_beside(told.central, line.max_min, 'fr')} en voiture"
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
            f"{'e' if key == SUPPORT else ''} à {minutes(told.department, 'fr')} "
            "ou moins"
        )
    return f"{text}."


def _beyond(sheet: Sheet, line: Line) -> str:
    far = f"à plus de {line.max_min} minutes en voiture d’{A[line.indicator]}"
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
        return f"Les {total} locaux de ce décompte sont tous raccordables à la fibre."
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
    if sites == 1:
        checked = "il a été vérifié" if verified else "il n’a pas été vérifié"
        placed = ", et n’est situé qu’à sa commune" if approximate else ""
        return f"{known} ; {checked} dans son délai{placed}."
    if not verified:
        known += " ; aucun n’a été vérifié dans son délai"
    else:
        known += f", dont {plural(verified, 'vérifié', 'vérifiés')} dans leur délai"
    if approximate:
        known += ", et " + plural(
            approximate,
            "n’est situé qu’à sa commune",
            "ne sont situés qu’à leur commune",
        )
    return f"{known}."
