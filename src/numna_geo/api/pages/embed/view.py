"""What every embed shows around its content: a head, a foot, and polite words."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import quote

from fastapi import Request, Response

from numna_geo.api.ogc.links import published_at
from numna_geo.api.pages.embed.asked import EmbedAsked, View
from numna_geo.api.pages.embed.dress import has_logo
from numna_geo.api.pages.gaps_map.config import category_looks
from numna_geo.api.pages.shell.copying import copying
from numna_geo.api.pages.shell.embed_icons import icons
from numna_geo.api.pages.shell.templates import page
from numna_geo.api.pages.words.wording import Words, words
from numna_geo.api.v1.territory_codes import current_code
from numna_geo.model.territory import REGION_CODE, Level
from numna_geo.store.reading import Reader
from numna_geo.usecases.read_measures import Measures


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """The parts of an embed that are not its content.

    `title` is its heading, and what a screen reader says of the frame; `over` stands
    above it. `day` is that of the measure; `sources` cite what is told, with their
    dates. `notes` are polite words to who asked for what is not there. `view` is where
    the whole page opens, where the address says nothing of it.
    """

    asked: EmbedAsked
    title: str
    over: str
    day: date
    sources: str
    notes: Sequence[str] = ()
    view: View | None = None


async def territory_of(reader: Reader, asked: EmbedAsked) -> tuple[Level, str, bool]:
    """The territory that is asked for, or the region where it is not one of ours.

    Returns:
        Its level, its code of today, and whether it is what was asked.

    Raises:
        DatabaseUnavailable, DatabaseNotReady: as `Reader.rows`.
    """
    if asked.territory is None:
        return Level.REGION, REGION_CODE, True
    level, code = asked.territory
    today = await current_code(reader, level, code)
    if today is None:
        return Level.REGION, REGION_CODE, False
    return level, today, True


async def measured_on(measures: Measures) -> date:
    """The day on which the figures of now were worked out.

    Raises:
        DatabaseNotReady: nothing is measured yet.
        DatabaseUnavailable: as `Reader.rows`.
    """
    return (await measures.needed_run()).measured_at.date()


def elsewhere(t: Words, *, known: bool) -> list[str]:
    """What is said where a territory is not one of the region."""
    return [] if known else [t("embed.outside")]


def embed_page(
    request: Request, template: str, frame: Frame, **context: Any
) -> Response:
    """An embed, dressed as its host asks."""
    asked = frame.asked
    origin = published_at(request)
    here = origin + asked.address()
    logos = request.app.state.settings.logos_dir
    return page(
        request,
        template,
        lang=asked.lang,
        frame=frame,
        asked=asked,
        whole=origin + replace(asked, view=asked.view or frame.view).whole(),
        dress=f"/embed/habit/{asked.colour}.css" if asked.colour else None,
        logo=asked.logo if has_logo(logos, asked.logo) else None,
        oembed=f"/oembed?url={quote(here, safe='')}&format=json",
        icons=icons(),
        looks=category_looks(words(asked.lang)) if copying(request) else None,
        **context,
    )
