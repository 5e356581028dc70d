"""/carte/tableau: everything that the map says, as a table."""

from fastapi import APIRouter

router = APIRouter(include_in_schema=False)
