"""/territoires: choose a territory, by name or from lists; works without a script."""

from collections import defaultdict

from fastapi import APIRouter, Request, Response

from numna_geo.api.pages.shell.metadata import metadata
from numna_geo.api.pages.shell.templates import page
from numna_geo.api.pages.words.wording import words_of
from numna_geo.api.state import LayersDep, MeasuresDep, ReaderDep
from numna_geo.model.territory import REGION_CODE, REGION_NAME, Level
from numna_geo.store.place_finding import named_like
from numna_geo.usecases.known_layers import Layer
from numna_geo.usecases.sheet_words import LEVELS

router = APIRouter(include_in_schema=False)

_MOST, _LONGEST = 60, 80
_LISTED = (Level.ZONE_EMPLOI, Level.BASSIN_VIE, Level.CUSTOM)


@router.get("/territoires")
async def territories_page(
    request: Request, reader: ReaderDep, measures: MeasuresDep, layers: LayersDep
) -> Response:
    """Departments and EPCI, and whatever has the words that are asked for."""
    t = words_of(request)
    asked = request.query_params.get("q", "").strip()[:_LONGEST]
    found = await reader.rows(named_like(asked, most=_MOST)) if asked else []
    run = await measures.needed_run()
    departments = await layers.level(run, Level.DEPARTEMENT)
    title, lead = t("sheet.index_title"), t("sheet.index_lead")
    return page(
        request,
        "territoires.html",
        active="territories",
        asked=asked,
        found=found,
        levels={level: LEVELS[t.lang][level] for level in Level},
        region=(REGION_CODE, REGION_NAME),
        departments=list(zip(departments.codes, departments.names, strict=True)),
        epci=_by_department(await layers.level(run, Level.EPCI), departments),
        zones={level: _pairs(await layers.level(run, level)) for level in _LISTED},
        meta=metadata(request, title=title, description=lead, path="/territoires"),
    )


def _pairs(layer: Layer) -> list[tuple[str, str]]:
    """Codes and names, by name."""
    pairs = zip(layer.codes, layer.names, strict=True)
    return sorted(pairs, key=lambda pair: pair[1])


def _by_department(
    epci: Layer, departments: Layer
) -> list[tuple[str, list[tuple[str, str]]]]:
    """EPCI of each department, those of several in each of theirs."""
    found = defaultdict[str, list[tuple[str, str]]](list)
    for i, name in enumerate(departments.names):
        for number in epci.touching(departments.groups.of(i)):
            found[name].append((epci.codes[number], epci.names[number]))
    return [
        (name, sorted(several, key=lambda pair: pair[1]))
        for name, several in found.items()
    ]
