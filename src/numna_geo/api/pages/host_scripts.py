"""/embed/*.js: what runs on a host page, at addresses kept for ever."""

from fastapi import APIRouter

router = APIRouter(include_in_schema=False)
