"""What every route shares, made once with the application.

They are `async` though they await nothing: FastAPI sends the others to a thread, which
takes longer than all they do.
"""

from typing import Annotated

from fastapi import Depends, Request

from numna_geo.store.reading import Reader
from numna_geo.usecases.build_matrix import Matrices
from numna_geo.usecases.draw_isochrone import Isochrones
from numna_geo.usecases.kept_downloads import Downloads
from numna_geo.usecases.known_layers import Layers
from numna_geo.usecases.known_sheets import Sheets
from numna_geo.usecases.read_measures import Measures
from numna_geo.usecases.scenarios import Scenarios
from numna_geo.usecases.site_places import Sitings
from numna_geo.usecases.suggest_places import Places
from numna_geo.usecases.tell_roadmap import Roadmap
from numna_geo.usecases.travel_engines import Travels


async def _reader(request: Request) -> Reader:
    reader: Reader = request.app.state.reader
    return reader


async def _places(request: Request) -> Places:
    places: Places = request.app.state.places
    return places


async def _travels(request: Request) -> Travels:
    travels: Travels = request.app.state.travels
    return travels


async def _isochrones(request: Request) -> Isochrones:
    isochrones: Isochrones = request.app.state.isochrones
    return isochrones


async def _measures(request: Request) -> Measures:
    measures: Measures = request.app.state.measures
    return measures


async def _layers(request: Request) -> Layers:
    layers: Layers = request.app.state.layers
    return layers


async def _scenarios(request: Request) -> Scenarios:
    scenarios: Scenarios = request.app.state.scenarios
    return scenarios


async def _matrices(request: Request) -> Matrices:
    matrices: Matrices = request.app.state.matrices
    return matrices


async def _sitings(request: Request) -> Sitings:
    sitings: Sitings = request.app.state.sitings
    return sitings


async def _roadmap(request: Request) -> Roadmap:
    roadmap: Roadmap = request.app.state.roadmap
    return roadmap


async def _sheets(request: Request) -> Sheets:
    sheets: Sheets = request.app.state.sheets
    return sheets


async def _downloads(request: Request) -> Downloads:
    downloads: Downloads = request.app.state.downloads
    return downloads


ReaderDep = Annotated[Reader, Depends(_reader)]
PlacesDep = Annotated[Places, Depends(_places)]
TravelsDep = Annotated[Travels, Depends(_travels)]
IsochronesDep = Annotated[Isochrones, Depends(_isochrones)]
MeasuresDep = Annotated[Measures, Depends(_measures)]
LayersDep = Annotated[Layers, Depends(_layers)]
ScenariosDep = Annotated[Scenarios, Depends(_scenarios)]
MatricesDep = Annotated[Matrices, Depends(_matrices)]
SitingsDep = Annotated[Sitings, Depends(_sitings)]
RoadmapDep = Annotated[Roadmap, Depends(_roadmap)]
SheetsDep = Annotated[Sheets, Depends(_sheets)]
DownloadsDep = Annotated[Downloads, Depends(_downloads)]
