"""/embed/habit and /logos: the colour and the logo of the site around an embed."""

import re
from functools import lru_cache
from pathlib import Path

from fastapi import APIRouter, HTTPException, Request, Response

from numna_geo.api.cache_control import FOR_EVER

router = APIRouter(include_in_schema=False)

LEAST_CONTRAST = 4.5
"""Of text, by WCAG 2.2, 1.4.3."""

_PAPER, _MIST, _INK = (255, 255, 255), (244, 245, 242), (19, 42, 51)
_STEP, _SOFT = 0.94, 0.11
_HEX = re.compile(r"[0-9a-f]{6}")
_FILE = re.compile(r"[\w-]{1,60}\.(png|svg)", re.ASCII)
_TYPES = {"png": "image/png", "svg": "image/svg+xml"}
_MOST_BYTES = 300_000

Colour = tuple[int, int, int]


@router.get("/embed/habit/{name}.css")
async def dress(name: str) -> Response:
    """A page carries no style of its own: it links here, one address a colour."""
    if not _HEX.fullmatch(name):
        raise HTTPException(404)
    headers = {"Cache-Control": FOR_EVER}
    return Response(_style(name), 200, headers, "text/css; charset=utf-8")


@router.get("/logos/{name}")
async def logo(request: Request, name: str) -> Response:
    """A file of `LOGOS_DIR`, as a picture only: what an SVG may hold does not run."""
    folder: Path | None = request.app.state.settings.logos_dir
    found = _FILE.fullmatch(name)
    if folder is None or found is None or not has_logo(folder, name):
        raise HTTPException(404)
    content = (folder / name).read_bytes()
    headers = {
        "Cache-Control": "public, max-age=3600",
        "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; "
        "sandbox; frame-ancestors 'self'",
    }
    return Response(content, 200, headers, _TYPES[found.group(1)])


def has_logo(folder: Path | None, path: str | None) -> bool:
    """Whether a picture is in the folder itself, and light enough to be sent."""
    if not folder or not path:
        return False
    file = (folder / Path(path).name).resolve()
    ours = file.is_relative_to(folder.resolve()) and file.is_file()
    return ours and file.stat().st_size <= _MOST_BYTES


def logos_in(folder: Path | None) -> list[str]:
    """Paths of ours of all pictures of the folder, by name."""
    if folder is None or not folder.is_dir():
        return []
    names = sorted(file.name for file in folder.iterdir())
    return [f"/logos/{n}" for n in names if _FILE.fullmatch(n) and has_logo(folder, n)]


@lru_cache(maxsize=64)
def _style(digits: str) -> str:
    """The colour as it was given, and for words where they can be read."""
    given = _colour(digits)
    words = readable(given)
    over = _PAPER if contrast(given, _PAPER) >= LEAST_CONTRAST else _INK
    # What is neither dark nor light enough for either is darkened for white.
    if contrast(given, over) < LEAST_CONTRAST:
        given, over = words, _PAPER
    soft = softened(_colour(digits))
    names = {"host": given, "host-ink": over, "accent": words, "accent-soft": soft}
    rules = ";".join(f"--{name}:{_hex(value)}" for name, value in names.items())
    return f":root{{{rules}}}\n"


def readable(colour: Colour) -> Colour:
    """The colour, as dark as words of it must be on our grounds and on its own.

    >>> readable((0, 60, 120)), readable((255, 221, 0))
    ((0, 60, 120), (129, 112, 0))
    """
    now, grounds = colour, (_PAPER, _MIST, softened(colour))
    while min(contrast(now, ground) for ground in grounds) < LEAST_CONTRAST:
        now = mixed(now, (0, 0, 0), _STEP)
    return now


def softened(colour: Colour) -> Colour:
    """The ground of what a pointer is on."""
    return mixed(colour, _PAPER, _SOFT)


def mixed(one: Colour, other: Colour, part: float) -> Colour:
    """`part` of a colour, and the rest of another."""
    red, green, blue = (
        round(a * part + b * (1 - part)) for a, b in zip(one, other, strict=True)
    )
    return red, green, blue


def contrast(one: Colour, other: Colour) -> float:
    """How well one colour is read on the other, from 1 to 21.

    Source:
        WCAG 2.2, contrast ratio and relative luminance.

    >>> round(contrast((255, 255, 255), (0, 0, 0)), 1)
    21.0
    """
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: Colour) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4  # noqa: PLR2004
        for part in (value / 255 for value in colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _colour(digits: str) -> Colour:
    red, green, blue = bytes.fromhex(digits)
    return red, green, blue


def _hex(colour: Colour) -> str:
    return "#" + bytes(colour).hex()
