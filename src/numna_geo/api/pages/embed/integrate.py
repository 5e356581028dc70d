"""/integrer: the generator of what other sites paste, with and without a script."""

from dataclasses import replace

from fastapi import APIRouter, Request, Response

from numna_geo.api.middleware.security_headers import content_security_policy
from numna_geo.api.pages.embed.asked import Embed, View
from numna_geo.api.pages.embed.integrate_asked import Chosen, chosen
from numna_geo.api.pages.embed.integrate_view import for_script, pasted, question
from numna_geo.api.pages.embed.map_view import view_of
from numna_geo.api.pages.gaps_map.question import drawn_kinds
from numna_geo.api.pages.shell.metadata import absolute, embedded, metadata
from numna_geo.api.pages.shell.templates import page
from numna_geo.api.pages.words.wording import words_of
from numna_geo.api.state import LayersDep, MeasuresDep, ReaderDep
from numna_geo.api.v1.territory_codes import current_code
from numna_geo.gaps import INDICATORS
from numna_geo.maps.classes import CLASSES
from numna_geo.model.category import Category, Family
from numna_geo.model.territory import REGION_CODE, REGION_NAME, Level
from numna_geo.store.outline_reading import boxes
from numna_geo.store.place_finding import named_like
from numna_geo.store.reading import Reader
from numna_geo.store.statements import Row
from numna_geo.usecases.known_layers import Layers
from numna_geo.usecases.read_measures import Run
from numna_geo.usecases.sheet_words import LEVELS

router = APIRouter(include_in_schema=False)

PATH = "/integrer"
_LISTED = (Level.DEPARTEMENT, Level.EPCI, Level.CUSTOM)
_MOST = 8
_REGION = f"{Level.REGION}:{REGION_CODE}"
_POLICY = f"{content_security_policy(None)}; frame-src 'self'"
"""That of a page without a map, and leave to show our own embeds."""

Option = tuple[str, str, View | None]
"""A territory as an address writes it, its name, and where a map shows all of it."""

Found = tuple[str, str, str]
"""An option, and the department of a commune."""


@router.get(PATH)
async def integrate(
    request: Request, reader: ReaderDep, measures: MeasuresDep, layers: LayersDep
) -> Response:
    """Every parameter of the embeds, a preview, and the snippets of the choice."""
    t = words_of(request)
    run = await measures.needed_run()
    pick = chosen(request.query_params.multi_items())
    pick, found, problem = await _placed(reader, layers, run, pick)
    groups = {lv: await _options(reader, layers, run, lv) for lv in _LISTED}
    name = await _name(layers, run, pick)
    here = ":".join(pick.embed.territory) if pick.embed.territory else _REGION
    views = {key: view for options in groups.values() for key, _, view in options}
    origin = absolute(request, "/").rstrip("/")
    answer = page(
        request,
        "integrer.html",
        active="integrate",
        pick=pick,
        embeds=list(Embed),
        place=(here, name),
        is_listed=here in views or here == _REGION,
        region=(_REGION, REGION_NAME),
        groups=groups,
        levels=LEVELS[t.lang],
        found=found,
        problem=problem,
        questions=[(key, question(t, key)) for key in CLASSES],
        measures=[(key, question(t, key)) for key in INDICATORS if key not in CLASSES],
        drawn={key: kinds for key in CLASSES if (kinds := drawn_kinds(key))},
        categories={f: [c for c in Category if c.family is f] for f in Family},
        snippets=pasted(pick, name, origin, views.get(here)).told(),
        preview=pick.embed.address(),
        config=embedded(for_script(t, origin)),
        meta=metadata(
            request,
            title=t("integrate.title"),
            description=t("integrate.lead"),
            path=PATH,
        ),
    )
    answer.headers["Content-Security-Policy"] = _POLICY
    return answer


async def _placed(
    reader: Reader, layers: Layers, run: Run, pick: Chosen
) -> tuple[Chosen, list[Found], str | None]:
    """A choice of what exists, others that a name may mean, and what is wrong."""
    level, code = pick.embed.territory or (Level.REGION, REGION_CODE)
    today = await current_code(reader, level, code)
    known = today in (await layers.level(run, level)).codes
    if today != code or not known:
        now = (level, today) if today and known else None
        pick = replace(pick, embed=replace(pick.embed, territory=now))
    problem = None if known else "unknown_territory"
    if not pick.typed:
        return pick, [], problem
    found = [
        _found(row) for row in await reader.rows(named_like(pick.typed, most=_MOST))
    ]
    if not found:
        return pick, [], "unknown_name"
    first, code = found[0][0].split(":")
    embed = replace(pick.embed, territory=(Level(first), code))
    return replace(pick, embed=embed), found[1:], None


def _found(row: Row) -> Found:
    is_commune = row["level"] == Level.COMMUNE
    department = row["department_code"] if is_commune else ""
    return f"{row['level']}:{row['code']}", row["name"], department or ""


async def _options(
    reader: Reader, layers: Layers, run: Run, level: Level
) -> list[Option]:
    layer = await layers.level(run, level)
    views = {
        row["code"]: view_of([[row["south"], row["west"]], [row["north"], row["east"]]])
        for row in await reader.rows(boxes(level))
    }
    pairs = zip(layer.codes, layer.names, strict=True)
    options = ((f"{level}:{c}", n, views.get(c)) for c, n in pairs)
    return sorted(options, key=lambda one: one[1])


async def _name(layers: Layers, run: Run, pick: Chosen) -> str:
    if pick.embed.territory is None:
        return REGION_NAME
    level, code = pick.embed.territory
    layer = await layers.level(run, level)
    return layer.names[layer.number(code)]
