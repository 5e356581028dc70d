"""Why is this structure proposed? Facts only, in French."""

from collections.abc import Iterator
from datetime import date

from numna_geo.model import french
from numna_geo.model.freshness import SEEN_LEVEL
from numna_geo.model.hours import said_opening
from numna_geo.model.position import Precision
from numna_geo.model.search import Wanted
from numna_geo.model.stage import Sector, Stage
from numna_geo.model.structure import Status
from numna_geo.model.travel import Profile, TravelMethod
from numna_geo.store.statements import Row
from numna_geo.usecases.nearby import Competence, Reason, Search, Stop, Travel
from numna_geo.usecases.rank_nearby import Considered

__all__ = ["Competence", "Reason", "reasons", "travel_reasons"]


def reasons(
    row: Row, found: Considered, search: Search, stop: Stop | None = None
) -> Iterator[Reason]:
    """What is known of a structure that matters to who asks.

    Args:
        row: of `store.structures.described`, with `distance_m`.
        found: what ranked it.
        search: the question.
        stop: the permanence that is near, when it is not the site.
    """
    if stop is not None:
        yield _stop(stop)
    rough = stop is None and Precision(row["position_precision"]).is_rough
    yield from travel_reasons(found.travel, search.profile)
    yield from _where(row, found, rough=rough)
    yield _who_may_ask(found.competence, stop)
    yield from _stages(row, search.wanted)
    yield from _sectors(row, search.wanted)
    yield from _how_fresh(row, search.now.date(), verified=found.verified)
    if not row["redistributable"]:
        yield Reason("licence_unconfirmed", "licence à confirmer")


def travel_reasons(travel: Travel, profile: Profile) -> Iterator[Reason]:
    """How long the way is, and whether that is known."""
    if travel.in_commune:
        yield Reason("in_commune", "dans la commune")
        return
    if travel.method is TravelMethod.NONE:
        return
    estimated = travel.method is TravelMethod.ESTIMATE
    if travel.central is not None:
        said = f"≈{french.HARD}{french.duration(travel.central)} {profile.label}"
        yield Reason("travel", f"{said} (estimation)" if estimated else said)
    elif travel.low is not None and travel.high is not None:
        between = _between(travel.low, travel.high)
        near = "position connue à la commune près"
        said = f"estimation, {near}" if estimated else near
        yield Reason("travel_band", f"{between} {profile.label} ({said})")
    else:
        yield Reason("no_way", f"aucun trajet connu {profile.label}")
    for crossed in travel.way:
        yield Reason("way", f"par {crossed}")


def _between(low_min: float, high_min: float) -> str:
    """A band in words; the unit once where both are minutes.

    >>> _between(10.2, 25.4) == "entre 10 et 25\u00a0min"
    True
    """
    low, high = french.duration(low_min), french.duration(high_min)
    if low == high:
        return f"≈{french.HARD}{high}"
    minutes = f"{french.HARD}min"
    if low.endswith(minutes) and high.endswith(minutes):
        low = low.removesuffix(minutes)
    return f"entre {low} et {high}"


def _stop(stop: Stop) -> Reason:
    where = stop.commune or stop.commune_code
    when = f" ({said_opening(stop.opening, 'fr')})" if stop.opening else ""
    return Reason("stop", f"tient une permanence à {where}{when}")


def _where(row: Row, found: Considered, *, rough: bool) -> Iterator[Reason]:
    # Of the commune that asks, the metres would be those to its town hall.
    if not found.travel.in_commune:
        about = "à environ" if rough else "à"
        far = french.distance(row["distance_m"])
        yield Reason("distance", f"{about} {far} à vol d'oiseau")
    if rough:
        yield Reason("position_commune", "position approximative : commune")
    if not row["in_region"]:
        yield Reason("outside_region", "hors de la région")
    if row["itinerant"]:
        yield Reason("itinerant", "itinérant : vérifiez où et quand")


def _who_may_ask(competence: Competence, stop: Stop | None) -> Reason:
    if competence is Competence.VISITS and stop is not None:
        # Said already, with the name of the commune.
        return Reason("covers", _COMPETENCE[Competence.COVERS])
    return Reason(_CODES.get(competence, competence.value), _COMPETENCE[competence])


def _stages(row: Row, wanted: Wanted) -> Iterator[Reason]:
    known = row["stages"] or ()
    if wanted.stages and not known:
        yield Reason("stage_unknown", "étape non précisée par la source")
    for stage in wanted.stages:
        if stage in known:
            yield Reason("stage", f"accompagne {_STAGES[stage]}")


def _sectors(row: Row, wanted: Wanted) -> Iterator[Reason]:
    known = row["sectors"] or ()
    if not wanted.sectors:
        if known and Sector.ANY not in known:
            named = ", ".join(Sector(one).label for one in known)
            yield Reason("sector_only", f"seulement pour : {named}")
    elif not known:
        yield Reason("sector_unknown", "secteur non précisé par la source")
    elif set(known).isdisjoint(wanted.sectors):
        yield Reason("sector_any", "ouverte à tous les secteurs")
    else:
        yield Reason("sector", "travaille dans ce secteur")


def _how_fresh(row: Row, today: date, *, verified: bool) -> Iterator[Reason]:
    checked = row["verified_on"] and _ago(row["verified_on"], today)
    if verified:
        yield Reason("verified", f"fiche vérifiée {checked}")
    elif checked and row["evidence_level"] in {None, SEEN_LEVEL}:
        since = french.day(row["verified_on"])
        yield Reason("unverified_since", f"fiche non vérifiée depuis le {since}")
    else:
        yield Reason("unverified", "fiche non vérifiée")
    if row["edited_on"]:
        edited = _ago(row["edited_on"], today)
        yield Reason("edited", f"modifiée par la source {edited}")
    if row["labelled_on"]:
        labelled = french.day(row["labelled_on"])
        yield Reason("labelled", f"labellisée le {labelled}")
    if row["status"] == Status.UNKNOWN:
        yield Reason("status_unknown", "la source ne dit pas si elle est ouverte")


def _ago(when: date, today: date) -> str:
    """How long ago, and the day itself: what is relative grows old on paper."""
    said, dated = french.ago(when, today), french.day(when)
    return said if dated in said else f"{said} ({dated})"


_CODES = {Competence.UNKNOWN: "area_unknown"}
_COMPETENCE = {
    Competence.COVERS: "peut être sollicitée depuis cette commune",
    Competence.VISITS: "tient une permanence dans la commune",
    Competence.REMOTE: "aide aussi à distance",
    Competence.ELSEWHERE: "s'adresse à d'autres territoires, d'après la source",
    Competence.UNKNOWN: "zone non précisée",
}
_STAGES = {
    Stage.IDEA: "l'idée",
    Stage.CREATION: "la création",
    Stage.LAUNCH: "le lancement",
    Stage.GROWTH: "la croissance",
    Stage.INTERNATIONAL: "l'international",
}
