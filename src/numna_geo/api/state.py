"""What every route shares, made once with the application."""

from typing import Annotated, Any

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


def shared(name: str) -> Any:
    """A dependency: what the application holds under this name of its state."""

    # `async` though it awaits nothing: FastAPI sends the others to a thread, which
    # takes longer than all this does.
    async def held(request: Request) -> Any:
        return getattr(request.app.state, name)

    return Depends(held)


ReaderDep = Annotated[Reader, shared("reader")]
PlacesDep = Annotated[Places, shared("places")]
TravelsDep = Annotated[Travels, shared("travels")]
IsochronesDep = Annotated[Isochrones, shared("isochrones")]
MeasuresDep = Annotated[Measures, shared("measures")]
LayersDep = Annotated[Layers, shared("layers")]
ScenariosDep = Annotated[Scenarios, shared("scenarios")]
MatricesDep = Annotated[Matrices, shared("matrices")]
SitingsDep = Annotated[Sitings, shared("sitings")]
RoadmapDep = Annotated[Roadmap, shared("roadmap")]
SheetsDep = Annotated[Sheets, shared("sheets")]
DownloadsDep = Annotated[Downloads, shared("downloads")]
