"""Employment zones, living basins, deployment zones and centres, from our table."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from numna_geo.model.territory import Level
from numna_geo.model.zoning import CENTRE, DEPLOYMENT_ZONE, Centre, DeploymentZone
from numna_geo.sources.tables import Commune
from numna_geo.sources.zone_tables import CommuneZones
from numna_geo.usecases.territory_rows import Row, Scales, territory_row, united


@dataclass(frozen=True, slots=True, kw_only=True)
class Zone:
    """A zone and its communes of the region, the most populated first."""

    level: Level
    code: str
    name: str
    communes: Sequence[Commune]

    @property
    def department(self) -> str | None:
        """The department that all of its communes are in, if there is one."""
        several = {commune.department for commune in self.communes}
        return several.pop() if len(several) == 1 else None


def zones_of(
    zones: Sequence[CommuneZones], communes: Sequence[Commune]
) -> Iterator[Zone]:
    """Employment zones, then living basins, by code.

    INSEE's labels are in another table than the one we have. An employment zone is
    named after its most populated commune of the region. The code of a living basin is
    that of the commune it is drawn around, which may lie beyond the border: that one's
    name is taken where we know it.
    """
    known = {commune.code: commune for commune in communes}
    for level in (Level.ZONE_EMPLOI, Level.BASSIN_VIE):
        members: defaultdict[str, list[Commune]] = defaultdict(list)
        for row in zones:
            if commune := known.get(row.commune_code):
                members[getattr(row, level.value)].append(commune)
        for code, several in sorted(members.items()):
            ordered = sorted(several, key=lambda c: (-(c.population or 0), c.code))
            around = known.get(code, ordered[0])
            yield Zone(level=level, code=code, name=around.name, communes=ordered)


def zone_rows(zones: Sequence[Zone], scales: Scales) -> Iterator[Row]:
    """Zones as territories: people, area and outline of their communes here."""
    for zone in zones:
        yield territory_row(
            zone.level,
            zone.code,
            zone.name,
            department_code=zone.department,
            population=sum(c.population or 0 for c in zone.communes),
            area_km2=round(sum(c.area_km2 or 0 for c in zone.communes), 1),
            **united([c.code for c in zone.communes], scales),
        )


def zoning_rows(zones: Sequence[CommuneZones]) -> Iterator[Mapping[str, str]]:
    """Who was to roll fibre out in each commune, and which communes are centres."""
    for row in zones:
        about = {"commune_code": row.commune_code}
        deployment = DeploymentZone(row.deployment_zone)
        yield {**about, "zoning": DEPLOYMENT_ZONE, "label": deployment.label}
        if row.centre is not None:
            yield {**about, "zoning": CENTRE, "label": Centre(row.centre).label}
