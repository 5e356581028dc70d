"""The application, assembled from its settings."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from fastapi import FastAPI
from starlette_compress import add_compress_type

import numna_geo
from numna_geo.api import (
    catalogue,
    health,
    logs,
    metrics,
    openapi,
    pages,
    problems,
    reference,
    v1,
)
from numna_geo.api.metrics import Requests
from numna_geo.api.middleware.access_log import AccessLog
from numna_geo.api.middleware.compression import Compression
from numna_geo.api.middleware.cross_origin import CrossOrigin
from numna_geo.api.middleware.freshness import Freshness, code_version
from numna_geo.api.middleware.heads import Heads
from numna_geo.api.middleware.request_limits import RequestLimits
from numna_geo.api.middleware.security_headers import SecurityHeaders
from numna_geo.api.middleware.unexpected import Unexpected
from numna_geo.api.middleware.unread import Unread
from numna_geo.api.middleware.whole_files import WholeFiles
from numna_geo.api.negotiation import CSV
from numna_geo.api.ogc import media
from numna_geo.api.ogc.links import origin_of
from numna_geo.api.ogc.page_read import Pages
from numna_geo.api.ogc.service import OgcApi
from numna_geo.api.ogc.style_media import STYLE_TYPES
from numna_geo.api.pages.shell.errors import error_page_if_wanted
from numna_geo.api.pages.shell.page_memory import PageMemory
from numna_geo.api.pages.shell.templates import built_file
from numna_geo.api.pages.territory.picture import Pictures
from numna_geo.api.warming import stopped, warm
from numna_geo.bundle import DATA, TEMPLATES, project_home
from numna_geo.settings import Settings
from numna_geo.store.reading import Reader
from numna_geo.store.state import DataWatch
from numna_geo.store.unmet_needs import UnmetWriter
from numna_geo.usecases.build_matrix import Matrices
from numna_geo.usecases.count_unmet import UnmetNeeds
from numna_geo.usecases.describe_datasets import Descriptions
from numna_geo.usecases.draw_isochrone import Isochrones
from numna_geo.usecases.draw_map import MapData
from numna_geo.usecases.export_items import Exports
from numna_geo.usecases.find_addresses import addresses_from
from numna_geo.usecases.kept_downloads import Downloads
from numna_geo.usecases.known_layers import Layers
from numna_geo.usecases.known_sheets import Sheets
from numna_geo.usecases.known_supply import Supplies
from numna_geo.usecases.known_tiles import Tiles
from numna_geo.usecases.map_outlines import MapOutlines
from numna_geo.usecases.read_measures import Measures
from numna_geo.usecases.road_engines import TravelSettings
from numna_geo.usecases.scenarios import Scenarios
from numna_geo.usecases.site_places import Sitings
from numna_geo.usecases.suggest_places import Places
from numna_geo.usecases.tell_roadmap import Roadmap
from numna_geo.usecases.travel_engines import Travels

DESCRIPTION = (
    "Where digital support holds in Nouvelle-Aquitaine, and where it does not. "
    "Coordinates are WGS 84 degrees, longitude first; codes are INSEE codes of 2026, "
    "SIREN for EPCI. Unknown is null, never 0. Errors are problem documents (RFC 9457)."
)


def create_app(
    settings: Settings, *, database_url: str, warmed: bool = False
) -> FastAPI:
    """Build the application; nothing connects before the first question.

    Args:
        settings: of this deployment.
        database_url: the PostGIS to read, `settings.database_url` or a private one.
        warmed: load what the first answers need as soon as it starts, in the
            background.

    Raises:
        ServerUnavailable: `ROUTING_URL` or `GEOCODER_URL` is no address.
    """
    app = FastAPI(
        title="numNA Geo",
        version=numna_geo.__version__,
        description=DESCRIPTION,
        docs_url=None,
        redoc_url=None,
        # Starlette would redirect to whatever host the request claims to be for.
        redirect_slashes=False,
        lifespan=_lifespan,
        # Else it looks at the environment in every request.
        telemetry={"tracing": False, "metrics": False, "logs": False},
    )
    app.state.settings, app.state.warmed = settings, warmed
    _equip(app, settings, database_url)
    problems.install(app, page=error_page_if_wanted)
    openapi.install(app)
    for part in (health, metrics, v1, catalogue, reference, pages):
        app.include_router(part.router)
    _wrap(app, settings)
    return app


def _equip(app: FastAPI, settings: Settings, database_url: str) -> None:
    """What routes share; nothing of it connects yet."""
    app.state.reader = Reader(
        database_url,
        size=settings.db_pool_size,
        statement_timeout_s=settings.db_statement_timeout_s,
        wait_s=settings.db_wait_s,
    )
    app.state.watch = DataWatch(app.state.reader)
    app.state.measures = Measures(app.state.reader, app.state.watch)
    app.state.layers = Layers(app.state.reader, app.state.watch)
    app.state.tiles = Tiles(app.state.reader, app.state.watch)
    addresses = addresses_from(
        settings.geocoder_url, timeout_s=settings.geocoder_timeout_s, data_dir=DATA
    )
    app.state.places = Places(app.state.reader, app.state.watch, addresses)
    app.state.travels = Travels(
        app.state.reader, app.state.watch, _travel_settings(settings)
    )
    written = UnmetWriter(database_url, wait_s=settings.db_wait_s)
    app.state.unmet = UnmetNeeds(written.add)
    app.state.isochrones = Isochrones(app.state.travels, DATA)
    app.state.pages = PageMemory(
        MapData(
            app.state.reader,
            app.state.watch,
            (app.state.measures, app.state.layers),
        ),
        MapOutlines(DATA, lambda: built_file("land.json")),
    )
    app.state.downloads = Downloads(
        settings.downloads_dir or _home(settings) / "downloads"
    )
    _equip_planners(app)


def _equip_planners(app: FastAPI) -> None:
    """What scenarios, sitings, the matrix, sheets and the roadmap's page share."""
    app.state.scenarios = Scenarios(
        reader=app.state.reader,
        measures=app.state.measures,
        layers=app.state.layers,
        supplies=Supplies(app.state.reader, app.state.watch, app.state.travels),
        travels=app.state.travels,
    )
    app.state.sitings = Sitings(app.state.scenarios)
    app.state.matrices = Matrices(
        *(app.state.reader, app.state.watch, app.state.layers, app.state.travels)
    )
    app.state.roadmap = Roadmap(
        app.state.reader, app.state.watch, app.state.layers, DATA
    )
    app.state.sheets = Sheets(
        *(app.state.reader, app.state.watch, app.state.measures, app.state.layers)
    )
    app.state.descriptions = Descriptions(app.state.reader, app.state.watch)
    app.state.exports = Exports(app.state.reader)
    app.state.ogc_pages = Pages(app.state.reader, app.state.watch)
    app.state.pictures = Pictures(app.state.reader, app.state.pages)


def _travel_settings(settings: Settings) -> TravelSettings:
    return TravelSettings(
        routing_url=settings.routing_url,
        timeout_s=settings.routing_timeout_s,
        roads_dir=settings.travel_graph or _home(settings) / "travel",
        data_dir=DATA,
    )


def _home(settings: Settings) -> Path:
    return settings.numna_home or project_home() / ".numna"


def _wrap(app: FastAPI, settings: Settings) -> None:
    """Middleware, the innermost first."""
    package = Path(numna_geo.__file__).parent
    code = code_version(package, TEMPLATES, TEMPLATES.parent / "i18n")
    app.add_middleware(OgcApi)
    app.add_middleware(
        Freshness,
        watch=lambda: app.state.watch,
        code=f"{code} {_told_of_us(settings)}",
        engines=lambda: app.state.travels.mark,
        origin=lambda scope: origin_of(scope, settings.public_url),
    )
    app.add_middleware(Unexpected, page=error_page_if_wanted)
    app.add_middleware(RequestLimits, page=error_page_if_wanted)
    for media_type in (CSV, problems.MEDIA_TYPE, *media.TEXTS, *STYLE_TYPES):
        add_compress_type(media_type)
    app.add_middleware(Compression)
    app.add_middleware(WholeFiles)
    app.add_middleware(Unread)
    app.add_middleware(Heads)
    app.add_middleware(CrossOrigin)
    base = settings.base_map
    app.add_middleware(
        SecurityHeaders,
        basemap_url=base.url if base else None,
        public_url=settings.public_url,
    )
    app.state.requests = Requests()
    app.add_middleware(AccessLog, requests=app.state.requests)


def _told_of_us(settings: Settings) -> tuple[str | None, ...]:
    """What answers say of the publisher."""
    return settings.publisher_name, settings.publisher_url, settings.contact_url


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    logs.configure(app.state.settings.log_level)
    app.state.unmet.start()
    warming = asyncio.create_task(warm(app)) if app.state.warmed else None
    yield
    try:
        await stopped(warming)
        await app.state.unmet.stop()
    finally:
        app.state.travels.close()
        await app.state.reader.close()
