"""/oembed: what a site that knows our address may show of it."""

from fastapi import APIRouter

router = APIRouter(include_in_schema=False)
