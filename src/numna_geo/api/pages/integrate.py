"""/integrer: the generator of what other sites paste."""

from fastapi import APIRouter

router = APIRouter(include_in_schema=False)
