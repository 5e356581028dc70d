"""/carte/contours/…: borders, at an address of their own content."""

from fastapi import APIRouter

router = APIRouter(include_in_schema=False)
