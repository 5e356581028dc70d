"""The sheets that routes and pages share, made with the first question."""

from typing import Annotated

from fastapi import Depends, Request

from numna_geo.usecases.known_sheets import Sheets


# `async` though it awaits nothing: FastAPI sends the others to a thread.
async def _sheets(request: Request) -> Sheets:
    state = request.app.state
    if not hasattr(state, "sheets"):
        state.sheets = Sheets(state.reader, state.watch, state.measures, state.layers)
    sheets: Sheets = state.sheets
    return sheets


SheetsDep = Annotated[Sheets, Depends(_sheets)]
