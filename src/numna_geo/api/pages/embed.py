"""/embed/…: the only pages that another site may frame."""

from fastapi import APIRouter

router = APIRouter(include_in_schema=False)
