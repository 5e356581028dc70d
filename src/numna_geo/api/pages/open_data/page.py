"""/donnees: sources, licences, dates, and what became of each row."""

import asyncio
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from fastapi import APIRouter, Request, Response

from numna_geo.api.middleware.freshness import today
from numna_geo.api.pages.gaps_map.known import known_sites
from numna_geo.api.pages.open_data.dataset_data import catalogue_data
from numna_geo.api.pages.open_data.download_view import distributions, offer
from numna_geo.api.pages.shell.metadata import Metadata, absolute, metadata
from numna_geo.api.pages.shell.templates import page
from numna_geo.api.pages.words.wording import Words, words_of
from numna_geo.api.state import ReaderDep
from numna_geo.gaps import INDICATORS
from numna_geo.model.category import Category
from numna_geo.model.collection import Completeness
from numna_geo.model.freshness import DELAY_DAYS
from numna_geo.model.territory import Level
from numna_geo.store import collection, import_reading, sources
from numna_geo.store.statements import Row
from numna_geo.usecases.describe_datasets import Description
from numna_geo.usecases.kept_downloads import Downloads, Version
from numna_geo.usecases.published_datasets import DATASETS

router = APIRouter(include_in_schema=False)

ROWS, REASONS = 200, 60


@router.get("/donnees")
async def data_page(request: Request, reader: ReaderDep) -> Response:
    """Everything that was loaded."""
    imports = await reader.rows(import_reading.last_of_each())
    reasons = await reader.rows(import_reading.last_reasons())
    told = await reader.rows(sources.told())
    t = words_of(request)
    kept, described = await _published(request)
    return page(
        request,
        "donnees.html",
        active="data",
        sources=await reader.rows(sources.loaded()),
        told={row["key"]: row["structures"] for row in told},
        imports=imports,
        titles={row["id"]: row["title"] for row in imports},
        reasons=reasons[:REASONS],
        reports=await reader.rows(import_reading.last_lines(ROWS)),
        known=await known_sites(reader, today()),
        directories=directories(await reader.rows(collection.by_department())),
        delays=DELAY_DAYS,
        categories=list(Category),
        most=ROWS,
        indicators=list(INDICATORS.values()),
        levels=[Level.COMMUNE, Level.EPCI, Level.DEPARTEMENT],
        offers=[offer(t, one, kept[one.dataset.key]) for one in described],
        service=absolute(request, "/ogc/"),
        meta=_metadata(request, t, kept, described),
    )


async def _published(
    request: Request,
) -> tuple[Mapping[str, Sequence[Version]], list[Description]]:
    """The versions that are kept of each dataset, and what is said of it now."""
    state = request.app.state
    described = [await state.descriptions.of(one) for one in DATASETS.values()]
    downloads: Downloads = state.downloads
    kept = {
        key: (await asyncio.to_thread(downloads.index, key)).versions
        for key in DATASETS
    }
    return kept, described


def _metadata(
    request: Request,
    t: Words,
    kept: Mapping[str, Sequence[Version]],
    described: Iterable[Description],
) -> Metadata:
    site = absolute(request, "/").rstrip("/")
    told = [(one, distributions(kept[one.dataset.key], site=site)) for one in described]
    return metadata(
        request,
        title=t("data.title"),
        description=t("data.lead"),
        path="/donnees",
        data=catalogue_data(t, told, site=site, settings=request.app.state.settings),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Directories:
    """How completely each category was collected, department by department.

    `departments` are names by code; `cells` are by category, then by department;
    `reasons` tell why, with the departments of each category that it holds for.
    """

    departments: Mapping[str, str]
    cells: Mapping[Category, Mapping[str, Completeness]]
    reasons: Mapping[str, Mapping[Category, list[str]]]


def directories(rows: Iterable[Row]) -> Directories:
    """The collection table as people read it."""
    departments: dict[str, str] = {}
    cells: dict[Category, dict[str, Completeness]] = {c: {} for c in Category}
    reasons: dict[str, dict[Category, list[str]]] = defaultdict(dict)
    for row in rows:
        code, category = row["department_code"], Category(row["category"])
        departments[code] = row["department"]
        cells[category][code] = Completeness(row["completeness"])
        reasons[row["reason"]].setdefault(category, []).append(code)
    return Directories(
        departments=dict(sorted(departments.items())),
        cells={category: found for category, found in cells.items() if found},
        reasons=reasons,
    )
