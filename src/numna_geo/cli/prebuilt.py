"""The step that ends whatever publishes data: whole layers as files."""

import asyncio
from collections.abc import Callable, Mapping
from functools import partial

from numna_geo.api.dressing import dress_of
from numna_geo.cli.database import downloads_folder, settings
from numna_geo.cli.output import Output
from numna_geo.store.database import Engine
from numna_geo.store.reading import Reader
from numna_geo.usecases.build_downloads import Wanted, build_downloads
from numna_geo.usecases.kept_downloads import Downloads, Version

_STATEMENT_S, _WAIT_S = 600.0, 60.0
"""Nobody waits for an answer here: what is slow on a bad day is still done."""


def built(engine: Engine, out: Output) -> Mapping[str, Version]:
    """The `downloads` step, unless this deployment wants none; what is new of them."""
    if not settings().downloads_kept:
        return {}
    with out.step("downloads") as step:
        url = engine.url.render_as_string(hide_password=False)
        new = asyncio.run(_built(url, wanted_downloads(step.say)))
        step.note = ", ".join(new) if new else "up to date"
    return new


def wanted_downloads(say: Callable[[str], None]) -> Wanted:
    """The downloads that the settings ask for."""
    here = settings()
    return Wanted(
        downloads=Downloads(downloads_folder()),
        most=here.downloads_kept,
        dress=partial(dress_of, here),
        say=say,
    )


def slow_reader(url: str) -> Reader:
    """A reader for commands, which may take their time."""
    return Reader(url, size=2, statement_timeout_s=_STATEMENT_S, wait_s=_WAIT_S)


async def _built(url: str, wanted: Wanted) -> Mapping[str, Version]:
    reader = slow_reader(url)
    try:
        return await build_downloads(reader, wanted)
    finally:
        await reader.close()
