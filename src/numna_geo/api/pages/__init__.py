"""The HTML pages, one module a page."""

from fastapi import APIRouter

router = APIRouter(include_in_schema=False)
